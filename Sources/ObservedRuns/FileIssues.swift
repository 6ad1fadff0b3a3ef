internal import DocumentReading
import ScanModel

/// The issues of one file, of which the first hundred are told and the others counted.
struct FileIssues {
    static let toldMax = 100

    private var told: [InputIssue] = []
    private var untold = 0

    var isEmpty: Bool { told.isEmpty }

    mutating func add(_ issue: InputIssue) {
        if told.count < Self.toldMax { told.append(issue) } else { untold += 1 }
    }

    /// An issue of a value of the element at hand.
    mutating func add(
        _ elements: inout JSONElements, at node: JSONNode, _ problem: String, _ expected: String = "",
        suggestion: String? = nil
    ) {
        guard told.count < Self.toldMax else {
            untold += 1
            return
        }
        told.append(elements.issue(at: node, problem: problem, expected: expected, suggestion: suggestion))
    }

    /// Everything that was found, in the order in which it was.
    func all(of file: String) -> [InputIssue] {
        if untold == 0 { return told }
        return told + [
            InputIssue(
                file: file, line: 0, column: 0, path: "", problem: "\(untold) more issues of this file are not shown")
        ]
    }
}

/// Reads values of one element, and reports what is missing or of another kind.
enum ElementFields {
    static let textBytesMax = 2048

    /// A text that has to be there and may not be empty or longer than 2048 bytes.
    static func requiredText(
        _ name: StaticString, of object: JSONNode, _ elements: inout JSONElements, _ issues: inout FileIssues,
        _ expected: String
    ) -> String? {
        guard let node = present(name, of: object, elements.element) else {
            issues.add(&elements, at: object, "\(name) is missing", expected)
            return nil
        }
        return text(node, &elements, &issues, expected)
    }

    /// A text that may be missing or null.
    static func optionalText(
        _ name: StaticString, of object: JSONNode, _ elements: inout JSONElements, _ issues: inout FileIssues
    ) -> String? {
        present(name, of: object, elements.element).flatMap { text($0, &elements, &issues, "a text") }
    }

    /// The 12 digits of an account; nil if there are none.
    static func account(
        _ name: StaticString, of object: JSONNode, _ elements: inout JSONElements, _ issues: inout FileIssues
    ) -> String? {
        matching(name, of: object, &elements, &issues, "the 12 digits of an account") { text in
            text.utf8.count == 12 && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        }
    }

    /// The name of a region; nil if there is none.
    static func region(
        _ name: StaticString, of object: JSONNode, _ elements: inout JSONElements, _ issues: inout FileIssues
    ) -> String? {
        matching(name, of: object, &elements, &issues, "a region such as \"us-east-1\"") { text in
            text.utf8.count <= 40
                && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D }
                && text.utf8.first.map { (0x61...0x7A).contains($0) } == true
        }
    }

    private static func matching(
        _ name: StaticString, of object: JSONNode, _ elements: inout JSONElements, _ issues: inout FileIssues,
        _ expected: String, _ isRight: (String) -> Bool
    ) -> String? {
        guard let node = present(name, of: object, elements.element) else { return nil }
        guard let text = elements.element.text(node), isRight(text) else {
            issues.add(&elements, at: node, "found \(elements.element.description(of: node))", expected)
            return nil
        }
        return text
    }

    private static func text(
        _ node: JSONNode, _ elements: inout JSONElements, _ issues: inout FileIssues, _ expected: String
    ) -> String? {
        guard let text = elements.element.text(node) else {
            issues.add(&elements, at: node, "found \(elements.element.description(of: node))", expected)
            return nil
        }
        guard !text.isEmpty, text.utf8.count <= textBytesMax else {
            issues.add(&elements, at: node, text.isEmpty ? "found an empty text" : "the text is too long", expected)
            return nil
        }
        return text
    }

    /// An instant that has to be there: a text, or a number of seconds since 1970.
    static func requiredInstant(
        _ name: StaticString, of object: JSONNode, _ elements: inout JSONElements, _ issues: inout FileIssues
    ) -> LogInstant? {
        let expected = "a time with its zone, such as \"2025-03-01T04:00:00Z\""
        guard let node = present(name, of: object, elements.element) else {
            issues.add(&elements, at: object, "\(name) is missing", expected)
            return nil
        }
        let written = elements.element.text(node) ?? elements.element.numberText(node)
        guard let written, let instant = LogInstant(written) else {
            issues.add(&elements, at: node, "found \(elements.element.description(of: node))", expected)
            return nil
        }
        return instant
    }

    /// The value of a key unless it is missing or null.
    static func present(_ name: StaticString, of object: JSONNode, _ tape: borrowing JSONTape) -> JSONNode? {
        guard let node = tape.member(name, of: object), tape.kind(node) != .null else { return nil }
        return node
    }
}
