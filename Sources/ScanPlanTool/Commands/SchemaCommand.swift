internal import ArgumentParser
internal import Reporting
internal import ScenarioInput

struct SchemaCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema",
        abstract: "Prints the JSON Schema (2020-12) of scenario files, for editors and validators.",
        discussion: """
            The schema is what the scenario reader itself asks for, key by key. Rules between values are not in it; \
            `scanplan validate` checks them too.

            EXAMPLES
              scanplan schema > scenario.schema.json
              check-jsonschema --schemafile scenario.schema.json scenario.yaml
              # In an editor with a YAML language server, as the first line of a scenario:
              # yaml-language-server: $schema=scenario.schema.json
            """)

    func run() {
        let document = SchemaJSON.document(
            identifier: "urn:scanplan:scenario:\(ScenarioReader.schemaVersion)", title: "scanplan scenario",
            shape: ScenarioShape.scenario, overlay: ScenarioShape.overlay, furtherRules: ScenarioShape.furtherRules)
        Console.answer(document.document)
    }
}
