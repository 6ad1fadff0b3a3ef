public import ScanModel

/// What keeps a text from being an axis.
public struct MisreadAxis: Error, Hashable, Sendable {
    /// One sentence for people.
    public var reason: String
}

/// The grammar of an axis on the command line: `path=a..b`, `path=a..b..step` or `path=x,y,z`, of which each may be a range.
///
/// Ranges are of decimal numbers, which may carry a unit as in `60s..180s..30s`; their values are computed in whole units of
/// the last decimal place, so that 0.1..0.3..0.1 ends at 0.3. Commas in quotes, brackets and braces part nothing.
public enum AxisText {
    /// Most values of an axis, and most points of a sweep.
    public static let most = 10_000

    /// An axis, or nil if the text states a single value, as an ordinary setting does.
    public static func axis(_ text: String) throws(MisreadAxis) -> StudyAxis? {
        let (path, value) = try parts(text)
        if let range = try range(value) { return StudyAxis(path: path, values: range) }
        let items = try items(value)
        return items.count > 1 ? StudyAxis(path: path, values: try expanded(items)) : nil
    }

    /// An axis, also of a single value.
    public static func axisOfAny(_ text: String) throws(MisreadAxis) -> StudyAxis {
        if let axis = try axis(text) { return axis }
        let (path, value) = try parts(text)
        return StudyAxis(path: path, values: try items(value))
    }

    /// Items with the values of a range in place of those that are one.
    private static func expanded(_ items: [String]) throws(MisreadAxis) -> [String] {
        var values: [String] = []
        for item in items {
            values += try range(item[...]) ?? [item]
            guard values.count <= most else { throw MisreadAxis(reason: "an axis has more than \(most) values") }
        }
        return values
    }

