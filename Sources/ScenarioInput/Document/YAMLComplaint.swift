import ScanModel
import Yams

/// Says in plain words what the YAML library stumbled over, where it begins, and what to do about it.
///
/// The library names the rule of its grammar that failed; what broke it often stands lines before.
struct YAMLComplaint {
    /// What a message says.
    struct Words {
        var problem: String
        var expected = ""
        var place: SourcePlace
        var suggestion: String?
    }

    let lines: YAMLLines
    let notes: YAMLNotes
    let file: String

    init(bytes: [UInt8], notes: YAMLNotes, file: String) {
        lines = YAMLLines(bytes)
        self.notes = notes
        self.file = file
    }

    /// The issue for an error of the library. Complexity: O(bytes).
    func issue(for error: YamlError) -> InputIssue {
        let words = words(for: error)
        // The library takes the end of the text for a line of its own.
        let place = min(words.place, DocumentText.place(of: lines.bytes.count, in: lines.bytes))
        return InputIssue(
            file: file, line: Int(place.line), column: Int(place.column), path: "",
            problem: "not valid YAML: \(words.problem)", expected: words.expected, suggestion: words.suggestion)
    }

    private func words(for error: YamlError) -> Words {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _):
            let place = SourcePlace(line: mark.line, column: mark.column)
            let start = context.map { SourcePlace(line: $0.mark.line, column: $0.mark.column) }
            return blankWords(upTo: place)
                ?? words(problem, while: context?.text ?? "", from: start ?? place, at: place)
                ?? Words(problem: "the parser says: \(context.map { "\($0.text), " } ?? "")\(problem)", place: place)
        case .composer(_, let problem, let mark, _):
            let place = SourcePlace(line: mark.line, column: mark.column)
            if problem == "found undefined alias" { return aliasWords(at: place) }
            return Words(
                problem: "a second document begins here", expected: "one document in a file", place: place)
        case .duplicatedKeysInMapping(_, let context):
            // Only for keys with escapes; the key is not repeated, as it may be a secret in the wrong place.
            return Words(
                problem: "the mapping gives this key again further on", expected: "each key once in its mapping",
                place: SourcePlace(line: context.mark.line, column: context.mark.column))
        case .reader(_, let offset, let value, let yaml):
            return readerWords(offset: offset, value: value, yaml: yaml)
        default:
            return Words(problem: "it cannot be read", place: .wholeFile)
        }
    }

    private func readerWords(offset: Int?, value: Int32, yaml: String) -> Words {
        let place = offset.map { offset in
            let end = yaml.index(yaml.startIndex, offsetBy: offset, limitedBy: yaml.endIndex) ?? yaml.endIndex
            return DocumentText.place(of: yaml.utf8.distance(from: yaml.startIndex, to: end), in: lines.bytes)
        }
        let code = UInt32(exactly: value).flatMap { Unicode.Scalar($0) }.map { " (\(Typography.code(of: $0)))" } ?? ""
        return Words(
            problem: "a control character\(code) stands here", expected: "text without control characters",
            place: place ?? .wholeFile)
    }

    /// An alias whose anchor the library does not know at this place.
    private func aliasWords(at place: SourcePlace) -> Words {
        let name = notes.aliases.first { $0.place == place }?.name ?? ""
        // Who writes a password that begins with an asterisk should not see it here.
        let isShown = !name.isEmpty && !SecretKeys.looksSecret(lines.text(before: place))
        let shown = isShown ? "the alias `*\(Excerpt.of(name))`" : "this alias (`*`)"
        let anchor = notes.anchors.first { $0.name == name }
        guard let anchor else {
            let near = isShown ? NearestKey.find(name, among: notes.anchors.map(\.name)) : nil
            return Words(
                problem: "\(shown) has no anchor before it",
                expected: "`&` and the same name before the value it stands for, "
                    + "or quotes around a text that begins with `*`",
                place: place, suggestion: near.map { "*\($0)" })
        }
        let line = "line \(anchor.place.line)"
        return anchor.place < place
            ? Words(
                problem: "\(shown) stands inside the value that it names (\(line))",
                expected: "a value that does not contain itself", place: place)
            : Words(
                problem: "\(shown) stands before its anchor (\(line))", expected: "the anchor before the alias",
                place: place)
    }

    /// A tab or a strange space in front of a line, which breaks the indentation without being seen.
    private func blankWords(upTo place: SourcePlace) -> Words? {
        for number in max(1, Int(place.line) - 200)...max(1, Int(place.line)) {
            var column = 1
            for scalar in String(decoding: lines[number].prefix(1000), as: UTF8.self).unicodeScalars {
                if Typography.isStrangeSpace(scalar) {
                    return Words(
                        problem: "\(Typography.name(of: scalar)) stands in the indentation",
                        expected: "usual spaces only", place: SourcePlace(line: number, column: column))
                }
                // Between brackets and in empty lines tabs do no harm, so only the line at fault counts.
                if scalar == "\t", number == Int(place.line) {
                    return Words(
                        problem: "a tab stands in the indentation", expected: "spaces only",
                        place: SourcePlace(line: number, column: column))
                }
                guard scalar == " " || scalar == "\t" else { break }
                column += 1
            }
        }
        return nil
    }
}
