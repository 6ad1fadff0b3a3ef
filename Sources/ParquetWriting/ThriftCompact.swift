/// Writes the compact protocol of Apache Thrift, of which the footer and the headers of pages are made.
///
/// Written from its specification
/// (https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md): fields are told apart by the
/// difference to the field before, whole numbers are zigzag varints, and a struct ends with a zero.
struct ThriftCompact {
    /// What a field or an element of a list is.
    enum Kind: UInt8 {
        case yes = 1
        case no = 2
        case integer16 = 4
        case integer32 = 5
        case integer64 = 6
        case binary = 8
        case list = 9
        case structure = 12
    }

    private(set) var bytes: [UInt8] = []
    /// The number of the last field in the struct that is being written.
    private var lastField: Int16 = 0

    init() {}

    mutating func field(_ number: Int16, _ value: Int32) {
        header(number, .integer32)
        varint(Self.zigzag(Int64(value)))
    }

    mutating func field(_ number: Int16, _ value: Int16) {
        header(number, .integer16)
        varint(Self.zigzag(Int64(value)))
    }

    mutating func field(_ number: Int16, _ value: Int) {
        header(number, .integer64)
        varint(Self.zigzag(Int64(value)))
    }

    mutating func field(_ number: Int16, _ value: Bool) { header(number, value ? .yes : .no) }

    mutating func field(_ number: Int16, _ value: String) { field(number, bytes: Array(value.utf8)) }

    mutating func field(_ number: Int16, bytes value: [UInt8]) {
        header(number, .binary)
        binary(value)
    }

    /// A struct, whose fields `write` writes.
    mutating func field(_ number: Int16, _ write: (inout ThriftCompact) -> Void) {
        header(number, .structure)
        structure(write)
    }

    /// A list of structs.
    mutating func field<Element>(
        _ number: Int16, _ elements: [Element], _ write: (inout ThriftCompact, Element) -> Void
    ) {
        header(number, .list)
        listHeader(elements.count, .structure)
        for element in elements { structure { write(&$0, element) } }
    }

    mutating func field(_ number: Int16, _ elements: [Int32]) {
        header(number, .list)
        listHeader(elements.count, .integer32)
        for element in elements { varint(Self.zigzag(Int64(element))) }
    }

    mutating func field(_ number: Int16, _ elements: [String]) {
        header(number, .list)
        listHeader(elements.count, .binary)
        for element in elements { binary(Array(element.utf8)) }
    }

    /// The fields of a struct and its end.
    mutating func structure(_ write: (inout ThriftCompact) -> Void) {
        let outer = lastField
        lastField = 0
        write(&self)
        bytes.append(0)
        lastField = outer
    }

    private mutating func header(_ number: Int16, _ kind: Kind) {
        let step = number - lastField
        precondition(step > 0, "field \(number) after \(lastField)")
        if step <= 15 {
            bytes.append(UInt8(step) << 4 | kind.rawValue)
        } else {
            bytes.append(kind.rawValue)
            varint(Self.zigzag(Int64(number)))
        }
        lastField = number
    }

    private mutating func listHeader(_ count: Int, _ kind: Kind) {
        if count < 15 {
            bytes.append(UInt8(count) << 4 | kind.rawValue)
        } else {
            bytes.append(0xF0 | kind.rawValue)
            varint(UInt64(count))
        }
    }

    private mutating func binary(_ value: [UInt8]) {
        varint(UInt64(value.count))
        bytes += value
    }

    private mutating func varint(_ value: UInt64) { Varint.append(value, to: &bytes) }

    private static func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: value << 1 ^ value >> 63) }
}

/// Whole numbers of seven bits a byte, the lowest first (ULEB128).
enum Varint {
    static func append(_ value: UInt64, to bytes: inout [UInt8]) {
        var rest = value
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}
