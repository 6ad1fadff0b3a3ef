import ScanModel

/// The steps that change a deployment and take it down.
extension RunbookWriter {
    /// The tag of everything that the scan makes.
    var tag: (key: String, value: String) {
        let parts = (facts.text("resourceTag") ?? "").split(separator: "=", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : ("TAG-KEY", "TAG-VALUE")
    }

    /// The same as a filter of the client.
    var tagFilter: String { "Name=tag:\(tag.key),Values=\(tag.value)" }

    /// The stack set that lays the network of every region.
    var networkSet: String { facts.text("networkStackSet") ?? "NETWORK-STACK-SET" }

    private var updateService: RunbookStep { stack("update-stack", wait: "stack-update-complete") }

    private var files: RunbookStep {
        RunbookStep(
            "your own machine", "Change the scenario and write the parameter files again",
            notes: ["Export writes no folder that has something in it."],
            commands: [
                "scanplan preflight SCENARIO", "mv stacks stacks.before",
                "scanplan export cloudformation --output stacks SCENARIO",
            ] + export.parameters.secrets.compactMap(\.command))
    }

    private var updateTargets: RunbookStep {
        RunbookStep(
            "stack set administrator", "Update the target stacks",
            notes: [
                "The update reaches \(rollout.accounts) accounts in \(rollout.rounds) rounds, about "
                    + "\(RunbookWriter.hours(rollout.seconds))."
            ],
            commands: [targetSet("update-stack-set")])
    }

    func updateRegions() -> [RunbookStep] {
        var steps = [files, updateService]
        steps.append(
            RunbookStep(
                service, "Wait for the network of the new regions",
                commands: [
                    "aws cloudformation list-stack-instances --region \(home) --stack-set-name \(networkSet)"
                ]))
        if export.parameters.target.contains(where: { $0.name == "TargetRegions" }) { steps.append(updateTargets) }
        steps.append(
            RunbookStep(
                "every account", "Look for leftovers in regions that are no longer scanned",
                notes: ["Nobody published whether the hourly sweeper still reaches them."],
                commands: ["REGION=... # each region that was taken away"] + leftoverCommands(region: "\"$REGION\"")))
        return steps
    }

    func updateTags() -> [RunbookStep] {
        [
            files, updateService,
            RunbookStep(
                service, "Wait one interval",
                notes: [
                    "The new tags count from the next discovery on. What was found before stays until its record expires."
                ]),
        ]
    }

    func renewToken() -> [RunbookStep] {
        var when = RunbookStep("your own machine", "Know when")
        if let token {
            when.notes.append(
                (token.expires.map { "The token expires on \($0)" }
                    ?? "The token expires \(RunbookWriter.days(token.seconds)) after its issue")
                    + "; renew it one interval earlier.")
        } else {
            when.notes.append("The scenario does not state how long the token lives (rollout.subscription.expiry).")
        }
        return [when, newToken, files, updateService] + (targetsHaveToken ? [updateTargets] : [])
    }

    func delete() -> [RunbookStep] {
        [
            RunbookStep("the vendor's console", "Switch the snapshot scan off in every connector"),
            RunbookStep(
                service, "Wait until no scanner runs",
                notes: ["A stack that is deleted under a running scan leaves snapshots behind."],
                commands: eachRegion(
                    "aws ec2 describe-instances --region \"$region\" --filters \(tagFilter) "
                        + "Name=instance-state-name,Values=pending,running --query 'Reservations[].Instances[].InstanceId'"
                )
            ),
            RunbookStep(
                "the vendor's console", "Deregister service account \(serviceAccount)",
                notes: [
                    "The vendor publishes a call to register and none to deregister; until it is done, no other account "
                        + "can be the service account of the subscription."
                ]),
            RunbookStep(
                "stack set administrator", "Delete the target stacks",
                notes: ["\(rollout.accounts) accounts, about \(RunbookWriter.hours(rollout.seconds))."],
                commands: export.instances.indices.map { index in
                    "jq '{StackSetName, Accounts, Regions, OperationPreferences, RetainStacks: false}' \\\n"
                        + "  \(folder)/\(CloudFormationExport.instancesFile(index + 1)) > delete-\(index + 1).json\n"
                        + "aws cloudformation delete-stack-instances --region \(home) "
                        + "--cli-input-json file://delete-\(index + 1).json"
                } + [
                    "aws cloudformation delete-stack-set --region \(home) --stack-set-name "
                        + "\(CloudFormationExport.targetStackSet) # once no instance is left"
                ]),
            RunbookStep(
                service, "Delete the network of every region, before the stack that made it",
                notes: [
                    "The service stack made this set, which manages itself with roles of the account: deleted first, the stack "
                        + "could leave the networks behind."
                ],
                commands: [
                    "aws cloudformation delete-stack-instances --region \(home) --stack-set-name \(networkSet) "
                        + "--no-retain-stacks --accounts \(serviceAccount) --regions \(regions.joined(separator: " "))",
                    "aws cloudformation delete-stack-set --region \(home) --stack-set-name \(networkSet) "
                        + "# once no instance is left",
                ]),
            RunbookStep(
                service, "Delete the stack of the service account",
                commands: [
                    "aws cloudformation delete-stack --region \(home) --stack-name \(CloudFormationExport.serviceStack)",
                    "aws cloudformation wait stack-delete-complete --region \(home) --stack-name "
                        + CloudFormationExport.serviceStack,
                ]),
            RunbookStep(
                "every account", "Find and delete what is left behind",
                notes: [
                    "Snapshots of target accounts and snapshots, volumes and instances of the service account that a failed "
                        + "scan left carry the tag \(tag.key)=\(tag.value); the hourly sweeper is gone with the stack.",
                    "With credentials of each target account and of the service account:",
                ], commands: eachRegion(leftoverCommands(region: "\"$region\"").joined(separator: "\n  "))),
        ]
    }

    private func eachRegion(_ command: String) -> [String] {
        ["for region in \(regions.joined(separator: " ")); do\n  \(command)\ndone"]
    }

    private func leftoverCommands(region: String) -> [String] {
        [
            "aws ec2 describe-snapshots --region \(region) --owner-ids self --filters \(tagFilter) "
                + "--query 'Snapshots[].SnapshotId'",
            "aws ec2 describe-volumes --region \(region) --filters \(tagFilter) --query 'Volumes[].VolumeId'",
            "aws ec2 describe-instances --region \(region) --filters \(tagFilter) "
                + "--query 'Reservations[].Instances[].InstanceId'",
        ]
    }
}
