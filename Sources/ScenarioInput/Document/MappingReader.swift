import ScanModel

extension Field {
    /// Reads a mapping by its keys. Whatever key the body does not ask for is reported as unknown.
    ///
    /// - Returns: nil if there is no mapping, else what the body returns.
    func mapping<Value>(_ body: (inout MappingReader) -> Value?) -> Value? {
        guard case .mapping(let entries) = node.content else {
            report(shown, expected: "a mapping of keys to values")
            return nil
        }
        var reader = MappingReader(field: self, entries: entries)
        let value = body(&reader)
        reader.reportUnknownKeys()
        return value
    }

    /// The same for a body that keeps what it reads; false if there is no mapping.
    @discardableResult
    func withMapping(_ body: (inout MappingReader) -> Void) -> Bool {
        mapping { reader -> Bool? in
            body(&reader)
            return true
        } ?? false
    }

    /// The entries of a mapping whose keys are names that the user chooses.
    func entries(count: ClosedRange<Int>) -> [(key: Field, value: Field)]? {
        guard case .mapping(let entries) = node.content else {
            report(shown, expected: "a mapping of names to values")
            return nil
        }
        guard count.contains(entries.count) else {
            report("has \(entries.count) entries", expected: "\(count.lowerBound) to \(count.upperBound)")
            return nil
        }
        return entries.map { entry in
            let path = DocumentPath.key(entry.key, of: path)
            let key = DocumentNode(content: .scalar(entry.key, .quoted), place: entry.keyPlace)
            return (
                key: Field(node: key, path: path, log: log), value: Field(node: entry.value, path: path, log: log)
            )
        }
    }
}

/// A mapping while it is read; remembers which keys were asked for.
struct MappingReader {
    let field: Field
    private let entries: [DocumentNode.Entry]
    private var asked: [String] = []

    init(field: Field, entries: [DocumentNode.Entry]) {
        self.field = field
        self.entries = entries
    }

    /// The value of a key that may be left out; nil if it is left out or has no value.
    mutating func optional(_ key: String) -> Field? {
        asked.append(key)
        guard let entry = entries.first(where: { $0.key == key }), !entry.value.isNull else { return nil }
        return Field(node: entry.value, path: .key(key, of: field.path), log: field.log)
    }

    /// The value of a key that has to be there; reports and returns nil if it is not.
    mutating func required(_ key: String) -> Field? {
        asked.append(key)
        guard let entry = entries.first(where: { $0.key == key }) else {
            field.report("the key `\(key)` is missing")
            return nil
        }
        let value = Field(node: entry.value, path: .key(key, of: field.path), log: field.log)
        guard !entry.value.isNull else {
            value.report("has no value")
            return nil
        }
        return value
    }

    /// Takes a key without looking at its value.
    mutating func ignore(_ key: String) { asked.append(key) }

    fileprivate func reportUnknownKeys() {
        // Most mappings have no unknown key, and a search through a few keys is cheaper than a set.
        if entries.allSatisfy({ asked.contains($0.key) }) { return }
        let known = Set(asked)
        let unknown = entries.filter { !known.contains($0.key) }
        let expected = known.isEmpty ? "" : "one of \(known.sorted().joined(separator: ", "))"
        // A key that the same file gives already was not meant a second time.
        var candidatesByFile: [Int: Set<String>] = [:]
        for entry in entries { candidatesByFile[entry.keyPlace.file, default: known].remove(entry.key) }
        for entry in unknown {
            let candidates = candidatesByFile[entry.keyPlace.file] ?? known
            field.log.report(
                "unknown key", at: entry.keyPlace, path: .key(entry.key, of: field.path), expected: expected,
                suggestion: NearestKey.find(entry.key, among: candidates))
        }
    }
}
