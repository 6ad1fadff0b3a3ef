/// The lines of a scenario for people, with explanations and with parts that are switched off.
///
/// A line whose `#` is followed by a blank explains. A line whose `#` is followed by anything else is YAML that is
/// switched off: without its `#` it holds, below the line of the part that it belongs to.
struct StarterText {
    /// Explanations are broken at this column.
    private static let width = 100

    private(set) var text = ""

    /// An empty line, which ends a part.
    mutating func blank() { text += "\n" }

    /// YAML that holds.
    mutating func line(_ yaml: String, indent: Int, note: String? = nil) {
        text += StarterText.margin(indent) + yaml + StarterText.trailing(note) + "\n"
    }

    /// YAML that is switched off.
    mutating func off(_ yaml: String, indent: Int, note: String? = nil) {
        text += StarterText.margin(indent) + "#" + yaml + StarterText.trailing(note) + "\n"
    }

    /// An explanation, broken between words; line breaks in it count as blanks.
    mutating func explain(_ words: String, indent: Int) {
        let start = StarterText.margin(indent) + "#"
        var line = start
        for word in words.split(whereSeparator: \.isWhitespace) {
            if line != start, line.count + 1 + word.count > StarterText.width {
                text += line + "\n"
                line = start
            }
            line += " " + word
        }
        text += line + "\n"
    }

    /// An example as a line of its own, such as a command.
    mutating func example(_ code: String, indent: Int) { text += StarterText.margin(indent) + "#     \(code)\n" }

    /// A text from outside as a YAML scalar: in quotes, so that it is never taken for anything but a text.
    static func quoted(_ text: String) -> String { YAMLWriter.scalar(text, .quoted) }

    /// A text from outside as an explanation may show it: cut, on one line, without characters that YAML refuses.
    static func shown(_ text: String) -> String { YAMLWriter.scalar(Excerpt.of(text), .quoted) }

    private static func margin(_ indent: Int) -> String { String(repeating: " ", count: indent) }

    private static func trailing(_ note: String?) -> String { note.map { " # \($0)" } ?? "" }
}

/// A number with the word for what it counts.
func counted(_ count: Int, _ one: String, _ many: String) -> String { "\(count) \(count == 1 ? one : many)" }
