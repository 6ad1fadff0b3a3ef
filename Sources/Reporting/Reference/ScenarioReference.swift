public import ScanModel

/// Every key of the scenario format, from the shape that the reader itself describes.
public enum ScenarioReference {
    /// - Parameters:
    ///   - shape: a scenario that stands alone.
    ///   - furtherRules: what the reader checks beyond the shape.
    ///   - standards: of each profile that ships, in order: the values that hold where nothing is stated, by the path below
    ///     the deployment.
    /// - Complexity: O(profiles * keys).
    public static func page(
        shape: DocumentShape, furtherRules: [String], standards: [(profile: String, values: [String: String])]
    ) -> ReferencePage {
        var keys = ReferenceKeys()
        var text = """
            # The scenario format

            A scenario is a YAML or JSON document. `scanplan schema` prints the same as a JSON Schema for editors, \
            `scanplan validate` checks a document, and `scanplan show` tells every value with where it comes from.

            In paths, `[]` stands for each element of a list and `<name>` for a name that you choose. A key that may be \
            left out may also have no value. Defaults are those of the profile; where none is given, the meaning tells \
            what leaving the key out comes to.


            """
        guard case .mapping(var root) = shape else {
            return ReferencePage(path: "scenario.md", text: text)
        }
        let deployments = root["deployments"].map { deploymentWays($0.shape) } ?? []
        if let place = root.members.firstIndex(where: { $0.key == "deployments" }) {
            root.members[place].shape = .list(
                .mapping(DocumentMapping()), count: listCount(root.members[place].shape), isUnique: false)
        }
        text += "## Keys of a scenario\n\n" + keys.table(keys.rows(of: .mapping(root), at: ""), standards: nil)

        let rows = deployments.map { keys.rows(of: $0.shape, at: "") }
        let common = rows.dropFirst().reduce(Set(rows.first ?? [])) { $0.intersection($1) }
        text += "\n## Keys of every deployment\n\nBelow `deployments[]`, whatever the profile.\n\n"
        text += keys.table((rows.first ?? []).filter(common.contains), standards: nil)
        for (deployment, rows) in zip(deployments, rows) {
            let own = rows.filter { !common.contains($0) }
            guard !own.isEmpty else { continue }
            let known = standards.first { $0.profile == deployment.name }
            text += "\n## Keys of a deployment "
            if known != nil {
                text += "of \(deployment.name)\n\nBesides those of every deployment. Where the values come from: "
                text += "[the profile's page](profiles/\(deployment.name).md).\n\n"
            } else {
                text +=
                    "of a profile file\n\nBesides those of every deployment, with `profileFile`. The names are those of "
                text += "the file's parameters, stages and limits.\n\n"
            }
            text += keys.table(own, standards: known?.values ?? [:])
        }
        text += keys.appendix
        text += "\n## Rules between values\n\nThe reader checks them too; a schema cannot.\n\n"
        text += furtherRules.map { "- \(ReferenceMarkup.prose($0))\n" }.joined()
        return ReferencePage(path: "scenario.md", text: text)
    }

    private static func listCount(_ shape: DocumentShape) -> ClosedRange<Int> {
        guard case .list(_, let count, _) = shape else { return 0...Int.max }
        return count
    }

    /// What a deployment looks like under each profile.
    private static func deploymentWays(_ shape: DocumentShape) -> [(name: String, shape: DocumentShape)] {
        guard case .list(let element, _, _) = shape else { return [] }
        var ways = [element]
        if case .either(let several) = element { ways = several }
        return ways.map { way in
            guard case .named(let name, let inner) = way else { return ("", way) }
            return (name.hasPrefix("deployment-") ? String(name.dropFirst("deployment-".count)) : name, inner)
        }
    }
}

/// One line of a table of keys.
struct ReferenceKey: Hashable {
    var path: String
    /// What values it takes, as markup.
    var value: String
    var isRequired: Bool
    var about: String
}

/// Takes shapes apart into keys and remembers which forms of text they mention.
struct ReferenceKeys {
    private var forms: [String: TextForm] = [:]
    private var lists: [String: [String]] = [:]
    /// More words than this are listed apart.
    private static let wordsInCell = 12

    /// Every key of a shape in the reader's order, each once.
    mutating func rows(of shape: DocumentShape, at path: String) -> [ReferenceKey] {
        var rows: [ReferenceKey] = []
        var seen: Set<ReferenceKey> = []
        collect(shape, at: path) { row in
            if seen.insert(row).inserted { rows.append(row) }
        }
        return rows
    }

