import TestSupport

/// Changes bytes of a text as faults and malice do, by a seed.
struct Mutations {
    private static let marks = Array("{}[],:;=+\"\\0129e-ntf/ \r\n".utf8) + [0, 0x7F, 0x80, 0xC3, 0xED, 0xFF]
    private static let numbers = [
        "0", "-1", "0.5", "1e400", "-1e-400", "1e5", "65537", "4294967296", "9223372036854775807",
        "9223372036854775808", "-9223372036854775809", String(repeating: "9", count: 400),
    ]
    private static let values = ["null", "true", "\"\"", "{}", "[]", "\"x\"", "[null]", "{\"id\": 1}"]
    private static let surrogates = ["\"\\ud800\"", "\"\\udc00x\"", "\\ud83d", "\"\\ud83d\\u0041\"", "\\uDFFF\\uD800"]
    private static let delimiters = Set("{}[],:;\n".utf8)

    private var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    /// The bytes with one to three changes.
    mutating func changed(_ bytes: [UInt8]) -> [UInt8] {
        var changed = bytes
        for _ in 0..<dice.roll(1...3) where !changed.isEmpty { change(&changed) }
        return changed
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let index = dice.roll(0...(bytes.count - 1))
        let range = index..<min(bytes.count, index + dice.roll(1...60))
        switch dice.roll(0...11) {
        case 0: bytes[index] ^= 1 << UInt8(dice.roll(0...7))
        case 1: bytes.removeSubrange(range)
        case 2: bytes.insert(contentsOf: bytes[range], at: dice.roll(0...bytes.count))
        case 3: bytes.removeSubrange(index...)
        case 4: swapValues(&bytes)
        case 5: nest(&bytes)
        case 6: bytes.replaceSubrange(value(in: bytes), with: Array(dice.pick(Self.numbers).utf8))
        case 7:
            let text = dice.chance(70) ? Array(dice.pick(Self.surrogates).utf8) : [0xED, 0xA0, 0x80]
            bytes.replaceSubrange(value(in: bytes), with: text)
        case 8: bytes.insert(contentsOf: [UInt8](repeating: 0, count: dice.roll(1...100)), at: index)
        case 9: bytes[index] = dice.pick(Self.marks)
        case 10: bytes.insert(dice.pick(Self.marks), at: index)
        default: bytes.replaceSubrange(value(in: bytes), with: Array(dice.pick(Self.values).utf8))
        }
    }

    /// Puts objects or lists around a value, up to beyond the depth that is read, and closes them or not.
    private mutating func nest(_ bytes: inout [UInt8]) {
        let value = value(in: bytes)
        let (open, close) = dice.pick([("[", "]"), ("{\"a\":", "}"), ("[{\"value\":[", "]}]")])
        let depth = dice.pick([1, 2, 100, 255, 256, 257, 400])
        let inner = Array(bytes[value])
        let end = dice.chance(70) ? String(repeating: close, count: depth) : ""
        bytes.replaceSubrange(value, with: Array(String(repeating: open, count: depth).utf8) + inner + Array(end.utf8))
    }

    private mutating func swapValues(_ bytes: inout [UInt8]) {
        let (one, other) = (value(in: bytes), value(in: bytes))
        let (first, second) = one.lowerBound < other.lowerBound ? (one, other) : (other, one)
        guard first.upperBound <= second.lowerBound else { return }
        let (left, right) = (Array(bytes[first]), Array(bytes[second]))
        bytes.replaceSubrange(second, with: left)
        bytes.replaceSubrange(first, with: right)
    }

    /// The bytes between two delimiters.
    private mutating func value(in bytes: [UInt8]) -> Range<Int> {
        if bytes.isEmpty { return 0..<0 }
        let index = dice.roll(0...(bytes.count - 1))
        let start = bytes[..<index].lastIndex { Self.delimiters.contains($0) }.map { $0 + 1 } ?? 0
        let end = bytes[index...].firstIndex { Self.delimiters.contains($0) } ?? bytes.count
        return start..<max(start, end)
    }
}

/// Packed files made by hand, whose blocks hold the bytes as they are.
enum StoredFile {
    /// A gzip file (RFC 1952) of blocks that are stored (RFC 1951).
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_535)
            rest = rest.dropFirst(block.count)
            let size = UInt16(block.count)
            packed.append(rest.isEmpty ? 1 : 0)
            packed += littleEndian(UInt32(size) | UInt32(~size) << 16, bytes: 4) + block
        } while !rest.isEmpty
        return packed + littleEndian(checksum(bytes), bytes: 4) + littleEndian(UInt32(bytes.count), bytes: 4)
    }

    /// A zstd file (RFC 8878) of raw blocks.
    static func zstd(_ bytes: [UInt8]) -> [UInt8] {
        var packed: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0xA0] + littleEndian(UInt32(bytes.count), bytes: 4)
        var rest = bytes[...]
        repeat {
            let block = rest.prefix(65_536)
            rest = rest.dropFirst(block.count)
            packed += littleEndian(UInt32(block.count) << 3 | (rest.isEmpty ? 1 : 0), bytes: 3) + block
        } while !rest.isEmpty
        return packed
    }

    private static func littleEndian(_ value: UInt32, bytes: Int) -> [UInt8] {
        (0..<bytes).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
    }

    /// CRC-32 as gzip counts it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var sum = ~UInt32(0)
        for byte in bytes {
            sum ^= UInt32(byte)
            for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
        }
        return ~sum
    }
}
