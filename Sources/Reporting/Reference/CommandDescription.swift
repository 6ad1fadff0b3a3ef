/// A command as the parser of the command line describes it.
///
/// Decodes what `--experimental-dump-help` prints under `command`; members that no page needs are left out.
public struct CommandDescription: Hashable, Sendable, Decodable {
    /// An argument, option or flag.
    public struct Argument: Hashable, Sendable, Decodable {
        public enum Kind: String, Hashable, Sendable, Decodable { case positional, option, flag }
        /// A spelling of an option.
        public struct Name: Hashable, Sendable, Decodable {
            public enum Kind: String, Hashable, Sendable, Decodable { case long, short, longWithSingleDash }
            public var kind: Kind
            public var name: String

            /// With its hyphens.
            public var text: String { (kind == .long ? "--" : "-") + name }
        }
        public var kind: Kind
        public var shouldDisplay: Bool
        public var isOptional: Bool
        public var isRepeating: Bool
        public var names: [Name]?
        public var valueName: String?
        public var defaultValue: String?
        public var allValues: [String]?
        public var abstract: String?
        public var discussion: String?
    }

    public var commandName: String
    public var superCommands: [String]?
    public var aliases: [String]?
    public var abstract: String?
    public var discussion: String?
    public var defaultSubcommand: String?
    public var shouldDisplay: Bool
    public var subcommands: [CommandDescription]?
    public var arguments: [Argument]?

    /// Replaces the default of an option that depends on the machine by words, here and in every command below.
    public mutating func forget(defaultOf name: String, saying words: String) {
        arguments = arguments?.map { argument in
            var argument = argument
            guard argument.names?.contains(where: { $0.name == name }) == true else { return argument }
            argument.defaultValue = nil
            argument.abstract = [argument.abstract, words].compactMap(\.self).joined(separator: " ")
            return argument
        }
        subcommands = subcommands?.map { command in
            var command = command
            command.forget(defaultOf: name, saying: words)
            return command
        }
    }

    /// The words that call it, such as `scanplan profile show`.
    var words: [String] { (superCommands ?? []) + [commandName] }

    /// The commands below it that help shows, without the one that is help.
    var shown: [CommandDescription] { (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" } }

    /// Its arguments that help shows.
    var shownArguments: [Argument] { (arguments ?? []).filter(\.shouldDisplay) }

    /// It and every command below it that help shows, each before those below it.
    var all: [CommandDescription] { [self] + shown.flatMap(\.all) }

    /// How it is called, in one line.
    var usage: String {
        let parts = shownArguments.filter { !$0.isAutomatic }.map(\.usage)
        return (words + parts + (shown.isEmpty ? [] : [defaultSubcommand == nil ? "<subcommand>" : "[<subcommand>]"]))
            .joined(separator: " ")
    }
}

extension CommandDescription.Argument {
    /// Its spellings with hyphens, then what stands for its value.
    var spelling: String {
        let value = kind == .flag ? nil : valueName.map { "<\($0)>" }
        guard kind != .positional else { return value ?? "<value>" }
        let names = (names ?? []).map(\.text).joined(separator: ", ")
        return value.map { "\(names) \($0)" } ?? names
    }

    /// Every command has these.
    var isAutomatic: Bool { kind == .flag && (names ?? []).contains { ["help", "version"].contains($0.name) } }

    /// How it stands in a usage line.
    var usage: String {
        let name = (names ?? []).last?.text ?? ""
        let value = "<\(valueName ?? "value")>"
        var text: String
        switch kind {
        case .positional: text = value
        case .option: text = "\(name) \(value)"
        case .flag: text = name
        }
        if isRepeating { text += " ..." }
        return isOptional ? "[\(text)]" : text
    }

    /// What help says of it, with its values and its default.
    var about: (text: String, values: [String], standard: String?) {
        let text = [abstract, discussion].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        return (text, allValues ?? [], kind == .flag ? nil : defaultValue)
    }
}

/// A part of the text that help shows below the abstract.
enum HelpBlock: Hashable {
    case heading(String)
    case paragraph(String)
    /// Lines that are shown as they are.
    case code([String])

    /// Takes a text apart: capitals alone are a heading, indented lines are shown as they are. Complexity: O(length).
    static func all(in text: String) -> [HelpBlock] {
        var blocks: [HelpBlock] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.allSatisfy({ $0 == " " }) {
                blocks.append(.paragraph(""))
            } else if line.hasPrefix("  ") {
                if case .code(let lines) = blocks.last {
                    blocks[blocks.count - 1] = .code(lines + [String(line.dropFirst(2))])
                } else {
                    blocks.append(.code([String(line.dropFirst(2))]))
                }
            } else if line.allSatisfy({ $0 == " " || ("A"..."Z").contains($0) }) {
                blocks.append(.heading(String(line)))
            } else if case .paragraph(let before) = blocks.last, !before.isEmpty {
                blocks[blocks.count - 1] = .paragraph("\(before) \(line)")
            } else {
                blocks.append(.paragraph(String(line)))
            }
        }
        return blocks.filter { $0 != .paragraph("") }
    }
}
