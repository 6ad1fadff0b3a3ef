extension JSONTape {
    /// The value that the whole element is.
    public var root: JSONNode { JSONNode(0) }

    @inline(__always) @usableFromInline
    func token(_ node: JSONNode) -> JSONToken {
        precondition(node.index >= 0 && node.index < count, "a node of another element")
        return tokens[Int(node.index)]
    }

    /// What a value is. Complexity: O(1), as of everything here that does not say otherwise.
    @inlinable
    public func kind(_ node: JSONNode) -> JSONKind { token(node).kind }

    /// True or false; nil if the value is neither.
    @inlinable
    public func bool(_ node: JSONNode) -> Bool? {
        switch token(node).kind {
        case .yes: true
        case .no: false
        default: nil
        }
    }

    /// The bytes of a text as they stand between the quotation marks, or of any other value as it stands.
    @inlinable
    public func withBytes<Result>(_ node: JSONNode, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let token = token(node)
        return body(UnsafeBufferPointer(start: bytes + Int(token.start), count: Int(token.end - token.start)))
    }

    /// Whether a text has escapes, so that its bytes are not yet its characters.
    @inlinable
    public func isEscaped(_ node: JSONNode) -> Bool { token(node).isEscaped }

    /// A text, or nil if the value is none. Complexity: O(length).
    public func text(_ node: JSONNode) -> String? {
        let token = token(node)
        guard token.kind == .text else { return nil }
        let raw = UnsafeBufferPointer(start: bytes + Int(token.start), count: Int(token.end - token.start))
        return token.isEscaped ? JSONEscapes.text(raw) : String(decoding: raw, as: UTF8.self)
    }

    /// Whether a value is this text. Complexity: O(length).
    public func isText(_ node: JSONNode, _ expected: StaticString) -> Bool {
        let token = token(node)
        guard token.kind == .text else { return false }
        if token.isEscaped { return text(node) == "\(expected)" }
        let raw = UnsafeBufferPointer(start: bytes + Int(token.start), count: Int(token.end - token.start))
        return raw.elementsEqual(UnsafeBufferPointer(start: expected.utf8Start, count: expected.utf8CodeUnitCount))
    }

    /// Whether a value is a text that begins like this. Complexity: O(length).
    public func hasPrefix(_ node: JSONNode, _ prefix: StaticString) -> Bool {
        let token = token(node)
        guard token.kind == .text else { return false }
        if token.isEscaped { return text(node)?.hasPrefix("\(prefix)") == true }
        let length = prefix.utf8CodeUnitCount
        guard Int(token.end - token.start) >= length else { return false }
        let raw = UnsafeBufferPointer(start: bytes + Int(token.start), count: length)
        return raw.elementsEqual(UnsafeBufferPointer(start: prefix.utf8Start, count: length))
    }

    /// A whole number that 64 bits hold, also where it is written as `8.0` or `8e3`; nil if the value is none.
    ///
    /// Complexity: O(length).
    public func integer(_ node: JSONNode) -> Int64? {
        guard kind(node) == .number else { return nil }
        return withBytes(node) { raw in
            if let value = JSONNumber.integer(raw) { return value }
            guard let value = Double(String(decoding: raw, as: UTF8.self)) else { return nil }
            return Int64(exactly: value)
        }
    }

    /// A number; nil if the value is none or too large. Complexity: O(length).
    public func double(_ node: JSONNode) -> Double? {
        guard let text = numberText(node), let value = Double(text), value.isFinite else { return nil }
        return value
    }

    /// A number as it is written, for exact decimals; nil if the value is none. Complexity: O(length).
    public func numberText(_ node: JSONNode) -> String? {
        guard kind(node) == .number else { return nil }
        return withBytes(node) { String(decoding: $0, as: UTF8.self) }
    }

    /// Calls `body` with each element of a list, until it gives false. Nothing happens if the value is no list.
    @inlinable
    public func forEachElement(_ node: JSONNode, _ body: (Int, JSONNode) -> Bool) {
        let token = token(node)
        guard token.kind == .list else { return }
        var child = Int(node.index) + 1
        var index = 0
        while child < Int(token.next) {
            if !body(index, JSONNode(child)) { return }
            child = Int(tokens[child].next)
            index += 1
        }
    }

    /// The elements of a list; none if the value is no list. Complexity: O(elements).
    public func elements(_ node: JSONNode) -> [JSONNode] {
        var nodes: [JSONNode] = []
        forEachElement(node) { _, node in
            nodes.append(node)
            return true
        }
        return nodes
    }

    /// Calls `body` with each key and value of an object, until it gives false. Nothing happens if the value is no
    /// object.
    @inlinable
    public func forEachMember(_ node: JSONNode, _ body: (_ key: JSONNode, _ value: JSONNode) -> Bool) {
        let token = token(node)
        guard token.kind == .object else { return }
        var key = Int(node.index) + 1
        while key < Int(token.next) {
            if !body(JSONNode(key), JSONNode(key + 1)) { return }
            key = Int(tokens[key + 1].next)
        }
    }

    /// The keys and values of an object; none if the value is no object. Complexity: O(members).
    public func members(_ node: JSONNode) -> [(key: String, value: JSONNode)] {
        var members: [(key: String, value: JSONNode)] = []
        forEachMember(node) { key, value in
            members.append((text(key) ?? "", value))
            return true
        }
        return members
    }

    /// The value of a key, the last one if the key is there several times; nil if it is missing or the value is no object.
    ///
    /// For several keys of one object ``collect(_:_:into:)`` is faster. Complexity: O(members).
    public func member(_ name: StaticString, of node: JSONNode) -> JSONNode? {
        var found: JSONNode?
        forEachMember(node) { key, value in
            if isText(key, name) { found = value }
            return true
        }
        return found
    }

    /// The values of some keys of an object in one pass; of a key that is there several times the last one.
    ///
    /// - Parameters:
    ///   - fields: the keys.
    ///   - slots: receives for each key its value, or nil; it is used again, so that nothing is allocated.
    /// - Complexity: O(members).
    public func collect(_ fields: JSONFields, _ node: JSONNode, into slots: inout [JSONNode?]) {
        slots.removeAll(keepingCapacity: true)
        slots.append(contentsOf: repeatElement(nil, count: fields.count))
        forEachMember(node) { key, value in
            let token = tokens[Int(key.index)]
            let raw = UnsafeBufferPointer(start: bytes + Int(token.start), count: Int(token.end - token.start))
            let index = token.isEscaped ? fields.index(ofEscaped: text(key) ?? "") : fields.index(of: raw)
            if index >= 0 { slots[index] = value }
            return true
        }
    }

    /// What a value is, for messages: `the number 5`, `the text "abc"`, `a list`. Complexity: O(length).
    public func description(of node: JSONNode) -> String {
        switch kind(node) {
        case .object: "an object"
        case .list: "a list"
        case .text: "the text \(Wording.quoted(text(node) ?? ""))"
        case .number: "the number \(Wording.shortened(numberText(node) ?? ""))"
        case .yes: "true"
        case .no: "false"
        case .null: "null"
        }
    }

    /// Byte of the element at which a value begins; of a text that is its quotation mark.
    public func offset(of node: JSONNode) -> Int {
        let token = token(node)
        return Int(token.start) - (token.kind == .text ? 1 : 0)
    }

    /// Where in the element a value stands. Complexity: O(values before it).
    public func path(to node: JSONNode) -> JSONPath {
        var path = JSONPath()
        var container = 0
        let wanted = Int(token(node).next) > 0 ? Int(node.index) : 0
        while container != wanted {
            let isObject = tokens[container].kind == .object
            guard isObject || tokens[container].kind == .list else { return path }
            var child = container + 1
            var index = 0
            while true {
                let value = isObject ? child + 1 : child
                guard value < count, child < Int(tokens[container].next) else { return path }
                if wanted < Int(tokens[value].next) {
                    path.steps.append(isObject ? .key(text(JSONNode(child)) ?? "") : .index(index))
                    container = child == wanted ? wanted : value
                    break
                }
                child = Int(tokens[value].next)
                index += 1
            }
        }
        return path
    }
}
