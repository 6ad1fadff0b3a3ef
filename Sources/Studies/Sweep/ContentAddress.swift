public import ScanModel

/// The name of an answer by everything it depends on: equal addresses, equal bytes of the answer.
///
/// The first 128 bits of SHA-256 over the version of the program, the number of trials, the seed, the settings of the
/// resolved scenario sorted by their paths, and a digest of each fleet. Comments, the order of keys and the way a file is
/// spread over its bases do not count; nor does what stands under `study`, of which only the number of trials counts.
public struct ContentAddress: Hashable, Sendable {
    /// 32 hexadecimal digits.
    public let text: String

    /// Enough of it for a table.
    public var short: String { String(text.prefix(8)) }

    /// - Parameters:
    ///   - values: the resolved scenario, path and value, in any order; see `ScenarioReader.values`.
    ///   - fleets: ``FleetDigest`` of each deployment, in order.
    public init(
        version: String, trials: Int, scenario: Scenario, values: [SettingValue], fleets: [FleetDigest]
    ) {
        var hash = SHA256()
        hash.update("scanplan-point/1")
        hash.update(version)
        hash.update(Int64(trials))
        hash.update(Int64(bitPattern: scenario.seed))
        hash.update(Int64(fleets.count))
        for fleet in fleets { hash.update(fleet.bytes) }
        for value in values.filter({ !$0.isOfStudy && !$0.isOfFleet }).sorted() {
            hash.update(value.path)
            hash.update(value.value)
        }
        text = hash.digest().prefix(16).map { byte in
            let digits = String(byte, radix: 16)
            return digits.utf8.count == 1 ? "0\(digits)" : digits
        }.joined()
    }
}

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
