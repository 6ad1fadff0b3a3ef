import Testing

@testable import ScenarioInput

@Suite("What YAML may not do")
struct YAMLGuardTests {
    @Test(
        "Keys are texts",
        arguments: [
            ("[a]: 1", 1), ("{a: 1}: 2", 1), ("a: {[b]: 1}", 5), ("a: {b, [c]}", 8), ("x: &x 1\n*x : 2", 1),
            ("x: &x 1\ny: {*x : 2}", 5), ("x: &x 1\ny: {*x}", 5), ("a: [[b]: c]", 5), ("&a [b]: c", 1),
        ])
    func complexKeys(text: String, column: Int) {
        let line = text.split(separator: "\n").count
        #expect(
            document(text).issues == [
                "f.yaml:\(line):\(column): a collection or an alias as a key is not supported; "
                    + "expected a text as the key"
            ])
    }

    @Test("Explicit keys are refused", arguments: ["? a\n: b\n", "{? a : b}", "- ? a\n"])
    func explicitKeys(text: String) {
        let issues = document(text).issues
        #expect(issues.count == 1)
        #expect(issues.first?.hasSuffix("an explicit key (`? `) is not supported; expected `key: value`") == true)
    }

    @Test(
        "What only looks like a key, an alias or a tag is text",
        arguments: [
            ("a: \"? [b]: *c\"", "{a: \"? [b]: *c\"}"), ("a: b ? [c]", "{a: b ? [c]}"),
            ("a: |\n  ? [b]: *c !d\nb: 1", "{a: \"? [b]: *c !d\n\", b: 1}"),
            ("a: 'x # ? y' # ? [z]: *q !t", "{a: \"x # ? y\"}"),
            ("a: one\n  ? two\n  *three", "{a: one ? two *three}"), ("a: 2*3!", "{a: 2*3!}"),
            ("a: >2-\n    ? b", "{a: \"  ? b\"}"),
        ])
    func texts(text: String, outline: String) {
        let (node, issues) = document(text)
        #expect(node?.outline == outline)
        #expect(issues.isEmpty)
    }

    @Test("Depth, aliases, nodes and long texts are bounded")
    func bounds() {
        var limits = DocumentLimits(bytes: 10_000, nodes: 20)
        limits.depth = 4
        limits.aliases = 3
        limits.scalarBytes = 8
        #expect(document("a: {b: [{c: 1}]}", limits: limits).node != nil)
        #expect(
            document("a: {b: [{c: [1]}]}", limits: limits).issues
                == ["f.yaml:1:13: the document is nested too deeply; expected at most 4 levels"])
        #expect(document("a:\n- b:\n  - c\n", limits: limits).node != nil)
        #expect(
            document("a:\n- b:\n  - c: d\n", limits: limits).issues
                == ["f.yaml:3:5: the document is nested too deeply; expected at most 4 levels"])
        #expect(document("a: &a 1\nb: [*a, *a, *a]", limits: limits).node != nil)
        #expect(
            document("a: &a 1\nb: [*a, *a, *a, *a]", limits: limits).issues
                == ["f.yaml:2:17: there are too many aliases; expected at most 3"])
        let many = "a: [" + String(repeating: "1, ", count: 20) + "]"
        #expect(document(many, limits: limits).issues.first?.contains("the document has too many values") == true)
        #expect(
            document("a: \"123456789\"", limits: limits).issues
                == ["f.yaml:1:4: a text is too long; expected at most 8 bytes"])
    }
}
