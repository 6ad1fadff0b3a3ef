/// Where a value stands in its document, such as `deployments[0].parameters.Concurrency`.
indirect enum DocumentPath: Hashable, Sendable {
    case root
    case key(String, of: DocumentPath)
    case index(Int, of: DocumentPath)

    /// The path as people write it; keys that are no plain words stand in brackets.
    var text: String {
        switch self {
        case .root:
            return ""
        case .index(let index, let parent):
            return "\(parent.text)[\(index)]"
        case .key(_, let parent) where parent.isSecret:
            // A key below a secret may be the secret.
            return "\(parent.text).…"
        case .key(let key, let parent):
            let isWord = !key.isEmpty && key.utf8.allSatisfy(DocumentPath.isWordByte)
            if !isWord { return "\(parent.text)[\"\(Excerpt.of(key))\"]" }
            let before = parent.text
            return before.isEmpty ? key : "\(before).\(key)"
        }
    }

    /// Whether a key on the way here says that a secret follows; such values are never shown.
    var isSecret: Bool {
        switch self {
        case .root: false
        case .index(_, let parent): parent.isSecret
        case .key(let key, let parent): SecretKeys.looksSecret(key) || parent.isSecret
        }
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }
}

/// Keys whose values may be secrets.
enum SecretKeys {
    private static let signs = ["token", "secret", "passw", "credential", "apikey", "privatekey", "accesskey"]

    /// Whether the value under a key has to be kept out of every message. Complexity: O(length).
    static func looksSecret(_ key: String) -> Bool {
        // Paths are asked for every value that is shown, and nearly all keys are plain words: those need no Unicode.
        var letters: [UInt8] = []
        for byte in key.utf8 {
            guard byte < 0x80 else { return looksSecret(unicode: key) }
            let lower = byte | 0x20
            if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) { letters.append(lower) }
        }
        return signs.contains { sign in
            letters.indices.contains { letters[$0...].starts(with: sign.utf8) }
        }
    }

    private static func looksSecret(unicode key: String) -> Bool {
        let plain = key.lowercased().filter { $0.isLetter }
        return signs.contains { plain.contains($0) }
    }
}

/// Text from a file, made fit to be quoted in a message.
enum Excerpt {
    /// Most characters that are quoted.
    static let longest = 60

    /// The text itself, cut to ``longest`` characters, with control characters replaced and invisible marks named.
    static func of(_ text: String) -> String {
        var excerpt = ""
        var count = 0
        for scalar in text.unicodeScalars {
            guard count < longest else { return excerpt + "…" }
            let isControl =
                scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
            if scalar.properties.generalCategory == .format || Typography.isStrangeSpace(scalar) {
                // Invisible marks could reorder the message, and unseen they would explain nothing.
                excerpt += "<\(Typography.code(of: scalar))>"
            } else {
                excerpt.unicodeScalars.append(isControl ? "\u{FFFD}" : scalar)
            }
            count += 1
        }
        return excerpt
    }
}
