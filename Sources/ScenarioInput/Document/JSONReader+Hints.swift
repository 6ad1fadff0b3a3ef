import ScanModel

/// What people write that looks like JSON: how it is called, and what JSON has instead.
extension JSONReader {
    /// The issue where a value should begin.
    mutating func noValue(path: DocumentPath) -> InputIssue {
        if let mark = strangeMark() { return mark }
        let word = self.word
        // A value below a key that names a secret is not shown.
        let shown = path.isSecret ? "a word" : "`\(Excerpt.of(word))`"
        switch word {
        case "": break
        case "True", "False":
            return syntax("`\(word)` is no value of JSON", expected: "a value", suggestion: word.lowercased())
        case "None", "undefined", "NULL", "Null", "nil":
            return syntax("`\(word)` is no value of JSON", expected: "a value", suggestion: "null")
        case "NaN", "Infinity", "-Infinity", "+Infinity":
            return syntax("`\(word)` is no number of JSON", expected: "a finite number")
        default:
            guard let first = word.utf8.first, isDigit(first) || "+-.".utf8.contains(first) else {
                return syntax("\(shown) stands without quotes", expected: "texts in double quotes")
            }
            return syntax(
                "\(shown) is no number of JSON", expected: "a digit first, or a minus sign and a digit")
        }
        if peek == UInt8(ascii: ","), offset > 0 {
            return syntax("no value stands before this comma", expected: "a value")
        }
        return syntax("no JSON value starts here", expected: "a value, with texts in double quotes")
    }

    /// The issue where a key should begin.
    ///
    /// - Parameter comma: the comma before it; nil at the start of an object.
    mutating func noKey(path: DocumentPath, after comma: Int?) -> InputIssue {
        if comma != nil, peek == UInt8(ascii: "}") { return trailingComma() }
        if let mark = strangeMark() { return mark }
        let word = self.word
        guard !word.isEmpty else {
            return syntax("no key starts here", expected: "a key in double quotes")
        }
        // A key below a secret may be the secret.
        guard !path.isSecret else {
            return syntax("a key stands without quotes", expected: "a key in double quotes")
        }
        let shown = Excerpt.of(word)
        return syntax(
            "the key `\(shown)` stands without quotes", expected: "a key in double quotes", suggestion: "\"\(shown)\"")
    }

    /// The issue of a comma with nothing behind it.
    mutating func trailingComma() -> InputIssue {
        offset = comma
        return syntax("nothing follows this comma", expected: "no comma behind the last element")
    }

    /// The issue where an object or array should go on or end.
    mutating func notClosed(_ kind: String, _ close: String, from start: Int) -> InputIssue {
        if let mark = strangeMark() { return mark }
        guard offset < bytes.count else {
            let place = DocumentText.place(of: start, in: bytes)
            return syntax(
                "the file ends inside the \(kind) that opens at \(place.line):\(place.column)",
                expected: "`,` or `\(close)`")
        }
        return syntax("`,` or `\(close)` is missing before this place", expected: "`,` between elements")
    }

    /// The issue of a character here that stands for another in JSON, or begins a comment; nil if there is none.
    mutating func strangeMark() -> InputIssue? {
        switch peek {
        case UInt8(ascii: "/"), UInt8(ascii: "#"):
            return syntax(
                "a comment begins here, and JSON has none",
                expected: "no comments, or the scenario as YAML in a .yaml file")
        case UInt8(ascii: "'"):
            return syntax("a text stands in single quotes", expected: "double quotes")
        default:
            var iterator = bytes[offset...].prefix(4).makeIterator()
            var parser = Unicode.UTF8.ForwardParser()
            guard case .valid(let encoded) = parser.parseScalar(from: &iterator) else { return nil }
            let scalar = Unicode.UTF8.decode(encoded)
            if Typography.isStrangeQuote(scalar) || Typography.isStrangeSpace(scalar) {
                return syntax(
                    "\(Typography.name(of: scalar)) stands here",
                    expected: Typography.isStrangeQuote(scalar) ? "the straight quotation mark `\"`" : "a usual space")
            }
            guard scalar.properties.generalCategory == .format else { return nil }
            return syntax(
                "an invisible character (\(Typography.code(of: scalar))) stands here", expected: "the text without it")
        }
    }

    /// The letters, digits and signs of numbers from here on, as many as a message shows.
    private var word: String {
        let word = bytes[offset...].prefix(Excerpt.longest).prefix { byte in
            isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || "+-._$".utf8.contains(byte)
        }
        return String(decoding: word, as: UTF8.self)
    }
}
