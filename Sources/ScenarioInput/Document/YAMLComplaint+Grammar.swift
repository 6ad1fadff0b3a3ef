/// The rules of the grammar that the library names, in the order in which people break them.
extension YAMLComplaint {
    /// Nil for what has no words of its own here.
    ///
    /// - Parameters:
    ///   - start: where the library began to read what it could not finish.
    ///   - place: where it noticed.
    func words(_ problem: String, while doing: String, from start: SourcePlace, at place: SourcePlace) -> Words? {
        switch problem {
        case "mapping values are not allowed in this context": colonWords(at: place)
        case "could not find expected ':'": keyWords(at: start)
        case "did not find expected key": quoteWords(at: place) ?? mappingWords(at: place)
        case "did not find expected ',' or ']'": quoteWords(at: place) ?? bracketWords("[", "]", from: start, at: place)
        case "did not find expected ',' or '}'": quoteWords(at: place) ?? bracketWords("{", "}", from: start, at: place)
        case "did not find expected '-' indicator": listWords(from: start, at: place)
        case "did not find expected node content": contentWords(at: place)
        case "did not find expected <document start>": endWords(at: place)
        case "block sequence entries are not allowed in this context":
            Words(
                problem: "a list begins on the line of its key",
                expected: "each `- ` on a line of its own below the key, or `[a, b]`", place: place)
        case "found character that cannot start any token": beginningWords(at: place)
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            Words(problem: "a tab stands in the indentation", expected: "spaces only", place: place)
        case "did not find expected alphabetic or numeric character": beginningWords(at: start)
        default: scalarWords(problem, while: doing, from: start, at: place)
        }
    }

    /// A quoted or block text, or a directive.
    private func scalarWords(
        _ problem: String, while doing: String, from start: SourcePlace, at place: SourcePlace
    ) -> Words? {
        let sign = lines.text(from: start).first.map(String.init) ?? "\""
        switch problem {
        case "found unexpected end of stream", "found unexpected document indicator":
            return unclosedQuote(sign, at: start)
        case "found unknown escape character":
            return Words(
                problem: "no escape sequence begins with `\\` and this character",
                expected: "`\\\\` for a backslash, or the text in single quotes", place: place)
        case "did not find expected hexdecimal number", "found invalid Unicode character escape code":
            return Words(
                problem: "an escape sequence is not complete or names no character",
                expected: "two hexadecimal digits after `\\x`, four after `\\u`, eight after `\\U`", place: place)
        case "did not find expected comment or line break" where doing.hasSuffix("block scalar"):
            return Words(
                problem: "a text stands on the line of `\(sign)`",
                expected: "the text on the lines below, or quotes around a text that begins with `\(sign)`",
                place: start)
        case _ where doing.contains("directive"): return beginningWords(at: start)
        default: return nil
        }
    }

    private func unclosedQuote(_ sign: String, at place: SourcePlace) -> Words {
        Words(
            problem: "the quote that opens here is not closed", expected: "`\(sign)` at the end of the text",
            place: place)
    }

    /// A text in quotes that runs over lines up to the line at fault: the next quote in the file has closed it.
    private func quoteWords(at place: SourcePlace) -> Words? {
        guard let text = notes.spanning.last(where: { $0.end.line == place.line && $0.end <= place }) else {
            return nil
        }
        return lateQuote(text)
    }

    private func lateQuote(_ text: YAMLNotes.Spanning) -> Words {
        var words = unclosedQuote(lines.text(from: text.start).first.map(String.init) ?? "\"", at: text.start)
        words.problem = "the quote that opens here closes only on line \(text.end.line)"
        return words
    }

    /// A colon where no key can stand.
    private func colonWords(at place: SourcePlace) -> Words {
        let line = Int(place.line)
        let before = Array(lines.text(before: place).unicodeScalars)
        let colon = before.indices.dropLast().first { before[$0] == ":" && before[$0 + 1] == " " }
        if let colon {
            let blanks = before[(colon + 1)...].prefix { $0 == " " }.count
            return Words(
                problem: "a value without quotes contains `: `", expected: "quotes around the value",
                place: SourcePlace(line: line, column: colon + 2 + blanks))
        }
        let indentation = lines.indentation(of: line)
        guard let above = lines.solidLine(before: line), lines.indentation(of: above) >= indentation else {
            return Words(
                problem: "this line is indented as if it belonged to the value above it",
                expected: "the indentation of the keys it belongs to",
                place: SourcePlace(line: line, column: indentation + 1))
        }
        return keyWords(at: SourcePlace(line: above, column: lines.indentation(of: above) + 1))
    }

