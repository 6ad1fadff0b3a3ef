import ScanModel

/// The issues of a listing while it is read, with their places still as paths, and the ways to take values from it.
struct ListingLog {
    /// Issues of one file beyond this number are counted, not told.
    static let issuesPerFileMax = 100

    struct Found {
        /// Number of the document in its file, from 0.
        var document: Int
        var path: JSONPath
        var problem: String
        var expected: String
        var suggestion: String?
    }

    /// Number of the document at hand in its file.
    var document = 0
    private var found: [Found] = []
    private var untold = 0

    /// How many issues the file at hand has, told or not.
    var count: Int { found.count + untold }

    /// The value of a field that may be absent.
    mutating func optional<Value>(
        _ field: FoundValue<Value>?, of path: JSONPath, _ name: String, _ expected: String
    ) -> Value? {
        guard case .other(let found) = field else { return field?.value }
        report(path.key(name), "found \(found)", expected)
        return nil
    }

    /// The value of a field that must be there.
    mutating func required<Value>(
        _ field: FoundValue<Value>?, of path: JSONPath, _ name: String, _ expected: String
    ) -> Value? {
        if field == nil { report(path, "\(name) is missing", expected) }
        return optional(field, of: path, name, expected)
    }

    /// The text of a field that must be there and must not be empty.
    mutating func requiredText(
        _ field: FoundValue<String>?, of path: JSONPath, _ name: String, _ expected: String
    ) -> String? {
        guard let text = required(field, of: path, name, expected) else { return nil }
        if text.isEmpty { report(path.key(name), "\(name) is empty", expected) }
        return text.isEmpty ? nil : text
    }

    mutating func elements<Element>(
        _ field: FoundList<Element>?, of path: JSONPath, _ name: String
    ) -> [FoundValue<Element>] {
        optional(field, of: path, name, "a list") ?? []
    }

    mutating func value<Value>(_ element: FoundValue<Value>, at path: JSONPath, _ expected: String) -> Value? {
        guard case .other(let found) = element else { return element.value }
        report(path, "found \(found)", expected)
        return nil
    }

    mutating func report(_ path: JSONPath, _ problem: String, _ expected: String, suggestion: String? = nil) {
        if found.count < Self.issuesPerFileMax {
            found.append(
                Found(document: document, path: path, problem: problem, expected: expected, suggestion: suggestion))
        } else {
            untold += 1
        }
    }

    /// Gives the issues of the file at hand with their lines and columns, and forgets them.
    ///
    /// - Parameters:
    ///   - bytes: asked for only if there are issues.
    ///   - starts: where each document of the file begins.
    mutating func takeIssues(of name: String, in bytes: @autoclosure () -> [UInt8], starts: [Int] = [0]) -> [InputIssue]
    {
        defer { (found, untold, document) = ([], 0, 0) }
        if found.isEmpty { return [] }
        let places = TextPlaces(found.map { (document: $0.document, path: $0.path) }, in: bytes(), starts: starts)
        var issues = found.indices.map { index in
            let issue = found[index]
            return InputIssue(
                file: name, line: places.positions[index]?.line ?? 0, column: places.positions[index]?.column ?? 0,
                path: issue.path.description, problem: issue.problem, expected: issue.expected,
                suggestion: issue.suggestion)
        }
        if untold > 0 {
            issues.append(
                InputIssue(
                    file: name, line: 0, column: 0, path: "",
                    problem: "\(untold) more issues of this file are not shown"))
        }
        return issues
    }
}

/// Where values of the documents of a file stand.
struct TextPlaces {
    /// The place of each path asked for; nil where the document has no such value.
    private(set) var positions: [TextPosition?]

    /// Complexity: O(bytes of the documents asked for), however many places are.
    init(_ paths: [(document: Int, path: JSONPath)], in bytes: [UInt8], starts: [Int]) {
        var asked: [Int: [JSONPath]] = [:]
        for entry in paths { asked[entry.document, default: []].append(entry.path) }
        let offsets = asked.reduce(into: [Int: [JSONPath: Int]]()) { offsets, entry in
            offsets[entry.key] = JSONScanner.offsets(of: entry.value, in: bytes, from: starts[entry.key])
        }
        let known = TextPosition.positions(of: Array(Set(offsets.values.flatMap(\.values))), in: bytes)
        positions = paths.map { entry in offsets[entry.document]?[entry.path].flatMap { known[$0] } }
    }
}
