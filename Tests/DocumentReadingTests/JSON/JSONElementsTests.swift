import DocumentReading
import ScanModel
import Testing

@Suite("Elements of a JSON document")
struct JSONElementsTests {
    /// What was read, in words: container, key or index, value.
    private func read(
        _ text: String, entering: [[String]] = [], roots: JSONElements.Roots = .entered, elementBytesMax: Int = 1 << 24
    ) throws(ReadFault) -> [String] {
        let input = try ByteInput.memory(Array(text.utf8), name: "file.json")
        var elements = JSONElements(input, entering: entering, roots: roots, elementBytesMax: elementBytesMax)
        var found: [String] = []
        while try elements.next() {
            let value = elements.element.description(of: elements.element.root)
            found.append("\(elements.document) \(elements.container) \(elements.path): \(value)")
        }
        return found
    }

    private func issue(_ text: String, entering: [[String]] = []) throws -> InputIssue {
        do throws(ReadFault) {
            let found = try read(text, entering: entering)
            Issue.record("no fault in \(text): \(found)")
            throw .unreadable(reason: "")
        } catch {
            guard case .invalid(let issue) = error else { throw error }
            return issue
        }
    }

    @Test("Children of entered containers come one at a time, others whole")
    func entered() throws {
        let text = #"{"Volumes": [{"a": 1}, [2], "x"], "NextToken": "t", "other": {"Volumes": [1]}, "n": null}"#
        #expect(
            try read(text, entering: [["Volumes"]]) == [
                "0 0 Volumes[0]: an object", "0 0 Volumes[1]: a list", "0 0 Volumes[2]: the text \"x\"",
                "0 -1 NextToken: the text \"t\"", "0 -1 other: an object", "0 -1 n: null",
            ])
    }

    @Test("Paths of several keys, objects as containers, and a list as document")
    func deeper() throws {
        let text = #"{"products": {"A": 1, "B": 2}, "terms": {"Reserved": {}, "OnDemand": {"A": true}}}"#
        #expect(
            try read(text, entering: [["products"], ["terms", "OnDemand"]]) == [
                "0 0 products.A: the number 1", "0 0 products.B: the number 2", "0 -1 terms.Reserved: an object",
                "0 1 terms.OnDemand.A: true",
            ])
        #expect(try read("[1, {\"a\": 2}]\n") == ["0 -1 [0]: the number 1", "0 -1 [1]: an object"])
        #expect(try read("{}") == [])
    }

    @Test("Several documents, one to a line")
    func documents() throws {
        let text = "{\"a\": 1}\n{\"a\": 2}\n[3]\n"
        #expect(try read(text) == ["0 -1 a: the number 1", "1 -1 a: the number 2", "2 -1 [0]: the number 3"])
        #expect(
            try read(text, roots: .delivered) == ["0 -1 : an object", "1 -1 : an object", "2 -1 : a list"])
    }

    @Test("Pieces of any size give what the whole gives", arguments: [0, 1, 7, 15, 16, 33])
    func pieces(_ extra: Int) throws {
        // More than one piece of a mebibyte, with every boundary of an element somewhere.
        let filler = String(repeating: "z", count: 26_000 + extra)
        let rows = (0..<90).map { #"{"id": \#($0), "text": "ä\u00e9\n\#(filler)", "list": [1.5e3, -2, true, null]}"# }
        let text = "{\"Rows\": [\(rows.joined(separator: " ,\n  "))]}"
        let input = try ByteInput.memory(Array(text.utf8), name: "")
        var elements = JSONElements(input, entering: [["Rows"]])
        var ids: [Int64?] = []
        while try elements.next() {
            let row = elements.element.root
            ids.append(elements.element.member("id", of: row).flatMap { elements.element.integer($0) })
            let text = elements.element.member("text", of: row).flatMap { elements.element.text($0) }
            #expect(text == "äé\n\(filler)")
        }
        #expect(ids == (0..<90).map { Int64($0) })
        #expect(elements.bytesRead == text.utf8.count)
    }

    @Test("Faults have line, column, byte and path")
    func faults() throws {
        let cut = try issue("{\"Volumes\": [\n  {\"Size\": 8,\n   \"Tags\": [{\"Key\" 1}]}]}", entering: [["Volumes"]])
        #expect(cut.path == "Volumes[0].Tags[0].Key" && cut.line == 3 && cut.column == 20 && cut.byteOffset == 47)
        #expect(cut.problem == "this is not JSON: unexpected \"1\"" && cut.expected == "a colon")
        #expect(try issue("[1, 2,]").problem == "this is not JSON: unexpected \"]\"")
        #expect(try issue("{\"a\": 1").problem == "the file ends in the middle of the document")
        #expect(try issue("{\"a\": \"x").problem == "the file ends in the middle of the document")
        #expect(try issue("").problem == "the file is empty")
        #expect(try issue("<html>").problem == "this is not JSON: it begins with \"<html>\"")
        #expect(try issue("{} x").problem == "other text follows the end of a document")
        #expect(try issue("[\"a\u{1}\"]").problem == "a control character stands inside a text")
        #expect(try issue("[01]").problem == "this is not JSON: unexpected \"1\"")
        #expect(try issue(String(repeating: "[", count: 300)).problem.contains("nested more than 256 deep"))
    }

    @Test("An element beyond the limit is refused")
    func limit() throws {
        let text = "[\"\(String(repeating: "x", count: 3_000_000))\"]"
        #expect(try read(text).count == 1)
        #expect(throws: ReadFault.self) { try read(text, elementBytesMax: 2_000_000) }
    }

    @Test("A line at fault can be passed where documents are lines")
    func skipping() throws {
        let input = try ByteInput.memory(Array("{\"a\": 1}\n{\"a\": }\n{\"a\": 3}\n".utf8), name: "")
        var elements = JSONElements(input, entering: [], roots: .delivered)
        #expect(try elements.next())
        #expect(throws: ReadFault.self) { _ = try elements.next() }
        #expect(try elements.skipLine())
        #expect(try elements.next())
        #expect(elements.document == 2)
        #expect(try !elements.next())
    }

    @Test("Objects that begin with one of some keys are entered, others come whole")
    func beginnings() throws {
        let text = "{\"value\": [1], \"id\": 2}\n{\"id\": 1, \"value\": [1]}\n[{\"value\": 3}]\n{}"
        let roots = JSONElements.Roots.enteredIfBeginning(with: ["value", "va\u{e9}"])
        #expect(
            try read(text, entering: [["value"]], roots: roots) == [
                "0 0 value[0]: the number 1", "0 -1 id: the number 2", "1 -1 : an object", "2 -1 [0]: an object",
                "3 -1 : an object",
            ])
        #expect(try read("{\"va\\u00e9\": 1}", roots: roots) == ["0 -1 va\u{e9}: the number 1"])
        #expect(throws: ReadFault.self) { try read("{\"value", roots: roots) }
        #expect(throws: ReadFault.self) { try read("{1", roots: roots) }
        #expect(throws: ReadFault.self) { try read("{", roots: roots) }
    }

    @Test("A piece may end anywhere before the key that decides", arguments: 0..<24)
    func beginningsInPieces(_ before: Int) throws {
        let document = "{ \"value\": [1, 2]}"
        let filler = "[\"\(String(repeating: "z", count: (1 << 20) - 4 - before))\"]"
        let found = try read(
            filler + document + "{ \"id\": 3}", entering: [["value"]],
            roots: .enteredIfBeginning(with: ["value"]))
        #expect(found.dropFirst() == ["1 0 value[0]: the number 1", "1 0 value[1]: the number 2", "2 -1 : an object"])
    }
}
