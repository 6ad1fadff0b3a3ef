/// The exit codes, in help, manuals and on a page.
public enum ExitCodeReference {
    /// A code and what it means.
    public typealias Code = (code: Int32, meaning: String)

    public static func page(_ codes: [Code]) -> ReferencePage {
        var text = "# Exit codes\n\n"
        text +=
            "Answers go to standard output, everything else to standard error. A code other than 0 and 1 comes with a "
        text += "message that tells what to do.\n\n"
        text += ReferenceMarkup.table(
            ["code", "meaning"], codes.map { ["\($0.code)", ReferenceMarkup.prose($0.meaning)] })
        return ReferencePage(path: "exit-codes.md", text: text)
    }

    /// What `--help` says, for a window of 80 columns.
    public static func help(_ codes: [Code]) -> String {
        let lines = codes.flatMap { code, meaning in
            let name = String(code)
            let pad = String(repeating: " ", count: max(1, 5 - name.count))
            return TextWrap.lines(meaning, first: "  \(name)\(pad)", indent: 7, width: 78)
        }
        return (["EXIT CODES"] + lines).joined(separator: "\n")
    }
}
