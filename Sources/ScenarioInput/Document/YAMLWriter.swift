import ScanModel

/// Writes a tree of nodes as YAML that reads back as the same tree.
///
/// A scalar keeps its style, because only what stands without quotes is a number; a text in quotes is never mistaken
/// for one.
struct YAMLWriter {
    /// The names behind the places, for a comment after each scalar; nil for none.
    let files: [String]?

    /// The whole document. A value under a key that names a secret is written only if it is a reference to one;
    /// otherwise the field's log gets an issue.
    ///
    /// - Complexity: O(length of the text).
    func document(_ root: Field) -> String {
        var text = ""
        write(root, indent: 0, after: "", into: &text)
        return text
    }

    /// - Parameter lead: what stands on the line already: nothing, `key:` or `-`.
    private func write(_ field: Field, indent: Int, after lead: String, into text: inout String) {
        let margin = String(repeating: " ", count: indent)
        switch field.node.content {
        case .scalar(let value, let style):
            if field.path.isSecret, !field.node.isNull, !TextForm.isSecretReference(value) {
                field.report("is a value that is not shown here", expected: "no key that names a secret")
                return
            }
            if value.unicodeScalars.contains("\u{FEFF}") { refuseMark(field) }
            text += lead + (lead.isEmpty ? "" : " ")
            text += YAMLWriter.scalar(value, style) + comment(field.node.place) + "\n"
        case .sequence(let nodes) where nodes.isEmpty:
            text += lead + (lead.isEmpty ? "[]" : " []") + comment(field.node.place) + "\n"
        case .mapping(let entries) where entries.isEmpty:
            text += lead + (lead.isEmpty ? "{}" : " {}") + comment(field.node.place) + "\n"
        case .sequence(let nodes):
            // Below a dash the first element starts on the same line, below a key on the next.
            let isInList = lead.hasSuffix("-")
            if !lead.isEmpty, !isInList { text += lead + "\n" }
            for (index, node) in nodes.enumerated() {
                let start = isInList && index == 0 ? lead + " -" : margin + "-"
                let element = Field(node: node, path: .index(index, of: field.path), log: field.log)
                write(element, indent: indent + 2, after: start, into: &text)
            }
        case .mapping(let entries):
            let isInList = lead.hasSuffix("-")
            if !lead.isEmpty, !isInList { text += lead + "\n" }
            for (index, entry) in entries.enumerated() {
                let start = isInList && index == 0 ? lead + " " : margin
                let value = Field(node: entry.value, path: .key(entry.key, of: field.path), log: field.log)
                if entry.key.unicodeScalars.contains("\u{FEFF}") { refuseMark(value) }
                let key = YAMLWriter.scalar(entry.key, .plain, isKey: true)
                write(value, indent: indent + 2, after: start + key + ":", into: &text)
            }
        }
    }

    /// The YAML library drops the mark even where it is escaped.
    private func refuseMark(_ field: Field) { field.report("holds a byte order mark, which YAML cannot carry") }

    private func comment(_ place: SourcePlace) -> String {
        guard let files else { return "" }
        var name = ""
        for scalar in files[place.file].unicodeScalars {
            name.unicodeScalars.append(YAMLWriter.isPrintable(scalar) ? scalar : "\u{FFFD}")
        }
        return " # \(name):\(place.line)"
    }

    /// A scalar in the style it had, or in quotes if it cannot stand without.
    static func scalar(_ text: String, _ style: DocumentNode.Style, isKey: Bool = false) -> String {
        if style == .plain, !isKey, text.isEmpty { return "null" }
        if style == .plain, canStandPlain(text) { return text }
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\t": quoted += "\\t"
            case _ where isPrintable(scalar): quoted.unicodeScalars.append(scalar)
            default:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
            }
        }
        return quoted + "\""
    }

    /// A narrow choice that is plain in every YAML: words, numbers, paths, and lists with commas.
    private static func canStandPlain(_ text: String) -> Bool {
        if text == "~" { return true }
        let bytes = Array(text.utf8)
        guard let first = bytes.first, let last = bytes.last, isWord(first) || first == UInt8(ascii: "-") else {
            return false
        }
        if first == UInt8(ascii: "-"), bytes.count < 2 || !isWord(bytes[1]) { return false }
        guard last != UInt8(ascii: " "), last != UInt8(ascii: ":") else { return false }
        return bytes.indices.allSatisfy { index in
            switch bytes[index] {
            case UInt8(ascii: ":"): bytes[index + 1] != UInt8(ascii: " ")
            case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"),
                UInt8(ascii: "+"), UInt8(ascii: "%"):
                true
            default: isWord(bytes[index])
            }
        }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 95
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xE000...0xFEFE, 0xFF00...0xFFFD, 0x1_0000...0x10_FFFF: true
        default: false
        }
    }
}
