internal import DocumentReading
internal import ScanModel

/// The form of tags in a cell: `key=value`, joined by `;`; no text for no tags.
///
/// In keys and values these are percent-encoded, byte by byte of their UTF-8 form (`%3D`):
/// - `=` `;` `,` `"` `%` and control characters, wherever they stand;
/// - `+` `-` `@` and the full-width forms of `=` `+` `-` `@`, where nothing but spaces stands before them. A
///   spreadsheet takes a cell that begins with one of them for a formula, and would run it.
///
/// Reading decodes any percent-encoded byte, whether it had to be encoded or not.
enum TagText {
    static func cell(_ tags: [Tag]) -> [UInt8] {
        var cell: [UInt8] = []
        for tag in tags {
            if !cell.isEmpty { cell.append(UInt8(ascii: ";")) }
            encode(tag.key, into: &cell)
            cell.append(UInt8(ascii: "="))
            encode(tag.value, into: &cell)
        }
        return cell
    }

    /// A text alone in a cell, encoded as the key of a tag is.
    static func plainCell(_ text: String) -> [UInt8] {
        var cell: [UInt8] = []
        encode(text, into: &cell)
        return cell
    }

    /// The text of a cell that holds no tags. Complexity: O(length).
    static func plainText(of cell: CSVCell, in bytes: [UInt8]) throws(Fault) -> String {
        var position = cell.start
        let found = try text(in: cell, at: &position, bytes)
        guard position == cell.end else {
            let sign = bytes[position] == UInt8(ascii: "=") ? "=" : ";"
            throw Fault(
                offset: position, problem: "there is a \(sign)",
                expected: sign == "=" ? "%3D for = in a text" : "%3B for ; in a text")
        }
        return found
    }

