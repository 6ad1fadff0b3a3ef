/// What the guard sees of a YAML text and messages need: the library keeps none of it.
struct YAMLNotes {
    /// An alias or an anchor.
    struct Name: Hashable {
        var name: String
        /// Where its `*` or `&` stands.
        var place: SourcePlace
    }

    /// A text in quotes that goes on over a line break.
    struct Spanning: Hashable {
        var start: SourcePlace
        /// The place after the closing quote.
        var end: SourcePlace
    }

    /// Most anchors, and most texts over several lines, that are kept.
    static let most = 10_000
    /// Most repeated keys that are kept: each needs a character of its own among those for private use.
    static let repeatedMost = 65_000

    /// All aliases, in the order of the text.
    var aliases: [Name] = []
    /// Anchors, in the order of the text.
    private(set) var anchors: [Name] = []
    private(set) var spanning: [Spanning] = []
    /// The first byte of each key that its mapping has already, rising.
    private(set) var repeatedKeys: [Int] = []

    mutating func addAnchor(_ anchor: Name) {
        if anchors.count < YAMLNotes.most { anchors.append(anchor) }
    }

    mutating func addSpanning(_ start: SourcePlace, to end: SourcePlace) {
        if spanning.count < YAMLNotes.most { spanning.append(Spanning(start: start, end: end)) }
    }

    mutating func addRepeatedKey(at offset: Int) {
        if repeatedKeys.count < YAMLNotes.repeatedMost { repeatedKeys.append(offset) }
    }
}

extension YAMLGuard {
    /// Notes a key of the innermost mapping, and whether it was there.
    ///
    /// - Parameter range: the bytes of the key, with its quotes.
    mutating func noteKey(_ range: Range<Int>) {
        guard let key = keyText(range) else { return }
        let known: Int32?
        if flow.isEmpty {
            known = blockKeys[blockKeys.count - 1].insert(key, line: Int32(clamping: line))
        } else if flow[flow.count - 1].isMapping {
            known = flow[flow.count - 1].keys.insert(key, line: Int32(clamping: line))
        } else {
            // In a list `key: value` is a mapping of its own.
            return
        }
        let isQuoted = bytes[range.lowerBound] == UInt8(ascii: "\"") || bytes[range.lowerBound] == UInt8(ascii: "'")
        if known != nil { notes.addRepeatedKey(at: range.lowerBound + (isQuoted ? 1 : 0)) }
    }

    /// The text of a key; nil if it has escapes.
    private func keyText(_ range: Range<Int>) -> String? {
        let written = bytes[range]
        guard let first = written.first, let last = written.last else { return nil }
        switch first {
        case UInt8(ascii: "\""):
            guard written.count >= 2, last == first, !written.contains(UInt8(ascii: "\\")) else { return nil }
            return String(decoding: written.dropFirst().dropLast(), as: UTF8.self)
        case UInt8(ascii: "'"):
            let text = written.dropFirst().dropLast()
            guard written.count >= 2, last == first, !text.contains(first) else { return nil }
            return String(decoding: text, as: UTF8.self)
        default:
            let end = written.lastIndex { $0 != 0x20 && $0 != 0x09 } ?? range.lowerBound
            return String(decoding: bytes[range.lowerBound...end], as: UTF8.self)
        }
    }
}
