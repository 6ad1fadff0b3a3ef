/// UTF-16 with a byte order mark, as Windows PowerShell writes it.
enum WideText {
    /// The same text in UTF-8, without the mark; what is not well formed becomes the replacement character.
    static func utf8(_ bytes: [UInt8]) -> [UInt8] {
        let isLittleEndian = bytes.starts(with: [0xFF, 0xFE])
        let (low, high) = isLittleEndian ? (0, 1) : (1, 0)
        let units = stride(from: 2, to: bytes.count - 1, by: 2).lazy.map {
            UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + high]) << 8
        }
        return Array(String(decoding: Array(units), as: UTF16.self).utf8)
    }
}
