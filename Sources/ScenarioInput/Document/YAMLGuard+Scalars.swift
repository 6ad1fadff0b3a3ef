/// The characters of the YAML guard: blanks, comments and the three kinds of scalars.
extension YAMLGuard {
    /// The byte at the current place; 0, which no text has, at the end.
    var peek: UInt8 { byte(0) }

    private func byte(_ ahead: Int) -> UInt8 { offset + ahead < bytes.count ? bytes[offset + ahead] : 0 }

    func isBlankOrEnd(_ ahead: Int) -> Bool {
        switch byte(ahead) {
        case 0, 0x20, 0x09, 0x0A, 0x0D: true
        default: false
        }
    }

    func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    private var isAtBreak: Bool { peek == 0x0A || peek == 0x0D }
    private var isAtBlank: Bool { peek == 0x20 || peek == 0x09 }

    /// Whether `---` or `...` stands here at the start of a line.
    var isDocumentMarker: Bool {
        guard column == 0, peek == UInt8(ascii: "-") || peek == UInt8(ascii: ".") else { return false }
        return byte(1) == peek && byte(2) == peek && isBlankOrEnd(3)
    }

    /// One character on, counting lines and columns.
    mutating func advance() {
        guard offset < bytes.count else { return }
        let current = bytes[offset]
        offset += 1
        if current == 0x0A || current == 0x0D && peek != 0x0A {
            line += 1
            column = 0
        } else if current != 0x0D, !(0x80..<0xC0).contains(peek) {
            // A character ends where the next byte is not a continuation of it.
            column += 1
        }
    }

    mutating func advance(by count: Int) {
        for _ in 0..<count { advance() }
    }

    mutating func skipLine() {
        while peek != 0, !isAtBreak { advance() }
    }

    /// Blanks, comments and line breaks up to the next token.
    mutating func skipToToken() {
        while true {
            while peek == 0x20 || peek == 0x09 && (!flow.isEmpty || !keyAllowed) { advance() }
            if peek == UInt8(ascii: "#") { skipLine() }
            guard isAtBreak else { return }
            advance()
            if flow.isEmpty { keyAllowed = true }
        }
    }

    mutating func quotedScalar() {
        let quote = peek
        advance()
        while peek != 0 {
            if peek == quote {
                advance()
                guard quote == UInt8(ascii: "'"), peek == quote else { return }
            } else if peek == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                advance()
            }
            advance()
        }
    }

    mutating func plainScalar() {
        let least = indent + 1
        var endsLine = false
        defer { if endsLine { keyAllowed = true } }
        while true {
            if isDocumentMarker || peek == UInt8(ascii: "#") { return }
            while !isBlankOrEnd(0) {
                if peek == UInt8(ascii: ":"), isBlankOrEnd(1) { break }
                if !flow.isEmpty, isFlowIndicator(peek) { break }
                endsLine = false
                advance()
            }
            guard isAtBlank || isAtBreak else { return }
            while isAtBlank || isAtBreak {
                if isAtBreak { endsLine = true }
                advance()
            }
            if flow.isEmpty, column < least { return }
        }
    }

    private func isFlowIndicator(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"): true
        default: false
        }
    }

    mutating func blockScalar() {
        advance()
        var increment = 0
        while !isBlankOrEnd(0), peek != UInt8(ascii: "#") {
            if (UInt8(ascii: "1")...UInt8(ascii: "9")).contains(peek) { increment = Int(peek - UInt8(ascii: "0")) }
            advance()
        }
        skipLine()
        advance()
        var blockIndent = increment == 0 ? 0 : max(indent, 0) + increment
        skipBlockBreaks(&blockIndent)
        while column == blockIndent, peek != 0 {
            skipLine()
            advance()
            skipBlockBreaks(&blockIndent)
        }
    }

    /// Indentation and empty lines; finds the indentation if it is still 0.
    private mutating func skipBlockBreaks(_ blockIndent: inout Int) {
        var widest = 0
        while true {
            while blockIndent == 0 || column < blockIndent, peek == 0x20 { advance() }
            widest = max(widest, column)
            guard isAtBreak else { break }
            advance()
        }
        if blockIndent == 0 { blockIndent = max(widest, indent + 1, 1) }
    }
}
