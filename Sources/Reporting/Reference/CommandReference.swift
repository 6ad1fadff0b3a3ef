/// A page for each command, with those below it, from the parser's own description.
public enum CommandReference {
    /// The page of the program, then one for each of its commands, in the order of help. Complexity: O(text).
    public static func pages(_ root: CommandDescription) -> [ReferencePage] {
        var text = section(root, level: 1)
        text += "\n## Commands\n\n"
        for command in root.shown {
            text += "- [\(ReferenceMarkup.prose(command.commandName))](\(command.commandName).md): "
            text += ReferenceMarkup.prose(command.abstract ?? "") + "\n"
        }
        let pages = root.shown.map { command in
            ReferencePage(path: "commands/\(command.commandName).md", text: whole(command))
        }
        return [ReferencePage(path: "commands/README.md", text: text)] + pages
    }

    private static func whole(_ command: CommandDescription) -> String {
        command.all.map { section($0, level: $0 == command ? 1 : 2) }.joined(separator: "\n")
    }

    private static func section(_ command: CommandDescription, level: Int) -> String {
        let mark = String(repeating: "#", count: level)
        var text = "\(mark) \(ReferenceMarkup.prose(command.words.joined(separator: " ")))\n\n"
        if let abstract = command.abstract { text += ReferenceMarkup.paragraph(abstract) + "\n\n" }
        text += ReferenceMarkup.block([command.usage])
        if let aliases = command.aliases, !aliases.isEmpty {
            text += "\nAlso called \(aliases.map(ReferenceMarkup.code).joined(separator: ", ")).\n"
        }
        if let standard = command.defaultSubcommand {
            text += "\nWithout a subcommand it is \(ReferenceMarkup.code(standard)).\n"
        }
        for block in HelpBlock.all(in: command.discussion ?? "") {
            switch block {
            case .heading(let title): text += "\n\(mark)# \(title.prefix(1) + title.dropFirst().lowercased())\n"
            case .paragraph(let words): text += "\n" + ReferenceMarkup.paragraph(words) + "\n"
            case .code(let lines): text += "\n" + ReferenceMarkup.block(lines)
            }
        }
        let arguments = command.shownArguments
        if !arguments.isEmpty {
            text += "\n\(mark)# Arguments and options\n\n"
            text += ReferenceMarkup.table(["", "default", "meaning"], arguments.map(row))
        }
        return text
    }

    private static func row(_ argument: CommandDescription.Argument) -> [String] {
        let about = argument.about
        var meaning = ReferenceMarkup.prose(about.text)
        if !about.values.isEmpty {
            meaning += " One of \(about.values.map(ReferenceMarkup.code).joined(separator: ", "))."
        }
        return [ReferenceMarkup.code(argument.spelling), ReferenceMarkup.code(about.standard ?? ""), meaning]
    }
}
