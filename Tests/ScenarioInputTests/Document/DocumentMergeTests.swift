import Testing

@testable import ScenarioInput

@Suite("One document over another")
struct DocumentMergeTests {
    static func merged(_ overlay: String, over base: String) throws -> (outline: String, issues: [String]) {
        let log = IssueLog(file: "f.yaml")
        let base = try #require(document(base).node)
        let overlay = try #require(document(overlay).node)
        return (DocumentMerge(log: log).merge(overlay, over: base).outline, log.issues.map(\.description))
    }

    @Test(
        "Mappings merge, lists and scalars replace, null deletes",
        arguments: [
            // base, overlay, result
            ("{a: 1, b: 2}", "{b: 3}", "{a: 1, b: 3}"),
            ("{a: 1, b: 2}", "{c: 3, a: 4}", "{a: 4, b: 2, c: 3}"),
            ("{a: {b: 1, c: 2}}", "{a: {c: 3}}", "{a: {b: 1, c: 3}}"),
            ("{a: [1, 2, 3]}", "{a: [4]}", "{a: [4]}"),
            ("{a: [1, 2, 3]}", "{a: []}", "{a: []}"),
            ("{a: [1]}", "{a: {b: 1}}", "{a: {b: 1}}"),
            ("{a: {b: 1}}", "{a: 2}", "{a: 2}"),
            ("{a: {b: 1}}", "{a: {}}", "{a: {b: 1}}"),
            ("{a: 1, b: 2}", "{a: null}", "{b: 2}"),
            ("{a: 1, b: 2}", "{a: ~, b: ~}", "{}"),
            ("{a: 1}", "{a: \"null\"}", "{a: \"null\"}"),
            ("{a: {b: {c: 1, d: 2}}}", "{a: {b: {c: null}}}", "{a: {b: {d: 2}}}"),
            ("{a: 1}", "a:", "{a: 1}"),
            ("{a: 1}", "{b: null}", "{a: 1, b: null}"),
            ("{a: null}", "{a: {b: 1}}", "{a: {b: 1}}"),
            ("{a: 1}", "{}", "{a: 1}"),
        ])
    func rules(base: String, overlay: String, result: String) throws {
        let merged = try Self.merged(overlay, over: base)
        #expect(merged.outline == result)
        #expect(merged.issues.isEmpty)
    }

    @Test(
        "A mapping over a list of named elements changes them by name",
        arguments: [
            ("{x: {b: 3}}", "{l: [{name: x, b: 3}, {name: y, b: 2}]}"),
            ("{y: {c: 3}}", "{l: [{name: x, b: 1}, {name: y, b: 2, c: 3}]}"),
            ("{x: null}", "{l: [{name: y, b: 2}]}"),
            ("{x: {b: null, name: z}}", "{l: [{name: z}, {name: y, b: 2}]}"),
            ("[{name: z}]", "{l: [{name: z}]}"),
        ])
    func namedElements(overlay: String, result: String) throws {
        let merged = try Self.merged("{l: \(overlay)}", over: "{l: [{name: x, b: 1}, {name: y, b: 2}]}")
        #expect(merged.outline == result)
        #expect(merged.issues.isEmpty)
    }

    @Test("A name that no element has is an issue")
    func unknownName() throws {
        let merged = try Self.merged("l: {prodution: {a: 1}}", over: "l: [{name: production}, {name: y}]")
        #expect(merged.outline == "{l: [{name: production}, {name: y}]}")
        #expect(
            merged.issues == [
                "f.yaml:1:5: l: no element is named `prodution`; expected one of production, y; did you mean production?"
            ])
    }

    @Test("A list without names, or with equal ones, is replaced")
    func lists() throws {
        #expect(try Self.merged("l: {x: {a: 1}}", over: "l: [{name: x}, {a: 1}]").outline == "{l: {x: {a: 1}}}")
        #expect(try Self.merged("l: {x: {a: 1}}", over: "l: [{name: x}, {name: x}]").outline == "{l: {x: {a: 1}}}")
    }

    @Test("Laying a document over itself changes nothing, however it is built")
    func overItself() throws {
        var choices = Choices(seed: 5)
        func mapping(_ depth: Int) -> String {
            let keys = ["a", "b", "c", "d"].filter { _ in Bool.random(using: &choices) }
            return "{" + keys.map { "\($0): \(tree(depth + 1))" }.joined(separator: ", ") + "}"
        }
        func tree(_ depth: Int) -> String {
            switch Int.random(in: 0..<(depth > 2 ? 3 : 5), using: &choices) {
            case 0: "\(Int.random(in: 0..<9, using: &choices))"
            case 1: "[\(Int.random(in: 0..<9, using: &choices))]"
            case 2: "\"t\""
            default: mapping(depth)
            }
        }
        for _ in 0..<300 {
            let text = mapping(0)
            let merged = try Self.merged(text, over: text)
            #expect(merged.outline == document(text).node?.outline)
            #expect(try Self.merged("{}", over: text).outline == merged.outline)
            #expect(try Self.merged(text, over: "{}").outline == merged.outline)
        }
    }
}
