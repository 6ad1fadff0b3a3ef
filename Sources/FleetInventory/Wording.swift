internal import ScanModel

/// Words that several messages share.
enum Wording {
    /// What every file should hold.
    static let listingCommands = "the output of aws ec2 describe-instances or aws ec2 describe-volumes"
    /// The same for AWS Resource Explorer.
    static let explorerCommands = "the output of aws resource-explorer-2 search or list-resources"
    /// The same for Azure.
    static let azureCommands = "the output of az vm list, az disk list, az account list or az graph query"

    /// A text between quotation marks on one line, cut after 40 characters.
    static func quoted(_ text: some StringProtocol) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(40) {
            shown += scalar.value < 32 || scalar.value == 127 ? scalar.escaped(asASCII: true) : String(scalar)
        }
        return text.unicodeScalars.dropFirst(40).isEmpty ? "\"\(shown)\"" : "\"\(shown)…\""
    }

    /// The issue of a file with which all files together name too many regions.
    static func tooManyRegions(file: String, limit: Int) -> InputIssue {
        InputIssue(
            file: file, line: 0, column: 0, path: "",
            problem: "this file and those before it name too many regions", expected: "at most \(limit) regions")
    }

    /// The issue of a file beyond the size limit.
    static func tooLarge(
        file: String, bytes: Int, limit: Int, advice: String = "list one account and one region in a file"
    ) -> InputIssue {
        InputIssue(
            file: file, line: 0, column: 0, path: "", problem: "the file has \(bytes) bytes",
            expected: "at most \(limit) bytes; \(advice)")
    }
}
