/// A place in a text as an editor shows it.
struct TextPosition: Hashable {
    /// 1-based.
    var line: Int
    /// 1-based, in Unicode characters.
    var column: Int

    /// The places of some bytes of a UTF-8 text. Complexity: O(bytes), however many are asked for.
    static func positions(of offsets: [Int], in bytes: [UInt8]) -> [Int: TextPosition] {
        var positions: [Int: TextPosition] = [:]
        var place = TextPosition(line: 1, column: 1)
        var reached = 0
        for offset in offsets.sorted() {
            for byte in bytes[reached..<min(offset, bytes.count)] {
                if byte == UInt8(ascii: "\n") {
                    place = TextPosition(line: place.line + 1, column: 1)
                } else if byte & 0xC0 != 0x80 {
                    place.column += 1
                }
            }
            reached = min(offset, bytes.count)
            positions[offset] = place
        }
        return positions
    }
}
