/// How to make a shell complete commands, options and their values.
public enum CompletionReference {
    public static func page(program: String) -> ReferencePage {
        let script = "\(program) --generate-completion-script"
        var text = """
            # Completion in shells

            The program writes the completion of commands, option names, words that an option takes, and files of the \
            kinds that an argument takes, such as YAML for a scenario. `\(program) docs completions --output FOLDER` writes \
            the files for all three shells at once, for packages.

            ## bash

            Bash 4 or newer. For one user, with the package bash-completion:


            """
        text += ReferenceMarkup.block(
            [
                "mkdir -p ~/.local/share/bash-completion/completions",
                "\(script) bash > ~/.local/share/bash-completion/completions/\(program)",
            ], language: "sh")
        text += "\nOr for the running shell alone:\n\n"
        text += ReferenceMarkup.block(["eval \"$(\(script) bash)\""], language: "sh")
        text += "\n## zsh\n\nInto a folder of `fpath`, before `compinit` runs:\n\n"
        text += ReferenceMarkup.block(
            [
                "mkdir -p ~/.zsh/completions",
                "\(script) zsh > ~/.zsh/completions/_\(program)",
                "# in ~/.zshrc: fpath=(~/.zsh/completions $fpath); autoload -U compinit; compinit",
            ], language: "sh")
        text += "\n## fish\n\n"
        text += ReferenceMarkup.block(
            ["\(script) fish > ~/.config/fish/completions/\(program).fish"], language: "sh")
        return ReferencePage(path: "completions.md", text: text)
    }
}
