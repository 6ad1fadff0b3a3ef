internal import Calibration
internal import FleetInventory
internal import ScanModel
internal import Studies

/// Reads files of observed durations.
enum ObservationLoading {
    /// All observations with where they come from.
    ///
    /// - Parameters:
    ///   - paths: files, or - for standard input.
    ///   - stages: the names that observations may have.
    static func read(
        _ paths: [String], stages: [String]
    ) throws(ExitStatus) -> (observations: [StageObservation], sources: [LogSource]) {
        var observations: [StageObservation] = []
        var sources: [LogSource] = []
        var issues: [InputIssue] = []
        for path in paths {
            let bytes: [UInt8]
            do throws(UnreadableFile) {
                bytes = try FileAccess.read(path, limit: ObservationTable.fileBytesMax)
            } catch {
                throw ScenarioLoading.report(error)
            }
            do throws(InvalidInput) {
                let found = try ObservationTable.read(bytes: bytes, file: path, stages: stages)
                observations += found
                sources.append(
                    LogSource(
                        file: path, bytes: bytes.count, digest: ContentDigest(of: bytes).text,
                        observations: found.reduce(0) { $0 + $1.count }))
            } catch {
                issues += error.issues
            }
        }
        guard issues.isEmpty else { throw ScenarioLoading.report(InvalidInput(issues)) }
        return (observations, sources)
    }
}
