internal import ScanModel

/// What a name is the name of. The same text has unrelated pseudonyms as two kinds.
public enum NameKind: String, Hashable, Sendable, CaseIterable, Comparable {
    case account
    case group
    case tagKey
    /// Of one key: the same value under two keys has two pseudonyms.
    case tagValue

    /// The kind in words.
    public var title: String {
        switch self {
        case .account: "account"
        case .group: "group"
        case .tagKey: "tag key"
        case .tagValue: "tag value"
        }
    }

    public static func < (left: NameKind, right: NameKind) -> Bool { left.rawValue < right.rawValue }
}

/// Which pseudonym a name has under a key.
///
/// It is the beginning of the HMAC-SHA-256 of the kind and the name, so the same key gives the same pseudonym in every
/// file, and nobody without the key can try names out.
enum Pseudonym {
    /// Letters of a pseudonym that has no form to keep: 80 bits.
    static let letters = 16
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)

    /// An account keeps its form: 12 digits stay 12 digits (40 of the 256 bits), a GUID a GUID (122 bits; version 8 and
    /// the variant of RFC 9562). Everything else is a letter for its kind and ``letters`` of RFC 4648's base 32.
    ///
    /// - Parameter within: what the name belongs to: the key of a tag's value; nothing for other kinds.
    /// - Complexity: O(length).
    static func text(_ name: String, _ kind: NameKind, within: String = "", key: AnonymisingKey) -> String {
        let digest = key.digest(message(name, kind, within: within))
        if kind == .account {
            if AccountName.isNumber(name.utf8) { return number(digest) }
            if AccountName.isGUID(name.utf8) { return guid(digest) }
        }
        let letter =
            switch kind {
            case .account: "a"
            case .group: "g"
            case .tagKey: "k"
            case .tagValue: "v"
            }
        return letter + base32(digest)
    }

    /// Every part with its length before it, so that no two names make the same message.
    private static func message(_ name: String, _ kind: NameKind, within: String) -> [UInt8] {
        var message: [UInt8] = []
        for part in ["scanplan pseudonym 1", kind.rawValue, within, name] {
            let bytes = Array(part.utf8)
            for shift in stride(from: 56, through: 0, by: -8) {
                message.append(UInt8(truncatingIfNeeded: UInt64(bytes.count) >> UInt64(shift)))
            }
            message += bytes
        }
        return message
    }

    /// The remainder of 128 bits by 10^12; no remainder is more likely than another by more than 10^-26.
    private static func number(_ digest: [UInt8]) -> String {
        let value = digest[..<16].reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        let digits = String(UInt64(value % 1_000_000_000_000))
        return String(repeating: "0", count: 12 - digits.count) + digits
    }

    private static func guid(_ digest: [UInt8]) -> String {
        var bytes = Array(digest[..<16])
        bytes[6] = bytes[6] & 0x0F | 0x80
        bytes[8] = bytes[8] & 0x3F | 0x80
        let hex = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text += [hex[Int(byte >> 4)], hex[Int(byte & 15)]]
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static func base32(_ digest: [UInt8]) -> String {
        let value = digest[..<10].reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
        let signs = (0..<letters).map { alphabet[Int(truncatingIfNeeded: value >> UInt128(75 - 5 * $0)) & 31] }
        return String(decoding: signs, as: UTF8.self)
    }
}
