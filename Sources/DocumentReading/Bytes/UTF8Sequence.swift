/// The rule by which bytes above 127 form characters.
public enum UTF8Sequence {
    /// The number of bytes of the character that begins at a position, or 0 if the bytes are not well formed.
    ///
    /// Overlong forms, surrogates and values above U+10FFFF are not well formed (Unicode, table 3-7).
    public static func length(at position: Int, in bytes: [UInt8]) -> Int {
        bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return 0 }
            return length(base + position, within: buffer.count - position)
        }
    }

    /// The same for bytes in memory of which the first `most` count, 1 or more.
    static func length(_ base: UnsafePointer<UInt8>, within most: Int) -> Int {
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch base[0] {
            case 0x00...0x7F: (1, 0x80...0xBF)
            case 0xC2...0xDF: (2, 0x80...0xBF)
            case 0xE0: (3, 0xA0...0xBF)
            case 0xED: (3, 0x80...0x9F)
            case 0xE1...0xEF: (3, 0x80...0xBF)
            case 0xF0: (4, 0x90...0xBF)
            case 0xF1...0xF3: (4, 0x80...0xBF)
            case 0xF4: (4, 0x80...0x8F)
            default: (0, 0x80...0xBF)
            }
        guard length > 0, length <= most else { return 0 }
        for offset in 1..<max(length, 1) {
            let allowed = offset == 1 ? second : 0x80...0xBF
            if !allowed.contains(base[offset]) { return 0 }
        }
        return length
    }
}
