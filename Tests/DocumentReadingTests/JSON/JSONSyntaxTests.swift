import DocumentReading
import ScanModel
import Testing

/// What is JSON and what is not (RFC 8259), with the byte at which it stops to be.
@Suite("Syntax of JSON")
struct JSONSyntaxTests {
    private func fault(_ text: String) -> InputIssue? { fault(Array(text.utf8)) }

    private func fault(_ bytes: [UInt8], roots: JSONElements.Roots = .delivered) -> InputIssue? {
        do throws(ReadFault) {
            var elements = JSONElements(try ByteInput.memory(bytes, name: ""), entering: [], roots: roots)
            while try elements.next() {}
            return nil
        } catch {
            guard case .invalid(let issue) = error else { return nil }
            return issue
        }
    }

    @Test(
        "What is JSON",
        arguments: [
            "{}", "[]", " [ ] \r\n\t", "[1]", "[-0, 0.5, -1.25e+10, 1E9, 12345678901234567890]",
            "[true, false, null, \"\"]", "{\"a\": {\"b\": [{}, {\"c\": \"d\"}]}}",
            "[\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e9 \\uD83D\"]", "[\"é € 😀 \u{7F}\"]", "{\"a\": 1, \"a\": 2}",
        ])
    func wellFormed(text: String) {
        #expect(fault(text) == nil)
        #expect(fault(Array(text.utf8), roots: .entered) == nil)
    }

    @Test(
        "What is not, whether documents come whole or not",
        arguments: [
            ("[01]", 2), ("[+1]", 1), ("[.5]", 1), ("[1.]", 3), ("[1e]", 3), ("[-]", 2), ("[1-2]", 2), ("[0x10]", 2),
            ("[tru]", 4), ("[True]", 1), ("[nul", 4), ("[NaN]", 1), ("['a']", 1),
            ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("[1", 2), ("[1}", 2), ("[", 1),
            ("{a: 1}", 1), ("{\"a\" 1}", 5), ("{\"a\":}", 5), ("{\"a\": 1,}", 8), ("{\"a\": 1]", 7), ("{\"a\": 1", 7),
            ("{1: 2}", 1), ("[\"a]", 4), ("[\"\\q\"]", 3), ("[\"\\u12g4\"]", 6), ("[\"a\u{1}\"]", 3), ("[\"a\n\"]", 3),
            ("{}}", 2), ("[1] // done", 4), ("5", 0), ("\"a\"", 0), ("", 0), ("  ", 2),
        ])
    func malformed(text: String, offset: Int) {
        #expect(fault(text)?.byteOffset == offset)
        #expect(fault(Array(text.utf8), roots: .entered)?.byteOffset == offset)
    }

    @Test(
        "Bytes that are not UTF-8",
        arguments: [[0xFF], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80]])
    func notUTF8(bytes: [UInt8]) {
        let found = fault(Array("[\"a".utf8) + bytes + Array("\"]".utf8))
        #expect(found?.byteOffset == 3 && found?.problem == "the bytes here are not UTF-8")
    }

    @Test("Nesting is bounded")
    func nesting() {
        let deepest = String(repeating: "[", count: 256) + String(repeating: "]", count: 256)
        #expect(fault(deepest) == nil)
        #expect(fault("[" + deepest + "]")?.problem == "objects and lists are nested more than 256 deep")
        #expect(fault(String(repeating: "{\"a\":", count: 1_000_000))?.byteOffset == 5 * 256)
    }
}