    /// A line that should be a key with its value.
    private func keyWords(at place: SourcePlace) -> Words {
        if let quote = notes.spanning.first(where: { $0.start == place }) { return lateQuote(quote) }
        let text = lines.text(from: place)
        let quote = text.prefix { $0 == "\"" || $0 == "'" }.prefix(1)
        let inner = text.dropFirst(quote.count).prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        let isClosed = text[inner.endIndex...].hasPrefix(quote)
        let word = isClosed ? text.prefix(quote.count * 2 + inner.count) : inner
        let rest = text[word.endIndex...]
        if !word.isEmpty, rest.hasPrefix(":"), !rest.hasPrefix(":/"), rest.count > 1 {
            return Words(
                problem: "no space follows the colon", expected: "`key: value`",
                place: SourcePlace(line: Int(place.line), column: Int(place.column) + word.unicodeScalars.count))
        }
        return Words(
            problem: "this line is no key with its value, and belongs to no value above it", expected: "`key: value`",
            place: place)
    }

    private func isFirst(_ place: SourcePlace) -> Bool {
        Int(place.column) == lines.indentation(of: Int(place.line)) + 1
    }

    /// Something in a mapping that is no key.
    private func mappingWords(at place: SourcePlace) -> Words {
        let text = lines.text(from: place)
        if text.hasPrefix("]") || text.hasPrefix("}") { return closingWords(at: place) }
        if text.hasPrefix("- ") || text == "-" {
            return Words(
                problem: "an element of a list stands where a key belongs",
                expected: "`key: value`, or the list below a key without a value", place: place)
        }
        if isFirst(place) {
            return Words(
                problem: "the indentation of this line fits no line above it",
                expected: "as many spaces as the keys it belongs to", place: place)
        }
        return Words(
            problem: "something follows a value that has ended",
            expected: "one value, in quotes if it contains quotes or brackets", place: place)
    }

    /// Something behind the end of the document.
    private func endWords(at place: SourcePlace) -> Words {
        if isFirst(place), let first = lines.firstSolidLine, Int(place.column) <= lines.indentation(of: first) {
            return Words(
                problem: "this line is indented less than the first one", expected: "the same indentation",
                place: place)
        }
        return Words(
            problem: "the document has ended before this place", expected: "one mapping of keys to values",
            place: place)
    }

    private func closingWords(at place: SourcePlace) -> Words {
        let sign = lines.text(from: place).prefix(1)
        return Words(
            problem: "`\(sign)` closes nothing", expected: "`\(sign == "]" ? "[" : "{")` before it", place: place)
    }

    private func bracketWords(
        _ open: String, _ close: String, from start: SourcePlace, at place: SourcePlace
    ) -> Words {
        let isSameLine = start.line == place.line && !lines.text(from: place).isEmpty
        return isSameLine
            ? Words(
                problem: "`,` or `\(close)` is missing before this place",
                expected: "`,` between elements, and quotes around a text with brackets, commas or `: `", place: place)
            : Words(
                problem: "`\(open)` opens here and is not closed",
                expected: "`\(close)` at the end, `,` between elements",
                place: start)
    }

    private func listWords(from start: SourcePlace, at place: SourcePlace) -> Words {
        if let quote = quoteWords(at: place) { return quote }
        guard isFirst(place) else { return mappingWords(at: place) }
        return Words(
            problem: "this line is no element of the list that begins on line \(start.line)",
            expected: "`- ` at column \(start.column), or the indentation of the keys it belongs to", place: place)
    }

    private func contentWords(at place: SourcePlace) -> Words {
        let text = lines.text(from: place)
        if text.hasPrefix("]") || text.hasPrefix("}") { return closingWords(at: place) }
        return Words(
            problem: text.hasPrefix(",") ? "no value stands before this comma" : "no value begins here",
            expected: "a value", place: place)
    }

    /// A sign that YAML keeps for itself, at the start of a text.
    private func beginningWords(at place: SourcePlace) -> Words {
        guard let first = lines.text(from: place).unicodeScalars.first, first != "\t" else {
            return Words(problem: "a tab stands where only spaces may", expected: "spaces", place: place)
        }
        let sign = first == "`" ? "a backtick" : "`\(Excerpt.of(String(first)))`"
        return Words(
            problem: "a text without quotes begins with \(sign)",
            expected: "quotes around the text", place: place)
    }
}
