/// The targets of a package manifest, read from its text.
///
/// Reads the plain form: one `Package( )` with a literal array of targets, each with literal names.
enum Manifest {
    struct Target: Hashable {
        var name: String
        var isTest: Bool
        /// Targets of this package that it depends on.
        var targets: [String] = []
        /// Products of other packages that it depends on.
        var products: [String] = []
    }

    static func targets(in manifest: String) -> [Target] {
        let tokens = Token.all(in: manifest)
        return elements(after: "targets", in: tokens[...], depth: 1).compactMap { element in
            guard let kind = element.dropFirst().first?.word, let name = string(after: "name", in: element) else {
                return nil
            }
            // What tests share is an ordinary target, but no room of the house.
            let isTest = kind == "testTarget" || string(after: "path", in: element)?.hasPrefix("Tests/") == true
            var target = Target(name: name, isTest: isTest)
            for dependency in elements(after: "dependencies", in: element, depth: 1) {
                if case .string(let name) = dependency.first {
                    target.targets.append(name)
                } else if let name = string(after: "name", in: dependency) {
                    if dependency.dropFirst().first?.word == "product" {
                        target.products.append(name)
                    } else {
                        target.targets.append(name)
                    }
                }
            }
            return target
        }
    }

    /// The name of the settings that a target is compiled with; nil if it has none.
    static func setting(of target: String, in manifest: String) -> String? {
        let tokens = Token.all(in: manifest)
        return elements(after: "targets", in: tokens[...], depth: 1).lazy
            .filter { string(after: "name", in: $0) == target }
            .compactMap { element in
                argument("swiftSettings", in: element, depth: 1).flatMap { tokens[$0].word }
            }.first
    }

    /// The elements of the array that is the argument `label` of the outermost call.
    private static func elements(after label: String, in tokens: ArraySlice<Token>, depth: Int) -> [ArraySlice<Token>] {
        guard let start = argument(label, in: tokens, depth: depth), tokens[start...].first?.word == "[" else {
            return []
        }
        var elements: [ArraySlice<Token>] = []
        var level = 0
        var from = start + 1
        for index in tokens[start...].indices {
            let word = tokens[index].word
            if let word, "([{".contains(word) { level += 1 }
            if let word, ")]}".contains(word) { level -= 1 }
            guard level == 0 || (level == 1 && word == ",") else { continue }
            if from < index { elements.append(tokens[from..<index]) }
            if level == 0 { break }
            from = index + 1
        }
        return elements
    }

    private static func string(after label: String, in tokens: ArraySlice<Token>) -> String? {
        guard let start = argument(label, in: tokens, depth: 1), case .string(let text) = tokens[start] else {
            return nil
        }
        return text
    }

    /// Where the value of an argument begins, at a depth of brackets.
    private static func argument(_ label: String, in tokens: ArraySlice<Token>, depth: Int) -> Int? {
        var level = 0
        for index in tokens.indices {
            guard let word = tokens[index].word else { continue }
            if "([{".contains(word) { level += 1 }
            if ")]}".contains(word) { level -= 1 }
            if level == depth, word == label, index + 2 < tokens.endIndex, tokens[index + 1].word == ":" {
                return index + 2
            }
        }
        return nil
    }
}

/// A word, a bracket or sign, or a string literal of the manifest.
private enum Token: Hashable {
    case word(String)
    case string(String)

    var word: String? {
        if case .word(let text) = self { text } else { nil }
    }

    static func all(in text: String) -> [Token] {
        var tokens: [Token] = []
        for line in text.split(separator: "\n") {
            var rest = line
            while let first = rest.first {
                if rest.hasPrefix("//") { break }
                if first == "\"" {
                    let text = rest.dropFirst().prefix { $0 != "\"" }
                    tokens.append(.string(String(text)))
                    rest = rest[text.endIndex...].dropFirst()
                } else if isWordCharacter(first) {
                    let word = rest.prefix(while: isWordCharacter)
                    tokens.append(.word(String(word)))
                    rest = rest[word.endIndex...]
                } else {
                    if !first.isWhitespace { tokens.append(.word(String(first))) }
                    rest = rest.dropFirst()
                }
            }
        }
        return tokens
    }

    private static func isWordCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_"
    }
}
