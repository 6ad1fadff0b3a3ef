import ScanModel

/// Words that several messages share.
enum Wording {
    /// What every file should hold.
    static let listingCommands = "the output of aws ec2 describe-instances or aws ec2 describe-volumes"

    /// A text between quotation marks on one line, cut after 40 characters.
    static func quoted(_ text: some StringProtocol) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(40) {
            shown += scalar.value < 32 || scalar.value == 127 ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return text.unicodeScalars.dropFirst(40).isEmpty ? "\"\(shown)\"" : "\"\(shown)…\""
    }

    /// The issue of a file beyond the size limit.
    static func tooLarge(file: String, bytes: Int, limit: Int) -> InputIssue {
        InputIssue(
            file: file, line: 0, column: 0, path: "", problem: "the file has \(bytes) bytes",
            expected: "at most \(limit) bytes; list one account and one region in a file")
    }
}
