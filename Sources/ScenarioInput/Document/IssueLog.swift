import ScanModel

/// Collects what is wrong with a document while its reading goes on; each issue names the file that its place is in.
///
/// A class, because the readers of all parts of a document write to the same log.
final class IssueLog {
    /// Most issues that are listed; the others are only counted.
    static let most = 1000

    /// The files of the document as the user named them, the first one first; places count them from 0.
    let files: [String]
    private(set) var issues: [InputIssue] = []
    private(set) var count = 0

    init(file: String) { files = [file] }

    init(files: [String]) {
        precondition((1...SourcePlace.filesMax).contains(files.count), "\(files.count) files in a document")
        self.files = files
    }

    /// The file that the user asked for.
    var file: String { files[0] }

    /// The file that a place is in.
    func file(of place: SourcePlace) -> String { files[place.file] }

    /// Whether nothing is wrong so far.
    var isEmpty: Bool { count == 0 }

    /// Whether further issues are only counted.
    var isFull: Bool { issues.count >= IssueLog.most }

    func report(_ issue: InputIssue) {
        count += 1
        if !isFull { issues.append(issue) }
    }

    func report(
        _ problem: String, at place: SourcePlace, path: DocumentPath = .root, expected: String = "",
        suggestion: @autoclosure () -> String? = nil
    ) {
        guard !isFull else {
            count += 1
            return
        }
        report(
            InputIssue(
                file: file(of: place), line: Int(place.line), column: Int(place.column), path: path.text,
                problem: problem, expected: expected, suggestion: suggestion()))
    }

    /// Throws everything that was reported, or returns.
    func check() throws(InvalidInput) {
        guard count > 0 else { return }
        var listed = issues
        if count > listed.count {
            let text = "\(count) issues; \(listed.count) of them are listed"
            listed.append(InputIssue(file: file, line: 0, column: 0, path: "", problem: text))
        }
        throw InvalidInput(listed)
    }
}
