internal import ScanModel

/// What a changed deployment must say for a setting to have had its effect: a limit of one region may be stated apart.
enum KnobCheck: Hashable, Sendable {
    case capacity(resource: Int, Rational)
    case rate(bucket: Int, Rational)
    case vcpu(Rational)

    private func value(_ limits: RegionLimits) -> Rational? {
        switch self {
        case .capacity(let resource, _): limits.capacities[resource].map { Rational($0) }
        case .rate(let bucket, _): limits.buckets[bucket]?.rate.perSecond
        case .vcpu: limits.vcpu.map { Rational($0.quota) }
        }
    }

    private var wanted: Rational {
        switch self {
        case .capacity(_, let value), .rate(_, let value), .vcpu(let value): value
        }
    }

    /// Whether every region with work has the new limit, and those keep theirs that had more.
    func holds(_ changed: Deployment, before: Deployment, regions: [String]) -> Bool {
        zip(changed.regions, before.regions).allSatisfy { new, old in
            guard regions.contains(new.region), let had = value(old) else { return true }
            return value(new) == max(had, wanted)
        }
    }
}

/// A limit that a user can have raised, with the ways to say another value of it. The value is the least over the regions
/// with work.
struct LimitKnob: Hashable, Sendable {
    enum Target: Hashable, Sendable {
        case capacity(resource: Int)
        case rate(bucket: Int)
        case vcpu
        /// Prefix length of the scanner subnet, under the vendor's name of the block.
        case subnet(parameter: String, block: AddressBlock)
    }

    var target: Target
    var name: String
    /// Where the scenario says it, below the deployment or below `limits.regions.NAME`.
    var path: String
    /// What one unit is.
    var unit: String
    /// The value in units; of a subnet the addresses.
    var value: Rational
    /// Behind the number where the scenario says it, such as "GiB" or "/s".
    var suffix: String
    /// Whether a region can state it for itself.
    var isRegional: Bool
    /// The least by which it is worth raising.
    var step: Rational
    /// Where the deployment is in the scenario.
    var deployment: String
    /// Regions with work, and the value in each.
    var regions: [String]
    var values: [Rational]

    /// The value in words.
    func words(_ value: Rational) -> String { "\(DecimalText.of(value))\(suffix)" }

    /// A knob that sets the limit to another value.
    func knob(_ new: Rational, priced: Bool = false) -> Knob {
        Knob(
            .limit, name, words(value), words(new), ways: ways(new), units: priced ? (new - value).doubleValue : nil,
            unit: unit, check: check(new))
    }

    private func check(_ new: Rational) -> KnobCheck? {
        switch target {
        case .capacity(let resource): .capacity(resource: resource, new)
        case .rate(let bucket): isRegional ? .rate(bucket: bucket, new) : nil
        case .vcpu: .vcpu(new)
        case .subnet: nil
        }
    }

    /// For all regions; else for each region with work.
    func ways(_ new: Rational) -> [[String]] {
        let text = DecimalText.of(new) + suffix
        if case .subnet(let parameter, let block) = target {
            guard let wider = block.holding(addresses: new) else { return [] }
            return [["\(deployment).parameters.\(parameter)=\(wider.text)"]]
        }
        let general = ["\(deployment).\(isRegional ? "limits." : "")\(path)=\(text)"]
        guard isRegional else { return [general] }
        let low = zip(regions, values).filter { $0.1 < new }.map(\.0)
        return [general, low.map { "\(deployment).limits.regions.\($0).\(path)=\(text)" }]
    }

