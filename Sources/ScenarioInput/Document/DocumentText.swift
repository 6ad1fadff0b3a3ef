import ScanModel

/// The bytes of a file after the checks that every format needs: its size, its encoding, no control characters.
struct DocumentText {
    /// Valid UTF-8 without a byte order mark.
    let bytes: [UInt8]

    /// - Throws: the first thing that keeps the bytes from being text.
    /// - Complexity: O(bytes).
    init(bytes: [UInt8], file: String, limits: DocumentLimits) throws(InputIssue) {
        func issue(_ problem: String, at place: SourcePlace, expected: String) -> InputIssue {
            InputIssue(
                file: file, line: Int(place.line), column: Int(place.column), path: "", problem: problem,
                expected: expected)
        }
        guard bytes.count <= limits.bytes else {
            let most = limits.bytes >= 1 << 20 ? "\(limits.bytes >> 20) MiB" : "\(limits.bytes) bytes"
            // Not the number of bytes: who reads the file stops soon after the limit.
            throw issue("the file is too large", at: .wholeFile, expected: "at most \(most)")
        }
        if let name = DocumentText.wideEncoding(bytes) {
            throw issue("the file is encoded in \(name)", at: .start, expected: "UTF-8")
        }
        if let name = DocumentText.foreignKind(bytes) {
            throw issue("the file is \(name)", at: .start, expected: "text in UTF-8")
        }
        var bytes = bytes
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        if let offset = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }) {
            let name = "0x" + (bytes[offset] < 16 ? "0" : "") + String(bytes[offset], radix: 16, uppercase: true)
            throw issue(
                "there is a control character (\(name)) at byte \(offset)",
                at: DocumentText.place(of: offset, in: bytes), expected: "text in UTF-8")
        }
        if String(validating: bytes, as: UTF8.self) == nil {
            let offset = DocumentText.firstInvalidByte(bytes)
            throw issue(
                "the file is not valid UTF-8 at byte \(offset)", at: DocumentText.place(of: offset, in: bytes),
                expected: "text in UTF-8, also where an editor would save as Windows-1252 or Latin-1")
        }
        self.bytes = bytes
    }

    /// The first byte that is neither a blank nor a line break; nil if there is none.
    var firstSolidByte: UInt8? {
        bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    }

    /// The name of an encoding with wider units, told by its byte order mark, or without one by the empty halves of its
    /// first characters: those of YAML and JSON are below 128.
    private static func wideEncoding(_ bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0xFF, 0xFE, 0x00, 0x00]) || bytes.starts(with: [0x00, 0x00, 0xFE, 0xFF]) {
            return "UTF-32"
        }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        let first = bytes.prefix(4).map { $0 == 0 }
        switch first {
        case [false, true, false, true], [true, false, true, false]: return "UTF-16"
        case [false, true, true, true], [true, true, true, false]: return "UTF-32"
        default: return nil
        }
    }

    /// What a file is that begins like no text; nil if it may be one.
    private static func foreignKind(_ bytes: [UInt8]) -> String? {
        let kinds: [(start: [UInt8], name: String)] = [
            ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive or an office document"), ([0x1F, 0x8B], "compressed with gzip"),
            ([0x25, 0x50, 0x44, 0x46], "a PDF document"),
        ]
        if let kind = kinds.first(where: { bytes.starts(with: $0.start) }) { return kind.name }
        let head = bytes.prefix(1024)
        let controls = head.count { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
        // A stray control character in a text is shown in its place; binary data has many.
        return controls >= 4 && controls * 10 >= head.count ? "binary data and no text" : nil
    }

    /// Line and column of a byte. Complexity: O(offset).
    static func place(of offset: Int, in bytes: [UInt8]) -> SourcePlace {
        var cursor = PlaceCursor()
        return cursor.place(of: offset, in: bytes)
    }

    private static func firstInvalidByte(_ bytes: [UInt8]) -> Int {
        var iterator = bytes.makeIterator()
        var parser = Unicode.UTF8.ForwardParser()
        var offset = 0
        while case .valid(let scalar) = parser.parseScalar(from: &iterator) { offset += scalar.count }
        return offset
    }
}

/// Line and column of byte offsets that are asked for in rising order: O(1) amortised.
struct PlaceCursor {
    private var offset = 0
    private var line = 1
    private var column = 1

    /// The place of `target`, which is not below the one before.
    mutating func place(of target: Int, in bytes: [UInt8]) -> SourcePlace {
        while offset < min(target, bytes.count) {
            let byte = bytes[offset]
            let endsLine = byte == 0x0A || byte == 0x0D && !(offset + 1 < bytes.count && bytes[offset + 1] == 0x0A)
            if endsLine {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80, byte != 0x0D {
                // Continuation bytes of UTF-8 do not make a new column.
                column += 1
            }
            offset += 1
        }
        return SourcePlace(line: line, column: column)
    }
}
