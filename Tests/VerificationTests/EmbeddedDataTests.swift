import Foundation
import Testing

@testable import Verification

@Suite("Embedded data")
struct EmbeddedDataTests {
    static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    @Test("Every data file is embedded byte for byte, and nothing else")
    func sameFiles() throws {
        let room = Self.package.appending(path: "Sources/Verification")
        let names = try FileManager.default.contentsOfDirectory(
            atPath: room.appending(path: "Data").path(percentEncoded: false)
        ).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(
            EmbeddedData.files.map(\.path).sorted() == names.map { "Data/\($0)" }.sorted(), "run scripts/embed-data")
        for file in EmbeddedData.files {
            let bytes = try Data(contentsOf: room.appending(path: file.path))
            #expect(bytes == Data(file.text.utf8), "\(file.path): run scripts/embed-data")
        }
    }
}
