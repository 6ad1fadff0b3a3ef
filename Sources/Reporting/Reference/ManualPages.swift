/// Manual pages for `man`, one for the program and one for each of its commands.
public enum ManualPages {
    /// - Parameters:
    ///   - root: the program.
    ///   - exitCodes: of every command.
    ///   - version: such as `scanplan 1.0.0`.
    /// - Returns: the pages in the order of help; `scanplan profile show` is on `scanplan-profile-show.1`.
    /// - Complexity: O(text).
    public static func pages(
        _ root: CommandDescription, exitCodes: [ExitCodeReference.Code], version: String
    ) -> [ReferencePage] {
        root.all.map { command in
            ReferencePage(
                path: "\(name(command)).1", text: page(command, root: root, exitCodes: exitCodes, version: version))
        }
    }

    private static func name(_ command: CommandDescription) -> String { command.words.joined(separator: "-") }

    private static func page(
        _ command: CommandDescription, root: CommandDescription, exitCodes: [ExitCodeReference.Code], version: String
    ) -> String {
        var roff = Roff()
        // Without a date: the same program writes the same pages on any day.
        roff.macro("TH", [name(command).uppercased(), "1", "", version, root.commandName])
        roff.macro("SH", ["NAME"])
        let names =
            [name(command)]
            + (command.aliases ?? []).map { (command.superCommands ?? []).joined(separator: "-") + "-" + $0 }
        roff.line("\(names.map(Roff.escaped).joined(separator: ", ")) \\- \(Roff.escaped(command.abstract ?? ""))")
        roff.macro("SH", ["SYNOPSIS"])
        roff.line(Roff.bold(command.words.joined(separator: " ")))
        for argument in command.shownArguments where !argument.isAutomatic { roff.text(argument.usage) }
        if !command.shown.isEmpty { roff.text(command.defaultSubcommand == nil ? "<subcommand>" : "[<subcommand>]") }

        let blocks = HelpBlock.all(in: command.discussion ?? "")
        let description = blocks.prefix { if case .heading = $0 { false } else { true } }
        if !description.isEmpty || command.defaultSubcommand != nil {
            roff.macro("SH", ["DESCRIPTION"])
            for block in description { roff.block(block) }
            if let standard = command.defaultSubcommand {
                roff.macro("PP", [])
                roff.text("Without a subcommand it is \(standard).")
            }
        }
        if !command.shown.isEmpty {
            roff.macro("SH", ["COMMANDS"])
            for below in command.shown {
                roff.macro("TP", [])
                roff.line(Roff.bold(below.commandName))
                roff.text(below.abstract ?? "")
            }
        }
        if !command.shownArguments.isEmpty { roff.macro("SH", ["OPTIONS"]) }
        for argument in command.shownArguments { roff.option(argument) }
        // The exit codes have a section of their own below.
        var isOpen = true
        for block in blocks.dropFirst(description.count) {
            if case .heading(let title) = block { isOpen = title != "EXIT CODES" }
            if isOpen { roff.block(block) }
        }
        roff.macro("SH", ["EXIT STATUS"])
        for (code, meaning) in exitCodes {
            roff.macro("TP", [])
            roff.line(Roff.bold("\(code)"))
            roff.text(meaning)
        }
        roff.macro("SH", ["SEE ALSO"])
        let others = neighbours(of: command, root: root)
        roff.line(others.map { Roff.bold(name($0)) + "(1)" }.joined(separator: ", "))
        return roff.document
    }

    /// The command above it, and the ones below it or beside it.
    private static func neighbours(of command: CommandDescription, root: CommandDescription) -> [CommandDescription] {
        let above = root.all.first { $0.words == Array(command.words.dropLast()) }
        let near = command.shown.isEmpty ? (above?.shown ?? []).filter { $0.words != command.words } : command.shown
        return (above.map { [$0] } ?? []) + near
    }
}

/// Builds a document of the macros of man(7).
struct Roff {
    private(set) var document = ""

    /// A request with its arguments, which may hold anything.
    mutating func macro(_ name: String, _ arguments: [String]) {
        let quoted = arguments.map { "\"\(Roff.escaped($0).replacing("\"", with: "\\(dq"))\"" }
        document += ([".\(name)"] + quoted).joined(separator: " ") + "\n"
    }

    /// Words as they are.
    mutating func text(_ text: String) { line(Roff.escaped(text)) }

    /// A line that is escaped already; no request, whatever it begins with.
    mutating func line(_ line: String) {
        guard !line.isEmpty else { return }
        document += (line.hasPrefix(".") || line.hasPrefix(" ") ? "\\&" : "") + line + "\n"
    }

    mutating func block(_ block: HelpBlock) {
        switch block {
        case .heading(let title): macro("SH", [title])
        case .paragraph(let words):
            macro("PP", [])
            text(words)
        case .code(let lines):
            document += ".PP\n.RS 4\n.nf\n"
            for code in lines { line(Roff.escaped(code)) }
            document += ".fi\n.RE\n"
        }
    }

    mutating func option(_ argument: CommandDescription.Argument) {
        macro("TP", [])
        let value = "<\(argument.valueName ?? "value")>"
        switch argument.kind {
        case .positional: line(Roff.italic(value))
        case .option: line(Roff.spellings(argument) + " " + Roff.italic(value))
        case .flag: line(Roff.spellings(argument))
        }
        let about = argument.about
        var words = about.text
        if !about.values.isEmpty { words += " One of \(about.values.joined(separator: ", "))." }
        if let standard = about.standard { words += " The default is \(standard)." }
        text(words)
    }

    private static func spellings(_ argument: CommandDescription.Argument) -> String {
        (argument.names ?? []).map { bold($0.text) }.joined(separator: ", ")
    }

    static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

    static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

    /// A text in which nothing is a request or an escape, on one line.
    ///
    /// Hyphens and quotation marks keep their form, so that commands can be copied from the page
    /// (groff_char(7)). Characters beyond ASCII are named, because not every `man` reads UTF-8.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\e"
            case "-": result += "\\-"
            case "'": result += "\\(aq"
            case "`": result += "\\(ga"
            case "^": result += "\\(ha"
            case "~": result += "\\(ti"
            case "\n", "\r", "\t": result += " "
            case " "..."\u{7E}": result.unicodeScalars.append(scalar)
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator: result += "?"
                default:
                    let hex = String(scalar.value, radix: 16, uppercase: true)
                    result += "\\[u" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + "]"
                }
            }
        }
        return result
    }
}
