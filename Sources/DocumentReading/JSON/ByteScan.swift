internal import CByteScan

/// Searches of sixteen bytes at a time. The caller guarantees that at least 16 bytes are readable from every position
/// at which a search may stand, which the zeros behind a window provide.
enum ByteScan {
    /// The first byte from `position` on that is not space, tab, line feed or carriage return.
    @inline(__always)
    static func afterSpace(_ base: UnsafePointer<UInt8>, _ position: Int) -> Int {
        // Compact text has no space, and text for people has one after a colon: both need no vector.
        if base[position] > 0x20 { return position }
        if base[position + 1] > 0x20, isSpace(base[position]) { return position + 1 }
        return position + byte_scan_after_space(base + position)
    }

    @inline(__always)
    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    /// The first byte from `position` on that ends or interrupts a text: quotation mark, backslash, control character
    /// or a byte above 127.
    @inline(__always)
    static func textStop(_ base: UnsafePointer<UInt8>, _ position: Int) -> Int {
        position + byte_scan_text_stop(base + position)
    }

    /// The number of bytes of the character that begins here, or 0 if the bytes are not well-formed UTF-8.
    ///
    /// Overlong forms, surrogates and values above U+10FFFF are not well formed (Unicode, table 3-7).
    static func characterBytes(_ base: UnsafePointer<UInt8>, _ position: Int) -> Int {
        let lead = base[position]
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
        for offset in 1..<max(length, 1) {
            let allowed = offset == 1 ? second : 0x80...0xBF
            if !allowed.contains(base[position + offset]) { return 0 }
        }
        return length
    }
}
