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
        FleetDigest.add(fleet.instanceAccount, to: &hash)
        FleetDigest.add(fleet.instanceRegion, to: &hash)
        FleetDigest.add(fleet.instancePlatform.map(\.rawValue), to: &hash)
        FleetDigest.add(fleet.instanceFailures, to: &hash)
        FleetDigest.add(fleet.instanceTagSet, to: &hash)
        FleetDigest.add(fleet.firstVolume, to: &hash)
        FleetDigest.add(fleet.volumeSize, to: &hash)
        FleetDigest.add(fleet.volumeEncryption.map(\.rawValue), to: &hash)
        FleetDigest.add(fleet.instanceTraits.map(\.rawValue), to: &hash)
        FleetDigest.add(fleet.instanceGroup, to: &hash)
        FleetDigest.add(fleet.volumeTagSet, to: &hash)
        FleetDigest.add(fleet.instanceKind, to: &hash)
        bytes = hash.digest()
    }

    /// A column with its length, each number as its bytes, the least first.
    private static func add<Number: FixedWidthInteger>(_ column: [Number], to hash: inout SHA256) {
        hash.update(Int64(column.count))
        for number in column {
            hash.update((0..<Number.bitWidth / 8).lazy.map { UInt8(truncatingIfNeeded: number >> Number(8 * $0)) })
        }
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
