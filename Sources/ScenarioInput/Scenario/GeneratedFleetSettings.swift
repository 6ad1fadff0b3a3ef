import ScanModel

/// A fleet that the scenario describes instead of listing it.
struct GeneratedFleetSettings {
    var field: Field
    var specification: FleetSpecification

    /// Reads the mapping `generate`; nil if something in it is wrong.
    init?(_ field: Field) {
        let specification = field.mapping { reader -> FleetSpecification? in
            let instances = reader.required("instances", "Instances in all.").flatMap {
                $0.integer(1...FleetSpecification.instancesMax)
            }
            let accounts = reader.required("accounts", "Accounts that own them.").flatMap {
                $0.integer(1...FleetSpecification.accountsMax)
            }
            let first =
                reader.optional("firstAccount", "Identifier of the first account; the others count up.").map {
                    $0.accountNumber()
                } ?? GeneratedFleetSettings.firstAccount
            let seed =
                reader.optional("seed", "Seed of the fleet; the same one gives the same fleet anywhere.").map {
                    $0.integer(0...Int.max)
                } ?? 1
            let regions = reader.required("regions", "Share of the instances in each region.").flatMap {
                GeneratedFleetSettings.regions($0)
            }
            let skew =
                reader.optional("accountSkew", "How unevenly accounts own instances; evenly if left out.").map {
                    GeneratedFleetSettings.skew($0)
                } ?? .even
            let volumes = reader.required("volumesPerInstance", "Weights of having 1, 2, 3, … volumes.").flatMap {
                field in
                field.list(count: 1...FleetSpecification.volumesPerInstanceMax) { $0.integer(0...1_000_000) }
            }
            let root = reader.required("rootSize", "Size of an instance's first volume, lognormal.").flatMap {
                GeneratedFleetSettings.size($0)
            }
            let data =
                reader.optional("dataSize", "Size of its other volumes; like the first if left out.").map {
                    GeneratedFleetSettings.size($0)
                } ?? root
            let windows =
                reader.optional("windowsShare", "Share of instances that run Windows; 0 if left out.").map {
                    $0.fraction()
                } ?? .zero
            let tag = reader.optional("tag", "A tag and the share of instances that carry it.")
            let tags = tag.map { GeneratedFleetSettings.tag($0) } ?? nil
            let encryption =
                reader.optional("encryption", "Shares of volumes by whose key encrypts them; none if left out.").map {
                    $0.encryptionShares()
                } ?? EncryptionShares()
            let agent =
                reader.optional("cloudAgent", "Share of instances that the vendor's agent runs on; 0 if left out.").map
            {
                $0.fraction()
            } ?? .zero
            let api =
                reader.optional("apiScanned", "Share of instances that the API-based scan covers; 0 if left out.").map {
                    $0.fraction()
                } ?? .zero
            guard let instances, let accounts, let first, let number = Int(first), let seed, let regions, let skew,
                let volumes, let root, let data, let windows, tag == nil || tags != nil, let encryption,
                let agent, let api
            else { return nil }
            var specification = FleetSpecification(
                seed: UInt64(seed), instances: instances, accounts: accounts, firstAccount: number, regions: regions,
                accountSkew: skew, volumesPerInstance: volumes.compactMap { $0 }, rootSize: root, dataSize: data,
                windowsShare: windows, tag: tags, encryption: encryption)
            specification.cloudAgentShare = agent
            specification.apiScannedShare = api
            return specification
        }
        guard let specification else { return nil }
        // What single values cannot show: sums, proportions and bounds that depend on one another.
        guard field.reportFaults(of: specification) else { return nil }
        self.field = field
        self.specification = specification
    }

    private static let firstAccount: String? = String(FleetSpecification.firstAccountDefault)

    private static func regions(_ field: Field) -> [FleetSpecification.RegionShare]? {
        let shares = field.entries(count: 1...FleetSpecification.regionsMax) { key, value in
            let name = key.region()
            let share = value.fraction()
            guard let name, let share else { return FleetSpecification.RegionShare?.none }
            return FleetSpecification.RegionShare(name, share: share)
        }
        guard let shares, !shares.contains(where: { $0 == nil }) else { return nil }
        return shares.compactMap { $0 }
    }

    private static func skew(_ field: Field) -> FleetSpecification.AccountSkew? {
        field.mapping { reader in
            let shape = reader.required("shape", "Exponent of the bounded Pareto weights; smaller is more uneven.")
                .flatMap { $0.decimal(atLeast: Rational(1, over: 10), atMost: 100) }
            let ratio = reader.required("ratio", "Largest weight over the smallest.").flatMap {
                $0.decimal(atLeast: 1, atMost: 1_000_000)
            }
            guard let shape, let ratio else { return nil }
            return FleetSpecification.AccountSkew(shape: shape.doubleValue, ratio: ratio.doubleValue)
        }
    }

    private static func size(_ field: Field) -> FleetSpecification.SizeDistribution? {
        field.mapping { reader in
            let median = reader.required("median", "Median size.").flatMap { $0.volume() }
            let sigma = reader.required("sigma", "Standard deviation of the logarithm of the size.").flatMap {
                $0.decimal(atMost: 10)
            }
            let least = reader.required("least", "Smallest size; smaller draws become it.").flatMap { $0.volume() }
            let most = reader.required("most", "Largest size; larger draws become it.").flatMap { $0.volume() }
            guard let median, let sigma, let least, let most else { return nil }
            return FleetSpecification.SizeDistribution(
                medianGiB: Double(median), sigma: sigma.doubleValue, leastGiB: least, mostGiB: most)
        }
    }

    private static func tag(_ field: Field) -> FleetSpecification.TagShares? {
        field.mapping { reader in
            let key = reader.required("key", "Key of the tag.").flatMap { $0.tagKey() }
            let value = reader.required("value", "Its value.").flatMap { $0.tagValue() }
            let share = reader.required("share", "Share of instances that carry this value.").flatMap { $0.fraction() }
            let otherValue = reader.optional("otherValue", "Another value of the same key.").map { $0.tagValue() } ?? ""
            let otherShare =
                reader.optional("otherShare", "Share of instances that carry the other value.").map { $0.fraction() }
                ?? .zero
            guard let key, let value, let share, let otherValue, let otherShare else { return nil }
            return FleetSpecification.TagShares(
                key: key, value: value, share: share, otherValue: otherValue, otherShare: otherShare)
        }
    }
}
