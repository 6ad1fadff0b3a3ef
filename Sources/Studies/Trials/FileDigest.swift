/// What names the content of a file: the SHA-256 of its bytes.
public enum FileDigest {
    /// 64 hexadecimal digits. Complexity: O(bytes).
    public static func text(_ bytes: [UInt8]) -> String {
        var hash = SHA256()
        hash.update(bytes)
        return hash.digest().reduce(into: "") { text, byte in
            for half in [byte >> 4, byte & 15] {
                text.append(Character(UnicodeScalar(half < 10 ? 48 + half : 87 + half)))
            }
        }
    }
}
