/// The SHA-256 digest of some content: equal digests, equal content.
public struct ContentDigest: Hashable, Sendable, Comparable {
    /// Its bytes, eight in a word, the first ones in the high bits.
    private let words: SIMD4<UInt64>

    /// What was added to a hash.
    public init(_ hash: SHA256) { self.init(bytes: hash.digest()) }

    /// The digest of some bytes, such as those of a file. Complexity: O(bytes).
    public init(of content: some Sequence<UInt8>) {
        var hash = SHA256()
        hash.update(content)
        self.init(hash)
    }

    /// A digest as ``text`` writes it; nil for anything else. Capitals are no digits here: one digest has one text.
    public init?(text: some StringProtocol) {
        guard text.utf8.count == 64 else { return nil }
        var words = SIMD4<UInt64>()
        for (index, byte) in text.utf8.enumerated() {
            let digit: UInt8
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
            case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
            default: return nil
            }
            words[index / 16] = words[index / 16] << 4 | UInt64(digit)
        }
        self.words = words
    }

    private init(bytes: [UInt8]) {
        var words = SIMD4<UInt64>()
        for (index, byte) in bytes.enumerated() { words[index / 8] = words[index / 8] << 8 | UInt64(byte) }
        self.words = words
    }

    /// Its 32 bytes.
    public var bytes: [UInt8] {
        (0..<32).map { UInt8(truncatingIfNeeded: words[$0 / 8] >> UInt64(56 - $0 % 8 * 8)) }
    }

    /// 64 hexadecimal digits in small letters.
    public var text: String {
        (0..<4).map { index in
            let digits = String(words[index], radix: 16)
            return String(repeating: "0", count: 16 - digits.utf8.count) + digits
        }.joined()
    }

    public static func < (left: ContentDigest, right: ContentDigest) -> Bool {
        for index in 0..<4 where left.words[index] != right.words[index] {
            return left.words[index] < right.words[index]
        }
        return false
    }
}
