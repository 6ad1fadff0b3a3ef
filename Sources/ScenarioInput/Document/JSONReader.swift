import ScanModel

/// Reads JSON (RFC 8259) into nodes: exact number texts, places, and bounds that hold while it reads.
///
/// Repeated keys are reported and the first one counts; anything else that is wrong ends the reading.
struct JSONReader {
    let bytes: [UInt8]
    let limits: DocumentLimits
    let log: IssueLog
    var offset = 0
    /// The comma that was read last, or what stands where one would.
    var comma = 0
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
        guard offset == bytes.count else {
            throw strangeMark() ?? syntax("there is more after the document", expected: "one document in a file")
        }
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
            return DocumentNode(content: .scalar(try number(path: path), .plain), place: place)
        default:
            for word in ["null", "true", "false"] where bytes[offset...].starts(with: word.utf8) {
                offset += word.utf8.count
                return DocumentNode(content: .scalar(word, .plain), place: place)
            }
            throw noValue(path: path)
        }
    }

    private mutating func object(path: DocumentPath, depth: Int) throws(InputIssue) -> [DocumentNode.Entry] {
        try open(depth: depth)
        var entries: [DocumentNode.Entry] = []
        var keys = KeySet()
        let start = offset - 1
        skipBlanks()
        if take(UInt8(ascii: "}")) { return entries }
        while true {
            skipBlanks()
            guard peek == UInt8(ascii: "\"") else { throw noKey(path: path, after: entries.isEmpty ? nil : comma) }
            let keyPlace = here()
            let key = try string()
            skipBlanks()
            guard take(UInt8(ascii: ":")) else {
                throw strangeMark() ?? syntax("no value follows the key", expected: "`:`")
            }
            skipBlanks()
            let valuePath = DocumentPath.key(key, of: path)
            let value = try value(path: valuePath, depth: depth)
            if let first = keys.insert(key, line: keyPlace.line) {
                log.reportRepeatedKey(at: keyPlace, path: valuePath, firstLine: first)
            } else {
                entries.append(DocumentNode.Entry(key: key, keyPlace: keyPlace, value: value))
            }
            skipBlanks()
            comma = offset
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "}")) else { throw notClosed("object", "}", from: start) }
            return entries
        }
    }

    private mutating func array(path: DocumentPath, depth: Int) throws(InputIssue) -> [DocumentNode] {
        try open(depth: depth)
        var elements: [DocumentNode] = []
        let start = offset - 1
        skipBlanks()
        if take(UInt8(ascii: "]")) { return elements }
        while true {
            skipBlanks()
            if peek == UInt8(ascii: "]") { throw trailingComma() }
            elements.append(try value(path: .index(elements.count, of: path), depth: depth))
            skipBlanks()
            comma = offset
            if take(UInt8(ascii: ",")) { continue }
            guard take(UInt8(ascii: "]")) else { throw notClosed("array", "]", from: start) }
            return elements
        }
    }

    private mutating func open(depth: Int) throws(InputIssue) {
        guard depth <= limits.depth else {
            throw syntax("the document is nested too deeply", expected: "at most \(limits.depth) levels")
        }
        offset += 1
    }

    private mutating func number(path: DocumentPath) throws(InputIssue) -> String {
        let start = offset
        _ = take(UInt8(ascii: "-"))
        if peek == UInt8(ascii: "I") || peek == UInt8(ascii: "N") {
            offset = start
            throw noValue(path: path)
        }
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

    func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

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

    mutating func syntax(_ problem: String, expected: String, suggestion: String? = nil) -> InputIssue {
        let place = here()
        return InputIssue(
            file: log.file, line: Int(place.line), column: Int(place.column), path: "",
            problem: "not valid JSON: \(problem)", expected: expected, suggestion: suggestion)
    }

    mutating func scalarTooLong() -> InputIssue {
        syntax("a text or number is too long", expected: "at most \(limits.scalarBytes) bytes")
    }
}
