import ApplianceScanning
import ScanModel
import VendorProfiles

/// Everything of a document that is not a network: window, times, performance, sizes and prices.
struct ApplianceTermsSection {
    /// Levels of the vendor's option profile.
    enum Performance: String, CaseIterable {
        case low, normal, high

        var constant: ApplianceConstant.Name {
            switch self {
            case .low: .hostsLow
            case .normal: .hostsNormal
            case .high: .hostsHigh
            }
        }
    }

    private(set) var window: Int?
    private(set) var windowField: Field?
    private(set) var hostScan: (value: Int, field: Field)?
    private var statesHostScan = false
    private var scansPerMonth: Int?
    private var performance: Performance?
    private var hostsInParallel: Int?
    private var largeFactor: Int?
    private var licence: Int?
    private var statesTraffic = false
    private var statedTraffic: Int?
    private var sizes: [ApplianceSize] = []
    private var statesSizes = false
    /// Whether every size could be read.
    private var knowsSizes = true
    /// By size and region, in micro-dollars per hour.
    private var prices: [String: [String: Int]] = [:]
    private var zones: [String: Int] = [:]
    private let catalog = AzureCatalog.shipped

    /// Seconds; nil if what is stated could not be read.
    var hostScanSeconds: Int? { statesHostScan ? hostScan?.value : whole(.hostScan) }

    /// Megabytes of one scan of one host; nil if what is stated could not be read.
    var trafficMegabytes: Int? { statesTraffic ? statedTraffic : whole(.trafficPerHost) }

    init(_ reader: inout MappingReader) {
        windowField = reader.required("window")
        window = windowField?.wholeSeconds()
        scansPerMonth = reader.required("scansPerMonth").flatMap { $0.integer(0...1000) }
        let hostScanField = reader.optional("hostScan")
        statesHostScan = hostScanField != nil
        hostScan = hostScanField.flatMap { field in field.wholeSeconds().map { ($0, field) } }
        let level = reader.optional("performance")
        performance = level.flatMap { $0.choice(Performance.self) }
        let hosts = reader.optional("hostsInParallel")
        hostsInParallel = hosts.flatMap { $0.integer(1...1000) }
        if let hosts, level != nil { hosts.report("stands beside `performance`", expected: "one of the two") }
        largeFactor = reader.optional("largeFactor").flatMap { $0.integer(1...100) }
        licence = reader.optional("licence").flatMap { $0.microDollars(most: 100_000) }
        let traffic = reader.optional("trafficPerHost")
        statesTraffic = traffic != nil
        statedTraffic = traffic?.traffic()
        readSizes(reader.optional("sizes"))
        readPrices(reader.optional("prices"))
        zones = readZones(reader.optional("zones"))
    }

    private mutating func readSizes(_ field: Field?) {
        guard let field else {
            sizes = catalog.sizes.filter(\.isUsual).map(ApplianceSize.init)
            return
        }
        statesSizes = true
        let catalog = catalog
        let read = field.list(count: ApplianceReader.sizeCounts) { field -> (size: ApplianceSize, field: Field)? in
            ApplianceTermsSection.size(field, catalog).map { ($0, field) }
        }
        var seen: Set<String> = []
        for (size, field) in (read ?? []).compactMap(\.self) where !seen.insert(size.name).inserted {
            field.report("the size \(size.name) is given twice", expected: "each size once")
        }
        sizes = (read ?? []).compactMap { $0?.size }
        knowsSizes = read?.allSatisfy { $0 != nil } == true
    }

    /// The name of a known size, or any size with its processors and memory.
    private static func size(_ field: Field, _ catalog: AzureCatalog) -> ApplianceSize? {
        if case .mapping = field.node.content {
            return field.mapping { reader in
                let name = reader.required("name").flatMap { $0.text(.deploymentName, TextForm.isDeploymentName) }
                let vCPUs = reader.required("vcpu").flatMap { $0.integer(1...1024) }
                let memory = reader.required("memory").flatMap { $0.storage() }
                guard let name, let vCPUs, let memory else { return nil }
                return ApplianceSize(name: name, vCPUs: vCPUs, memoryGiB: memory)
            }
        }
        let expected = "a known size, or {name: ..., vcpu: 4, memory: 8GiB}"
        guard let text = field.text(expected: expected) else { return nil }
        if let known = catalog.size(text) { return ApplianceSize(known) }
        let names = catalog.sizes.map(\.name)
        field.report(
            field.shown, expected: "\(expected); known are \(names.joined(separator: ", "))",
            suggestion: NearestKey.find(text, among: names))
        return nil
    }

    private mutating func readPrices(_ field: Field?) {
        guard let field else { return }
        let names = sizes.map(\.name)
        let knowsSizes = knowsSizes
        let read = field.entries(count: 0...ApplianceReader.sizeCounts.upperBound) { key, value in
            let size = key.text() ?? ""
            if knowsSizes, !names.contains(size) {
                key.report(
                    "is no size of this document", expected: "one of \(names.joined(separator: ", "))",
                    suggestion: NearestKey.find(size, among: names))
            }
            let regions = value.entries(count: 0...1000) { key, value in
                (key.azureRegion() ?? "", value.microDollars(most: 1000) ?? 0)
            }
            return (size, regions ?? [])
        }
        for (size, regions) in read ?? [] {
            prices[size] = Dictionary(regions, uniquingKeysWith: { first, _ in first })
        }
    }

    private func readZones(_ field: Field?) -> [String: Int] {
        let read = field?.entries(count: 0...1000) { key, value in
            (key.azureRegion() ?? "", value.integer(1...3) ?? 1)
        }
        return Dictionary(read ?? [], uniquingKeysWith: { first, _ in first })
    }

