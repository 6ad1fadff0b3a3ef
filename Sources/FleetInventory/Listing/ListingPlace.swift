internal import ScanModel

/// Where something stands in a file, for what only the end of all files can tell.
struct ListingPlace: Sendable {
    var line: Int
    var column: Int
    var path: String
    var byteOffset: Int?

    /// The place of an issue.
    init(_ issue: InputIssue) {
        line = issue.line
        column = issue.column
        path = issue.path
        byteOffset = issue.byteOffset
    }

    /// An issue here.
    func issue(file: String, problem: String, expected: String, suggestion: String? = nil) -> InputIssue {
        var issue = InputIssue(
            file: file, line: line, column: column, path: path, problem: problem, expected: expected,
            suggestion: suggestion)
        issue.byteOffset = byteOffset
        return issue
    }
}
