import ScanModel
import Yams

/// Turns what the library composed into nodes.
struct YAMLConversion {
    let log: IssueLog
    /// See ``YAMLRenaming/originals``.
    let originals: [Unicode.Scalar: Unicode.Scalar]
    /// Where something was reported: an alias brings the same places again.
    private var reported: Set<SourcePlace> = []
    /// Behind the last character; the library takes the end of a text for a line of its own.
    private let end: SourcePlace

    init(log: IssueLog, originals: [Unicode.Scalar: Unicode.Scalar], end: SourcePlace) {
        self.log = log
        self.originals = originals
        self.end = end
    }

    /// Complexity: O(nodes), each alias counted with all it stands for.
    mutating func node(_ node: Node, path: DocumentPath) -> DocumentNode {
        let place = min(node.place, end)
        switch node {
        case .scalar(let scalar):
            return DocumentNode(content: content(of: scalar, at: place, path: path), place: place)
        case .alias:
            return DocumentNode(content: .scalar("", .plain), place: place)
        case .sequence(let sequence):
            var elements: [DocumentNode] = []
            elements.reserveCapacity(sequence.count)
            for element in sequence { elements.append(self.node(element, path: .index(elements.count, of: path))) }
            return DocumentNode(content: .sequence(elements), place: place)
        case .mapping(let mapping):
            var entries: [DocumentNode.Entry] = []
            entries.reserveCapacity(mapping.count)
            var keys = KeySet()
            for (keyNode, value) in mapping {
                let keyPlace = keyNode.place
                guard let key = key(of: keyNode, at: keyPlace, path: path) else { continue }
                let keyPath = DocumentPath.key(key, of: path)
                if let first = keys.insert(key, line: keyPlace.line) {
                    if reported.insert(keyPlace).inserted {
                        log.reportRepeatedKey(at: keyPlace, path: keyPath, firstLine: first)
                    }
                } else {
                    entries.append(.init(key: key, keyPlace: keyPlace, value: self.node(value, path: keyPath)))
                }
            }
            return DocumentNode(content: .mapping(entries), place: place)
        }
    }

    /// The key as the file has it; nil if it is a merge key, which is reported.
    private mutating func key(of node: Node, at place: SourcePlace, path: DocumentPath) -> String? {
        guard let scalar = node.scalar else { return "" }
        var text = scalar.string
        if let first = text.unicodeScalars.first, let original = originals[first] {
            text = String(original) + String(Substring(text.unicodeScalars.dropFirst()))
        }
        guard YAMLConversion.style(of: scalar) == .plain else { return text }
        if text == "<<" {
            if reported.insert(place).inserted {
                log.report(
                    "a merge key (`<<`) is not supported", at: place, path: path,
                    expected: "the keys themselves, or `base:` at the top, which builds on another scenario")
            }
            return nil
        }
        return checked(text, at: place) { .key($0, of: path) } ?? text
    }

    private mutating func content(
        of scalar: Node.Scalar, at place: SourcePlace, path: DocumentPath
    ) -> DocumentNode.Content {
        let style = YAMLConversion.style(of: scalar)
        guard style == .plain else { return .scalar(scalar.string, .quoted) }
        if let meant = checked(scalar.string, at: place, path: { _ in path }) {
            // As it was meant it should not be wrong a second time.
            let first = scalar.string.unicodeScalars.first
            return .scalar(meant, first.map(Typography.isStrangeQuote) == true ? .quoted : .plain)
        }
        return .scalar(scalar.string, .plain)
    }

    /// Reports a character that only looks right in a text without quotes; the text that was meant, or nil if it is fine.
    private mutating func checked(
        _ text: String, at place: SourcePlace, path: (String) -> DocumentPath
    ) -> String? {
        guard let found = Typography.finding(in: text) else { return nil }
        guard reported.insert(place).inserted else { return found.meant }
        // A space may have been a line break, and then the characters behind it stand on another line.
        let isOnLine = !text.unicodeScalars.prefix(found.index).contains(" ")
        let column = Int(place.column) + (isOnLine ? found.index : 0)
        let verb = isOnLine ? "stands here" : "stands in this text"
        log.report(
            "\(Typography.name(of: found.scalar)) \(verb)", at: SourcePlace(line: Int(place.line), column: column),
            path: path(found.meant), expected: Typography.expected(insteadOf: found.scalar))
        return found.meant
    }

    private static func style(of scalar: Node.Scalar) -> DocumentNode.Style {
        scalar.style == .plain || scalar.style == .any ? .plain : .quoted
    }
}

/// Measures a composed document with its aliases expanded, up to the limits and no further.
struct YAMLSize {
    private let limits: DocumentLimits
    private let aliases: [YAMLNotes.Name]
    private let file: String
    private var budget: Int
    /// The last place outside of what aliases stand for.
    private var last = SourcePlace.wholeFile
    private var aliasesPassed = 0
    /// The alias that is being expanded.
    private var current: YAMLNotes.Name?

    /// - Parameter aliases: all of the text, in its order.
    init(limits: DocumentLimits, aliases: [YAMLNotes.Name], file: String) {
        self.limits = limits
        self.aliases = aliases
        self.file = file
        budget = limits.nodes
    }

    /// Counts a node with all it contains.
    ///
    /// - Throws: at the first bound that is exceeded; inside of what an alias stands for, the place is the alias.
    /// - Complexity: O(nodes), at most the limit.
    mutating func count(_ node: Node, depth: Int) throws(InputIssue) {
        // Outside of aliases places rise, and the library gives a node for an alias the place of its anchor.
        let outer = current
        if outer == nil, node.place <= last, aliasesPassed < aliases.count {
            current = aliases[aliasesPassed]
            aliasesPassed += 1
        } else if outer == nil {
            last = node.place
        }
        defer { current = outer }
        budget -= 1
        guard budget >= 0 else {
            let expected = "at most \(limits.nodes), each alias counted with all it stands for"
            guard let current else { throw issue("the document has too many values", expected, at: node) }
            throw issue("with the alias `*\(current.name)` the document has too many values", expected, at: node)
        }
        switch node {
        case .scalar(let scalar):
            guard scalar.string.utf8.count <= limits.scalarBytes else {
                throw issue("a text is too long", "at most \(limits.scalarBytes) bytes", at: node)
            }
        case .alias:
            break
        case .sequence(let sequence):
            try checkDepth(depth + 1, at: node)
            for element in sequence { try count(element, depth: depth + 1) }
        case .mapping(let mapping):
            try checkDepth(depth + 1, at: node)
            for (key, value) in mapping {
                if current == nil { last = max(last, key.place) }
                try count(value, depth: depth + 1)
            }
        }
    }

    private func checkDepth(_ depth: Int, at node: Node) throws(InputIssue) {
        guard depth <= limits.depth else {
            throw issue("the document is nested too deeply", "at most \(limits.depth) levels", at: node)
        }
    }

    private func issue(_ problem: String, _ expected: String, at node: Node) -> InputIssue {
        let place = current?.place ?? node.place
        return InputIssue(
            file: file, line: Int(place.line), column: Int(place.column), path: "", problem: problem,
            expected: expected)
    }
}

extension Node {
    fileprivate var place: SourcePlace {
        mark.map { SourcePlace(line: $0.line, column: $0.column) } ?? .wholeFile
    }
}
