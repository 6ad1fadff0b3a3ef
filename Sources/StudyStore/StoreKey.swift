public import ScanModel

/// What something is kept under: 1 to 64 hexadecimal digits in small letters, such as a digest.
public struct StoreKey: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// Digits of the longest key, those of a SHA-256.
    public static let digitsMax = 64

    /// Its digits.
    public let text: String

    /// The key of these digits; nil for anything else. Capitals are no digits here: one key has one text.
    public init?(_ text: some StringProtocol) {
        guard (1...Self.digitsMax).contains(text.utf8.count) else { return nil }
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): continue
            default: return nil
            }
        }
        self.text = String(text)
    }

    /// The key of some content.
    public init(_ digest: ContentDigest) { text = digest.text }

    public var description: String { text }

    public static func < (left: StoreKey, right: StoreKey) -> Bool { left.text < right.text }
}
