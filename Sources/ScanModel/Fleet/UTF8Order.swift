/// Texts by their bytes in UTF-8, which unlike the order of `String` tells any two apart, and depends on no version of
/// Unicode.
enum UTF8Order {
    /// Whether one text comes before another. Complexity: O(length).
    static func precedes(_ left: String, _ right: String) -> Bool {
        withBytes(left) { left in
            withBytes(right) { right in
                for index in 0..<min(left.count, right.count) where left[index] != right[index] {
                    return left[index] < right[index]
                }
                return left.count < right.count
            }
        }
    }

    static func isASCII(_ text: String) -> Bool {
        withBytes(text) { bytes in
            var all: UInt8 = 0
            for byte in bytes { all |= byte }
            return all < 0x80
        }
    }

    /// The storage of a text, which is many times faster than its view byte by byte.
    private static func withBytes(_ text: String, _ body: (UnsafeBufferPointer<UInt8>) -> Bool) -> Bool {
        text.utf8.withContiguousStorageIfAvailable(body) ?? Array(text.utf8).withUnsafeBufferPointer(body)
    }
}
