import Testing

@testable import VendorProfiles

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

@Suite("Embedded data")
struct EmbeddedDataTests {
    @Test("Every data file is embedded, and nothing else")
    func sameFiles() throws {
        let paths = try DataFolder.dataFiles()
        #expect(paths.count >= 7)
        #expect(EmbeddedData.files.map(\.path) == paths, "run scripts/embed-data")
    }

    @Test("The embedded text is the file, byte for byte", arguments: EmbeddedData.files.map(\.path))
    func sameBytes(path: String) throws {
        let embedded = try #require(EmbeddedData.files.first { $0.path == path })
        #expect(try DataFolder.bytes(path) == Data(embedded.text.utf8), "run scripts/embed-data")
    }
}
