import ScanModel
import VendorProfiles

/// A value on its way from a document to a type: the node, where it stands, and where to complain.
///
/// Every accessor returns nil after it has reported what is wrong, so that a reader can go on and find the rest.
struct Field {
    let node: DocumentNode
    let path: DocumentPath
    let log: IssueLog
    /// Where a reader of a field without a value leaves what it wants; nil while documents are read.
    var recorder: ShapeRecorder?
    /// The cloud whose regions and machines the value may name.
    var cloud = Cloud.aws

    func report(_ problem: String, expected: String = "", suggestion: @autoclosure () -> String? = nil) {
        // A description has no value that could be wrong.
        guard recorder == nil else { return }
        log.report(problem, at: node.place, path: path, expected: expected, suggestion: suggestion())
    }

    /// The value as a message may show it.
    var shown: String {
        if path.isSecret { return "is a value that is not shown here" }
        switch node.content {
        case .scalar(let text, .plain): return node.isNull ? "has no value" : "is `\(Excerpt.of(text))`"
        case .scalar(let text, .quoted): return "is \"\(Excerpt.of(text))\""
        case .sequence: return "is a list"
        case .mapping: return "is a mapping"
        }
    }

    /// The provenance of a value that the user states.
    var stated: Provenance { .stated(at: path == .root ? file : "\(file): \(path.text)") }

    /// The file that the value is written in.
    var file: String { log.file(of: node.place) }

    /// The elements of a list, one at a time.
    ///
    /// - Parameter count: how many elements there may be.
    func list<Element>(count: ClosedRange<Int>, _ element: (Field) -> Element) -> [Element]? {
        if let recorder {
            let part = recorder.part {
                _ = element(.described(by: $0, path: .index(0, of: path), log: log, cloud: cloud))
            }
            recorder.note(.list(part, count: count, isUnique: false))
            return nil
        }
        guard case .sequence(let nodes) = node.content else {
            report(shown, expected: "a list")
            return nil
        }
        guard count.contains(nodes.count) else {
            report("has \(nodes.count) elements", expected: "\(count.lowerBound) to \(count.upperBound)")
            return nil
        }
        return nodes.enumerated().map { element(Field(node: $1, path: .index($0, of: path), log: log, cloud: cloud)) }
    }

    /// Any text, in quotes or not; never empty.
    func text(expected: String = "a text") -> String? {
        if let recorder {
            recorder.note(.text(.any))
            return nil
        }
        guard case .scalar(let text, _) = node.content, !node.isNull, !text.isEmpty else {
            report(shown == "is \"\"" ? "is empty" : shown, expected: expected)
            return nil
        }
        return text
    }

    /// A text of a form; whether it has that form, a function of the reader tells.
    func text(_ form: TextForm, _ hasForm: (String) -> Bool) -> String? {
        if let recorder {
            recorder.note(.text(form))
            return nil
        }
        guard let text = text(expected: form.words) else { return nil }
        guard hasForm(text) else {
            report(shown, expected: form.words)
            return nil
        }
        return text
    }

    /// The same for a text that may be empty in quotes.
    func possiblyEmptyText(_ form: TextForm) -> String? {
        if let recorder {
            recorder.note(.text(form))
            return nil
        }
        guard case .scalar(let text, _) = node.content, !node.isNull else {
            report(shown, expected: form.words)
            return nil
        }
        return text
    }

    /// The text of a number that stands without quotes.
    func bareText(expected: @autoclosure () -> String) -> String? {
        guard case .scalar(let text, let style) = node.content, !node.isNull else {
            report(shown, expected: expected())
            return nil
        }
        guard style == .plain else {
            let isNumber = Rational(number: text) != nil
            report(shown, expected: expected(), suggestion: isNumber ? "\(Excerpt.of(text)) without quotes" : nil)
            return nil
        }
        return text
    }

    /// A whole number without quotes or leading zeros.
    func integer(_ range: ClosedRange<Int>, expected: String? = nil) -> Int? {
        if let recorder {
            recorder.note(.integer(range))
            return nil
        }
        // The words are made only where they are needed: large documents have millions of numbers.
        var words: String { expected ?? Field.wholeNumber(range) }
        guard let text = bareText(expected: words) else { return nil }
        guard let value = Field.integer(text) else {
            let meant = Rational(number: text).flatMap { $0.isWhole ? $0.description : nil }
            report(shown, expected: words, suggestion: meant)
            return nil
        }
        guard range.contains(value) else {
            report(shown, expected: words)
            return nil
        }
        return value
    }

