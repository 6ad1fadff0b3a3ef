/// Characters that look like a space or a quotation mark and are none, as word processors and web pages put them.
enum Typography {
    /// Whether a character looks like a space without being the one that YAML and JSON know.
    static func isStrangeSpace(_ scalar: Unicode.Scalar) -> Bool {
        scalar != " " && scalar.properties.generalCategory == .spaceSeparator
    }

    /// Whether a character is a quotation mark that neither YAML nor JSON knows.
    static func isStrangeQuote(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\u{2018}"..."\u{201F}", "\u{AB}", "\u{BB}": true
        default: false
        }
    }

    /// The character as a message names it.
    static func name(of scalar: Unicode.Scalar) -> String {
        if isStrangeQuote(scalar) { return "a typographic quotation mark (\(code(of: scalar)))" }
        return (scalar == "\u{A0}" ? "a no-break space" : "an unusual space") + " (\(code(of: scalar)))"
    }

    /// What should stand instead.
    static func expected(insteadOf scalar: Unicode.Scalar) -> String {
        isStrangeQuote(scalar)
            ? "the straight quotation mark `\"`" : "the usual space, or quotes around a text that needs this one"
    }

    /// `U+00A0`: the number of a character as Unicode writes it.
    static func code(of scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// A text without quotes that has such a character: where, which one, and the text that was probably meant.
    struct Finding {
        /// The character's number in the text, from 0.
        var index: Int
        var scalar: Unicode.Scalar
        var meant: String
    }

    /// The first strange space of an unquoted text, or a strange quotation mark at its start; nil if there is none.
    ///
    /// - Complexity: O(length).
    static func finding(in text: String) -> Finding? {
        guard text.utf8.contains(where: { $0 >= 0x80 }) else { return nil }
        var found: (index: Int, scalar: Unicode.Scalar)?
        for (index, scalar) in text.unicodeScalars.enumerated()
        where isStrangeSpace(scalar) || index == 0 && isStrangeQuote(scalar) {
            found = (index, scalar)
            break
        }
        guard let found else { return nil }
        var meant = text.unicodeScalars.filter { !isStrangeSpace($0) }[...]
        if let first = meant.first, isStrangeQuote(first) {
            meant = meant.dropFirst()
            if let last = meant.last, isStrangeQuote(last) { meant = meant.dropLast() }
        }
        return Finding(index: found.index, scalar: found.scalar, meant: String(Substring(meant)))
    }
}
