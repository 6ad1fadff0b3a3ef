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
}
