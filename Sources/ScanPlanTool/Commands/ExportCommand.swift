internal import ArgumentParser
internal import Reporting
internal import Rollout
internal import ScanModel

/// How a file lists parameters, on the command line.
enum ParameterForm: String, ExpressibleByArgument, CaseIterable {
    case array, map

    var set: ParameterSet { self == .array ? .array : .map }
}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes what other tools deploy.",
        subcommands: [
            ExportCloudFormationCommand.self, ExportUserConfigCommand.self, ExportTfvarsCommand.self,
            ExportARMParametersCommand.self,
        ])
}

struct ExportCloudFormationCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cloudformation",
        abstract: "Writes the parameter files of the vendor's CloudFormation stacks, one folder a deployment.",
        discussion: """
            The folder must not exist or be empty; it appears with all of its files or not at all. A secret is never \
            written: the file says ${NAME}, and `scanplan runbook` tells how NAME gets its value and reaches the client.

            EXAMPLES
              scanplan export cloudformation --output stacks scenario.yaml
              scanplan export cloudformation --output stacks --form map scenario.yaml
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: ArgumentHelp("The folder to write.", valueName: "folder"))
    var output: String

    @Option(help: "Parameters as a list of keys and values (array) or under Parameters (map).")
    var form: ParameterForm = .array

    @Flag(
        help: """
            Tell each target stack only the regions in which its account has instances now; those that it starts \
            elsewhere are then not found.
            """)
    var regionsInUse = false

    func run() throws {
        try Console.writing { () throws(UnwritableFile) in try FolderWriting.check(output) }
        let scenario = try ScenarioLoading.load(options, jobs: 1)
        try Refusal.unlessOnAWS(
            scenario, "the export", instead: "`scanplan show` lists its parameters with their values")
        let exports = scenario.deployments.map { CloudFormationExport($0, regionsInUse: regionsInUse) }
        let files = exports.flatMap { export in
            CloudFormationJSON.files(export, set: form.set).map { file in
                (path: "\(export.deployment)/\(file.name)", bytes: Array(file.value.document.utf8))
            }
        }
        try Console.writing { () throws(UnwritableFile) in try FolderWriting.write(files, to: output) }
        for export in exports {
            for name in export.parameters.missing {
                Console.diagnostic("note: \(export.deployment): the scenario gives \(name) no value, so no file has it")
            }
            for secret in export.parameters.secrets {
                Console.diagnostic(
                    "note: \(export.deployment): \(secret.parameter) stands as ${\(secret.variable)} in the files and "
                        + "is kept in \(secret.reference)")
            }
        }
    }
}
