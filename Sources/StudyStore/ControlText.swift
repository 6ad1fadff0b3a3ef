/// Looks for control characters in texts that a stranger may have written: shown on a terminal, they would be obeyed.
///
/// Line ends and tabs are none here. What a sweep writes has no others.
enum ControlText {
    /// Whether a text holds one. Complexity: O(bytes).
    static func isIn(_ text: String) -> Bool { text.unicodeScalars.contains { isControl($0.value) } }

    /// Whether a text within a JSON document holds one, escaped or not. Complexity: O(bytes).
    static func isIn(json bytes: [UInt8]) -> Bool {
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "\\"):
                guard index + 1 < bytes.count else { return false }
                switch bytes[index + 1] {
                case UInt8(ascii: "b"), UInt8(ascii: "f"): return true
                case UInt8(ascii: "u"):
                    let digits = String(
                        decoding: bytes[min(index + 2, bytes.count)..<min(index + 6, bytes.count)], as: UTF8.self)
                    if digits.utf8.count == 4, let code = UInt32(digits, radix: 16), isControl(code) { return true }
                default: break
                }
                index += 2
            // U+0080 ... U+009F in UTF-8.
            case 0xC2:
                if index + 1 < bytes.count, (0x80...0x9F).contains(bytes[index + 1]) { return true }
                index += 1
            default:
                if byte < 0x80, isControl(UInt32(byte)) { return true }
                index += 1
            }
        }
        return false
    }

    private static func isControl(_ code: UInt32) -> Bool {
        switch code {
        case 0x09, 0x0A, 0x0D: false
        case 0..<0x20, 0x7F..<0xA0: true
        default: false
        }
    }
}
