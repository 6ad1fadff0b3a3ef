/// Switches parts of a starter scenario on, as its head tells people to: by deleting `#` and nothing else.
struct SwitchedOffParts {
    private struct Line {
        var number: Int
        var indent: Int
    }

    private let lines: [Substring]
    /// Lines that can be switched on, for each part in the order of the text: the whole part, and each line of it with
    /// the lines above that it belongs to and all that belong to it.
    private(set) var choices: [[Int]] = []
    /// How many parts there are.
    private(set) var partCount = 0

    init(_ text: String) {
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var part: [Line] = []
        for (number, line) in lines.enumerated() {
            if SwitchedOffParts.isOff(line) {
                part.append(Line(number: number, indent: line.prefix { $0 == " " }.count))
            } else if !line.contains("#") {
                close(&part)
            }
        }
        close(&part)
    }

    /// The text with some lines switched on.
    func text(on numbers: [Int]) -> String {
        var lines = lines.map(String.init)
        for number in numbers { lines[number] = lines[number].replacing("#", with: "", maxReplacements: 1) }
        return lines.joined(separator: "\n")
    }

    /// The text with everything switched on.
    var allOn: String { text(on: lines.indices.filter { SwitchedOffParts.isOff(lines[$0]) }) }

    private static func isOff(_ line: Substring) -> Bool {
        let rest = line.drop { $0 == " " }
        return rest.first == "#" && rest.dropFirst().first.map { $0 != " " } == true
    }

    private mutating func close(_ part: inout [Line]) {
        defer { part = [] }
        guard let first = part.first else { return }
        partCount += 1
        choices.append(part.map(\.number))
        // Keys side by side at the start of a part belong together; what stands under the one key can stand alone.
        if part.count(where: { $0.indent == first.indent }) > 1 { return }
        for (index, line) in part.enumerated() {
            var above: [Line] = []
            for line in part[..<index] {
                above.removeAll { $0.indent >= line.indent }
                above.append(line)
            }
            above.removeAll { $0.indent >= line.indent }
            let below = part[(index + 1)...].prefix { $0.indent > line.indent }
            choices.append((above + [line] + below).map(\.number))
        }
    }
}
