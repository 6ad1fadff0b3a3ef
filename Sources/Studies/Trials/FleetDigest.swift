public import ScanModel

/// A digest of everything a fleet holds, whatever files it came from.
public struct FleetDigest: Hashable, Sendable {
    /// SHA-256.
    public let bytes: [UInt8]

    /// - Complexity: O(instances + volumes).
    public init(_ fleet: Fleet) {
        var hash = SHA256()
        for table in [fleet.accounts.texts, fleet.regions.texts, fleet.groups.texts] {
            hash.update(Int64(table.count))
            for text in table { hash.update(text) }
        }
        hash.update(Int64(fleet.tagSets.count))
        for tags in fleet.tagSets {
            hash.update(Int64(tags.count))
            for tag in tags {
                hash.update(tag.key)
                hash.update(tag.value)
            }
        }
        hash.update(Int64(fleet.kinds.all.count))
        for kind in fleet.kinds.all {
            hash.update(kind.system)
            hash.update(kind.machineType)
        }
        hash.update(fleet.sizeUnitsPerGiB)
        hash.update(column: fleet.instanceAccount)
        hash.update(column: fleet.instanceRegion)
        hash.update(column: fleet.instancePlatform.map(\.rawValue))
        hash.update(column: fleet.instanceFailures)
        hash.update(column: fleet.instanceTagSet)
        hash.update(column: fleet.firstVolume)
        hash.update(column: fleet.volumeSize)
        hash.update(column: fleet.volumeEncryption.map(\.rawValue))
        hash.update(column: fleet.instanceTraits.map(\.rawValue))
        hash.update(column: fleet.instanceGroup)
        hash.update(column: fleet.volumeTagSet)
        hash.update(column: fleet.instanceKind)
        bytes = hash.digest()
    }
}

/// The digests of the last fleets, because most scenarios have the fleets of the one before.
struct FleetDigests: Sendable {
    private var known: [(fleet: Fleet, digest: FleetDigest)] = []

    /// The digest of each deployment's fleet.
    mutating func all(_ scenario: Scenario) -> [FleetDigest] {
        let old = known
        known = scenario.deployments.map { deployment in
            if let same = old.first(where: { $0.fleet == deployment.fleet }) { return same }
            return (deployment.fleet, FleetDigest(deployment.fleet))
        }
        return known.map { $0.digest }
    }
}
