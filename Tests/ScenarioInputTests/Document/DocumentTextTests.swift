import Testing

@testable import ScenarioInput

@Suite("Bytes as text")
struct DocumentTextTests {
    @Test("A byte order mark of UTF-8 is no part of the text")
    func byteOrderMark() {
        let (node, issues) = document([0xEF, 0xBB, 0xBF] + Array("a: 1".utf8))
        #expect(node?.outline == "{a: 1}")
        #expect(issues.isEmpty)
    }

    @Test(
        "Wider encodings are named",
        arguments: [
            ([0xFF, 0xFE, 0x61, 0x00] as [UInt8], "UTF-16"), ([0xFE, 0xFF, 0x00, 0x61], "UTF-16"),
            ([0xFF, 0xFE, 0x00, 0x00, 0x61], "UTF-32"), ([0x61, 0x00, 0x3A, 0x00, 0x20, 0x00], "UTF-16"),
            ([0x00, 0x61, 0x00, 0x3A], "UTF-16"), ([0x61, 0x00, 0x00, 0x00], "UTF-32"),
            ([0x00, 0x00, 0x00, 0x61], "UTF-32"),
        ])
    func wideEncodings(bytes: [UInt8], name: String) {
        #expect(document(bytes).issues == ["f.yaml:1:1: the file is encoded in \(name); expected UTF-8"])
    }

    @Test(
        "Files that are no text are called what they are",
        arguments: [
            ([0x50, 0x4B, 0x03, 0x04, 0x14], "a ZIP archive or an office document"),
            ([0x1F, 0x8B, 0x08, 0x00], "compressed with gzip"), (Array("%PDF-1.7".utf8), "a PDF document"),
            ([UInt8](0...255) + [UInt8](0...255), "binary data and no text"),
        ])
    func foreignKinds(bytes: [UInt8], name: String) {
        #expect(document(bytes).issues == ["f.yaml:1:1: the file is \(name); expected text in UTF-8"])
    }

    @Test("A few control characters do not make a text binary data")
    func strayControls() {
        let text = String(repeating: "a: 1\n", count: 20)
        #expect(
            document(text + "b: \u{1}\u{2}\u{3}\u{4}").issues
                == ["f.yaml:21:4: there is a control character (0x01) at byte 103; expected text in UTF-8"])
    }

    @Test("A NUL byte is found with its place")
    func nulByte() {
        #expect(
            document(Array("a: 1\nb: \0".utf8)).issues
                == ["f.yaml:2:4: there is a control character (0x00) at byte 8; expected text in UTF-8"])
    }

    @Test("An invalid byte is found with its place, counted in characters")
    func invalidByte() {
        #expect(
            document(Array("ä: 1\né: ".utf8) + [0xFF]).issues
                == [
                    "f.yaml:2:4: the file is not valid UTF-8 at byte 10; "
                        + "expected text in UTF-8, also where an editor would save as Windows-1252 or Latin-1"
                ])
    }

    @Test("An overlong encoding is invalid")
    func overlong() {
        #expect(document([0x61, 0xC0, 0x80]).issues.count == 1)
    }

    @Test("A file beyond its bound is not looked at")
    func tooLarge() {
        let limits = DocumentLimits(bytes: 4, nodes: 10)
        #expect(document("abcde", limits: limits).issues == ["f.yaml: the file is too large; expected at most 4 bytes"])
        let large = [UInt8](repeating: 0, count: (8 << 20) + 1)
        #expect(document(large).issues == ["f.yaml: the file is too large; expected at most 8 MiB"])
    }

    @Test("Lines end with LF, CR LF or CR")
    func lineEnds() {
        let bytes = Array("a\nb\r\nc\rd".utf8)
        let places = [0, 2, 5, 7].map { DocumentText.place(of: $0, in: bytes) }
        #expect(places == [1, 2, 3, 4].map { SourcePlace(line: $0, column: 1) })
    }

    @Test(
        "The format follows the name, then the first character",
        arguments: [
            ("x.json", "a", Document.Format.json), ("x.JSON", "a", .json), ("x.yaml", "{", .yaml),
            ("x.yml", "[", .yaml),
            ("-", "  {", .json), ("-", "\n[", .json), ("-", "a", .yaml), ("x", "", .yaml),
        ])
    func format(file: String, text: String, format: Document.Format) throws {
        let text = try DocumentText(bytes: Array(text.utf8), file: file, limits: .scenario)
        #expect(Document.Format.of(file: file, text: text) == format)
    }

    @Test("A place keeps its line, column and file, and clamps what does not fit")
    func places() {
        for file in [0, 1, 16, 31] {
            for (line, column) in [(0, 0), (1, 1), (9, 1 << 27 - 1), (Int(Int32.max), 70)] {
                let place = SourcePlace(line: line, column: column, file: file)
                #expect([Int(place.line), Int(place.column), place.file] == [line, column, file])
            }
        }
        let far = SourcePlace(line: 1 << 40, column: 1 << 40, file: 3)
        #expect([Int(far.line), Int(far.column), far.file] == [Int(Int32.max), 1 << 27 - 1, 3])
        #expect(SourcePlace(line: 9, column: 9) < SourcePlace(line: 1, column: 1, file: 1))
        #expect(MemoryLayout<SourcePlace>.size == 8)
    }
}
