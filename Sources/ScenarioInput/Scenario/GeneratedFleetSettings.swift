import ScanModel

/// A fleet that the scenario describes instead of listing it.
struct GeneratedFleetSettings {
    var field: Field
    var specification: FleetSpecification

    /// Reads the mapping `generate`; nil if something in it is wrong.
    init?(_ field: Field) {
        let specification = field.mapping { reader -> FleetSpecification? in
            let instances = reader.required("instances").flatMap { $0.integer(1...FleetSpecification.instancesMax) }
            let accounts = reader.required("accounts").flatMap { $0.integer(1...FleetSpecification.accountsMax) }
            let first = reader.optional("firstAccount").map { $0.account() } ?? GeneratedFleetSettings.firstAccount
            let seed = reader.optional("seed").map { $0.integer(0...Int.max) } ?? 1
            let regions = reader.required("regions").flatMap { GeneratedFleetSettings.regions($0) }
            let skew = reader.optional("accountSkew").map { GeneratedFleetSettings.skew($0) } ?? .even
            let volumes = reader.required("volumesPerInstance").flatMap { field in
                field.list(count: 1...FleetSpecification.volumesPerInstanceMax) { $0.integer(0...1_000_000) }
            }
            let root = reader.required("rootSize").flatMap { GeneratedFleetSettings.size($0) }
            let data = reader.optional("dataSize").map { GeneratedFleetSettings.size($0) } ?? root
            let windows = reader.optional("windowsShare").map { $0.fraction() } ?? .zero
            let tag = reader.optional("tag")
            let tags = tag.map { GeneratedFleetSettings.tag($0) } ?? nil
            guard let instances, let accounts, let first, let number = Int(first), let seed, let regions, let skew,
                let volumes, let root, let data, let windows, tag == nil || tags != nil
            else { return nil }
            return FleetSpecification(
                seed: UInt64(seed), instances: instances, accounts: accounts, firstAccount: number, regions: regions,
                accountSkew: skew, volumesPerInstance: volumes.compactMap { $0 }, rootSize: root, dataSize: data,
                windowsShare: windows, tag: tags)
        }
        guard let specification else { return nil }
        // What single values cannot show: sums, proportions and bounds that depend on one another.
        guard field.reportFaults(of: specification) else { return nil }
        self.field = field
        self.specification = specification
    }

    private static let firstAccount: String? = String(FleetSpecification.firstAccountDefault)

    private static func regions(_ field: Field) -> [FleetSpecification.RegionShare]? {
        guard let entries = field.entries(count: 1...FleetSpecification.regionsMax) else { return nil }
        let shares = entries.compactMap { key, value -> FleetSpecification.RegionShare? in
            guard let name = key.region(), let share = value.fraction() else { return nil }
            return FleetSpecification.RegionShare(name, share: share)
        }
        return shares.count == entries.count ? shares : nil
    }

    private static func skew(_ field: Field) -> FleetSpecification.AccountSkew? {
        field.mapping { reader in
            let shape = reader.required("shape").flatMap { $0.decimal(isAboveZero: true) }
            let ratio = reader.required("ratio").flatMap { $0.decimal(isAboveZero: true) }
            guard let shape, let ratio else { return nil }
            return FleetSpecification.AccountSkew(shape: shape.doubleValue, ratio: ratio.doubleValue)
        }
    }

    private static func size(_ field: Field) -> FleetSpecification.SizeDistribution? {
        field.mapping { reader in
            let median = reader.required("median").flatMap { $0.volume() }
            let sigma = reader.required("sigma").flatMap { $0.decimal() }
            let least = reader.required("least").flatMap { $0.volume() }
            let most = reader.required("most").flatMap { $0.volume() }
            guard let median, let sigma, let least, let most else { return nil }
            return FleetSpecification.SizeDistribution(
                medianGiB: Double(median), sigma: sigma.doubleValue, leastGiB: least, mostGiB: most)
        }
    }

    private static func tag(_ field: Field) -> FleetSpecification.TagShares? {
        field.mapping { reader in
            let key = reader.required("key").flatMap { $0.text() }
            let value = reader.required("value").flatMap { $0.text() }
            let share = reader.required("share").flatMap { $0.fraction() }
            let otherValue = reader.optional("otherValue").map { $0.text() } ?? ""
            let otherShare = reader.optional("otherShare").map { $0.fraction() } ?? .zero
            guard let key, let value, let share, let otherValue, let otherShare else { return nil }
            return FleetSpecification.TagShares(
                key: key, value: value, share: share, otherValue: otherValue, otherShare: otherShare)
        }
    }
}
