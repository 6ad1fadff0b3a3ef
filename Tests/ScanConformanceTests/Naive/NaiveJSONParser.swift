extension NaiveJSON {
    init(parsing text: String) throws {
        var parser = NaiveJSONParser(bytes: Array(text.utf8))
        self = try parser.wholeText()
    }
}

/// Recursive descent, one method per production of the JSON grammar.
private struct NaiveJSONParser {
    let bytes: [UInt8]
    var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func wholeText() throws -> NaiveJSON {
        let result = try value()
        skipSpace()
        guard position == bytes.count else { throw unexpected() }
        return result
    }

    private mutating func value() throws -> NaiveJSON {
        skipSpace()
        switch peek {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "n"): return try literal("null", .null)
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        default: return .number(try number())
        }
    }

    private mutating func object() throws -> NaiveJSON {
        var members: [NaiveJSON.Member] = []
        try expect("{")
        if accept("}") {
            return .object(members)
        }
        repeat {
            skipSpace()
            let key = try string()
            guard !members.contains(where: { $0.key == key }) else {
                throw NaiveError.syntax("\"\(key)\" appears twice in one object")
            }
            try expect(":")
            members.append(NaiveJSON.Member(key: key, value: try value()))
        } while accept(",")
        try expect("}")
        return .object(members)
    }

    private mutating func array() throws -> NaiveJSON {
        var elements: [NaiveJSON] = []
        try expect("[")
        if accept("]") {
            return .array(elements)
        }
        repeat {
            elements.append(try value())
        } while accept(",")
        try expect("]")
        return .array(elements)
    }

    private mutating func literal(_ text: String, _ result: NaiveJSON) throws -> NaiveJSON {
        guard bytes[position...].starts(with: text.utf8) else { throw unexpected() }
        position += text.utf8.count
        return result
    }

    /// Only finds where the number ends and refuses what JSON refuses; its text is the result.
    private mutating func number() throws -> String {
        let start = position
        acceptByte("-")
        let integerDigits = try digits()
        guard integerDigits == 1 || bytes[position - integerDigits] != UInt8(ascii: "0") else {
            throw NaiveError.syntax("a number with a leading zero before byte \(position)")
        }
        if acceptByte(".") {
            try digits()
        }
        if acceptByte("e") || acceptByte("E") {
            if !acceptByte("+") {
                acceptByte("-")
            }
            try digits()
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// One or more digits; returns how many.
    @discardableResult
    private mutating func digits() throws -> Int {
        let start = position
        while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
        guard position > start else { throw unexpected() }
        return position - start
    }

    private mutating func string() throws -> String {
        guard acceptByte("\"") else { throw unexpected() }
        var content: [UInt8] = []
        while let byte = peek {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                return String(decoding: content, as: UTF8.self)
            case UInt8(ascii: "\\"):
                content += Array(String(Character(try escaped())).utf8)
            case 0x00...0x1F:
                throw NaiveError.syntax("a control character in a string at byte \(position - 1)")
            default:
                content.append(byte)
            }
        }
        throw unexpected()
    }

    /// What follows a backslash.
    private mutating func escaped() throws -> Unicode.Scalar {
        guard let byte = peek else { throw unexpected() }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try escapedScalar()
        default: throw NaiveError.syntax("an unknown escape at byte \(position - 1)")
        }
    }

    /// Four hexadecimal digits, or twice that for a surrogate pair.
    private mutating func escapedScalar() throws -> Unicode.Scalar {
        var code = try hexadecimal()
        if (0xD800...0xDBFF).contains(code), acceptByte("\\"), acceptByte("u") {
            let low = try hexadecimal()
            guard (0xDC00...0xDFFF).contains(low) else { throw unexpected() }
            code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else {
            throw NaiveError.syntax("half a surrogate pair before byte \(position)")
        }
        return scalar
    }

    private mutating func hexadecimal() throws -> UInt32 {
        var code: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                throw unexpected()
            }
            code = code * 16 + UInt32(digit)
            position += 1
        }
        return code
    }

    private var peek: UInt8? {
        position < bytes.count ? bytes[position] : nil
    }

    private mutating func skipSpace() {
        while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) {
            position += 1
        }
    }

    @discardableResult
    private mutating func acceptByte(_ character: Unicode.Scalar) -> Bool {
        guard peek == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    private mutating func accept(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        return acceptByte(character)
    }

    private mutating func expect(_ character: Unicode.Scalar) throws {
        guard accept(character) else { throw unexpected() }
    }

    private func unexpected() -> NaiveError {
        guard let byte = peek else { return .syntax("the text ends too early") }
        return .syntax("unexpected byte \(byte) at byte \(position)")
    }
}
