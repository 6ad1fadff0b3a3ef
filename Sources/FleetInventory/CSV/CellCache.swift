/// Remembers the number that the text of a cell stands for, so that a text seen before costs no `String`.
///
/// Each text has one place in a table of fixed size, where the next text for the same place replaces it. Texts made to
/// meet in one place therefore cost what they cost without a cache, and no more.
struct CellCache {
    private static let slots = 1024

    private var texts = [[UInt8]](repeating: [], count: slots)
    private var values = [Int32](repeating: -1, count: slots)

    /// The number of a text, or nil if it is not remembered. Complexity: O(length), without allocation.
    func value(of range: Range<Int>, in bytes: [UInt8]) -> Int32? {
        let slot = Self.slot(of: range, in: bytes)
        guard values[slot] >= 0, texts[slot].count == range.count else { return nil }
        var position = range.lowerBound
        for byte in texts[slot] {
            if byte != bytes[position] { return nil }
            position += 1
        }
        return values[slot]
    }

    /// - Parameter value: at least 0.
    mutating func remember(_ value: Int32, of range: Range<Int>, in bytes: [UInt8]) {
        let slot = Self.slot(of: range, in: bytes)
        texts[slot] = Array(bytes[range])
        values[slot] = value
    }

    /// FNV-1a of 64 bits, of which the high bits choose the place.
    private static func slot(of range: Range<Int>, in bytes: [UInt8]) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for position in range { hash = (hash ^ UInt64(bytes[position])) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: (hash ^ hash >> 32) % UInt64(slots))
    }
}
