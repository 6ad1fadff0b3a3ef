public import Rollout
internal import ScanModel

/// The files from which stacks are made.
public enum CloudFormationJSON {
    /// Parameters of a stack.
    public static func parameters(_ parameters: [StackParameter], set: ParameterSet) -> JSONValue {
        switch set {
        case .array: list(parameters)
        case .map:
            .members(["Parameters": .object(parameters.map { .init(name: $0.name, value: .text($0.value)) })])
        }
    }

    /// Input of `aws cloudformation create-stack-instances --cli-input-json`.
    public static func instances(_ request: StackInstancesRequest) -> JSONValue {
        var preferences: [JSONValue.Member] = []
        switch request.concurrency {
        case .accounts(let count): preferences.append(.init(name: "MaxConcurrentCount", value: .count(count)))
        case .percentage(let share): preferences.append(.init(name: "MaxConcurrentPercentage", value: .count(share)))
        }
        preferences.append(.init(name: "FailureToleranceCount", value: .count(request.failureTolerance)))
        let mode = request.failureMode == .strict ? "STRICT_FAILURE_TOLERANCE" : "SOFT_FAILURE_TOLERANCE"
        preferences.append(.init(name: "ConcurrencyMode", value: .text(mode)))
        return .members([
            "StackSetName": .text(request.stackSetName), "Accounts": .array(request.accounts.map(JSONValue.text)),
            "Regions": .array(request.regions.map(JSONValue.text)), "ParameterOverrides": list(request.overrides),
            "OperationPreferences": .object(preferences),
        ])
    }

    /// Every file of a deployment's folder: its name and its value.
    public static func files(_ export: CloudFormationExport, set: ParameterSet) -> [(name: String, value: JSONValue)] {
        var files = [(CloudFormationExport.serviceFile, parameters(export.parameters.service, set: set))]
        guard !export.instances.isEmpty else { return files }
        files.append((CloudFormationExport.targetFile, parameters(export.parameters.target, set: set)))
        for (index, request) in export.instances.enumerated() {
            files.append((CloudFormationExport.instancesFile(index + 1), instances(request)))
        }
        return files
    }

    private static func list(_ parameters: [StackParameter]) -> JSONValue {
        .array(
            parameters.map { .members(["ParameterKey": .text($0.name), "ParameterValue": .text($0.value)]) })
    }
}
