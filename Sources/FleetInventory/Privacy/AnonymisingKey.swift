internal import CNettle

/// The secret that pseudonyms are made with; who has it can tell which name a pseudonym stands for.
///
/// It never shows in a text, a dump or a reflection.
public struct AnonymisingKey: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Fewest bytes of a key: as many as the digest has, so that it is no easier to guess than the digest.
    public static let bytesMin = 32
    /// Most bytes of a key.
    public static let bytesMax = 4096
    /// Bytes of a digest of SHA-256.
    static let digestBytes = 32

    private let bytes: [UInt8]

    /// A key of at least ``bytesMin`` and at most ``bytesMax`` bytes; nil for any other number, and where all bytes are
    /// the same, which no source of random bytes gives.
    public init?(_ bytes: [UInt8]) {
        guard (Self.bytesMin...Self.bytesMax).contains(bytes.count), Set(bytes).count > 1 else { return nil }
        self.bytes = bytes
    }

    /// A new key from the system's source of random bytes.
    public static func random() -> (key: AnonymisingKey, bytes: [UInt8]) {
        var generator = SystemRandomNumberGenerator()
        while true {
            let bytes = (0..<bytesMin).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            if let key = AnonymisingKey(bytes) { return (key, bytes) }
        }
    }

    /// HMAC-SHA-256 (RFC 2104, FIPS 198-1) of a message. Complexity: O(length).
    func digest(_ message: [UInt8]) -> [UInt8] {
        var context = hmac_sha256_ctx()
        nettle_hmac_sha256_set_key(&context, bytes.count, bytes)
        nettle_hmac_sha256_update(&context, message.count, message)
        var digest = [UInt8](repeating: 0, count: Self.digestBytes)
        nettle_hmac_sha256_digest(&context, digest.count, &digest)
        return digest
    }

    public var description: String { "a key" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}
