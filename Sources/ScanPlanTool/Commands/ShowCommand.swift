internal import ArgumentParser

struct ShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints a scenario as YAML, with its bases and settings merged.",
        discussion: """
            The scenario is checked first, except for its inventories. The output is a scenario by itself; its relative \
            paths are those of the files that name them, so it belongs into their folder.

            EXAMPLES
              scanplan show --resolved overlay.yaml
              scanplan show --set deployments[0].parameters.Concurrency=2 scenario.yaml > changed.yaml
            """)

    @OptionGroup var options: ScenarioOptions

    @Flag(help: "Name the file and line that each value comes from, as a comment.")
    var resolved = false

    func run() throws { Console.answer(try ScenarioLoading.show(options, sources: resolved)) }
}
