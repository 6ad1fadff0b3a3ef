import ScanModel
import Yams

/// Reads YAML into nodes. The library only composes; nothing is resolved to types and no alias is expanded before its
/// size is known.
struct YAMLReader {
    let text: DocumentText
    let limits: DocumentLimits
    let log: IssueLog

    /// The whole document. Duplicate keys and explicit tags are reported; anything else that is wrong ends the reading.
    ///
    /// - Throws: the first error of syntax or the first bound that is exceeded.
    /// - Complexity: O(bytes + nodes).
    func document() throws(InputIssue) -> DocumentNode {
        try refuseStrangeBreaks()
        var yamlGuard = YAMLGuard(text: text, limits: limits, log: log)
        try yamlGuard.check()
        let root: Node?
        do {
            root = try compose(
                yaml: String(decoding: text.bytes, as: UTF8.self), .basic, .default, .utf8)
        } catch let error as YamlError {
            throw issue(for: error)
        } catch {
            throw syntax("it cannot be read", at: .wholeFile)
        }
        guard let root else { throw syntax("the file is empty", at: .start) }
        var budget = limits.nodes
        try count(root, depth: 0, budget: &budget)
        return convert(root, path: .root)
    }

    /// YAML 1.1 takes these characters for line breaks, editors do not.
    private func refuseStrangeBreaks() throws(InputIssue) {
        var offset = 0
        while offset < text.bytes.count {
            defer { offset += 1 }
            guard text.bytes[offset] >= 0xC2 else { continue }
            for strange in ["\u{85}", "\u{2028}", "\u{2029}", "\u{FEFF}"]
            where text.bytes[offset...].starts(with: strange.utf8) {
                let place = DocumentText.place(of: offset, in: text.bytes)
                throw syntax("an invisible line separator or byte order mark stands here", at: place)
            }
        }
    }

    /// Counts nodes with aliases expanded, up to the budget and no further.
    private func count(_ node: Node, depth: Int, budget: inout Int) throws(InputIssue) {
        budget -= 1
        guard budget >= 0 else {
            throw syntax("the document has too many values with its aliases", at: place(of: node))
        }
        switch node {
        case .scalar(let scalar):
            guard scalar.string.utf8.count <= limits.scalarBytes else {
                throw syntax("a text is too long", at: place(of: node))
            }
        case .alias:
            break
        case .sequence(let sequence):
            try checkDepth(depth + 1, at: node)
            for element in sequence { try count(element, depth: depth + 1, budget: &budget) }
        case .mapping(let mapping):
            try checkDepth(depth + 1, at: node)
            for (_, value) in mapping { try count(value, depth: depth + 1, budget: &budget) }
        }
    }

    private func checkDepth(_ depth: Int, at node: Node) throws(InputIssue) {
        guard depth <= limits.depth else {
            throw InputIssue(
                file: log.file, line: Int(place(of: node).line), column: Int(place(of: node).column), path: "",
                problem: "the document is nested too deeply", expected: "at most \(limits.depth) levels")
        }
    }

    private func convert(_ node: Node, path: DocumentPath) -> DocumentNode {
        let place = place(of: node)
        switch node {
        case .scalar(let scalar):
            let style: DocumentNode.Style = scalar.style == .plain || scalar.style == .any ? .plain : .quoted
            return DocumentNode(content: .scalar(scalar.string, style), place: place)
        case .alias:
            return DocumentNode(content: .scalar("", .plain), place: place)
        case .sequence(let sequence):
            let elements = sequence.enumerated().map { convert($1, path: .index($0, of: path)) }
            return DocumentNode(content: .sequence(elements), place: place)
        case .mapping(let mapping):
            var entries: [DocumentNode.Entry] = []
            var keys = KeySet()
            for (keyNode, value) in mapping {
                let key = keyNode.scalar?.string ?? ""
                let keyPath = DocumentPath.key(key, of: path)
                let keyPlace = self.place(of: keyNode)
                if keys.insert(key) {
                    entries.append(.init(key: key, keyPlace: keyPlace, value: convert(value, path: keyPath)))
                } else {
                    log.report(
                        "the key is given more than once", at: keyPlace, path: keyPath,
                        expected: "each key once in its mapping")
                }
            }
            return DocumentNode(content: .mapping(entries), place: place)
        }
    }

    private func place(of node: Node) -> SourcePlace {
        node.mark.map { SourcePlace(line: $0.line, column: $0.column) } ?? .wholeFile
    }

    private func syntax(_ problem: String, at place: SourcePlace, expected: String = "") -> InputIssue {
        InputIssue(
            file: log.file, line: Int(place.line), column: Int(place.column), path: "",
            problem: "not valid YAML: \(problem)", expected: expected)
    }

    private func issue(for error: YamlError) -> InputIssue {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let doing = context.map { "\($0.text), " } ?? ""
            return syntax(doing + problem, at: SourcePlace(line: mark.line, column: mark.column))
        case .duplicatedKeysInMapping(_, let context):
            // The place is that of the first such key. The key is not repeated: it may be a secret in the wrong place.
            return syntax(
                "the mapping gives this key more than once",
                at: SourcePlace(line: context.mark.line, column: context.mark.column),
                expected: "each key once in its mapping")
        case .reader(let problem, let offset, _, let yaml):
            let place = offset.map { offset in
                let end = yaml.index(yaml.startIndex, offsetBy: offset, limitedBy: yaml.endIndex) ?? yaml.endIndex
                return DocumentText.place(of: yaml.utf8.distance(from: yaml.startIndex, to: end), in: text.bytes)
            }
            return syntax(problem, at: place ?? .wholeFile)
        default:
            return syntax("it cannot be read", at: .wholeFile)
        }
    }
}