    /// The limits of a deployment that bind or could, in the order of the workflow.
    static func all(_ deployment: Deployment, plan: DeploymentPlan, number: Int) -> [LimitKnob] {
        let prefix = "deployments[\(number)]"
        let worked = plan.regions.map(\.limits)
        let names = plan.regions.map(\.region)
        var knobs: [LimitKnob] = []
        func add(
            _ target: Target, _ name: String, path: String, unit: String, values: [Rational], suffix: String = "",
            isRegional: Bool = true, step: Rational? = nil
        ) {
            guard let value = values.min(), values.count == names.count else { return }
            knobs.append(
                LimitKnob(
                    target: target, name: name, path: path, unit: unit, value: value, suffix: suffix,
                    isRegional: isRegional, step: step ?? DecimalText.niceStep(of: value), deployment: prefix,
                    regions: names, values: values))
        }
        add(
            .vcpu, "on-demand vCPU", path: "onDemandVcpu", unit: "vCPU",
            values: worked.compactMap { $0.vcpu.map { Rational($0.quota) } },
            step: Rational(max(1, worked.first?.vcpu?.perScanner ?? 1)))
        if let subnet = worked.first?.subnet, let (parameter, block) = block(of: subnet, deployment) {
            let addresses = Rational(block.addresses)
            add(
                .subnet(parameter: parameter, block: block), "addresses of the scanner subnet", path: parameter,
                unit: "address", values: names.map { _ in addresses }, isRegional: false, step: addresses)
        }
        for (index, resource) in deployment.workflow.resources.enumerated()
        where !readLimits.contains(resource.name) {
            let capacities = worked.compactMap { $0.capacities[index].map { Rational($0) } }
            let isStorage = resource.per == .sizeUnit
            let least = capacities.min() ?? .one
            add(
                .capacity(resource: index), resource.name, path: resource.name, unit: isStorage ? "GiB" : "unit",
                values: capacities, suffix: isStorage ? "GiB" : "",
                step: isStorage ? Rational(max(1, (least / Rational(100)).floor)) : .one)
        }
        for (index, bucket) in deployment.workflow.buckets.enumerated() {
            let rates = worked.compactMap { $0.buckets[index]?.rate.perSecond }
            if bucket.meaning == .vendorRequests, let gateway = deployment.vendorApi {
                // The plan's bucket counts instances, the scenario's requests.
                let each = Rational(gateway.requestsPerItem)
                add(
                    .rate(bucket: index), "rate of the vendor's gateway", path: "limits.vendorApi.rate",
                    unit: "request/s", values: rates.map { $0 * each }, suffix: "/s", isRegional: false)
                continue
            }
            guard !isCheck(index, deployment) else { continue }
            add(
                .rate(bucket: index), "rate of \(bucket.action)", path: "apiRates.\(bucket.action).rate",
                unit: "token/s", values: rates, suffix: "/s")
        }
        return knobs
    }

    private static func block(
        of subnet: SubnetLimit, _ deployment: Deployment
    ) -> (parameter: String, block: AddressBlock)? {
        for value in deployment.vendorParameters where value.name.hasPrefix("Subnet") {
            if let block = AddressBlock(value.text), block.prefix == subnet.prefix { return (value.name, block) }
        }
        return nil
    }

    /// Limits of reading, which the scenario states elsewhere.
    private static let readLimits: Set<String> = ["initialisationRate", "fastRestoreSnapshots"]

    /// Whether a bucket meters looks at a limit, which is the product's own rate and nothing to ask for.
    private static func isCheck(_ bucket: Int, _ deployment: Deployment) -> Bool {
        deployment.workflow.stages.contains { $0.recheck?.bucket == bucket }
    }
}

/// Numbers as scenarios spell them.
enum DecimalText {
    /// At most six places, rounded up; never an exponent.
    static func of(_ value: Rational) -> String {
        let millionths = (value * Rational(1_000_000)).ceiling
        let whole = millionths / 1_000_000
        var fraction = String(Int64(millionths % 1_000_000))
        if fraction == "0" { return "\(whole)" }
        fraction = String(repeating: "0", count: 6 - fraction.count) + fraction
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(whole).\(fraction)"
    }

    /// A power of ten that is a twentieth of the value or less, and more than a two-hundredth; at least a millionth.
    static func niceStep(of value: Rational) -> Rational {
        var step = Rational(1, over: 1_000_000)
        while step * Rational(200) <= value { step = step * Rational(10) }
        return step
    }
}

/// An IPv4 block as the vendor's parameters spell it.
struct AddressBlock: Hashable, Sendable {
    var first: UInt32
    var prefix: Int

    init?(_ text: String) {
        let parts = text.split(separator: "/")
        guard parts.count == 2, let prefix = Int(parts[1]), (0...32).contains(prefix) else { return nil }
        let bytes = parts[0].split(separator: ".").compactMap { UInt8($0) }
        guard bytes.count == 4 else { return nil }
        self.prefix = prefix
        first = bytes.reduce(0) { $0 << 8 | UInt32($1) }
    }

    var addresses: Int { 1 << (32 - prefix) }

    var text: String {
        let bytes = (0..<4).map { String(first >> (8 * (3 - UInt32($0))) & 255) }
        return bytes.joined(separator: ".") + "/\(prefix)"
    }

    /// The smallest block around this one that has so many addresses; nil if none has.
    func holding(addresses wanted: Rational) -> AddressBlock? {
        var block = self
        while Rational(block.addresses) < wanted {
            guard block.prefix > 0 else { return nil }
            block.prefix -= 1
            let size = UInt32(truncatingIfNeeded: block.addresses)
            block.first &= size == 0 ? 0 : ~(size - 1)
        }
        return block
    }
}
