public import ScanModel

/// Observed durations of stages as a table.
///
/// ```
/// stage,platform,sizeGiB,start,durationSeconds,region,account,outcome,cycle
/// snapshot,linux,30,2025-03-01T02:00:00Z,71.5,us-east-1,111122223333,finished,2025-03-01
/// scan,windows,100,,900,,,censored,
/// ```
///
/// | column              | holds                                                                                 |
/// | ------------------- | ------------------------------------------------------------------------------------- |
/// | `stage`             | the name of a stage of the vendor profile, or `scannerBoot`                            |
/// | `platform`          | `linux`, `windows`, or nothing                                                         |
/// | `sizeGiB`           | what the stage handled, a decimal number, or nothing                                   |
/// | `start`             | seconds since 1970, or a time such as `2025-03-01T02:00:00.5Z`, or nothing             |
/// | `durationSeconds`   | a decimal number of at least 0                                                         |
/// | `region`, `account` | as everywhere, or nothing                                                              |
/// | `outcome`           | `finished`, `censored` (it took longer) or `throttled`; nothing is `finished`          |
/// | `cycle`             | a name of the scan cycle, or nothing                                                   |
/// | `count`             | how often just that was observed, 1 ... 1,000,000; nothing is 1                        |
/// | `resolutionSeconds` | how coarse the duration is: it was more than so much less; nothing is exact            |
///
/// Only `stage` and `durationSeconds` have to be there, and the columns stand in any order. Numbers have at most nine decimal
/// places. The text is that of the other tables, see ``FleetCSV``; texts are percent-encoded where a tag would be.
public enum ObservationTable {
    /// Largest file that is read: 1 GiB.
    public static var fileBytesMax: Int { min(1 << 30, InputLimits.current[.inputBytes]) }
    /// Most rows of a file.
    public static let rowsMax = 5_000_000
    /// Most times that a row stands for.
    public static let countMax = 1_000_000

    /// Reads a file in the order of its rows.
    ///
    /// - Parameter stages: the names that a stage may have; empty for any.
    /// - Throws: every issue, up to 100.
    /// - Complexity: O(bytes).
    public static func read(
        bytes: [UInt8], file: String, stages: [String] = []
    ) throws(InvalidInput) -> [StageObservation] {
        guard bytes.count <= fileBytesMax else {
            throw InvalidInput([
                Wording.tooLarge(file: file, bytes: bytes.count, limit: fileBytesMax, advice: "several files")
            ])
        }
        var reader = ObservationTableReader(bytes, stages: stages)
        let observations = reader.read()
        let issues = reader.issues(file: file)
        guard issues.isEmpty else { throw InvalidInput(issues) }
        return observations
    }

    private static let columns = [
        "stage", "platform", "sizeGiB", "start", "durationSeconds", "region", "account", "outcome", "cycle", "count",
        "resolutionSeconds",
    ]

    /// The table of some observations, which reads back as they are.
    ///
    /// Numbers that are no finite decimals of at most nine places do not read back.
    public static func csv(_ observations: [StageObservation]) -> String {
        var bytes = Array((columns.joined(separator: ",") + "\n").utf8)
        func add(_ text: String) { bytes += text.utf8 }
        for observation in observations {
            bytes += TagText.plainCell(observation.stage)
            add(",\(observation.platform?.name ?? ""),\(observation.size?.value.description ?? ""),")
            add("\(observation.start?.description ?? ""),\(observation.duration.value),\(observation.region ?? ""),")
            add("\(observation.account ?? ""),\(observation.outcome.rawValue),")
            bytes += TagText.plainCell(observation.cycle ?? "")
            add(",\(observation.count == 1 ? "" : "\(observation.count)"),")
            add((observation.resolution?.value.description ?? "") + "\n")
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
