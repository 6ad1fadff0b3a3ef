import ScanModel
import Yams

/// Reads YAML into nodes. The library only composes; nothing is resolved to types and no alias is expanded before its
/// size is known.
struct YAMLReader {
    let text: DocumentText
    let limits: DocumentLimits
    let log: IssueLog

    /// The whole document. Repeated keys, merge keys, explicit tags and characters that only look like spaces or quotes
    /// are reported; anything else that is wrong ends the reading.
    ///
    /// - Throws: the first error of syntax or the first bound that is exceeded.
    /// - Complexity: O(bytes + nodes).
    func document() throws(InputIssue) -> DocumentNode {
        try refuseStrangeBreaks()
        var yamlGuard = YAMLGuard(text: text, limits: limits, log: log)
        try yamlGuard.check()
        let notes = yamlGuard.notes
        let renaming = YAMLRenaming(of: notes.repeatedKeys, in: text.bytes)
        let root: Node?
        do {
            root = try compose(
                yaml: String(decoding: renaming.bytes, as: UTF8.self), .basic, .default, .utf8)
        } catch let error as YamlError {
            throw YAMLComplaint(bytes: text.bytes, notes: notes, file: log.file).issue(for: error)
        } catch {
            throw InputIssue(
                file: log.file, line: 0, column: 0, path: "", problem: "not valid YAML: it cannot be read")
        }
        guard let root else {
            let problem = text.firstSolidByte == nil ? "the file is empty" : "the file holds nothing but comments"
            throw InputIssue(
                file: log.file, line: 1, column: 1, path: "", problem: problem, expected: "a mapping of keys to values")
        }
        var size = YAMLSize(limits: limits, aliases: notes.aliases, file: log.file)
        try size.count(root, depth: 0)
        let end = DocumentText.place(of: text.bytes.count, in: text.bytes)
        var conversion = YAMLConversion(log: log, originals: renaming.originals, end: end)
        return conversion.node(root, path: .root)
    }

    /// YAML 1.1 takes these characters for line breaks, editors do not.
    private func refuseStrangeBreaks() throws(InputIssue) {
        let bytes = text.bytes
        // Their first bytes are rare in most texts, and none of them is the last byte of a text.
        for offset in bytes.indices.dropLast() where bytes[offset] >= 0xC2 {
            guard let strange = YAMLReader.strangeBreak(bytes[offset...].prefix(3)) else { continue }
            let place = DocumentText.place(of: offset, in: bytes)
            let name = strange == "\u{FEFF}" ? "byte order mark" : "line separator"
            throw InputIssue(
                file: log.file, line: Int(place.line), column: Int(place.column), path: "",
                problem: "not valid YAML: an invisible \(name) (\(Typography.code(of: strange))) stands here",
                expected: "the text without it")
        }
    }

    private static func strangeBreak(_ bytes: ArraySlice<UInt8>) -> Unicode.Scalar? {
        let (first, second, third) = (bytes.startIndex, bytes.startIndex + 1, bytes.startIndex + 2)
        switch (bytes[first], bytes[second]) {
        case (0xC2, 0x85): return "\u{85}"
        case (0xE2, 0x80) where bytes[third] == 0xA8: return "\u{2028}"
        case (0xE2, 0x80) where bytes[third] == 0xA9: return "\u{2029}"
        case (0xEF, 0xBB) where bytes[third] == 0xBF: return "\u{FEFF}"
        default: return nil
        }
    }
}

/// A text in which every repeated key has another name, of the same length in characters.
///
/// The library refuses a mapping that repeats a key, and says no more about the file. With another first character,
/// one for private use, such keys are new to it, and all places stay what they are.
struct YAMLRenaming {
    /// The text with the other names.
    private(set) var bytes: [UInt8]
    /// The names that the keys had, by those they have in ``bytes``; the first character of a name is unique in them.
    private(set) var originals: [Unicode.Scalar: Unicode.Scalar] = [:]

    /// - Parameter offsets: the first bytes of keys, rising. Nothing is renamed if the text has characters like those
    ///   for private use, or if a key begins with a sign.
    init(of offsets: [Int], in bytes: [UInt8]) {
        self.bytes = bytes
        guard !offsets.isEmpty, !bytes.contains(where: { $0 >= 0xF3 }) else { return }
        var renamed: [UInt8] = []
        renamed.reserveCapacity(bytes.count + 3 * offsets.count)
        var copied = 0
        for (number, offset) in offsets.enumerated() {
            guard let first = YAMLRenaming.letter(at: offset, in: bytes),
                let other = Unicode.Scalar(0xF_0000 + UInt32(number))
            else {
                originals = [:]
                return
            }
            renamed += bytes[copied..<offset]
            renamed += Array(String(other).utf8)
            copied = offset + String(first).utf8.count
            originals[other] = first
        }
        self.bytes = renamed + bytes[copied...]
    }

    private static func letter(at offset: Int, in bytes: [UInt8]) -> Unicode.Scalar? {
        var iterator = bytes[offset...].prefix(4).makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        guard case .valid(let encoded) = parser.parseScalar(from: &iterator) else { return nil }
        let scalar = Unicode.UTF8.decode(encoded)
        return scalar == "_" || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) ? scalar : nil
    }
}
