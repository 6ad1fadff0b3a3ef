/// What keeps a text from being a rule.
public struct TagSyntaxError: Error, Hashable, Sendable {
    /// Character, counted from 1.
    public var position: Int
    public var problem: String
    public var expected: String
    /// The word that stands there and the words that may, where a misspelling is likely.
    public var word = ""
    public var candidates: [String] = []
}

extension TagExpression {
    /// Longest rule in bytes, and deepest brackets.
    public static let longest = 1000
    public static let deepest = 20

    /// Reads a rule such as `cloud = azure and not (size = Standard_B* or lifetime < 2h) and running`.
    ///
    /// A word alone is a dynamic tag. `and` binds stronger than `or`; both, and `not`, in any case of letters. Text
    /// fields know `=` and `!=`, numbers also `<`, `<=`, `>=` and `>`; `tags.KEY` is a tag of the cloud; values with
    /// spaces stand in quotes.
    ///
    /// - Parameter known: the dynamic tags that may be named.
    /// - Complexity: O(length x known).
    public static func read(_ text: String, known: Set<String>) throws(TagSyntaxError) -> TagExpression {
        var parser = TagParser(text, known: known)
        return try parser.whole()
    }
}

private struct TagParser {
    private enum Token: Hashable {
        case word(String)
        case quoted(String)
        case sign(String)
        case end
    }

    private var tokens: [(token: Token, position: Int)] = []
    private var next = 0
    private let known: Set<String>
    private var fault: TagSyntaxError?

    private static let textFields: [(String, TagExpression.TextField)] = [
        ("name", .name), ("cloud", .cloud), ("region", .region), ("platform", .platform), ("state", .state),
        ("size", .size),
    ]

    private static var fieldNames: [String] {
        textFields.map(\.0) + TagExpression.NumberField.allCases.map(\.rawValue)
            + TagExpression.FlagField.allCases.map(\.rawValue)
    }

    init(_ text: String, known: Set<String>) {
        self.known = known
        guard text.utf8.count <= TagExpression.longest else {
            fault = TagSyntaxError(
                position: 1, problem: "has \(text.utf8.count) bytes",
                expected: "a rule of at most \(TagExpression.longest) bytes")
            return
        }
        split(Array(text))
    }

    private mutating func split(_ letters: [Character]) {
        var index = 0
        while index < letters.count {
            let (letter, start) = (letters[index], index)
            if letter == " " {
                index += 1
            } else if Self.isWord(letter) {
                while index < letters.count, Self.isWord(letters[index]) { index += 1 }
                tokens.append((.word(String(letters[start..<index])), start + 1))
            } else if letter == "'" || letter == "\"" {
                guard let end = letters[(index + 1)...].firstIndex(of: letter) else {
                    fault = TagSyntaxError(
                        position: start + 1, problem: "has a quote that does not end", expected: "a second quote")
                    return
                }
                tokens.append((.quoted(String(letters[(index + 1)..<end])), start + 1))
                index = end + 1
            } else {
                let two = String(letters[index..<min(index + 2, letters.count)])
                let sign = ["<=", ">=", "!="].contains(two) ? two : String(letter)
                guard ["<=", ">=", "!=", "<", ">", "=", "(", ")"].contains(sign) else {
                    fault = TagSyntaxError(
                        position: start + 1, problem: "has the character `\(letter)`",
                        expected: "words, quoted texts, brackets and = != < <= > >=")
                    return
                }
                tokens.append((.sign(sign), start + 1))
                index += sign.count
            }
        }
        tokens.append((.end, letters.count + 1))
    }

    private static func isWord(_ letter: Character) -> Bool {
        guard letter.isASCII else { return letter.isLetter }
        return letter.isLetter || letter.isNumber || "_-.:/*%@+".contains(letter)
    }

    mutating func whole() throws(TagSyntaxError) -> TagExpression {
        if let fault { throw fault }
        let expression = try alternatives(depth: 0)
        if tokens[next].token != .end { throw error("`and`, `or` or the end") }
        return expression
    }

