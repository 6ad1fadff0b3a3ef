import DocumentReading
import Foundation
import ObservedRuns
import ScanModel
import Testing
import VendorProfiles

/// The bytes of a file of `Fixtures`.
func fixture(_ name: String) throws -> [UInt8] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    return [UInt8](try Data(contentsOf: folder.appending(path: name)))
}

/// The stages of the classic product.
func classicStages() throws -> LoggedStages { LoggedStages(try #require(VendorProfiles.profile("qualys-aws@1.8"))) }

/// Reads texts as files of JSON.
func read(
    _ documents: [String], stages: LoggedStages? = nil, stateNames: [String: String] = [:]
) throws -> LoggedRuns {
    try read(documents.map { [UInt8]($0.utf8) }, stages: stages, stateNames: stateNames)
}

func read(
    _ documents: [[UInt8]], stages: LoggedStages? = nil, stateNames: [String: String] = [:]
) throws -> LoggedRuns {
    var reading = LogReading(stages: try stages ?? classicStages(), stateNames: stateNames)
    for (index, document) in documents.enumerated() {
        try reading.readDocuments(try ByteInput.memory(document, name: "file\(index)"))
    }
    return reading.finish()
}

/// An observation in few words: `snapshot 91 (2) 40GiB`.
func brief(_ observation: StageObservation) -> String {
    var text = "\(observation.stage) \(observation.duration.value)"
    if let resolution = observation.resolution { text += " (\(resolution.value))" }
    if let size = observation.size { text += " \(size.value)GiB" }
    if observation.outcome != .finished { text += " \(observation.outcome.rawValue)" }
    if observation.count != 1 { text += " x\(observation.count)" }
    return text
}
