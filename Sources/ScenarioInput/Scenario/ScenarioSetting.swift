import ScanModel

/// A change of one value, written `path=value`.
///
/// The path has the form that diagnostics print, and an element of a list may also be named by its `name`:
/// `deployments[production].parameters.Concurrency=2`. The value is YAML.
struct ScenarioSetting {
    /// One step of a path.
    enum Step: Hashable {
        case key(String)
        case index(Int)
        /// A key in brackets: of a mapping, or the name of a list's element.
        case bracket(String)
    }

    private let steps: [Step]
    private let value: DocumentNode
    /// Where the path stands.
    private let place: SourcePlace

    /// Nil if the text is no setting; the log tells why and never repeats the value.
    ///
    /// - Parameters:
    ///   - number: which of the settings it is, from 1; stands for the line.
    ///   - file: the number of the settings among the files of the log.
    init?(_ text: String, number: Int, file: Int, log: IssueLog) {
        let place = SourcePlace(line: number, column: 1, file: file)
        let form = "path=value, such as deployments[0].parameters.Concurrency=2"
        var parser = PathParser(text)
        guard let steps = parser.steps(), !steps.isEmpty else {
            log.report("is no setting", at: place, expected: form)
            return nil
        }
        guard steps[0] != .key("base") else {
            log.report("`base` cannot be set", at: place, expected: "a file with `base` in it")
            return nil
        }
        let valueLog = IssueLog(file: ScenarioReader.settingsFile)
        let written = Array(parser.rest.utf8)
        let offset = text.unicodeScalars.count - parser.rest.unicodeScalars.count
        let isBlank = written.allSatisfy { $0 == 0x20 }
        if isBlank {
            let end = SourcePlace(line: number, column: offset + 1, file: file)
            log.report("the setting has no value", at: end, expected: "a value; null takes the key away")
            return nil
        }
        let node = Document.read(bytes: written, format: .yaml, limits: .setting, log: valueLog)
        for issue in valueLog.issues {
            var placed = issue
            placed.column = issue.line > 1 ? issue.column : issue.column + offset
            placed.line = number
            log.report(placed)
        }
        guard let node else { return nil }
        self.steps = steps
        self.place = place
        value = node.moved { original in
            let column = Int(original.column) + (original.line > 1 ? 0 : offset)
            return SourcePlace(line: number, column: column, file: file)
        }
    }

    /// The steps of a path alone, without a value; nil if it is none.
    static func steps(ofPath path: String) -> [Step]? {
        var parser = PathParser(path + "=")
        guard let steps = parser.steps(), !steps.isEmpty, parser.rest.isEmpty else { return nil }
        return steps
    }

    /// The document with the value; the document itself if the path does not lead anywhere.
    ///
    /// Mappings on the way that are not there are made; a key that nobody knows is found when the document is read.
    func apply(to root: DocumentNode, log: IssueLog) -> DocumentNode {
        change(Field(node: root, path: .root, log: log), steps[...])
    }

    private func change(_ field: Field, _ steps: ArraySlice<Step>) -> DocumentNode {
        guard !field.path.isSecret || steps.isEmpty else {
            return refuse(field, "has nothing inside it", expected: "a reference to a secret")
        }
        guard let step = steps.first else {
            return DocumentMerge(log: field.log).merge(value, over: field.node, path: field.path)
        }
        switch (field.node.content, step) {
        case (.mapping(let entries), .key(let key)), (.mapping(let entries), .bracket(let key)):
            return changeKey(key, of: field, entries, steps.dropFirst())
        case (_, .key(let key)) where field.node.isNull, (_, .bracket(let key)) where field.node.isNull:
            return changeKey(key, of: field, [], steps.dropFirst())
        case (.sequence(let nodes), .index(let index)):
            guard nodes.indices.contains(index) else {
                let expected = nodes.isEmpty ? "no index" : "an index from 0 to \(nodes.count - 1)"
                return refuse(field, "there is no element [\(index)]", expected: expected)
            }
            return changeElement(index, of: field, nodes, steps.dropFirst())
        case (.sequence(let nodes), .bracket(let name)):
            let names = nodes.map(\.nameEntry)
            guard let index = names.firstIndex(of: name) else {
                return refuse(
                    field, "no element is named `\(Excerpt.of(name))`", expected: "an index or a name",
                    suggestion: NearestKey.find(name, among: names.compactMap { $0 }))
            }
            return changeElement(index, of: field, nodes, steps.dropFirst())
        case (.sequence, .key):
            return refuse(field, "is a list", expected: "an index or a name in brackets")
        case (.mapping, .index(let index)):
            return refuse(field, "is a mapping and has no element [\(index)]", expected: "a key")
        case (.scalar, _):
            return refuse(field, "is a single value and has nothing inside it", expected: "a list or mapping")
        }
    }