    private mutating func alternatives(depth: Int) throws(TagSyntaxError) -> TagExpression {
        var parts = [try conjunction(depth: depth)]
        while takes("or") { parts.append(try conjunction(depth: depth)) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(depth: Int) throws(TagSyntaxError) -> TagExpression {
        var parts = [try negation(depth: depth)]
        while takes("and") { parts.append(try negation(depth: depth)) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation(depth: Int) throws(TagSyntaxError) -> TagExpression {
        guard depth <= TagExpression.deepest else {
            throw TagSyntaxError(
                position: tokens[next].position, problem: "is nested deeper than \(TagExpression.deepest)",
                expected: "a simpler rule")
        }
        if takes("not") { return .not(try negation(depth: depth + 1)) }
        if case .sign("(") = tokens[next].token {
            next += 1
            let inner = try alternatives(depth: depth + 1)
            guard case .sign(")") = tokens[next].token else { throw error("`and`, `or` or `)`") }
            next += 1
            return inner
        }
        return try condition()
    }

    private mutating func condition() throws(TagSyntaxError) -> TagExpression {
        guard case .word(let word) = tokens[next].token, !["and", "or", "not"].contains(word.lowercased()) else {
            throw error("a field, a dynamic tag, `not` or `(`")
        }
        let start = next
        next += 1
        guard case .sign(let sign) = tokens[next].token, sign != "(", sign != ")" else {
            guard known.contains(word) else {
                next = start
                throw unknown(word, "a dynamic tag that stands above, or a field with a comparison")
            }
            return .tagged(word)
        }
        next += 1
        let place = next
        let value: String
        switch tokens[next].token {
        case .word(let text), .quoted(let text): value = text
        case .sign, .end: throw error("a value")
        }
        next += 1
        if let field = Self.textField(word) {
            guard sign == "=" || sign == "!=" else {
                next = place - 1
                throw error("= or != for \(word)")
            }
            let matches = TagExpression.matches(field, pattern: value)
            return sign == "=" ? matches : .not(matches)
        }
        if let field = TagExpression.FlagField(rawValue: word) {
            guard sign == "=" || sign == "!=", let flag = Bool(value) else {
                next = place
                throw error("= true or = false for \(word)")
            }
            return flag == (sign == "=") ? .isTrue(field) : .not(.isTrue(field))
        }
        guard let field = TagExpression.NumberField(rawValue: word) else {
            next = start
            throw unknown(word, "a field, or tags.KEY for a tag of the cloud")
        }
        guard let number = field == .lifetime ? Self.seconds(value) : Self.count(value) else {
            next = place
            throw error(field == .lifetime ? "whole seconds such as 90s, 15m, 2h or 7d" : "a whole number")
        }
        if sign == "!=" { return .not(.compares(field, .equal, number)) }
        guard let relation = TagExpression.Relation(rawValue: sign) else { throw error("a comparison") }
        return .compares(field, relation, number)
    }

    private static func textField(_ word: String) -> TagExpression.TextField? {
        if word.hasPrefix("tags."), word.count > 5 { return .tag(String(word.dropFirst(5))) }
        return textFields.first { $0.0 == word }?.1
    }

    private static func count(_ text: String) -> Int? {
        guard !text.isEmpty, text.utf8.count <= 9, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }

    private static func seconds(_ text: String) -> Int? {
        let factors: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last, let factor = factors[unit], let number = count(String(text.dropLast())) else {
            return nil
        }
        return number * factor
    }

    /// Takes a keyword if it stands next.
    private mutating func takes(_ keyword: String) -> Bool {
        guard case .word(let word) = tokens[next].token, word.lowercased() == keyword else { return false }
        next += 1
        return true
    }

    private func error(_ expected: String) -> TagSyntaxError {
        let problem =
            switch tokens[next].token {
            case .word(let text), .sign(let text): "has `\(text.prefix(60))`"
            case .quoted(let text): "has \"\(text.prefix(60))\""
            case .end: "ends"
            }
        return TagSyntaxError(position: tokens[next].position, problem: problem, expected: expected)
    }

    private func unknown(_ word: String, _ expected: String) -> TagSyntaxError {
        var error = error(expected)
        error.problem = "names `\(word.prefix(60))`, which is neither a field nor a dynamic tag above"
        error.word = word
        error.candidates = (Self.fieldNames + known).sorted()
        return error
    }
}
