/// One thing that is wrong with an input, with what is needed to mend it.
public struct InputIssue: Hashable, Sendable, Error, Codable {
    /// The file as the user named it; "-" for standard input.
    public var file: String
    /// 1-based line, or 0 if the issue belongs to the whole file.
    public var line: Int
    /// 1-based column in characters, or 0 if the issue belongs to the whole file.
    public var column: Int
    /// Where in the document, such as `deployments[0].parameters.Concurrency`; empty for the document.
    public var path: String
    /// What was found. Never contains the value of a secret.
    public var problem: String
    /// What would be right; empty if `problem` says it all.
    public var expected: String
    /// A repair to try, such as the nearest known key; nil if there is none.
    public var suggestion: String?
    /// The byte of the file at which it lies, counted from 0 after unpacking; nil where nobody counts bytes.
    public var byteOffset: Int?

    public init(
        file: String, line: Int, column: Int, path: String, problem: String, expected: String = "",
        suggestion: String? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.path = path
        self.problem = problem
        self.expected = expected
        self.suggestion = suggestion
    }
}

extension InputIssue: Comparable {
    /// By place: file, line, column, path, then text.
    public static func < (left: InputIssue, right: InputIssue) -> Bool {
        (left.file, left.line, left.column, left.path, left.problem)
            < (right.file, right.line, right.column, right.path, right.problem)
    }
}

extension InputIssue: CustomStringConvertible {
    /// `file:line:column: path: problem; expected …; did you mean …? (byte n)` on one line.
    public var description: String {
        var text = line > 0 ? "\(file):\(line):\(column): " : "\(file): "
        if !path.isEmpty { text += "\(path): " }
        text += problem
        if !expected.isEmpty { text += "; expected \(expected)" }
        if let suggestion { text += "; did you mean \(suggestion)?" }
        if let byteOffset { text += " (byte \(byteOffset))" }
        return text
    }
}

/// Everything that is wrong with an input, in the order of the file. Never empty.
public struct InvalidInput: Error, Hashable, Sendable {
    public let issues: [InputIssue]

    public init(_ issues: [InputIssue]) {
        precondition(!issues.isEmpty, "an invalid input has at least one issue")
        self.issues = issues.sorted()
    }
}
