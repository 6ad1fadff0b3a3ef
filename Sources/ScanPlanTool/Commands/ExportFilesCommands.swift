internal import ArgumentParser
internal import Reporting
internal import Rollout
internal import ScanModel
internal import VendorProfiles

/// How variables of Terraform are written, on the command line.
enum VariableForm: String, ExpressibleByArgument, CaseIterable {
    case hcl, json
}

struct ExportUserConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user-config",
        abstract: "Writes the configuration file of the vendor's package, one folder a deployment.",
        discussion: """
            The file is user-config.json of \(ExportFiles.profiles(.userConfig)). What no scenario tells stays empty, as \
            in the file that the package brings. A secret is never written: the file says ${NAME}.

            EXAMPLES
              scanplan export user-config --output package scenario.yaml
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: ArgumentHelp("The folder to write.", valueName: "folder"))
    var output: String

    func run() throws {
        try ExportFiles.run(.userConfig, options, output: output) { export in
            ("user-config.json", ParameterFileJSON.userConfig(export).document)
        }
    }
}

struct ExportTfvarsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tfvars",
        abstract: "Writes the variables of the vendor's Terraform modules, one folder a deployment.",
        discussion: """
            The file is terraform.tfvars, or terraform.tfvars.json, for \(ExportFiles.profiles(.tfvars)). A secret is \
            never written: Terraform takes it from TF_VAR_ and the variable's name in its environment.

            EXAMPLES
              scanplan export tfvars --output modules scenario.yaml
              scanplan export tfvars --output modules --form json scenario.yaml
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: ArgumentHelp("The folder to write.", valueName: "folder"))
    var output: String

    @Option(help: "Terraform's own language (hcl) or JSON (json).")
    var form: VariableForm = .hcl

    func run() throws {
        try ExportFiles.run(.tfvars, options, output: output) { export in
            switch form {
            case .hcl: ("terraform.tfvars", TerraformText.tfvars(export))
            case .json: ("terraform.tfvars.json", ParameterFileJSON.tfvars(export).document)
            }
        }
    }
}

struct ExportARMParametersCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "arm-parameters",
        abstract: "Writes the parameter file of the vendor's Bicep module, one folder a deployment.",
        discussion: """
            The file is main.parameters.json, which Bicep and Azure Resource Manager take, for \
            \(ExportFiles.profiles(.armParameters)). A secret is never written: the file refers to a vault, or says ${NAME}.

            EXAMPLES
              scanplan export arm-parameters --output parameters scenario.yaml
            """)

    @OptionGroup var options: ScenarioOptions

    @Option(help: ArgumentHelp("The folder to write.", valueName: "folder"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "The key vault that keeps the secrets: /subscriptions/.../providers/Microsoft.KeyVault/vaults/NAME.",
            valueName: "id"))
    var keyVault: String?

    func validate() throws {
        if let keyVault, !ExportFiles.isKeyVault(keyVault) {
            throw ValidationError(
                "--key-vault must be /subscriptions/GUID/resourceGroups/GROUP/providers/Microsoft.KeyVault/vaults/NAME."
            )
        }
    }

    func run() throws {
        try ExportFiles.run(.armParameters, options, output: output, keyVault: keyVault) { export in
            ("main.parameters.json", ParameterFileJSON.armParameters(export, keyVault: keyVault).document)
        }
    }
}

/// What the exports of parameter files share.
enum ExportFiles {
    /// The profiles with such a file, for help.
    static func profiles(_ file: ParameterFile) -> String {
        VendorProfiles.profiles(with: file).joined(separator: " and ")
    }

    /// - Parameters:
    ///   - keyVault: the vault that the file refers to instead of naming a variable.
    ///   - write: the name and the text of the file of a deployment.
    static func run(
        _ file: ParameterFile, _ options: ScenarioOptions, output: String, keyVault: String? = nil,
        write: (ParameterExport) -> (name: String, text: String)
    ) throws {
        try Console.writing { () throws(UnwritableFile) in try FolderWriting.check(output) }
        let scenario = try ScenarioLoading.load(options, jobs: 1)
        var exports: [ParameterExport] = []
        for deployment in scenario.deployments {
            guard let export = ParameterExport(deployment, file: file) else {
                Console.diagnostic(
                    "error: \(deployment.name): \(deployment.profile) is not deployed with such a file; "
                        + "expected a deployment of \(profiles(file))")
                throw ExitStatus.invalidInput
            }
            exports.append(export)
        }
        let files = exports.map { export in
            let (name, text) = write(export)
            return (path: "\(export.deployment)/\(name)", bytes: Array(text.utf8))
        }
        try Console.writing { () throws(UnwritableFile) in try FolderWriting.write(files, to: output) }
        for export in exports { tell(export, keyVault: keyVault) }
    }

    private static func tell(_ export: ParameterExport, keyVault: String?) {
        for name in export.missing {
            Console.diagnostic("note: \(export.deployment): the scenario gives \(name) no value")
        }
        for name in export.unplaced {
            Console.diagnostic("note: \(export.deployment): the file has no place for \(name)")
        }
        for (name, secret) in export.secrets {
            let stand =
                switch export.file {
                case .tfvars: "is left out for TF_VAR_\(name)"
                case .armParameters where keyVault != nil:
                    "refers to the secret \(ParameterFileJSON.secretName(secret.variable)) of the vault"
                default: "stands as ${\(secret.variable)} in the file"
                }
            Console.diagnostic("note: \(export.deployment): \(name) \(stand) and is kept in \(secret.reference)")
        }
    }

    /// Whether a text is the identifier of a key vault
    /// (https://learn.microsoft.com/azure/azure-resource-manager/templates/key-vault-parameter).
    static func isKeyVault(_ text: String) -> Bool {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 9, parts[0].isEmpty, parts.dropFirst().allSatisfy({ !$0.isEmpty }) else { return false }
        let words = ["subscriptions", "resourcegroups", "providers", "microsoft.keyvault", "vaults"]
        return [1, 3, 5, 6, 7].map { parts[$0].lowercased() } == words && AccountName.isGUID(parts[2].utf8)
    }
}
