public import ScanModel

/// A kind of file, besides those of CloudFormation, that a vendor's package is deployed with.
public enum ParameterFile: String, Hashable, Sendable, CaseIterable {
    /// The package's own configuration, in sections.
    case userConfig = "user-config"
    /// Variables of Terraform modules.
    case tfvars
    /// Parameters of a template of Azure, or of a Bicep module.
    case armParameters = "arm-parameters"
}

/// What stands at one place of such a file.
public struct ParameterFileEntry: Hashable, Sendable {
    /// Where the value comes from.
    public enum Source: Hashable, Sendable {
        /// A parameter of the profile or of its target stack.
        case parameter(String)
        /// The account that runs the scanners.
        case serviceAccount
        /// The accounts of the targets.
        case targetAccounts
        /// The first region of the deployment.
        case homeRegion
        /// No scenario tells it.
        case unknown
    }

    /// How the value is written.
    public enum Kind: String, Hashable, Sendable {
        case text, number, flag, list
    }

    public var profile: String
    public var file: ParameterFile
    public var from: Source
    /// The name of the key, variable or parameter.
    public var name: String
    public var kind: Kind
    /// Section, label and description; empty but in ``ParameterFile/userConfig``.
    public var section: String
    public var label: String
    public var description: String
    public var provenance: Provenance
}

extension VendorProfiles {
    /// What a file of a profile holds, in the order of the file; empty if the profile is not deployed with such a file.
    public static func entries(of file: ParameterFile, profile: String) -> [ParameterFileEntry] {
        VendorData.current.parameterFiles.filter { $0.file == file && $0.profile == profile }
    }

    /// The profiles that are deployed with such a file, sorted by product, then version.
    public static func profiles(with file: ParameterFile) -> [String] {
        Set(VendorData.current.parameterFiles.filter { $0.file == file }.map(\.profile)).sorted(by: isBefore)
    }

    static func parameterFiles(_ text: String) -> [ParameterFileEntry] {
        let table = CSVTable(
            text, name: "parameter-files.csv",
            columns: [
                "profile", "file", "from", "name", "type", "section", "label", "description", "source", "date",
                "confidence",
            ])
        return table.rows.map { row in
            guard let file = ParameterFile(rawValue: row["file"]) else { row.fail("file \(row["file"])") }
            guard let kind = ParameterFileEntry.Kind(rawValue: row["type"]) else { row.fail("type \(row["type"])") }
            let from: ParameterFileEntry.Source =
                switch row["from"] {
                case "-": .unknown
                case "@account": .serviceAccount
                case "@targets": .targetAccounts
                case "@home": .homeRegion
                default: .parameter(row["from"])
                }
            return ParameterFileEntry(
                profile: row["profile"], file: file, from: from, name: row["name"], kind: kind, section: row["section"],
                label: row["label"], description: row["description"],
                provenance: row.provenance)
        }
    }
}
