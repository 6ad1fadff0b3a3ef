/// What the environment tells of the terminal.
struct TerminalText {
    let environment: [String: String]

    /// Whether text may have signs beyond ASCII: the first of these variables that says something names UTF-8 (POSIX,
    /// Base Definitions, 8.2).
    var isUTF8: Bool {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        let folded = locale.lowercased()
        return folded.contains("utf-8") || folded.contains("utf8")
    }

    /// A terminal that can only print lines.
    var isDumb: Bool { environment["TERM"] == "dumb" }

    /// Whether colours are unwelcome (https://no-color.org).
    var refusesColours: Bool { isDumb || !(environment["NO_COLOR"] ?? "").isEmpty }
}