    private static func encode(_ text: String, into cell: inout [UInt8]) {
        let bytes = Array(text.utf8)
        var isStart = true
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            let encoded = encodedBytes(at: position, in: bytes, isStart: isStart)
            for byte in bytes[position..<position + encoded] {
                cell += [UInt8(ascii: "%"), hexadecimal(byte >> 4), hexadecimal(byte & 15)]
            }
            if encoded == 0 { cell.append(byte) }
            isStart = isStart && byte == UInt8(ascii: " ")
            position += max(encoded, 1)
        }
    }

    /// How many of the bytes from here on must be encoded; 0 if this one may stay.
    private static func encodedBytes(at position: Int, in bytes: [UInt8], isStart: Bool) -> Int {
        switch bytes[position] {
        case 0x00..<0x20, 0x7F: 1
        case UInt8(ascii: "="), UInt8(ascii: ";"), CSVMark.comma, CSVMark.quote, UInt8(ascii: "%"): 1
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): isStart ? 1 : 0
        // U+0080 ... U+009F are control characters.
        case 0xC2: bytes[position + 1] < 0xA0 ? 2 : 0
        // U+FF1D, U+FF0B, U+FF0D and U+FF20 are the full-width forms.
        case 0xEF where isStart && bytes[position + 1] == 0xBC:
            [0x9D, 0x8B, 0x8D, 0xA0].contains(bytes[position + 2]) ? 3 : 0
        default: 0
        }
    }

    private static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
    }

    /// What is wrong with a cell.
    struct Fault: Error {
        var offset: Int
        var problem: String
        var expected: String
    }

    /// The tags of a cell, in its order. Complexity: O(length).
    static func tags(of cell: CSVCell, in bytes: [UInt8]) throws(Fault) -> [Tag] {
        if cell.isEmpty { return [] }
        var tags: [Tag] = []
        // Few keys are compared one by one, which costs no set.
        var keys: Set<String> = []
        var position = cell.start
        while true {
            let start = position
            let key = try text(in: cell, at: &position, bytes)
            guard position < cell.end, bytes[position] == UInt8(ascii: "=") else {
                let problem = key.isEmpty ? "a tag is empty" : "the tag \(Wording.quoted(key)) has no ="
                throw Fault(offset: start, problem: problem, expected: "key=value; tags are joined by ;")
            }
            if key.isEmpty {
                throw Fault(offset: start, problem: "the key of a tag is empty", expected: "key=value")
            }
            if let fault = Tag.fault(inKey: key) {
                throw Fault(offset: start, problem: fault.problem, expected: fault.expected)
            }
            if tags.count == 8 { keys = Set(tags.map(\.key)) }
            guard tags.count < 8 ? !tags.contains(where: { $0.key == key }) : keys.insert(key).inserted else {
                throw Fault(
                    offset: start, problem: "the key \(Wording.quoted(key)) is listed twice",
                    expected: "each key once")
            }
            position += 1
            let valueStart = position
            let value = try text(in: cell, at: &position, bytes)
            if let fault = Tag.fault(inValue: value) {
                throw Fault(offset: valueStart, problem: fault.problem, expected: fault.expected)
            }
            tags.append(Tag(key: key, value: value))
            if position == cell.end { return tags }
            guard bytes[position] == UInt8(ascii: ";") else {
                throw Fault(
                    offset: position, problem: "the tag \(Wording.quoted(key)) has more than one =",
                    expected: "%3D for = in a text")
            }
            position += 1
        }
    }

    /// The text up to `=`, `;` or the end of the cell.
    private static func text(in cell: CSVCell, at position: inout Int, _ bytes: [UInt8]) throws(Fault) -> String {
        let start = position
        while position < cell.end, isPlain(bytes[position]) { position += 1 }
        let isWhole =
            position == cell.end || bytes[position] == UInt8(ascii: "=") || bytes[position] == UInt8(ascii: ";")
        if isWhole { return String(decoding: bytes[start..<position], as: UTF8.self) }
        position = start
        return try decodedText(in: cell, at: &position, bytes)
    }

    /// True for a byte that stands for itself, whatever is around it.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x00..<0x20, CSVMark.quote, UInt8(ascii: "%"), UInt8(ascii: "="), UInt8(ascii: ";"), 0x7F...: false
        default: true
        }
    }

    private static func decodedText(in cell: CSVCell, at position: inout Int, _ bytes: [UInt8]) throws(Fault) -> String
    {
        let start = position
        var decoded: [UInt8] = []
        while position < cell.end {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "="), UInt8(ascii: ";"): return try checked(decoded, start)
            case UInt8(ascii: "%"):
                guard position + 2 < cell.end, let high = digit(bytes[position + 1]),
                    let low = digit(bytes[position + 2])
                else {
                    throw Fault(
                        offset: position, problem: "two hexadecimal digits are missing after %",
                        expected: "%25 for % in a text")
                }
                decoded.append(high << 4 | low)
                position += 3
            case 0x00..<0x20, 0x7F:
                let escaped = String(
                    decoding: [UInt8(ascii: "%"), hexadecimal(byte >> 4), hexadecimal(byte & 15)], as: UTF8.self)
                throw Fault(
                    offset: position, problem: "there is a control character", expected: "it written as \(escaped)")
            case CSVMark.quote:
                // The cell is in quotation marks, so this one is followed by its double.
                decoded.append(byte)
                position += 2
            case 0x80...:
                let length = UTF8Sequence.length(at: position, in: bytes)
                guard length > 0 else {
                    throw Fault(offset: position, problem: "the text is not UTF-8", expected: "a file saved as UTF-8")
                }
                decoded += bytes[position..<position + length]
                position += length
            default:
                decoded.append(byte)
                position += 1
            }
        }
        return try checked(decoded, start)
    }

    private static func checked(_ decoded: [UInt8], _ start: Int) throws(Fault) -> String {
        guard let text = String(validating: decoded, as: UTF8.self) else {
            throw Fault(
                offset: start, problem: "the percent-encoded bytes are not UTF-8",
                expected: "the bytes of UTF-8, such as %C3%A9")
        }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