    /// The path and the value; the path ends at the first `=` outside of brackets.
    private static func parts(_ text: String) throws(MisreadAxis) -> (path: String, value: Substring) {
        guard !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            throw MisreadAxis(reason: "an axis holds a control character")
        }
        var isInBrackets = false
        var index = text.startIndex
        while index < text.endIndex {
            switch text[index] {
            case "[": isInBrackets = true
            case "]": isInBrackets = false
            case "=" where !isInBrackets && index > text.startIndex:
                return (String(text[..<index]), text[text.index(after: index)...])
            default: break
            }
            index = text.index(after: index)
        }
        throw MisreadAxis(reason: "`\(text)` is no axis: path=a..b, path=a..b..step or path=x,y,z is expected")
    }

    /// The values of a list; one where there is no comma.
    private static func items(_ text: Substring) throws(MisreadAxis) -> [String] {
        var items: [String] = []
        var item = ""
        var depth = 0
        var quote: Character?
        for character in text {
            if let open = quote {
                if character == open { quote = nil }
            } else {
                switch character {
                case "\"", "'": quote = character
                case "[", "{": depth += 1
                case "]", "}": depth -= 1
                case "," where depth == 0:
                    items.append(item)
                    item = ""
                    continue
                default: break
                }
            }
            item.append(character)
        }
        items.append(item)
        let trimmed = items.map { String(AxisText.trimmed($0[...])) }
        guard !trimmed.contains("") else { throw MisreadAxis(reason: "an axis has an empty value between its commas") }
        guard trimmed.count <= most else {
            throw MisreadAxis(reason: "an axis of \(trimmed.count) values; \(most) at most")
        }
        return trimmed
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }

    /// A decimal number with a unit.
    private struct Amount {
        var digits: Int
        var places: Int
        var unit: String

        /// Nil if the text is none, or has more than nine digits.
        init?(_ text: Substring) {
            let isNegative = text.first == "-"
            let unsigned = isNegative ? text.dropFirst() : text
            let number = unsigned.prefix { ("0"..."9").contains($0) || $0 == "." }
            let halves = number.split(separator: ".", omittingEmptySubsequences: false)
            guard (1...2).contains(halves.count), halves.allSatisfy({ !$0.isEmpty }), number.utf8.count <= 9,
                let value = Int(halves.joined())
            else { return nil }
            unit = String(unsigned[number.endIndex...])
            guard unit.utf8.count <= 8, !unit.contains(where: { $0 == "." || $0 == "-" || $0 == "," }) else {
                return nil
            }
            digits = isNegative ? -value : value
            places = halves.count == 2 ? halves[1].utf8.count : 0
        }

        /// In units of a decimal place.
        func scaled(_ places: Int) -> Int { (0..<(places - self.places)).reduce(digits) { value, _ in value * 10 } }
    }

    /// The values of a range; nil if the text is none.
    private static func range(_ text: Substring) throws(MisreadAxis) -> [String]? {
        let ends = text.split(separator: "..", omittingEmptySubsequences: false)
        guard (2...3).contains(ends.count) else { return nil }
        let amounts = ends.map { Amount($0) }
        guard let first = amounts[0], let last = amounts[1] else { return nil }
        let unit = last.unit
        guard first.unit == unit || first.unit.isEmpty else {
            throw MisreadAxis(reason: "`\(text)` goes from one unit to another")
        }
        var places = max(first.places, last.places)
        var step = 1
        if ends.count == 3 {
            guard let amount = amounts[2], amount.unit == unit || amount.unit.isEmpty, amount.digits > 0 else {
                throw MisreadAxis(reason: "`\(text)` has no step above 0 in its unit")
            }
            places = max(places, amount.places)
            step = amount.scaled(places)
        } else {
            step = (0..<places).reduce(1) { value, _ in value * 10 }
        }
        let (low, high) = (first.scaled(places), last.scaled(places))
        guard low <= high else { throw MisreadAxis(reason: "`\(text)` goes down") }
        guard (high - low) / step < most else {
            throw MisreadAxis(reason: "`\(text)` has more than \(most) values")
        }
        return stride(from: low, through: high, by: step).map { decimal($0, places) + unit }
    }

    /// Units of a decimal place as text without zeros at the end of a fraction.
    private static func decimal(_ units: Int, _ places: Int) -> String {
        guard places > 0 else { return String(units) }
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, places + 1 - digits.utf8.count)) + digits
        var text = "\(padded.dropLast(places)).\(padded.suffix(places))"
        while text.last == "0" { text.removeLast() }
        if text.last == "." { text.removeLast() }
        return units < 0 ? "-\(text)" : text
    }
}

/// The points of a sweep: every combination of the values of its axes.
public struct SweepGrid: Hashable, Sendable {
    public let axes: [StudyAxis]

    /// - Throws: if there is no axis, one path stands twice, an axis has a value twice, or there are too many points.
    public init(_ axes: [StudyAxis]) throws(MisreadAxis) {
        guard !axes.isEmpty else {
            throw MisreadAxis(reason: "nothing is swept: give --set path=a..b, or study.axes in the scenario")
        }
        var points = 1
        for (index, axis) in axes.enumerated() {
            if axes[..<index].contains(where: { $0.path == axis.path }) {
                throw MisreadAxis(reason: "two axes for `\(axis.path)`")
            }
            guard Set(axis.values).count == axis.values.count else {
                throw MisreadAxis(reason: "the axis `\(axis.path)` has a value twice")
            }
            let (product, overflows) = points.multipliedReportingOverflow(by: axis.values.count)
            guard !overflows, product <= AxisText.most else {
                throw MisreadAxis(reason: "more than \(AxisText.most) points")
            }
            points = product
        }
        self.axes = axes
    }

    /// How many points there are.
    public var count: Int { axes.reduce(1) { $0 * $1.values.count } }

    /// The values of a point, one of each axis; the last axis changes fastest.
    public func values(_ point: Int) -> [String] { SweepGrid.values(point, of: axes.map(\.values)) }

    /// One value of each axis; the last axis changes fastest.
    public static func values(_ point: Int, of axes: [[String]]) -> [String] {
        var rest = point
        var values: [String] = []
        for axis in axes.reversed() {
            values.append(axis[rest % axis.count])
            rest /= axis.count
        }
        return values.reversed()
    }
}
