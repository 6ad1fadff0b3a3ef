/// Reads the compact protocol of Apache Thrift into a tree.
struct ThriftReader {
    struct Fault: Error {}

    indirect enum Value: Hashable {
        case flag(Bool)
        case integer(Int)
        case binary(String)
        case bytes([UInt8])
        case list([Value])
        case structure([Int: Value])

        var elements: [Value] { if case .list(let elements) = self { elements } else { [] } }
        var fields: [Int: Value] { if case .structure(let fields) = self { fields } else { [:] } }
    }

    private let bytes: [UInt8]
    private(set) var position = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    var isAtEnd: Bool { position == bytes.count }

    mutating func take(_ count: Int) throws -> [UInt8] {
        guard count >= 0, position + count <= bytes.count else { throw Fault() }
        defer { position += count }
        return Array(bytes[position..<position + count])
    }

    private mutating func byte() throws -> UInt8 { try take(1)[0] }

    mutating func varint() throws -> Int {
        var (value, shift) = (0, 0)
        while true {
            let next = try byte()
            value |= Int(next & 0x7F) << shift
            if next < 0x80 { return value }
            shift += 7
        }
    }

    private mutating func integer() throws -> Int {
        let raw = UInt64(bitPattern: Int64(try varint()))
        return Int(Int64(bitPattern: raw >> 1) ^ -Int64(raw & 1))
    }

    mutating func structure() throws -> [Int: Value] {
        var fields: [Int: Value] = [:]
        var number = 0
        while true {
            let head = try byte()
            if head == 0 { return fields }
            number = head >> 4 == 0 ? try integer() : number + Int(head >> 4)
            fields[number] = try value(head & 15)
        }
    }

    private mutating func value(_ kind: UInt8) throws -> Value {
        switch kind {
        case 1, 2: return .flag(kind == 1)
        case 4, 5, 6: return .integer(try integer())
        case 8:
            let bytes = try take(try varint())
            return String(validating: bytes, as: UTF8.self).map { .binary($0) } ?? .bytes(bytes)
        case 9:
            let head = try byte()
            let count = head >> 4 == 15 ? try varint() : Int(head >> 4)
            var elements: [Value] = []
            for _ in 0..<count { elements.append(try value(head & 15)) }
            return .list(elements)
        case 12: return .structure(try structure())
        default: throw Fault()
        }
    }
}
