import Foundation
import Testing

@testable import Reporting

@Suite("Schemas of outputs")
struct OutputSchemasTests {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs/schemas")

    @Test("every published schema is embedded byte for byte, and nothing else")
    func embedded() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter {
            $0.hasSuffix(".json")
        }
        #expect(EmbeddedData.files.map(\.path).sorted() == names.sorted(), "run scripts/embed-data")
        for file in EmbeddedData.files {
            let bytes = try Data(contentsOf: Self.folder.appending(path: file.path))
            #expect(bytes == Data(file.text.utf8), "\(file.path): run scripts/embed-data")
        }
    }

    @Test("a form is found by its name, with and without its version")
    func names() {
        #expect(OutputSchemas.names.contains("answer/1") && OutputSchemas.names.contains("price-update/1"))
        #expect(OutputSchemas.text(of: "price-update") == OutputSchemas.text(of: "scanplan.price-update/1"))
        #expect(OutputSchemas.text(of: "price") == nil && OutputSchemas.text(of: "answer/2") == nil)
        for name in OutputSchemas.names {
            let identifier = name.replacing("/", with: ":")
            #expect(OutputSchemas.text(of: name)?.contains("\"urn:scanplan:output:\(identifier)\"") == true, "\(name)")
        }
    }
}
