public import ScanModel

/// How a file lists parameters.
public enum ParameterSet: String, Hashable, Sendable, CaseIterable {
    /// `[{"ParameterKey": ..., "ParameterValue": ...}]`, as the client's `--parameters` takes it.
    case array
    /// `{"Parameters": {...}}`, as pipelines take it.
    case map
}

/// The request that makes the stack instances of a group of accounts.
public struct StackInstancesRequest: Hashable, Sendable {
    public var stackSetName: String
    public var accounts: [String]
    public var regions: [String]
    public var overrides: [StackParameter]
    public var concurrency: StackSetSettings.Concurrency
    public var failureTolerance: Int
    public var failureMode: StackSetSettings.FailureMode
}

/// The files from which the stacks of a deployment are made.
public struct CloudFormationExport: Hashable, Sendable {
    /// Names for the stacks; the vendor prescribes none.
    public static let serviceStack = "snapshot-scan-service"
    public static let targetStackSet = "snapshot-scan-target"
    /// The files of a deployment's folder.
    public static let serviceFile = "service-account.parameters.json"
    public static let targetFile = "target-account.parameters.json"

    public var deployment: String
    public var parameters: StackParameters
    /// Capabilities that both templates ask for; empty if the profile names none.
    public var capabilities: [String]
    /// Minutes that a stack is given to be made; nil if the profile names none.
    public var timeoutMinutes: Int?
    /// One for each group of accounts; empty if no account has a target stack.
    public var instances: [StackInstancesRequest]

    public init(_ deployment: Deployment, regionsInUse: Bool = false) {
        self.deployment = deployment.name
        let parameters = StackParameters(deployment, regionsInUse: regionsInUse)
        self.parameters = parameters
        let facts = RolloutFacts(deployment)
        capabilities = facts.words("stackCapabilities")
        timeoutMinutes = facts.seconds("stackTimeout").map { $0 / 60 }
        let settings = deployment.rollout.stackSets
        instances = parameters.groups.map { group in
            StackInstancesRequest(
                stackSetName: CloudFormationExport.targetStackSet, accounts: group.accounts,
                regions: settings.layout == .nested
                    ? [parameters.homeRegion] : deployment.regions.map(\.region),
                overrides: group.overrides, concurrency: settings.concurrency ?? .accounts(1),
                failureTolerance: settings.failureTolerance, failureMode: settings.failureMode)
        }
    }

    /// The file of the request of a number, from 1.
    public static func instancesFile(_ number: Int) -> String { "target-account.instances-\(number).json" }
}