    /// - Parameter standards: values by path; nil: the table has no column for them.
    func table(_ rows: [ReferenceKey], standards: [String: String]?) -> String {
        let titles = ["key", "value"] + (standards == nil ? [] : ["default"]) + ["needed", "meaning"]
        return ReferenceMarkup.table(
            titles,
            rows.map { row in
                [ReferenceMarkup.code(row.path), row.value]
                    + (standards.map { [ReferenceMarkup.code($0[row.path] ?? "")] } ?? [])
                    + [row.isRequired ? "yes" : "", ReferenceMarkup.prose(row.about)]
            })
    }

    private mutating func collect(_ shape: DocumentShape, at path: String, _ add: (ReferenceKey) -> Void) {
        switch shape {
        case .mapping(let mapping):
            for member in mapping.members {
                let inner = path.isEmpty ? member.key : "\(path).\(member.key)"
                add(
                    ReferenceKey(
                        path: inner, value: words(member.shape), isRequired: member.isRequired, about: member.about))
                collect(member.shape, at: inner, add)
            }
        case .list(let element, _, _): collect(element, at: path + "[]", add)
        case .entries(_, let values, _): collect(values, at: path + ".<name>", add)
        case .either(let ways): for way in ways { collect(way, at: path, add) }
        case .named(_, let inner): collect(inner, at: path, add)
        case .integer, .decimal, .flag, .text, .choice, .nothing, .anything: break
        }
    }

    /// What values a shape has, in one cell.
    mutating func words(_ shape: DocumentShape) -> String {
        switch shape {
        case .integer(let range): return "whole number, \(ReferenceKeys.words(range))"
        case .decimal(let least, let isAbove, let most): return "number, \(isAbove ? "above " : "")\(least) to \(most)"
        case .flag: return "`true` or `false`"
        case .text(let form):
            forms[form.name] = form
            return "[\(form.name)](#forms-of-text)"
        case .choice(let words): return ReferenceKeys.choice(words)
        case .list(let element, let count, let isUnique):
            return "list\(isUnique ? " without repetition" : "") of \(ReferenceKeys.words(count)): \(words(element))"
        case .mapping(let mapping): return ReferenceKeys.words(mapping)
        case .entries(let keys, let values, let count):
            let size = count.upperBound < Int.max || count.lowerBound > 1 ? " of \(ReferenceKeys.words(count))" : ""
            return "mapping\(size) from \(words(keys)) to \(words(values))"
        case .either(let ways):
            var seen: Set<String> = []
            return ways.map { words($0) }.filter { seen.insert($0).inserted }.joined(separator: ", or ")
        case .named(let name, let inner):
            guard case .choice(let words) = inner, words.count > ReferenceKeys.wordsInCell else { return words(inner) }
            lists[name] = words
            return "[one of \(words.count) words](#lists-of-words), `\(name)`"
        case .nothing: return "`null`"
        case .anything: return "anything"
        }
    }

    /// The forms of text and lists of words that tables link to.
    var appendix: String {
        var text = ""
        if !forms.isEmpty {
            text += "\n## Forms of text\n\n"
            text += ReferenceMarkup.table(
                ["form", "what it looks like", "length", "without quotes too"],
                forms.values.sorted { $0.name < $1.name }.map { form in
                    let length = form.length.upperBound < Int.max ? ReferenceKeys.words(form.length) : ""
                    return [
                        ReferenceMarkup.code(form.name), ReferenceMarkup.prose(form.words), length, bare(form.bare),
                    ]
                })
        }
        if !lists.isEmpty {
            text += "\n## Lists of words\n"
            for (name, words) in lists.sorted(by: { $0.key < $1.key }) {
                text += "\n`\(name)`: \(words.map(ReferenceMarkup.code).joined(separator: ", "))\n"
            }
        }
        return text
    }

    private func bare(_ bare: TextForm.Bare) -> String {
        switch bare {
        case .none: ""
        case .all: "any number, `true`, `false`"
        case .allFromZero: "numbers from 0, `true`, `false`"
        case .numbers(let range): "numbers, \(ReferenceKeys.words(range))"
        case .integers(let range): "whole numbers, \(ReferenceKeys.words(range))"
        }
    }

    private static func choice(_ words: [String]) -> String { words.map(ReferenceMarkup.code).joined(separator: ", ") }

    private static func words(_ range: ClosedRange<Int>) -> String {
        if range.lowerBound == range.upperBound { return "\(range.lowerBound)" }
        return range.upperBound == Int.max
            ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
    }

    private static func words(_ mapping: DocumentMapping) -> String {
        func list(_ keys: [String]) -> String { keys.map(ReferenceMarkup.code).joined(separator: ", ") }
        let rules = mapping.rules.map { rule in
            switch rule {
            case .atLeastOne(let keys): "at least one of \(list(keys))"
            case .exactlyOne(let keys): "just one of \(list(keys))"
            case .allOrNone(let keys): "all or none of \(list(keys))"
            }
        }
        return (["mapping"] + rules).joined(separator: "; ")
    }
}
