/// The keys of one mapping with the lines they stand on: a short list is searched, a long one hashed.
struct KeySet {
    private var few: [(key: String, line: Int32)] = []
    private var many: [String: Int32] = [:]

    init() {}

    /// Adds a key, and gives the line it stands on already; nil if it is new. Complexity: O(1), expected.
    mutating func insert(_ key: String, line: Int32) -> Int32? {
        if few.count < 16 {
            if let known = few.first(where: { $0.key == key }) { return known.line }
            few.append((key, line))
            return nil
        }
        if many.isEmpty { many = Dictionary(uniqueKeysWithValues: few.map { ($0.key, $0.line) }) }
        if let known = many[key] { return known }
        many[key] = line
        return nil
    }
}

extension IssueLog {
    /// Reports a key that its mapping has already.
    func reportRepeatedKey(at place: SourcePlace, path: DocumentPath, firstLine: Int32) {
        report(
            "the key stands on line \(firstLine) already", at: place, path: path,
            expected: "each key once in its mapping")
    }
}
