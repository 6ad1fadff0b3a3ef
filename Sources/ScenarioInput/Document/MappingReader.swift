import ScanModel
import VendorProfiles

extension Field {
    /// Reads a mapping by its keys. Whatever key the body does not ask for is reported as unknown.
    ///
    /// - Returns: nil if there is no mapping, else what the body returns.
    func mapping<Value>(_ body: (inout MappingReader) -> Value?) -> Value? {
        if let recorder {
            var reader = MappingReader(field: self, entries: [])
            let value = body(&reader)
            recorder.note(.mapping(reader.described))
            return value
        }
        guard case .mapping(let entries) = node.content else {
            report(shown, expected: "a mapping of keys to values")
            return nil
        }
        var reader = MappingReader(field: self, entries: entries)
        let value = body(&reader)
        reader.reportKeys()
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
    ///
    /// - Parameter read: takes one entry.
    /// - Returns: nil if there is no mapping or if it has too few or too many entries.
    func entries<Value>(count: ClosedRange<Int>, _ read: (_ key: Field, _ value: Field) -> Value) -> [Value]? {
        if let recorder {
            var keys = DocumentShape.anything
            let values = recorder.part { value in
                keys = recorder.part { key in
                    _ = read(
                        .described(by: key, path: path, log: log, cloud: cloud),
                        .described(by: value, path: path, log: log, cloud: cloud))
                }
            }
            recorder.note(.entries(keys: keys, values: values, count: count))
            return nil
        }
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
            return read(
                Field(node: key, path: path, log: log, cloud: cloud),
                Field(node: entry.value, path: path, log: log, cloud: cloud))
        }
    }
}

/// A mapping while it is read; remembers which keys were asked for.
struct MappingReader {
    let field: Field
    /// The cloud whose regions and machines the values may name; the field's until the reader knows better.
    var cloud: Cloud
    private let entries: [DocumentNode.Entry]
    private var asked: [String] = []
    private var missing: [String] = []
    /// What was asked for while a recorder describes the mapping.
    private var members: [(member: DocumentMapping.Member, part: ShapeRecorder)] = []
    private var rules: [DocumentMapping.Rule] = []

    init(field: Field, entries: [DocumentNode.Entry]) {
        self.field = field
        cloud = field.cloud
        self.entries = entries
    }

    /// The value of a key that may be left out; nil if it is left out or has no value.
    ///
    /// - Parameter about: what the value means, for whoever writes a document.
    mutating func optional(_ key: String, _ about: @autoclosure () -> String = "") -> Field? {
        if field.recorder != nil { return describe(key, about(), isRequired: false) }
        asked.append(key)
        guard let entry = entries.first(where: { $0.key == key }), !entry.value.isNull else { return nil }
        return Field(node: entry.value, path: .key(key, of: field.path), log: field.log, cloud: cloud)
    }

    /// The value of a key that has to be there; reports and returns nil if it is not.
    mutating func required(_ key: String, _ about: @autoclosure () -> String = "") -> Field? {
        if field.recorder != nil { return describe(key, about(), isRequired: true) }
        asked.append(key)
        guard let entry = entries.first(where: { $0.key == key }) else {
            missing.append(key)
            return nil
        }
        let value = Field(node: entry.value, path: .key(key, of: field.path), log: field.log, cloud: cloud)
        guard !entry.value.isNull else {
            value.report("has no value")
            return nil
        }
        return value
    }

    /// Takes a key without looking at its value.
    mutating func ignore(_ key: String) { asked.append(key) }

    /// At least one of some keys, all of which may be left out; reports if none is there.
    mutating func atLeastOne(_ fields: [(key: String, field: Field?)], problem: String, expected: String) {
        if field.recorder != nil { rules.append(.atLeastOne(fields.map(\.key))) }
        if fields.allSatisfy({ $0.field == nil }) { field.report(problem, expected: expected) }
    }

