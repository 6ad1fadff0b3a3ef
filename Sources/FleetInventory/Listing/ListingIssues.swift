internal import DocumentReading
internal import ScanModel

/// The issues of one listing while it is read, and the ways to take values from it.
struct ListingIssues {
    /// Issues of one file beyond this number are counted, not told.
    static let issuesPerFileMax = 100

    private(set) var told: [InputIssue] = []
    private(set) var untold = 0

    /// How many issues the file has, told or not.
    var count: Int { told.count + untold }

    mutating func report(
        _ elements: inout JSONElements, at node: JSONNode, _ problem: String,
        _ expected: @autoclosure () -> String, suggestion: String? = nil
    ) {
        if told.count < Self.issuesPerFileMax {
            told.append(elements.issue(at: node, problem: problem, expected: expected(), suggestion: suggestion))
        } else {
            untold += 1
        }
    }

    mutating func report(_ issue: @autoclosure () -> InputIssue) {
        if told.count < Self.issuesPerFileMax { told.append(issue()) } else { untold += 1 }
    }

    /// Tells that pages follow, unless the token of the next page is empty or null.
    mutating func reportMore(_ elements: inout JSONElements, token: JSONNode) {
        if elements.element.kind(token) == .null || elements.element.text(token) == "" { return }
        report(
            &elements, at: token, "the listing is incomplete: more pages follow",
            "the whole listing; run the client without --max-items and --no-paginate")
    }

    /// Gives the issues from a number on the place of another one, below whose path they lie.
    mutating func move(from first: Int, to place: @autoclosure () -> InputIssue) {
        if first >= told.count { return }
        let place = place()
        for index in first..<told.count {
            let inner = told[index].path
            told[index].path = inner.isEmpty ? place.path : "\(place.path).\(inner)"
            told[index].line = place.line
            told[index].column = place.column
            told[index].byteOffset = place.byteOffset
        }
    }

    /// All issues of the file, with a line for those that are not told.
    func all(of file: String) -> [InputIssue] {
        if untold == 0 { return told }
        return told + [
            InputIssue(
                file: file, line: 0, column: 0, path: "", problem: "\(untold) more issues of this file are not shown")
        ]
    }
}

extension ListingIssues {
    /// The value of a field that may be absent; null counts as absent.
    ///
    /// - Parameter kind: what it must be; anything else is an issue.
    mutating func optional(
        _ elements: inout JSONElements, _ field: JSONNode?, _ kind: JSONKind, _ expected: @autoclosure () -> String
    ) -> JSONNode? {
        guard let field else { return nil }
        let found = elements.element.kind(field)
        if found == kind { return field }
        if found != .null {
            report(&elements, at: field, "found \(elements.element.description(of: field))", expected())
        }
        return nil
    }

    /// The value of a field that must be there.
    ///
    /// - Parameters:
    ///   - parent: the object that has the field.
    ///   - name: of the field.
    mutating func required(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode, _ name: String, _ kind: JSONKind,
        _ expected: @autoclosure () -> String
    ) -> JSONNode? {
        guard let field, elements.element.kind(field) != .null else {
            report(&elements, at: parent, "\(name) is missing", expected())
            return nil
        }
        return optional(&elements, field, kind, expected())
    }

    /// A text that must be there and must not be empty.
    mutating func requiredText(
        _ elements: inout JSONElements, _ field: JSONNode?, of parent: JSONNode, _ name: String,
        _ expected: @autoclosure () -> String
    ) -> JSONNode? {
        guard let text = required(&elements, field, of: parent, name, .text, expected()) else { return nil }
        if elements.element.withBytes(text, { !$0.isEmpty }) { return text }
        report(&elements, at: text, "\(name) is empty", expected())
        return nil
    }

    /// True or false; nil if the field is absent.
    mutating func flag(_ elements: inout JSONElements, _ field: JSONNode?) -> Bool? {
        guard let field else { return nil }
        if let flag = elements.element.bool(field) { return flag }
        if elements.element.kind(field) != .null {
            report(&elements, at: field, "found \(elements.element.description(of: field))", "true or false")
        }
        return nil
    }

    /// The elements of a list that may be absent.
    mutating func elements(_ elements: inout JSONElements, _ field: JSONNode?) -> [JSONNode] {
        optional(&elements, field, .list, "a list").map { elements.element.elements($0) } ?? []
    }

    /// Whether an element of a list is an object.
    mutating func isObject(_ elements: inout JSONElements, _ node: JSONNode, _ expected: @autoclosure () -> String)
        -> Bool
    {
        if elements.element.kind(node) == .object { return true }
        report(&elements, at: node, "found \(elements.element.description(of: node))", expected())
        return false
    }
}
