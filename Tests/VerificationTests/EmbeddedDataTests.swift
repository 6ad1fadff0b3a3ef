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

    @Test("The data are those that the tests of other rooms compare with")
    func sameAsTestData() throws {
        let pairs = [
            "Data/closed-forms.json": "Tests/StatisticsTests/Data/closedforms.json",
            "Data/E01.json": "Tests/ScanConformanceTests/Examples/E01.json",
            "Data/E02.json": "Tests/ScanConformanceTests/Examples/E02.json",
            "Data/E03.json": "Tests/ScanConformanceTests/Examples/E03.json",
        ]
        #expect(pairs.count == EmbeddedData.files.count)
        for (path, original) in pairs {
            var text = String(decoding: try Data(contentsOf: Self.package.appending(path: original)), as: UTF8.self)
            // Quadrature with 30 digits, over the density and over the tail, gives 8.544253912034.
            text.replace("\"value\": \"8.544253864\"", with: "\"value\": \"8.544253912\"")
            let embedded = EmbeddedData.text(path).replacing("factor; by quadrature with 30 digits", with: "factor")
            #expect(embedded == text + "\n", "\(path)")
        }
    }
}