    /// The value of a whole number, be it written `24`, `24.0` or `2.4e1` as in JSON; nil with leading zeros or a plus.
    private static func integer(_ text: String) -> Int? {
        let digits = text.utf8.first == UInt8(ascii: "-") ? text.utf8.dropFirst() : text.utf8[...]
        guard let first = digits.first, (48...57).contains(first) else { return nil }
        let second = digits.dropFirst().first
        if first == UInt8(ascii: "0"), let second, (48...57).contains(second) { return nil }
        if digits.allSatisfy({ (48...57).contains($0) }) { return Int(text) }
        guard let value = Rational(number: text), value.isWhole else { return nil }
        return Int(exactly: value.numerator)
    }

    /// An exact decimal number without quotes, with at most nine decimal places.
    ///
    /// - Parameters:
    ///   - isAboveZero: whether zero is refused.
    ///   - least: the smallest value.
    ///   - most: the largest value.
    func decimal(
        isAboveZero: Bool = false, atLeast least: Rational = .zero, atMost most: Rational = 1_000_000_000
    ) -> Rational? {
        if let recorder {
            recorder.note(.decimal(least: least, isAboveLeast: isAboveZero, most: most))
            return nil
        }
        var words: String {
            "a number \(isAboveZero ? "above 0" : "from \(least)") to \(most) with at most 9 decimal places"
        }
        guard let text = bareText(expected: words) else { return nil }
        guard let value = Rational(number: text), isAboveZero ? value > .zero : value >= least, value <= most
        else {
            report(shown, expected: words)
            return nil
        }
        guard 1_000_000_000 % value.denominator == 0 else {
            report("\(shown), with more than 9 decimal places", expected: words)
            return nil
        }
        return value
    }

    /// `true` or `false`.
    func bool() -> Bool? {
        if let recorder {
            recorder.note(.flag)
            return nil
        }
        guard case .scalar(let text, .plain) = node.content, let value = Bool(text) else {
            report(shown, expected: "true or false")
            return nil
        }
        return value
    }

    /// One of the words of a type.
    func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Choice?
    where Choice.RawValue == String {
        choice(type.allCases.map { (word: $0.rawValue, value: $0) })
    }

    /// One of some words.
    func choice<Choice>(_ choices: [(word: String, value: Choice)]) -> Choice? {
        if let recorder {
            recorder.note(.choice(choices.map(\.word)))
            return nil
        }
        let words = "one of " + choices.map(\.word).joined(separator: ", ")
        guard let text = text(expected: words) else { return nil }
        if let found = choices.first(where: { $0.word == text }) { return found.value }
        report(shown, expected: words, suggestion: NearestKey.find(text, among: choices.map(\.word)))
        return nil
    }

    private static func wholeNumber(_ range: ClosedRange<Int>) -> String {
        "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }
}

extension Rational {
    /// The exact value of a decimal number with at most 18 significant digits and 18 decimal places; nil for anything
    /// else.
    init?(number text: String) {
        guard text.utf8.count <= 64 else { return nil }
        // Bounding the places and the exponent here keeps the arithmetic of the decimal reader within 128 bits.
        let mantissa = text.utf8.prefix { $0 != UInt8(ascii: "e") && $0 != UInt8(ascii: "E") }
        var exponent = 0
        if mantissa.endIndex < text.utf8.endIndex {
            let written = text[text.utf8.index(after: mantissa.endIndex)...]
            guard let value = Int(written), (-36...36).contains(value) else { return nil }
            exponent = value
        }
        var digits = mantissa[...]
        var places = 0
        if let point = mantissa.firstIndex(of: UInt8(ascii: ".")) {
            // The first zero stays: `.0` is a number and a point alone is none.
            while digits.last == UInt8(ascii: "0"), digits.count > 2 { digits.removeLast() }
            places = digits.distance(from: point, to: digits.endIndex) - 1
        }
        guard places - exponent <= 18 else { return nil }
        if exponent == 0 {
            self.init(decimal: Substring(digits))
        } else {
            self.init(decimal: "\(Substring(digits))e\(exponent)")
        }
    }
}
