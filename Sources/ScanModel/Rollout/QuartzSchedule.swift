/// A schedule as Quartz writes it: seconds, minutes, hours, day of month, month, day of week, and the year, which may be
/// left out. Source: https://www.quartz-scheduler.org/documentation/quartz-2.5.x/tutorials/crontrigger.html
public struct QuartzSchedule: Hashable, Sendable, CustomStringConvertible {
    /// What keeps a text from being a schedule.
    public struct Fault: Error, Hashable, Sendable {
        /// One sentence part, such as "hours is `24`".
        public var problem: String
        public var expected: String
    }

    /// The fields as written, one space between two of them.
    public let description: String
    /// Whether the year is written, so that there are seven fields.
    public let hasYear: Bool

    /// - Complexity: O(length).
    public init(_ text: String) throws(Fault) {
        let words = text.split(separator: " ").map(String.init)
        guard text.utf8.count <= 256, words.count == 6 || words.count == 7 else {
            throw Fault(
                problem: "has \(words.count) fields",
                expected: "seconds, minutes, hours, day of month, month, day of week and perhaps the year")
        }
        for (field, word) in zip(Field.all, words) { try field.check(word) }
        guard (words[3] == "?") != (words[5] == "?") else {
            throw Fault(
                problem: words[3] == "?"
                    ? "names neither a day of month nor a day of week" : "names a day of month and a day of week",
                expected: "`?` in just one of the two")
        }
        description = words.joined(separator: " ")
        hasYear = words.count == 7
    }

    /// The schedule with all seven fields, the last one any year if it is not written.
    public var sevenFields: String { hasYear ? description : description + " *" }

    /// Whether it may start more than once on a day: seconds, minutes or hours name more than one value.
    public var startsOftenADay: Bool {
        description.split(separator: " ").prefix(3).contains { !$0.utf8.allSatisfy { (48...57).contains($0) } }
    }

    /// One of the seven fields.
    private struct Field {
        var name: String
        var range: ClosedRange<Int>
        var names: [String] = []
        var isDay = false
        var isWeekday = false

        static let all = [
            Field(name: "seconds", range: 0...59), Field(name: "minutes", range: 0...59),
            Field(name: "hours", range: 0...23), Field(name: "day of month", range: 1...31, isDay: true),
            Field(
                name: "month", range: 1...12,
                names: ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]),
            Field(
                name: "day of week", range: 1...7, names: ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"],
                isDay: true, isWeekday: true),
            Field(name: "year", range: 1970...2099),
        ]

        func check(_ text: String) throws(Fault) {
            if text == "*" || text == "?" && isDay { return }
            let parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            for part in parts where !isPart(part, alone: parts.count == 1) {
                throw Fault(problem: "\(name) is `\(text)`", expected: expected)
            }
        }

        private var expected: String {
            "\(range.lowerBound) to \(range.upperBound), *, a list, a range a-b or steps a/n" + (isDay ? ", or ?" : "")
        }

        private func isPart(_ text: String, alone: Bool) -> Bool {
            if alone, isDay, isSpecialDay(text) { return true }
            let halves = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
            guard halves.count <= 2 else { return false }
            if halves.count == 2 {
                guard let step = Field.number(halves[1]), (1...max(1, range.upperBound)).contains(step) else {
                    return false
                }
                // `/n` is short for `0/n`, and `*/n` for every n-th from the first.
                if halves[0].isEmpty || halves[0] == "*" { return true }
            }
            let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false).map(String.init)
            guard ends.count <= 2, ends.allSatisfy({ value($0) != nil }) else { return false }
            return true
        }

        /// `L`, `LW`, `L-3`, `15W` among days of the month; `L`, `6L`, `6#3` among days of the week.
        private func isSpecialDay(_ text: String) -> Bool {
            if text == "L" { return true }
            if isWeekday {
                if text.hasSuffix("L") { return value(String(text.dropLast())) != nil }
                let halves = text.split(separator: "#", omittingEmptySubsequences: false).map(String.init)
                guard halves.count == 2, value(halves[0]) != nil, let week = Field.number(halves[1]) else {
                    return false
                }
                return (1...5).contains(week)
            }
            if text == "LW" { return true }
            if text.hasPrefix("L-") {
                return Field.number(String(text.dropFirst(2))).map { (0...30).contains($0) } ?? false
            }
            return text.hasSuffix("W") && value(String(text.dropLast())) != nil
        }

        private func value(_ text: String) -> Int? {
            if let index = names.firstIndex(of: text.uppercased()) { return range.lowerBound + index }
            return Field.number(text).flatMap { range.contains($0) ? $0 : nil }
        }

        private static func number(_ text: String) -> Int? {
            guard !text.isEmpty, text.utf8.count <= 4, text.utf8.allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            return Int(text)
        }
    }
}
