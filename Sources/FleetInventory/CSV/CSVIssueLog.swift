internal import DocumentReading
internal import ScanModel

/// The issues of one file, with their places still as bytes.
///
/// Texts are made only for issues that are told, so that a file full of faults takes no longer than another.
final class CSVIssueLog {
    /// Issues of one file beyond this number are counted, not told.
    static let issuesPerFileMax = 100

    private struct Found {
        var offset: Int
        var column: String
        var problem: String
        var expected: String
        var suggestion: String?
    }

    private var found: [Found] = []
    private var untold = 0

    var isEmpty: Bool { found.isEmpty }
    /// How many issues there are, told or not.
    var count: Int { found.count + untold }

    /// - Parameters:
    ///   - offset: the byte at which the text in question begins.
    ///   - column: the name of the column; empty for a line or the file.
    func report(
        at offset: Int, _ column: String, _ problem: @autoclosure () -> String, _ expected: @autoclosure () -> String,
        suggestion: @autoclosure () -> String? = nil
    ) {
        if found.count < Self.issuesPerFileMax {
            found.append(
                Found(
                    offset: offset, column: column, problem: problem(), expected: expected(), suggestion: suggestion()))
        } else {
            untold += 1
        }
    }

    /// All issues with lines and columns. Complexity: O(bytes) if there is any.
    func issues(file: String, bytes: [UInt8]) -> [InputIssue] {
        if found.isEmpty { return [] }
        let positions = TextPlace.places(of: found.map(\.offset), in: bytes)
        let markColumns = CSVTable.startsWithByteOrderMark(bytes) ? 1 : 0
        var issues = found.map { issue in
            // The place of every offset was asked for.
            var position = positions[issue.offset]!
            if position.line == 1 { position.column = max(1, position.column - markColumns) }
            return InputIssue(
                file: file, line: position.line, column: position.column, path: issue.column, problem: issue.problem,
                expected: issue.expected, suggestion: issue.suggestion)
        }
        if untold > 0 {
            issues.append(
                InputIssue(
                    file: file, line: 0, column: 0, path: "",
                    problem: "\(untold) more issues of this file are not shown"))
        }
        return issues
    }
}
