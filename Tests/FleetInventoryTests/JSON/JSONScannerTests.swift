import Testing

@testable import FleetInventory

@Suite struct JSONScannerTests {
    private func fault(_ text: String) -> JSONScanner.Fault? { fault(Array(text.utf8)) }

    private func fault(_ bytes: [UInt8]) -> JSONScanner.Fault? {
        do throws(JSONScanner.Fault) {
            try JSONScanner.check(bytes)
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: [
        "{}", "[]", " [ ] \r\n\t", "[1]", "[-0, 0.5, -1.25e+10, 1E9, 12345678901234567890]",
        "[true, false, null, \"\"]", "{\"a\": {\"b\": [{}, {\"c\": \"d\"}]}}",
        "[\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u00e9 \\uD83D\"]", "[\"é € 😀 \u{7F}\"]", "{\"a\": 1, \"a\": 2}",
    ])
    func wellFormed(text: String) {
        #expect(fault(text) == nil)
    }

    @Test(arguments: [
        ("[01]", 2), ("[+1]", 1), ("[.5]", 1), ("[1.]", 3), ("[1e]", 3), ("[-]", 2), ("[1-2]", 2), ("[0x10]", 2),
        ("[tru]", 4), ("[True]", 1), ("[nul", 4), ("[NaN]", 1), ("['a']", 1),
        ("[1,]", 3), ("[,1]", 1), ("[1 2]", 3), ("[1", 2), ("[1}", 2), ("[", 1),
        ("{a: 1}", 1), ("{\"a\" 1}", 5), ("{\"a\":}", 5), ("{\"a\": 1,}", 8), ("{\"a\": 1]", 7), ("{\"a\": 1", 7),
        ("{1: 2}", 1), ("[\"a]", 4), ("[\"\\q\"]", 3), ("[\"\\u12g4\"]", 6), ("[\"a\u{1}\"]", 3), ("[\"a\n\"]", 3),
        ("[] []", 3), ("{}}", 2), ("[1] // done", 4), ("5", 0), ("\"a\"", 0), ("", 0), ("  ", 2),
    ])
    func malformed(text: String, offset: Int) {
        #expect(fault(text)?.offset == offset)
    }

    @Test(arguments: [
        [0xFF], [0xC3], [0xC0, 0x80], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80],
    ])
    func bytesThatAreNotUTF8(bytes: [UInt8]) {
        let text = Array("[\"a".utf8) + bytes + Array("\"]".utf8)
        #expect(fault(text) == JSONScanner.Fault(offset: 3, problem: "the bytes here are not UTF-8", expected: ""))
    }

    @Test func nestingIsBounded() {
        let deepest = String(repeating: "[", count: 257) + String(repeating: "]", count: 257)
        #expect(fault(deepest) == nil)
        #expect(fault("[" + deepest + "]")?.problem == "objects and lists are nested more than 256 deep")
        #expect(fault(String(repeating: "{\"a\":", count: 1_000_000))?.offset == 5 * 257)
    }

    @Test func offsetsOfValues() {
        let text = "{\"skip\": [{\"a\": 1}], \"list\": [ 7, {\"a\": \"x\", \"b\": {\"c\": null}} ], \"list\": 8}"
        let path = JSONPath.document
        let paths = [
            path, path.key("list"), path.element("list", 0), path.element("list", 1).key("b").key("c"),
            path.element("list", 2), path.key("absent"), path.key("list").key("a"),
        ]
        let offsets = JSONScanner.offsets(of: paths, in: Array(text.utf8))
        #expect(
            offsets == [
                path: 0, path.key("list"): 29, path.element("list", 0): 31,
                path.element("list", 1).key("b").key("c"): 56,
            ])
    }
}