    private func changeKey(
        _ key: String, of field: Field, _ entries: [DocumentNode.Entry], _ rest: ArraySlice<Step>
    ) -> DocumentNode {
        let base = DocumentNode(content: .mapping(entries), place: field.node.place)
        let known = entries.first { $0.key == key }?.value
        let changed: DocumentNode
        if rest.isEmpty {
            changed = value
        } else {
            let child = Field(
                node: known ?? DocumentNode(content: .scalar("", .plain), place: place),
                path: .key(key, of: field.path),
                log: field.log)
            changed = change(child, rest)
            // What was changed further inside replaces what it came from: a key taken away must not come back.
            if let index = entries.firstIndex(where: { $0.key == key }) {
                var replaced = entries
                replaced[index].value = changed
                return DocumentNode(content: .mapping(replaced), place: field.node.place)
            }
        }
        let entry = DocumentNode.Entry(key: key, keyPlace: place, value: changed)
        let overlay = DocumentNode(content: .mapping([entry]), place: place)
        var merged = DocumentMerge(log: field.log).merge(overlay, over: base, path: field.path)
        merged.place = field.node.place
        return merged
    }

    private func changeElement(
        _ index: Int, of field: Field, _ nodes: [DocumentNode], _ rest: ArraySlice<Step>
    ) -> DocumentNode {
        var nodes = nodes
        nodes[index] = change(Field(node: nodes[index], path: .index(index, of: field.path), log: field.log), rest)
        return DocumentNode(content: .sequence(nodes), place: field.node.place)
    }

    private func refuse(
        _ field: Field, _ problem: String, expected: String, suggestion: String? = nil
    ) -> DocumentNode {
        field.log.report(problem, at: place, path: field.path, expected: expected, suggestion: suggestion)
        return field.node
    }
}

/// Reads the part of a setting before its `=`.
private struct PathParser {
    /// What is not read yet.
    private(set) var rest: Substring

    init(_ text: String) { rest = text[...] }

    /// The steps up to and with the `=`; nil if there is no path.
    mutating func steps() -> [ScenarioSetting.Step]? {
        var steps: [ScenarioSetting.Step] = []
        while let first = rest.first {
            if first == "=" {
                rest.removeFirst()
                return steps
            }
            if first == "[" {
                guard let step = bracket() else { return nil }
                steps.append(step)
                continue
            }
            if !steps.isEmpty {
                guard first == "." else { return nil }
                rest.removeFirst()
            }
            let key = rest.prefix { $0 != "." && $0 != "[" && $0 != "=" && $0 != "]" }
            guard !key.isEmpty else { return nil }
            steps.append(.key(String(key)))
            rest = rest[key.endIndex...]
        }
        return nil
    }

    /// `[0]`, `[name]` or `["key"]`.
    private mutating func bracket() -> ScenarioSetting.Step? {
        rest.removeFirst()
        if rest.first == "\"" {
            rest.removeFirst()
            guard let end = rest.firstRange(of: "\"]") else { return nil }
            defer { rest = rest[end.upperBound...] }
            return .bracket(String(rest[..<end.lowerBound]))
        }
        guard let end = rest.firstIndex(of: "]") else { return nil }
        let text = rest[..<end]
        rest = rest[rest.index(after: end)...]
        guard !text.isEmpty else { return nil }
        if text.utf8.allSatisfy({ (48...57).contains($0) }) { return Int(text).map { .index($0) } }
        return .bracket(String(text))
    }
}
