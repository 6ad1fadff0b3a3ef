import ScanModel
import Testing

@Suite("Input issue")
struct InputIssueTests {
    private func issue(
        _ file: String = "a.yaml", _ line: Int = 3, _ column: Int = 7, _ path: String = "name",
        _ problem: String = "is missing"
    ) -> InputIssue {
        InputIssue(file: file, line: line, column: column, path: path, problem: problem)
    }

    @Test("reads as one line with place, problem, expectation and suggestion")
    func text() {
        let full = InputIssue(
            file: "scan.yaml", line: 12, column: 5, path: "deployments[0].interval", problem: "is `20`",
            expected: "a duration such as 20h", suggestion: "20h")
        #expect(
            full.description
                == "scan.yaml:12:5: deployments[0].interval: is `20`; expected a duration such as 20h; did you mean 20h?"
        )
        #expect(issue().description == "a.yaml:3:7: name: is missing")
    }

    @Test("leaves out what there is not")
    func partialText() {
        let whole = InputIssue(file: "-", line: 0, column: 0, path: "", problem: "is empty")
        #expect(whole.description == "-: is empty")
        let suggested = InputIssue(
            file: "a", line: 1, column: 1, path: "", problem: "unknown key", expected: "", suggestion: "name")
        #expect(suggested.description == "a:1:1: unknown key; did you mean name?")
    }

    @Test("is ordered by file, line, column, path and text")
    func order() {
        let sorted = [
            issue("a", 2, 9), issue("a", 10, 1), issue("a", 10, 2, "a"), issue("a", 10, 2, "b", "x"),
            issue("a", 10, 2, "b", "y"), issue("b", 1, 1),
        ]
        var inputs = TestInputs(3)
        for _ in 0..<20 { #expect(sorted.shuffled(using: &inputs).sorted() == sorted) }
    }

    @Test("comes in the order of the file when the input is invalid")
    func invalidInput() async {
        let invalid = InvalidInput([issue("b"), issue("a", 9), issue("a", 3)])
        #expect(invalid.issues == [issue("a", 3), issue("a", 9), issue("b")])
        await #expect(processExitsWith: .failure) { _ = InvalidInput([]) }
    }
}
