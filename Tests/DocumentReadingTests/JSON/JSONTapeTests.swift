import DocumentReading
import Foundation
import Testing

/// Compares the tape with Foundation's own reader over random documents.
@Suite("A parsed element")
struct JSONTapeTests {
    private struct Draws {
        var state: UInt64

        mutating func below(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(count))
        }
    }

    private func text(_ draws: inout Draws) -> String {
        let parts = [
            "a", "Zed", "\\n", "\\\"", "\\\\", "\\u00e9", "\\ud83d\\ude00", "é", "日本", "😀", " ", "/", "\\/",
            "0123456789abcdef",
        ]
        return "\"" + (0..<draws.below(6)).map { _ in parts[draws.below(parts.count)] }.joined() + "\""
    }

    private func value(_ draws: inout Draws, depth: Int) -> String {
        let space = ["", " ", "\n    ", "\t\r\n", String(repeating: " ", count: 23)][draws.below(5)]
        switch draws.below(depth > 4 ? 5 : 8) {
        case 0: return space + text(&draws)
        case 1: return space + ["0", "-0", "17", "-3", "12.5", "1e3", "2E-2", "9007199254740993"][draws.below(8)]
        case 2: return space + "true"
        case 3: return "false" + space
        case 4: return "null"
        case 5:
            let members = (0..<draws.below(5)).map { "\"k\($0)\"\(space):\(value(&draws, depth: depth + 1))" }
            return "{\(space)" + members.joined(separator: ",\(space)") + "\(space)}"
        default:
            let elements = (0..<draws.below(5)).map { _ in value(&draws, depth: depth + 1) }
            return "[" + elements.joined(separator: "\(space),") + "\(space)]"
        }
    }

    private func same(_ tape: borrowing JSONTape, _ node: JSONNode, _ expected: Any) -> Bool {
        switch tape.kind(node) {
        case .object:
            guard let expected = expected as? [String: Any] else { return false }
            let members = tape.members(node)
            guard members.count == expected.count else { return false }
            for member in members {
                guard let other = expected[member.key], same(tape, member.value, other) else { return false }
            }
            return true
        case .list:
            guard let expected = expected as? [Any] else { return false }
            let elements = tape.elements(node)
            guard elements.count == expected.count else { return false }
            for (element, other) in zip(elements, expected) where !same(tape, element, other) { return false }
            return true
        case .text: return tape.text(node) == expected as? String
        case .number: return tape.double(node) == (expected as? NSNumber)?.doubleValue
        case .yes, .no: return tape.bool(node) == expected as? Bool
        case .null: return expected is NSNull
        }
    }

    @Test("Random documents read as Foundation reads them", arguments: 0..<400)
    func random(_ seed: Int) throws {
        var draws = Draws(state: UInt64(seed) &* 0x9E37_79B9_7F4A_7C15)
        let document = "[" + value(&draws, depth: 0) + "]"
        let expected = try #require(
            try JSONSerialization.jsonObject(with: Data(document.utf8), options: []) as? [Any])
        var elements = JSONElements(
            try ByteInput.memory(Array(document.utf8), name: ""), entering: [], roots: .delivered)
        #expect(try elements.next())
        let isSame = same(elements.element, elements.element.root, expected)
        #expect(isSame, "\(document)")
        // Every value's path leads to its place: both are told by issues.
        for node in elements.element.elements(elements.element.root) {
            let issue = elements.issue(at: node, problem: "")
            #expect(issue.path == "[0]")
        }
        #expect(try !elements.next())
    }

    @Test("Every truncation and most changes of a byte are told as Foundation tells them", arguments: 0..<40)
    func mutations(_ seed: Int) throws {
        var draws = Draws(state: UInt64(seed) &* 77_777 &+ 5)
        let document = Array(("[" + value(&draws, depth: 0) + "," + value(&draws, depth: 0) + "]").utf8)
        for length in 0..<document.count { #expect(!isWhole(Array(document[..<length])), "\(length)") }
        for _ in 0..<200 {
            var changed = document
            changed[draws.below(changed.count)] = UInt8(draws.below(256))
            // What Foundation refuses must be refused, but for halves of surrogate pairs, which are read as U+FFFD.
            if isWhole(changed), !String(decoding: changed, as: UTF8.self).contains("\\ud") {
                let isJSON = (try? JSONSerialization.jsonObject(with: Data(changed))) != nil
                #expect(isJSON, "\(String(decoding: changed, as: UTF8.self))")
            }
        }
    }

    private func isWhole(_ bytes: [UInt8]) -> Bool {
        do {
            var elements = JSONElements(try ByteInput.memory(bytes, name: ""), entering: [], roots: .delivered)
            var count = 0
            while try elements.next() { count += 1 }
            return count == 1
        } catch {
            return false
        }
    }

    @Test("Fields are found whatever their order, and the last of several counts")
    func fields() throws {
        let names = JSONFields(["InstanceId", "State", "Placement", "ImageId", "Tags"])
        let document = #"{"x": 0, "Tags": [], "State": 1, "Image\u0049d": "a", "InstanceIx": 2, "State": 3}"#
        var elements = JSONElements(
            try ByteInput.memory(Array(document.utf8), name: ""), entering: [], roots: .delivered)
        #expect(try elements.next())
        var slots: [JSONNode?] = []
        elements.element.collect(names, elements.element.root, into: &slots)
        #expect(slots.map { $0 != nil } == [false, true, false, true, true])
        let state = elements.element.integer(try #require(slots[1]))
        let image = elements.element.text(try #require(slots[3]))
        #expect(state == 3 && image == "a")
    }

    @Test("Whole numbers are exact to the ends of 64 bits")
    func integers() throws {
        let texts = ["9223372036854775807", "-9223372036854775808", "9223372036854775808", "8.0", "8e3", "0.5", "-0"]
        var elements = JSONElements(
            try ByteInput.memory(Array("[\(texts.joined(separator: ","))]".utf8), name: ""), entering: [])
        var values: [Int64?] = []
        while try elements.next() { values.append(elements.element.integer(elements.element.root)) }
        #expect(values == [.max, .min, nil, 8, 8000, nil, 0])
    }
}
