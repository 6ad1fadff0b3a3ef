/// Texts of strangers in GitHub's markdown: what is shown is what they wrote, and nothing of it works.
enum MarkdownText {
    /// A text on one line in which nothing is markup, markup of HTML, a link, a mention or a reference to an issue.
    ///
    /// Signs of markup get a backslash. Mentions (`@name`), references (`#1`, `!1`) and bare links (`https://…`,
    /// `www.…`) are not made of such signs but found in the finished text, so that an empty comment of HTML parts them.
    /// Control characters and those that turn the direction of writing are shown as U+FFFD.
    ///
    /// - Parameter most: characters that are shown; what is longer ends with an ellipsis.
    /// - Complexity: O(length).
    static func escaped(_ text: String, most: Int = 4000) -> String {
        var shown = ""
        var before: Unicode.Scalar = " "
        let scalars = Array(text.unicodeScalars.prefix(most + 1))
        for (index, scalar) in scalars.enumerated() {
            if index == most {
                shown += "…"
                break
            }
            let after = index + 1 < scalars.count ? scalars[index + 1] : " "
            switch scalar {
            case "|", "\\", "`", "*", "_", "[", "]", "<", ">", "~", "$": shown += "\\\(scalar)"
            case "&": shown += "&amp;"
            case "\n", "\r", "\t": shown += " "
            case "@": shown += "@\(nothing)"
            case "#", "!":
                shown.unicodeScalars.append(scalar)
                if ("0"..."9").contains(after) { shown += nothing }
            case ":":
                shown += ":"
                if after == "/" { shown += nothing }
            case "." where before == "w" || before == "W": shown += "\(nothing)."
            case _ where isHidden(scalar): shown += "\u{FFFD}"
            default: shown.unicodeScalars.append(scalar)
            }
            before = scalar
        }
        return shown
    }

    /// A part of a comment that is closed until somebody opens it; nothing if there is nothing in it.
    ///
    /// - Parameter body: markdown.
    static func details(_ summary: String, _ body: String) -> String {
        body.isEmpty
            ? "" : "<details>\n<summary>\(summaryText(summary))</summary>\n\n\(body.trimmedEnd)\n\n</details>\n\n"
    }

    /// The line of a closed part is HTML, in which entities stand for signs.
    private static func summaryText(_ text: String) -> String {
        var shown = ""
        for scalar in text.unicodeScalars.prefix(240) {
            switch scalar {
            case _ where isHidden(scalar): shown += "\u{FFFD}"
            case "a"..."z", "A"..."Z", "0"..."9", " ", ".", ",", "-", "(", ")": shown.unicodeScalars.append(scalar)
            case _ where scalar.value >= 128: shown.unicodeScalars.append(scalar)
            default: shown += "&#\(scalar.value);"
            }
        }
        return shown
    }

    /// What parts a text without being seen (https://spec.commonmark.org/0.31.2/#html-comment).
    private static let nothing = "<!-- -->"

    /// Control characters, and those that change the direction or take no room.
    private static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x61C, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF: true
        default: false
        }
    }
}

extension String {
    /// Without line ends behind it.
    fileprivate var trimmedEnd: Substring {
        var text = self[...]
        while text.last == "\n" { text.removeLast() }
        return text
    }
}
