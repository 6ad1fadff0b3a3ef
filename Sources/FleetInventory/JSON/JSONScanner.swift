/// Walks a JSON text byte by byte: finds the first fault of its syntax, and where given values begin.
///
/// It exists beside `JSONDecoder` because the decoder says neither where a fault is nor where a value stands, and lets
/// trailing commas and broken texts pass in fields that nobody asks for.
struct JSONScanner {
    /// Objects and lists inside one another; the listings of the clients nest less than ten deep.
    static let depthMax = 256

    /// The first thing that is wrong with a text.
    struct Fault: Error, Hashable {
        var offset: Int
        var problem: String
        var expected: String
    }

    private let bytes: [UInt8]
    /// What prints such files, for messages.
    private let commands: String
    private var position: Int
    private var offsets: [JSONPath: Int] = [:]

    private init(_ bytes: [UInt8], from position: Int = 0, commands: String = Wording.listingCommands) {
        self.bytes = bytes
        self.position = position
        self.commands = commands
    }

    /// Checks a whole document. Complexity: O(bytes), without allocation.
    static func check(_ bytes: [UInt8]) throws(Fault) {
        var scanner = JSONScanner(bytes)
        try scanner.document(nil)
        if scanner.current != nil {
            throw scanner.fault("more text follows the end of the document", "one JSON document in a file")
        }
    }

    /// Checks a text of one or more documents, with or without line ends between them, and gives their ranges.
    ///
    /// - Parameter commands: what prints such files, for messages.
    /// - Complexity: O(bytes).
    static func documents(_ bytes: [UInt8], printedBy commands: String) throws(Fault) -> [Range<Int>] {
        var scanner = JSONScanner(bytes, commands: commands)
        var ranges: [Range<Int>] = []
        repeat {
            scanner.skipSpace()
            let start = scanner.position
            if !ranges.isEmpty, scanner.current != .openBrace, scanner.current != .openBracket {
                throw scanner.fault("other text follows the end of a document", "nothing but JSON documents in a file")
            }
            try scanner.document(nil)
            ranges.append(start..<scanner.position)
        } while scanner.current != nil
        return ranges
    }

    /// The byte at which each of the values begins, as far as the document has them. Complexity: O(bytes).
    ///
    /// - Parameter start: where the document begins.
    static func offsets(of paths: [JSONPath], in bytes: [UInt8], from start: Int = 0) -> [JSONPath: Int] {
        var scanner = JSONScanner(bytes, from: start)
        do throws(Fault) { try scanner.document(JSONPathTree(paths)) } catch {}
        return scanner.offsets
    }

    /// Passes a document and the space behind it.
    private mutating func document(_ tree: JSONPathTree?) throws(Fault) {
        skipSpace()
        guard let first = current else {
            throw fault("the file is empty", commands)
        }
        guard first == .openBrace || first == .openBracket else {
            let line = bytes[position...].prefix(200).prefix { $0 != UInt8(ascii: "\n") }
            throw fault(
                "this is not JSON: it begins with \(Wording.quoted(String(decoding: line, as: UTF8.self)))",
                "\(commands), with --output json")
        }
        try value(tree, depth: 0)
        skipSpace()
    }

    private mutating func value(_ tree: JSONPathTree?, depth: Int) throws(Fault) {
        if let path = tree?.path, offsets[path] == nil { offsets[path] = position }
        guard depth <= Self.depthMax else {
            throw fault("objects and lists are nested more than \(Self.depthMax) deep", "")
        }
        guard let first = current else { throw unexpected("a value") }
        switch first {
        case .openBrace: try object(tree, depth: depth)
        case .openBracket: try list(tree, depth: depth)
        case .quote: _ = try text()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: throw unexpected("a value")
        }
    }