    /// Two keys of which just one has a value; reports and leaves out the second one if both have.
    mutating func exactlyOne(
        _ first: (key: String, about: String), _ second: (key: String, about: String), problem: String
    ) -> (first: Field?, second: Field?) {
        let fields = (first: optional(first.key, first.about), second: optional(second.key, second.about))
        if field.recorder != nil {
            rules.append(.exactlyOne([first.key, second.key]))
            return fields
        }
        if fields.first == nil, fields.second == nil {
            field.report(problem, expected: "`\(first.key)` or `\(second.key)`")
        }
        guard let both = fields.second, fields.first != nil else { return fields }
        both.report("stands beside `\(first.key)`", expected: "one of the two")
        return (nil, nil)
    }

    /// Some keys of which just one has a value; reports if none or several have.
    mutating func exactlyOne(of keys: [(key: String, about: String)], problem: String) -> [Field?] {
        let fields = keys.map { optional($0.key, $0.about) }
        if field.recorder != nil {
            rules.append(.exactlyOne(keys.map(\.key)))
            return fields
        }
        let given = zip(keys, fields).filter { $0.1 != nil }.map { "`\($0.0.key)`" }
        // Whoever misspells the only key is told so, and needs no second issue.
        if given.isEmpty, entries.allSatisfy({ asked.contains($0.key) }) {
            field.report(problem, expected: "one of \(keys.map(\.key).joined(separator: ", "))")
        } else if given.count > 1 {
            field.report("has \(given.joined(separator: " and "))", expected: "one of them")
        }
        return fields
    }

    /// Says that some keys come together or not at all; the reader of the mapping checks it.
    mutating func describeAllOrNone(_ keys: [String]) {
        if field.recorder != nil { rules.append(.allOrNone(keys)) }
    }

    private mutating func describe(_ key: String, _ about: String, isRequired: Bool) -> Field? {
        guard let recorder = field.recorder else { return nil }
        // The member is known once its reader has run, and that is after this returns: so keep its recorder.
        let part = ShapeRecorder(profile: recorder.profile)
        members.append((DocumentMapping.Member(key: key, about: about, isRequired: isRequired, shape: .anything), part))
        return .described(by: part, path: .key(key, of: field.path), log: field.log, cloud: cloud)
    }

    /// The mapping as its reader described it.
    fileprivate var described: DocumentMapping {
        let shaped = members.map { member, part in
            var member = member
            member.shape = part.shape ?? .anything
            return member
        }
        return DocumentMapping(members: shaped, rules: rules)
    }

    /// Reports keys that are missing and keys that nobody asked for.
    fileprivate func reportKeys() {
        let unknown = unknownKeys()
        // A key that is there under another spelling is not missing as well.
        let misspelt = Set(unknown.compactMap(\.meant))
        for key in missing where !misspelt.contains(key) { field.report("the key `\(key)` is missing") }
        // Once is enough for the list of known keys.
        // Keys that only editors want are no help here.
        let known = Set(asked).filter { !$0.hasPrefix("$") }.sorted()
        var expected = known.isEmpty ? "" : "one of \(known.joined(separator: ", "))"
        for (entry, meant) in unknown {
            field.log.report(
                "unknown key", at: entry.keyPlace, path: .key(entry.key, of: field.path), expected: expected,
                suggestion: meant)
            expected = ""
        }
    }

    /// The keys that nobody asked for, each with the one that was probably meant.
    private func unknownKeys() -> [(entry: DocumentNode.Entry, meant: String?)] {
        // Most mappings have no unknown key, and a search through a few keys is cheaper than a set.
        if entries.allSatisfy({ asked.contains($0.key) }) { return [] }
        let known = Set(asked)
        // A key that the same file gives already was not meant a second time.
        var candidatesByFile: [Int: Set<String>] = [:]
        for entry in entries { candidatesByFile[entry.keyPlace.file, default: known].remove(entry.key) }
        return entries.filter { !known.contains($0.key) }.map { entry in
            let candidates = candidatesByFile[entry.keyPlace.file] ?? known
            return (entry, NearestKey.find(entry.key, among: candidates))
        }
    }
}
