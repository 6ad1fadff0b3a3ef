internal import DocumentReading
internal import FleetInventory
internal import ObservedRuns
internal import ScanModel
internal import VendorProfiles

/// Logs of runs that have happened.
enum LogTargets {
    private static let name = "fuzz"
    private static let stages: LoggedStages = {
        guard let profile = VendorProfiles.profile("qualys-aws@1.8") else { fatalError("no such profile") }
        return LoggedStages(profile)
    }()

    static func documents(_ bytes: [UInt8]) {
        var reading = LogReading(stages: stages)
        do throws(ReadFault) {
            try reading.readDocuments(try ByteInput.memory(bytes, name: name))
        } catch {
            // What cannot be unpacked is told before anything is read.
            guard case .invalid(let issue) = error else { fatalError("bytes in memory can be read: \(error)") }
            return Issues.check([issue], of: bytes, file: name)
        }
        check(reading.finish(), of: bytes)
    }

    static func metrics(_ bytes: [UInt8]) {
        var reading = LogReading(stages: stages)
        reading.readMetrics(bytes, file: name)
        check(reading.finish(), of: bytes)
    }

    private static func check(_ runs: LoggedRuns, of bytes: [UInt8]) {
        if !runs.issues.isEmpty { return Issues.check(runs.issues, of: bytes, file: name) }
        for observation in runs.observations {
            require(observation.duration.value >= 0 && observation.count > 0, "\(observation)")
        }
        let text = ObservationTable.csv(runs.observations)
        do throws(InvalidInput) {
            let again = try ObservationTable.read(bytes: Array(text.utf8), file: "again")
            require(again == runs.observations, "observations are the same again:\n\(text)")
        } catch { fatalError("what was written cannot be read: \(error)\n\(text)") }
    }
}
