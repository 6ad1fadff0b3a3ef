import ScanModel

extension JSONReader {
    /// A string, from its opening quote to after its closing one.
    mutating func string() throws(InputIssue) -> String {
        offset += 1
        let start = offset
        while offset < bytes.count {
            switch bytes[offset] {
            case UInt8(ascii: "\""):
                let text = String(decoding: bytes[start..<offset], as: UTF8.self)
                guard offset - start <= limits.scalarBytes else { throw scalarTooLong() }
                offset += 1
                return text
            case UInt8(ascii: "\\"):
                return try escapedString(from: start)
            case 0..<0x20:
                throw unfinished(from: start - 1)
            default:
                offset += 1
            }
        }
        throw unfinished(from: start - 1)
    }

    /// The rest of a string that has escapes; everything from `start` to here has none.
    private mutating func escapedString(from start: Int) throws(InputIssue) -> String {
        var text = Array(bytes[start..<offset])
        while offset < bytes.count {
            guard text.count <= limits.scalarBytes else { throw scalarTooLong() }
            let byte = bytes[offset]
            switch byte {
            case UInt8(ascii: "\""):
                offset += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text.append(contentsOf: try escape())
            case 0..<0x20:
                throw unfinished(from: start - 1)
            default:
                text.append(byte)
                offset += 1
            }
        }
        throw unfinished(from: start - 1)
    }

    /// The issue of a text that its line or the file ends.
    ///
    /// - Parameter start: the opening quote.
    private mutating func unfinished(from start: Int) -> InputIssue {
        if peek == 0x09 { return syntax("a tab stands in a text", expected: "`\\t`") }
        offset = start
        return syntax("the quote that opens here is not closed on its line", expected: "`\"` at the end of the text")
    }

    private mutating func escape() throws(InputIssue) -> [UInt8] {
        let start = offset
        offset += 1
        let byte = peek
        offset += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
        case UInt8(ascii: "b"): return [0x08]
        case UInt8(ascii: "f"): return [0x0C]
        case UInt8(ascii: "n"): return [0x0A]
        case UInt8(ascii: "r"): return [0x0D]
        case UInt8(ascii: "t"): return [0x09]
        case UInt8(ascii: "u"):
            let first = try hexadecimal()
            guard (0xD800..<0xE000).contains(first) else { return utf8(first) }
            guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
                throw loneSurrogate(from: start)
            }
            let second = try hexadecimal()
            guard (0xDC00..<0xE000).contains(second) else { throw loneSurrogate(from: start) }
            return utf8(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
        default:
            offset -= 1
            throw syntax(
                "no escape of JSON follows the backslash",
                expected: "one of \" \\ / b f n r t u; a backslash itself is written `\\\\`")
        }
    }

    private mutating func hexadecimal() throws(InputIssue) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Character(Unicode.Scalar(peek)).hexDigitValue else {
                throw syntax("an escape is not complete", expected: "four hexadecimal digits")
            }
            value = value * 16 + UInt32(digit)
            offset += 1
        }
        return value
    }

    private mutating func loneSurrogate(from start: Int) -> InputIssue {
        offset = start
        return syntax(
            "this escape is half of a surrogate pair",
            expected: "two \\u escapes for one character, or the character itself")
    }

    private func utf8(_ value: UInt32) -> [UInt8] {
        guard let scalar = Unicode.Scalar(value) else { return [] }
        return Array(String(Character(scalar)).utf8)
    }
}
