public import ScanModel

/// A scenario file that was read and checked; what is missing are the inventories it names, which lie in other files.
public struct ScenarioDraft: Hashable, Sendable {
    /// The file as the user named it.
    public let file: String
    /// The scenario's name.
    public let name: String
    /// Seed of every random draw.
    public let seed: UInt64
    public let objective: Objective
    /// How the scenario wants to be answered.
    public let study: StudySettings
    /// In the order of the file; never empty.
    public let deployments: [DeploymentDraft]
    /// All files that the scenario was read from, as places count them.
    let files: [String]

    /// Whether the fleets that a caller brings are those of another draft.
    public func hasFleets(of other: ScenarioDraft) -> Bool {
        deployments.elementsEqual(other.deployments) {
            $0.inventories == $1.inventories && $0.counts == $1.counts && $0.generated == $1.generated
        }
    }
}

/// One deployment of a scenario without the inventory of its fleet.
public struct DeploymentDraft: Hashable, Sendable {
    /// The deployment's name, unique in its scenario.
    public let name: String
    /// The inventories that the caller has to load, as written; empty if the scenario lists all instances itself.
    public let inventories: [InventoryPath]
    /// Counts that the caller has to load; nil if the scenario names none.
    public let counts: ResourceCounts?
    /// The fleet that the caller has to generate; nil if the scenario describes none.
    public let generated: FleetSpecification?
    /// Instances that the scenario lists itself.
    let listed: [ListedInstance]
    /// Whether the caller has to bring a fleet.
    public var needsFleet: Bool { !inventories.isEmpty || counts != nil || generated != nil }

    /// The identifier of the profile that it follows, and the profile if it is in a file of the user.
    public var profile: String { deployment.profile }
    public var ownProfile: VendorProfile? { deployment.ownProfile }

    /// Everything else; its fleet is empty.
    let deployment: Deployment
    /// The field `fleet`, for issues about the fleet as a whole.
    let fleetPlace: SourcePlace
    let fleetPath: DocumentPath
}

/// A file or folder with an inventory, as a scenario names it.
public struct InventoryPath: Hashable, Sendable {
    /// What the files hold.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        /// JSON as the AWS CLI prints it.
        case awsCli
        /// JSON as the Azure CLI prints it, and as the services behind it answer.
        case azureCli
        /// A table of instances.
        case fleetCsv
        /// A compact fleet file.
        case fleetFile
        /// A table of counts by account and region.
        case resourceCounts
    }

    public let format: Format
    /// The path as written.
    public let path: String
    /// The folder that a relative path starts from: that of the file which names it, or the current one for standard
    /// input and the command line.
    public var folder: String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }
    let file: String
    let place: SourcePlace
    let documentPath: DocumentPath

    /// An issue at the place where the scenario names this path, such as a file that is not there.
    public func issue(_ problem: String, expected: String = "", suggestion: String? = nil) -> InputIssue {
        InputIssue(
            file: file, line: Int(place.line), column: Int(place.column), path: documentPath.text, problem: problem,
            expected: expected, suggestion: suggestion)
    }
}

/// Instances that a scenario lists, all alike.
struct ListedInstance: Hashable, Sendable {
    var account: String
    var region: String
    var platform: Platform
    var tags: [Tag]
    /// Sizes in whole GiB.
    var volumes: [Int32]
    /// Encryption of each volume; empty if none is encrypted.
    var encryption: [VolumeEncryption]
    /// How many of them there are.
    var count: Int
    var details = InstanceDetails()
}