    // MARK: The request

    /// The request for an estate; nil if something was not there.
    ///
    /// - Parameter statesHostScan: whether every segment states the time of a host itself.
    func request(name: String, estate: ScanEstate, statesHostScan: Bool) -> ApplianceRequest? {
        guard let window, let scansPerMonth else { return nil }
        let regions = Set(estate.networks.filter(\.acceptsAppliances).map(\.region)).sorted()
        var hourly: [String: [String: Int]] = [:]
        var missing: [MissingAppliancePrice] = []
        for region in regions {
            for size in sizes {
                hourly[region, default: [:]][size.name] = prices[size.name]?[region] ?? listed(size.name, region)
            }
            let absent = sizes.map(\.name).filter { hourly[region]?[$0] == nil }
            // A size that nobody asked for is just not offered where it has no price.
            let needed = statesSizes ? absent : absent.count == sizes.count ? Array(absent.prefix(1)) : []
            let meant = catalog.regions.contains(region) ? nil : NearestKey.find(region, among: catalog.regions)
            missing += needed.map { MissingAppliancePrice(size: $0, region: region, meant: meant) }
        }
        let tariff = PeeringTariff(
            sameRegion: micro(.peeringSameRegion),
            zones: [micro(.peeringZone1), micro(.peeringZone2), micro(.peeringZone3)], zoneOfRegion: zones)
        let terms = ApplianceTerms(
            windowSeconds: window, scansPerMonth: scansPerMonth,
            parallelism: ScanParallelism(
                hosts: hostsInParallel ?? whole((performance ?? .normal).constant),
                largeFactor: largeFactor ?? whole(.largeFactor)),
            sizes: sizes, hourlyPrices: hourly, licencePerMonth: licence ?? micro(.licence), tariff: tariff)
        return ApplianceRequest(
            name: name, estate: estate, terms: terms,
            assumptions: assumptions(
                estate, statesHostScan: statesHostScan || self.statesHostScan,
                usesList: regions.contains { region in
                    sizes.contains { prices[$0.name]?[region] == nil && hourly[region]?[$0.name] != nil }
                }),
            missingPrices: missing)
    }

    private func assumptions(_ estate: ScanEstate, statesHostScan: Bool, usesList: Bool) -> [Assumption] {
        var list: [Assumption] = []
        func add(_ name: String, _ constant: ApplianceConstant.Name, _ unit: String, per factor: Rational = 1) {
            let known = catalog.constant(constant)
            func text(_ value: Rational) -> String { (value * factor).doubleValue.shortText }
            let (low, high) = (known.range.lowerBound, known.range.upperBound)
            // A unit that is a word of its own stands once.
            let range = "\(text(low))\(unit.hasPrefix(" ") ? "" : unit) to \(text(high))\(unit)"
            list.append(
                Assumption(
                    name: name, value: text(known.value) + unit, range: low == high ? nil : range,
                    provenance: known.provenance))
        }
        if !statesHostScan { add("hostScan", .hostScan, "m", per: Rational(1, over: 60)) }
        if hostsInParallel == nil { add("performance", (performance ?? .normal).constant, " hosts at once") }
        let none = ScanParallelism(hosts: 1)
        if largeFactor == nil, sizes.contains(where: { none.hosts(on: $0) > 1 }) {
            add("largeFactor", .largeFactor, " times")
        }
        if licence == nil { add("licence", .licence, "USD") }
        // Traffic is paid over peerings alone.
        let peered = Set(estate.peerings.flatMap { [$0.from, $0.to] })
        let regions = Set(estate.networks.filter { peered.contains($0.name) }.map(\.region)).sorted()
        if !regions.isEmpty {
            if !statesTraffic { add("trafficPerHost", .trafficPerHost, "MB") }
            add("peering in a region", .peeringSameRegion, "USD/GB each way")
        }
        if regions.count > 1 {
            for (index, constant) in [ApplianceConstant.Name.peeringZone1, .peeringZone2, .peeringZone3].enumerated()
            where regions.contains(where: { zones[$0] ?? whole(.zone) == index + 1 }) {
                add("peering, zone \(index + 1)", constant, "USD/GB each way")
            }
            for region in regions where zones[region] == nil { add("zones.\(region)", .zone, "") }
        }
        if usesList {
            list.append(
                Assumption(
                    name: "prices", value: "list of \(AzureCatalog.priceSource.date)", range: nil,
                    provenance: AzureCatalog.priceSource))
        }
        for size in sizes {
            guard let known = catalog.size(size.name), known.provenance.confidence == .assumed else { continue }
            list.append(
                Assumption(
                    name: size.name, value: "\(size.vCPUs) vCPU, \(size.memoryGiB)GiB", range: nil,
                    provenance: known.provenance))
        }
        return list
    }

    private func listed(_ size: String, _ region: String) -> Int? {
        catalog.hourlyPrice(ofSize: size, in: region).map { Self.micro($0.value) }
    }

    private func whole(_ name: ApplianceConstant.Name) -> Int { Int(catalog.constant(name).value.numerator) }

    private func micro(_ name: ApplianceConstant.Name) -> Int { Self.micro(catalog.constant(name).value) }

    /// The nearest whole number of micro-dollars.
    private static func micro(_ dollars: Rational) -> Int { Int((dollars.doubleValue * 1_000_000).rounded()) }
}

extension ApplianceSize {
    fileprivate init(_ size: AzureCatalog.MachineSize) {
        self.init(name: size.name, vCPUs: size.vCPUs, memoryGiB: size.memoryGiB)
    }
}

extension Double {
    /// Whole numbers without a fraction.
    fileprivate var shortText: String { self == rounded() ? String(Int(self)) : description }
}
