/// Something in the input that no plan can be made from.
public enum EstateIssue: Hashable, Sendable, CustomStringConvertible {
    case duplicateNetwork(String)
    case duplicateSegment(String)
    case duplicateSize(String)
    case unknownNetwork(String, usedBy: String)
    case selfPeering(String)
    /// The address spaces of one network overlap each other.
    case ownOverlap(network: String, AddressBlock, AddressBlock)
    /// A number outside its range.
    case outOfRange(String, value: Int, allowed: ClosedRange<Int>)
    /// The scan of one host takes longer than the window.
    case hostLongerThanWindow(segment: String, seconds: Int, windowSeconds: Int)
    /// A region with a network for appliances, where no size has a price.
    case noPrice(region: String)
    /// The tariff has no price for the zone of a region.
    case unknownZone(region: String, zone: Int)
    /// Hosts and prices are each in range, but together too great to be added up exactly.
    case totalTooGreat

    public var description: String {
        switch self {
        case .duplicateNetwork(let name): "there is more than one network \(name)"
        case .duplicateSegment(let name): "there is more than one segment \(name)"
        case .duplicateSize(let name): "there is more than one size \(name)"
        case .unknownNetwork(let name, let user): "\(user) names the network \(name), which does not exist"
        case .selfPeering(let name): "\(name) is peered with itself"
        case .ownOverlap(let network, let one, let other): "\(network): \(one) and \(other) overlap"
        case .outOfRange(let what, let value, let allowed):
            "\(what) is \(value), but must be \(allowed.lowerBound) ... \(allowed.upperBound)"
        case .hostLongerThanWindow(let segment, let seconds, let window):
            "\(segment): one host takes \(seconds) s, the window is \(window) s"
        case .noPrice(let region): "no size has a price in \(region)"
        case .unknownZone(let region, let zone): "\(region) is in zone \(zone), which has no price"
        case .totalTooGreat: "hosts and prices are together too great to be added up exactly"
        }
    }
}

/// Every issue of an input at once.
public struct EstateIssues: Error, Hashable, Sendable {
    public var issues: [EstateIssue]

    public init(issues: [EstateIssue]) { self.issues = issues }
}

/// Looks an input through before it is planned.
///
/// The upper limits of numbers are far above any real estate. They keep every sum of the planner within 64 bits.
enum EstateCheck {
    static func issues(_ estate: ScanEstate, _ terms: ApplianceTerms) -> [EstateIssue] {
        networks(estate) + segments(estate, terms) + prices(estate, terms)
    }

    private static func networks(_ estate: ScanEstate) -> [EstateIssue] {
        var issues = duplicates(estate.networks.map(\.name)).map(EstateIssue.duplicateNetwork)
        let names = Set(estate.networks.map(\.name))
        for network in estate.networks.sorted(by: { $0.name < $1.name }) {
            for (index, one) in network.addresses.enumerated() {
                for other in network.addresses[(index + 1)...] where one.overlaps(other) {
                    issues.append(.ownOverlap(network: network.name, one, other))
                }
            }
        }
        for peering in estate.peerings.sorted() {
            for name in [peering.from, peering.to] where !names.contains(name) {
                issues.append(.unknownNetwork(name, usedBy: "the peering \(peering.from) to \(peering.to)"))
            }
            if peering.from == peering.to { issues.append(.selfPeering(peering.from)) }
        }
        return issues
    }

    private static func segments(_ estate: ScanEstate, _ terms: ApplianceTerms) -> [EstateIssue] {
        var issues = duplicates(estate.segments.map(\.name)).map(EstateIssue.duplicateSegment)
        let names = Set(estate.networks.map(\.name))
        for segment in estate.segments.sorted(by: { $0.name < $1.name }) {
            let name = segment.name
            if !names.contains(segment.network) { issues.append(.unknownNetwork(segment.network, usedBy: name)) }
            if case .only(let sources) = segment.admission {
                for source in sources.sorted() where !names.contains(source) {
                    issues.append(.unknownNetwork(source, usedBy: name))
                }
            }
            check("\(name): hosts", segment.hosts, 0...1_000_000, &issues)
            check("\(name): seconds per host", segment.secondsPerHost, 1...10_000_000, &issues)
            check("\(name): megabytes per host", segment.megabytesPerHost, 0...1_000_000, &issues)
            if segment.secondsPerHost > terms.windowSeconds {
                issues.append(
                    .hostLongerThanWindow(
                        segment: name, seconds: segment.secondsPerHost, windowSeconds: terms.windowSeconds))
            }
        }
        return issues
    }

    private static func prices(_ estate: ScanEstate, _ terms: ApplianceTerms) -> [EstateIssue] {
        var issues = duplicates(terms.sizes.map(\.name)).map(EstateIssue.duplicateSize)
        check("the window in seconds", terms.windowSeconds, 1...10_000_000, &issues)
        check("scans per month", terms.scansPerMonth, 0...1_000, &issues)
        check("hosts in parallel", terms.parallelism.hosts, 1...1_000, &issues)
        check("the factor of large appliances", terms.parallelism.largeFactor, 1...100, &issues)
        check("hours per month", terms.hoursPerMonth, 0...800, &issues)
        check("the licence in micro-dollars", terms.licencePerMonth, 0...100_000_000_000, &issues)
        check("the tariff within a region", terms.tariff.sameRegion, 0...10_000_000, &issues)
        for (index, price) in terms.tariff.zones.enumerated() {
            check("the tariff of zone \(index + 1)", price, 0...10_000_000, &issues)
        }
        for region in Set(estate.networks.map(\.region)).sorted() {
            let zone = terms.tariff.zone(region)
            if zone < 1 || zone > terms.tariff.zones.count { issues.append(.unknownZone(region: region, zone: zone)) }
        }
        for region in Set(estate.networks.filter(\.acceptsAppliances).map(\.region)).sorted() {
            let offered = terms.sizes.compactMap { size in
                terms.hourlyPrices[region]?[size.name].map { (size.name, $0) }
            }
            if offered.isEmpty { issues.append(.noPrice(region: region)) }
            for (size, price) in offered {
                check("the price of \(size) in \(region)", price, 0...1_000_000_000, &issues)
            }
        }
        return issues
    }

    private static func check(
        _ what: String, _ value: Int, _ allowed: ClosedRange<Int>, _ issues: inout [EstateIssue]
    ) {
        if !allowed.contains(value) { issues.append(.outOfRange(what, value: value, allowed: allowed)) }
    }

    /// Names that occur more than once, each of them once, in order.
    private static func duplicates(_ names: [String]) -> [String] {
        let sorted = names.sorted()
        return Set(zip(sorted, sorted.dropFirst()).filter { $0 == $1 }.map(\.0)).sorted()
    }
}
