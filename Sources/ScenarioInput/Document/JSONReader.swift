import ScanModel

/// Reads JSON (RFC 8259) into nodes: exact number texts, places, and bounds that hold while it reads.
///
/// Duplicate keys are reported and the first one counts; anything else that is wrong ends the reading.
struct JSONReader {
    let bytes: [UInt8]
    let limits: DocumentLimits
    let log: IssueLog
    var offset = 0
    private var nodes = 0
    private var cursor = PlaceCursor()

    init(text: DocumentText, limits: DocumentLimits, log: IssueLog) {
        bytes = text.bytes
        self.limits = limits
        self.log = log
    }

    /// The whole document.
    ///
    /// - Throws: the first error of syntax or the first bound that is exceeded.
    /// - Complexity: O(bytes), with O(depth) stack.
    mutating func document() throws(InputIssue) -> DocumentNode {
        skipBlanks()
        guard offset < bytes.count else { throw syntax("the file is empty", expected: "a JSON document") }
        let node = try value(path: .root, depth: 0)
        skipBlanks()
        guard offset == bytes.count else { throw syntax("there is more after the document", expected: "its end") }
        return node
    }

    private mutating func value(path: DocumentPath, depth: Int) throws(InputIssue) -> DocumentNode {
        nodes += 1
        guard nodes <= limits.nodes else {
            throw syntax("the document has too many values", expected: "at most \(limits.nodes)")
        }
        let place = here()
        switch peek {
        case UInt8(ascii: "{"):
            return DocumentNode(content: .mapping(try object(path: path, depth: depth + 1)), place: place)
        case UInt8(ascii: "["):
            return DocumentNode(content: .sequence(try array(path: path, depth: depth + 1)), place: place)
        case UInt8(ascii: "\""):
            return DocumentNode(content: .scalar(try string(), .quoted), place: place)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
            return DocumentNode(content: .scalar(try number(), .plain), place: place)
        default:
            for word in ["null", "true", "false"] where bytes[offset...].starts(with: word.utf8) {
                offset += word.utf8.count
                return DocumentNode(content: .scalar(word, .plain), place: place)
            }
            throw syntax("no JSON value starts here", expected: "a value, with texts in double quotes")
        }
    }

    private mutating func object(path: DocumentPath, depth: Int) throws(InputIssue) -> [DocumentNode.Entry] {
        try open(depth: depth)
        var entries: [DocumentNode.Entry] = []
        var keys = KeySet()
        skipBlanks()
        if take(UInt8(ascii: "}")) { return entries }
        while true {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else {
                throw syntax("no key starts here", expected: "a key in double quotes")
            }
            let keyPlace = here()
            let key = try string()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else { throw syntax("no value follows the key", expected: "`:`") }
            skipBlanks()
            let valuePath = DocumentPath.key(key, of: path)
            let value = try value(path: valuePath, depth: depth)
            if keys.insert(key) {
                entries.append(DocumentNode.Entry(key: key, keyPlace: keyPlace, value: value))
            } else {
                log.report(
                    "the key is given more than once", at: keyPlace, path: valuePath,
                    expected: "each key once in its mapping")
            }
            skipBlanks()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw syntax("the object goes on wrongly", expected: "`,` or `}`") }
            return entries
        }
    }

    private mutating func array(path: DocumentPath, depth: Int) throws(InputIssue) -> [DocumentNode] {
        try open(depth: depth)
        var elements: [DocumentNode] = []
        skipBlanks()
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            skipBlanks()
            elements.append(try value(path: .index(elements.count, of: path), depth: depth))
            skipBlanks()
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw syntax("the array goes on wrongly", expected: "`,` or `]`") }
            return elements
        }
    }

    private mutating func open(depth: Int) throws(InputIssue) {
        guard depth <= limits.depth else {
            throw syntax("the document is nested too deeply", expected: "at most \(limits.depth) levels")
        }
        offset += 1
    }

    private mutating func number() throws(InputIssue) -> String {
        let start = offset
        _ = take(UInt8(ascii: "-"))
        if take(UInt8(ascii: "0")) {
            if isDigit(peek) { throw syntax("the number starts with a zero", expected: "no leading zeros") }
        } else {
            try digits()
        }
        if take(UInt8(ascii: ".")) { try digits() }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
            try digits()
        }
        guard offset - start <= limits.scalarBytes else { throw scalarTooLong() }
        return String(decoding: bytes[start..<offset], as: UTF8.self)
    }

    private mutating func digits() throws(InputIssue) {
        guard isDigit(peek) else { throw syntax("the number is not complete", expected: "a digit") }
        while isDigit(peek) { offset += 1 }
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    /// The byte at the current place; 0, which no text has, at the end.
    var peek: UInt8 { offset < bytes.count ? bytes[offset] : 0 }

    mutating func take(_ byte: UInt8) -> Bool {
        guard peek == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipBlanks() {
        while offset < bytes.count {
            let byte = bytes[offset]
            guard byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D else { return }
            offset += 1
        }
    }

    private mutating func here() -> SourcePlace { cursor.place(of: offset, in: bytes) }

    mutating func syntax(_ problem: String, expected: String) -> InputIssue {
        let place = here()
        return InputIssue(
            file: log.file, line: Int(place.line), column: Int(place.column), path: "",
            problem: "not valid JSON: \(problem)", expected: expected)
    }

    mutating func scalarTooLong() -> InputIssue {
        syntax("a text or number is too long", expected: "at most \(limits.scalarBytes) bytes")
    }
}

/// The keys of one mapping: a short list is searched, a long one hashed.
struct KeySet {
    private var few: [String] = []
    private var many: Set<String> = []

    init() {}

    /// Adds a key; false if it was there. Complexity: O(1).
    mutating func insert(_ key: String) -> Bool {
        if few.count < 16 {
            if few.contains(key) { return false }
            few.append(key)
            return true
        }
        if many.isEmpty { many = Set(few) }
        return many.insert(key).inserted
    }
}
