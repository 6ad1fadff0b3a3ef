internal import ArgumentParser
internal import Reporting
internal import ScenarioInput

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema (2020-12) of scenario files, or of what a command prints as JSON.",
        discussion: """
            The schema of scenarios is what the scenario reader itself asks for, key by key. Rules between values are not \
            in it; `scanplan validate` checks them too.

            Every document that a command prints names its form, such as scanplan.answer/1; --of takes that name, or its \
            middle alone.

            EXAMPLES
              scanplan schema > scenario.schema.json
              check-jsonschema --schemafile scenario.schema.json scenario.yaml
              scanplan schema --list
              scanplan schema --of answer > answer.schema.json
              # In an editor with a YAML language server, as the first line of a scenario:
              # yaml-language-server: $schema=scenario.schema.json
            """)

    @Option(help: ArgumentHelp("The form of a JSON document, such as answer or scanplan.answer/1.", valueName: "form"))
    var of: String?

    @Flag(help: "List the forms, one a line.")
    var list = false

    func validate() throws {
        guard of == nil || !list else { throw ValidationError("--list stands alone.") }
        if let of, OutputSchemas.text(of: of) == nil {
            throw ValidationError("There is no form \(of); `scanplan schema --list` tells them.")
        }
    }

    func run() {
        if list {
            Console.answer(OutputSchemas.names.map { $0 + "\n" }.joined())
        } else if let of, let text = OutputSchemas.text(of: of) {
            Console.answer(text)
        } else {
            let document = SchemaJSON.document(
                identifier: "urn:scanplan:scenario:\(ScenarioReader.schemaVersion)", title: "scanplan scenario",
                shape: ScenarioShape.scenario, overlay: ScenarioShape.overlay,
                furtherRules: ScenarioShape.furtherRules)
            Console.answer(document.document)
        }
    }
}
