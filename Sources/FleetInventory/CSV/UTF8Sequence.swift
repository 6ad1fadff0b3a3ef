/// The rule by which bytes above 127 form characters.
enum UTF8Sequence {
    /// The number of bytes of the character that begins here, or 0 if the bytes are not well formed.
    ///
    /// Overlong forms, surrogates and values above U+10FFFF are not well formed (Unicode, table 3-7).
    static func length(at position: Int, in bytes: [UInt8]) -> Int {
        let lead = bytes[position]
        let (length, second): (Int, ClosedRange<UInt8>) =
            switch lead {
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
        guard length > 0, position + length <= bytes.count else { return 0 }
        for offset in 1..<max(length, 1) {
            let allowed = offset == 1 ? second : 0x80...0xBF
            if !allowed.contains(bytes[position + offset]) { return 0 }
        }
        return length
    }
}
