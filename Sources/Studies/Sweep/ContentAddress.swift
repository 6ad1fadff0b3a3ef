public import ScanModel

/// The name of a point's own answer by everything it depends on: equal addresses, equal bytes of the answer.
///
/// The differences to a baseline are no part of the answer that is named: they depend on the baseline too, which has an
/// address of its own.
///
/// The first 128 bits of SHA-256 over the version of the program, the number of trials, the confidence of the intervals, the
/// seed, the settings of the resolved scenario sorted by their paths, and a digest of each fleet. Comments, the order of keys
/// and the way a file is spread over its bases do not count; nor does what else stands under `study`.
public struct ContentAddress: Hashable, Sendable, Codable {
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
        hash.update("scanplan-point/2")
        hash.update(version)
        hash.update(Int64(trials))
        hash.update(Int64(bitPattern: scenario.study.confidence.bitPattern))
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
