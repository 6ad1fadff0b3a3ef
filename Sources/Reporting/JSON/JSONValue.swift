/// A JSON value whose objects keep the order in which their members were added.
public indirect enum JSONValue: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case unsigned(UInt64)
    case number(Double)
    case text(String)
    case array([JSONValue])
    case object([Member])

    /// One member of an object.
    public struct Member: Hashable, Sendable {
        public var name: String
        public var value: JSONValue
    }

    /// An object from name and value pairs.
    public static func members(_ pairs: KeyValuePairs<String, JSONValue>) -> JSONValue {
        .object(pairs.map { Member(name: $0.key, value: $0.value) })
    }

    /// A number, or null.
    public static func optional(_ value: Double?) -> JSONValue { value.map(JSONValue.number) ?? .null }

    /// A text, or null.
    public static func optional(_ value: String?) -> JSONValue { value.map(JSONValue.text) ?? .null }

    /// A whole number, or null.
    public static func optional(_ value: Int?) -> JSONValue { value.map { .integer(Int64($0)) } ?? .null }

    /// A whole number.
    public static func count(_ value: Int) -> JSONValue { .integer(Int64(value)) }
}

extension JSONValue {
    /// The text of the value, two spaces a level, ending in a newline. The same value always gives the same bytes.
    ///
    /// Complexity: O(size).
    public var document: String {
        var writer = Writer()
        writer.write(self, level: 0)
        writer.bytes.append(UInt8(ascii: "\n"))
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// The text of the value on one line without blanks between its parts, ending in a newline. Complexity: O(size).
    public var line: String {
        var writer = Writer(isOneLine: true)
        writer.write(self, level: 0)
        writer.bytes.append(UInt8(ascii: "\n"))
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    private struct Writer {
        var isOneLine = false
        var bytes: [UInt8] = []

        mutating func write(_ value: JSONValue, level: Int) {
            switch value {
            case .null: append("null")
            case .bool(let flag): append(flag ? "true" : "false")
            case .integer(let number): append(String(number))
            case .unsigned(let number): append(String(number))
            case .number(let number): append(JSONValue.spelling(of: number))
            case .text(let text): quote(text)
            case .array(let elements):
                list(elements.count, open: "[", close: "]", level: level) { writer, index in
                    writer.write(elements[index], level: level + 1)
                }
            case .object(let members):
                list(members.count, open: "{", close: "}", level: level) { writer, index in
                    writer.quote(members[index].name)
                    writer.append(writer.isOneLine ? ":" : ": ")
                    writer.write(members[index].value, level: level + 1)
                }
            }
        }

        private mutating func list(
            _ count: Int, open: String, close: String, level: Int, element: (inout Writer, Int) -> Void
        ) {
            append(open)
            for index in 0..<count {
                if index > 0 { append(",") }
                if !isOneLine { append("\n" + String(repeating: "  ", count: level + 1)) }
                element(&self, index)
            }
            if count > 0, !isOneLine { append("\n" + String(repeating: "  ", count: level)) }
            append(close)
        }

        mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

        mutating func quote(_ text: String) { JSONValue.quote(text, into: &bytes) }
    }

    /// Adds a text in quotes. Complexity: O(length).
    static func quote(_ text: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""): bytes += Array("\\\"".utf8)
            case UInt8(ascii: "\\"): bytes += Array("\\\\".utf8)
            case UInt8(ascii: "\n"): bytes += Array("\\n".utf8)
            case 0..<0x20, 0x7f:
                bytes += Array("\\u00".utf8)
                bytes.append(hexDigit(byte >> 4))
                bytes.append(hexDigit(byte & 15))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func hexDigit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }

    /// The shortest decimal that reads back as the same Double; whole numbers below 2^53 without a fraction.
    static func spelling(of number: Double) -> String {
        precondition(number.isFinite, "JSON has no \(number)")
        if number == number.rounded(), abs(number) < 9_007_199_254_740_992 { return String(Int64(number)) }
        return number.description
    }
}
