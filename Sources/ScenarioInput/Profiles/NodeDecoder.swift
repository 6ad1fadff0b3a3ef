import ScanModel

/// Decodes a type from a document that was checked beforehand.
///
/// Scalars keep their text in a document, so `8` and `"8"` are the same text; numbers and flags are read from it. Whoever
/// checks a document reports every issue with its place; this decoder only builds the value afterwards, and stops at the
/// first thing that does not fit.
struct NodeDecoder: Decoder {
    let node: DocumentNode
    let codingPath: [any CodingKey]
    let userInfo: [CodingUserInfoKey: Any] = [:]

    init(_ node: DocumentNode, codingPath: [any CodingKey] = []) {
        self.node = node
        self.codingPath = codingPath
    }

    func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .mapping(let entries) = node.content else { throw mismatch("a mapping") }
        return KeyedDecodingContainer(KeyedNodes<Key>(entries: entries, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .sequence(let nodes) = node.content else { throw mismatch("a list") }
        return ListedNodes(nodes: nodes, codingPath: codingPath)
    }

    func singleValueContainer() throws -> any SingleValueDecodingContainer { self }

    fileprivate func mismatch(_ wanted: String) -> DecodingError {
        .dataCorrupted(DecodingError.Context(codingPath: codingPath, debugDescription: "is not \(wanted)"))
    }
}

extension NodeDecoder: SingleValueDecodingContainer {
    func decodeNil() -> Bool { node.isNull }

    func decode(_ type: String.Type) throws -> String {
        guard case .scalar(let text, _) = node.content else { throw mismatch("a text") }
        return text
    }

    func decode(_ type: Bool.Type) throws -> Bool {
        guard let value = Bool(try decode(String.self)) else { throw mismatch("true or false") }
        return value
    }

    func decode(_ type: Int.Type) throws -> Int {
        // The check let whole numbers pass that JSON writes as 24.0 or 2.4e1.
        let value = Rational(number: try decode(String.self))
        guard let value, value.isWhole, let whole = Int(exactly: value.numerator) else {
            throw mismatch("a whole number")
        }
        return whole
    }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if type == String.self, let text = try decode(String.self) as? Value { return text }
        if type == Int.self, let number = try decode(Int.self) as? Value { return number }
        if type == Bool.self, let flag = try decode(Bool.self) as? Value { return flag }
        return try Value(from: self)
    }

    func decode(_ type: Double.Type) throws -> Double { throw mismatch("of a known type") }
    func decode(_ type: Float.Type) throws -> Float { throw mismatch("of a known type") }
    func decode(_ type: Int8.Type) throws -> Int8 { throw mismatch("of a known type") }
    func decode(_ type: Int16.Type) throws -> Int16 { throw mismatch("of a known type") }
    func decode(_ type: Int32.Type) throws -> Int32 { throw mismatch("of a known type") }
    func decode(_ type: Int64.Type) throws -> Int64 { throw mismatch("of a known type") }
    func decode(_ type: UInt.Type) throws -> UInt { throw mismatch("of a known type") }
    func decode(_ type: UInt8.Type) throws -> UInt8 { throw mismatch("of a known type") }
    func decode(_ type: UInt16.Type) throws -> UInt16 { throw mismatch("of a known type") }
    func decode(_ type: UInt32.Type) throws -> UInt32 { throw mismatch("of a known type") }
    func decode(_ type: UInt64.Type) throws -> UInt64 { throw mismatch("of a known type") }
}

/// A mapping by its keys.
private struct KeyedNodes<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let entries: [DocumentNode.Entry]
    let codingPath: [any CodingKey]

    var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.key) } }

    func contains(_ key: Key) -> Bool { entries.contains { $0.key == key.stringValue } }

    func decodeNil(forKey key: Key) throws -> Bool { try decoder(key).node.isNull }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try decoder(key).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type, forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> { try decoder(key).container(keyedBy: type) }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try decoder(key).unkeyedContainer()
    }

    func superDecoder() throws -> any Decoder {
        NodeDecoder(DocumentNode(content: .mapping(entries), place: .wholeFile), codingPath: codingPath)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try decoder(key) }

    private func decoder(_ key: Key) throws -> NodeDecoder {
        guard let entry = entries.first(where: { $0.key == key.stringValue }) else {
            throw DecodingError.keyNotFound(
                key, DecodingError.Context(codingPath: codingPath, debugDescription: "is missing"))
        }
        return NodeDecoder(entry.value, codingPath: codingPath + [key])
    }
}

/// The elements of a list, one after another.
private struct ListedNodes: UnkeyedDecodingContainer {
    let nodes: [DocumentNode]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(nodes: [DocumentNode], codingPath: [any CodingKey]) {
        self.nodes = nodes
        self.codingPath = codingPath
    }

    var count: Int? { nodes.count }
    var isAtEnd: Bool { currentIndex == nodes.count }

    mutating func decodeNil() throws -> Bool {
        guard !isAtEnd, nodes[currentIndex].isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try next().decode(type) }

    mutating func nestedContainer<Nested: CodingKey>(
        keyedBy type: Nested.Type
    ) throws -> KeyedDecodingContainer<Nested> { try next().container(keyedBy: type) }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer { try next().unkeyedContainer() }

    mutating func superDecoder() throws -> any Decoder { try next() }

    private mutating func next() throws -> NodeDecoder {
        guard !isAtEnd else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(codingPath: codingPath, debugDescription: "has no further element"))
        }
        defer { currentIndex += 1 }
        return NodeDecoder(nodes[currentIndex], codingPath: codingPath)
    }
}
