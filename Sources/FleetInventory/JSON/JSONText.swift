/// The bytes of a JSON file as UTF-8 without a byte order mark.
enum JSONText {
    /// Takes away a byte order mark, and turns UTF-16, which Windows PowerShell writes when it redirects, into UTF-8.
    static func normalized(_ bytes: [UInt8]) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf8(fromUTF16: bytes, low: 0, high: 1) }
        if bytes.starts(with: [0xFE, 0xFF]) { return utf8(fromUTF16: bytes, low: 1, high: 0) }
        return bytes
    }

    private static func utf8(fromUTF16 bytes: [UInt8], low: Int, high: Int) -> [UInt8] {
        let units = stride(from: 2, to: bytes.count - 1, by: 2).lazy.map {
            UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + high]) << 8
        }
        return Array(String(decoding: Array(units), as: UTF16.self).utf8)
    }
}
