/// A place in a text as an editor shows it.
public struct TextPlace: Hashable, Sendable {
    /// From 1.
    public var line = 1
    /// From 1, in Unicode characters.
    public var column = 1

    public init(line: Int = 1, column: Int = 1) {
        self.line = line
        self.column = column
    }

    /// The places of some bytes of a UTF-8 text. Complexity: O(bytes), however many are asked for.
    public static func places(of offsets: [Int], in bytes: [UInt8]) -> [Int: TextPlace] {
        var places: [Int: TextPlace] = [:]
        var place = TextPlace()
        var reached = 0
        bytes.withUnsafeBufferPointer { buffer in
            for offset in offsets.sorted() {
                let end = min(offset, buffer.count)
                place = place.moved(over: UnsafeBufferPointer(rebasing: buffer[reached..<end]))
                reached = end
                places[offset] = place
            }
        }
        return places
    }

    /// The place behind some bytes of UTF-8 that begin here. Complexity: O(bytes).
    func moved(over bytes: UnsafeBufferPointer<UInt8>) -> TextPlace {
        var place = self
        for byte in bytes {
            if byte == UInt8(ascii: "\n") {
                place.line += 1
                place.column = 1
            } else if byte & 0xC0 != 0x80 {
                place.column += 1
            }
        }
        return place
    }
}
