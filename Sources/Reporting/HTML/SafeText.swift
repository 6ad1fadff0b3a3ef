/// Text of unknown origin made fit to be shown: nothing in it acts, nothing in it hides.
///
/// Names come from inventories and scenarios, so they may hold markup, control characters, marks that turn the direction
/// of reading, or ten thousand letters.
enum SafeText {
    /// Scalars of a name that are shown.
    static let nameLength = 200
    /// Scalars of a sentence that are shown.
    static let sentenceLength = 4_000

    /// A name as it is shown: cut, and with every character that acts made visible.
    static func name(_ raw: String) -> String { visible(raw, most: nameLength) }

    /// A sentence as it is shown; names in it should have been cut before.
    static func sentence(_ raw: String) -> String { visible(raw, most: sentenceLength) }

    /// The text within a number of scalars, the last of which is an ellipsis where something was cut off, without
    /// characters that act: controls of C0 by their pictures, others and marks of direction by their numbers.
    ///
    /// - Complexity: O(most), however long the text is.
    static func visible(_ raw: String, most: Int) -> String {
        var result = String.UnicodeScalarView()
        var count = 0
        for scalar in raw.unicodeScalars {
            guard count < most else {
                result.removeLast()
                result.append("…")
                break
            }
            count += 1
            switch scalar.value {
            case 0..<0x20: result.append(Unicode.Scalar(0x2400 + scalar.value) ?? "\u{FFFD}")
            case 0x7F: result.append("\u{2421}")
            case 0xFFFE, 0xFFFF: result.append("\u{FFFD}")
            case let value where acts(value): result.append(contentsOf: "[U+\(hexadecimal(value))]".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    /// Controls of C1, marks and isolates of direction, separators of lines, invisible joints and tags; and what Unicode
    /// never assigns.
    private static func acts(_ value: UInt32) -> Bool {
        switch value {
        case 0x80...0x9F, 0x061C, 0x200B, 0x200E, 0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFF9...0xFFFB,
            0xE0000...0xE007F:
            true
        default: value & 0xFFFE == 0xFFFE
        }
    }

    private static func hexadecimal(_ value: UInt32) -> String {
        let digits = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }

    /// A name for a narrow place, such as the label of a bar.
    static func short(_ raw: String, _ length: Int) -> String { visible(raw, most: length) }
}
