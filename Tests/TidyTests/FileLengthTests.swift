import Testing

@Suite("File length")
struct FileLengthTests {
    @Test("no Swift file is longer than can be read in one go")
    func lengths() throws {
        let files = try Repository.swiftFiles(below: ["Sources", "Tests", "Benchmarks"])
        #expect(files.count > 100)
        #expect(FileLength.tooLong(files) == [])
    }

    @Test("the limit itself fits, one line more does not, and generated files are left out")
    func limit() {
        func file(_ path: String, lines: Int) -> SourceFile {
            SourceFile(path: path, text: String(repeating: "\n", count: lines))
        }
        let found = FileLength.tooLong([
            file("Sources/A/A.swift", lines: 400),
            file("Sources/A/B.swift", lines: 401),
            file("Sources/VendorProfiles/Embedded/C.swift", lines: 5000),
        ])
        #expect(found == ["Sources/A/B.swift: 401 lines, at most 400"])
    }
}