    private mutating func object(_ tree: JSONPathTree?, depth: Int) throws(Fault) {
        let children = tree?.children
        position += 1
        skipSpace()
        if skip(.closeBrace) { return }
        while true {
            guard current == .quote else { throw unexpected("a key in double quotes") }
            let key = try text()
            skipSpace()
            guard skip(UInt8(ascii: ":")) else { throw unexpected("a colon") }
            skipSpace()
            var child: JSONPathTree?
            if let children { child = children[.key(String(decoding: bytes[key], as: UTF8.self))] }
            try value(child, depth: depth + 1)
            skipSpace()
            if skip(.closeBrace) { return }
            guard skip(.comma) else { throw unexpected("a comma or the end of the object") }
            skipSpace()
        }
    }

    private mutating func list(_ tree: JSONPathTree?, depth: Int) throws(Fault) {
        let children = tree?.children
        var index = 0
        position += 1
        skipSpace()
        if skip(.closeBracket) { return }
        while true {
            try value(children?[.index(index)], depth: depth + 1)
            index += 1
            skipSpace()
            if skip(.closeBracket) { return }
            guard skip(.comma) else { throw unexpected("a comma or the end of the list") }
            skipSpace()
        }
    }

    /// Passes a text and gives the range between its quotation marks.
    private mutating func text() throws(Fault) -> Range<Int> {
        position += 1
        let start = position
        while let byte = current {
            switch byte {
            case .quote:
                position += 1
                return start..<position - 1
            case UInt8(ascii: "\\"): try escape()
            case 0..<32: throw fault("a control character stands inside a text", "an escape such as \\n")
            case 0x80...0xFF:
                let length = UTF8Sequence.length(at: position, in: bytes)
                guard length > 0 else { throw fault("the bytes here are not UTF-8", "") }
                position += length
            default: position += 1
            }
        }
        throw unexpected("")
    }

    private mutating func escape() throws(Fault) {
        position += 1
        guard let letter = current else { throw unexpected("") }
        switch letter {
        case .quote, UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 1
        case UInt8(ascii: "u"):
            position += 1
            for _ in 0..<4 {
                guard let digit = current, isHexadecimal(digit) else { throw unexpected("four hexadecimal digits") }
                position += 1
            }
        default: throw unexpected("an escape that JSON knows")
        }
    }

    private mutating func word(_ word: String) throws(Fault) {
        for byte in word.utf8 {
            guard skip(byte) else { throw unexpected(word) }
        }
    }

    private mutating func number() throws(Fault) {
        _ = skip(UInt8(ascii: "-"))
        if !skip(UInt8(ascii: "0")) { try digits() }
        if skip(UInt8(ascii: ".")) { try digits() }
        if skip(UInt8(ascii: "e")) || skip(UInt8(ascii: "E")) {
            if !skip(UInt8(ascii: "+")) { _ = skip(UInt8(ascii: "-")) }
            try digits()
        }
    }

    private mutating func digits() throws(Fault) {
        guard let first = current, isDigit(first) else { throw unexpected("a digit") }
        while let byte = current, isDigit(byte) { position += 1 }
    }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func skip(_ byte: UInt8) -> Bool {
        guard current == byte else { return false }
        position += 1
        return true
    }

    private func fault(_ problem: String, _ expected: String) -> Fault {
        Fault(offset: position, problem: problem, expected: expected)
    }

    private func unexpected(_ expected: String) -> Fault {
        guard position < bytes.count else {
            return fault("the file ends in the middle of the document", "the complete output of the client")
        }
        let character = String(decoding: bytes[position...].prefix(4), as: UTF8.self).unicodeScalars.prefix(1)
        return fault("this is not JSON: unexpected \(Wording.quoted(String(character)))", expected)
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

    private func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (byte | 0x20 >= UInt8(ascii: "a") && byte | 0x20 <= UInt8(ascii: "f"))
    }
}

extension UInt8 {
    fileprivate static let quote = UInt8(ascii: "\"")
    fileprivate static let comma = UInt8(ascii: ",")
    fileprivate static let openBrace = UInt8(ascii: "{")
    fileprivate static let closeBrace = UInt8(ascii: "}")
    fileprivate static let openBracket = UInt8(ascii: "[")
    fileprivate static let closeBracket = UInt8(ascii: "]")
}
