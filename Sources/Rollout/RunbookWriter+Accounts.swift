import ScanModel

/// What has to be there before an account is scanned, and the steps that add accounts and take them out.
extension RunbookWriter {
    /// What the vendor asks for before the first connector.
    ///
    /// Source: https://docs.qualys.com/en/conn/1.9.0/scans/snapshot-based_scan.htm
    var prerequisites: RunbookStep {
        RunbookStep(
            "the vendor", "Have the subscription made ready",
            notes: [
                "The snapshot scan needs a full TotalCloud subscription, and the vendor's account manager has to enable "
                    + "zero-touch snapshot scans for it.",
                "One subscription has exactly one service account; regions of GovCloud and of China are partitions of "
                    + "their own, which this service account cannot reach.",
            ])
    }

    /// What each account's connector is made of.
    static let connectorParts = [
        "A connector of an account takes: a name; the role in the account that the vendor assumes, by its ARN; how often "
            + "it polls; the regions that it lists; and, once the service account is registered, the choice that "
            + "enables the zero-touch snapshot scan, with tags for its assets.",
        "A connector does not activate terminated instances, nor the machine types that the compatibility list names; "
            + "beyond the licensed addresses it activates nothing.",
    ]

    func addAccounts() -> [RunbookStep] {
        [
            RunbookStep(
                "your own machine", "Put the accounts into the scenario and write the parameter files again",
                notes: ["Export writes no folder that has something in it."],
                commands: [
                    "scanplan preflight SCENARIO", "mv stacks stacks.before",
                    "scanplan export cloudformation --output stacks SCENARIO",
                ]),
            RunbookStep(
                "each new account", "Make the execution role of stack sets",
                notes: [
                    "AWSCloudFormationStackSetExecutionRole, which trusts AWSCloudFormationStackSetAdministrationRole of the "
                        + "administrator; a stack set with permissions that the service manages makes both itself."
                ]),
            RunbookStep(
                "the vendor's console", "Make a connector of each new account", notes: RunbookWriter.connectorParts),
            RunbookStep(
                "stack set administrator", "Make the target stacks of the new accounts",
                notes: ["The service account's stack does not change: the target stack names the service account."],
                commands: [
                    "aws cloudformation create-stack-instances --region \(home) --stack-set-name "
                        + "\(CloudFormationExport.targetStackSet) --accounts NEW-ACCOUNTS --regions \(home)"
                ]),
            RunbookStep(
                "the vendor's console", "Switch the snapshot scan on in the new connectors",
                notes: ["They are scanned from the next discovery on; the others are not interrupted."]),
        ]
    }

    func removeAccounts() -> [RunbookStep] {
        [
            RunbookStep("the vendor's console", "Switch the snapshot scan off in the connectors of the accounts"),
            RunbookStep(
                "each account", "Wait until no snapshot of the scan is left",
                notes: ["The service account deletes them through the role that the target stack made."],
                commands: [
                    "for region in \(regions.joined(separator: " ")); do\n"
                        + "  aws ec2 describe-snapshots --region \"$region\" --owner-ids self --filters \(tagFilter) "
                        + "--query 'Snapshots[].SnapshotId'\ndone"
                ]),
            RunbookStep(
                "stack set administrator", "Delete the target stacks of the accounts",
                commands: [
                    "aws cloudformation delete-stack-instances --region \(home) --stack-set-name "
                        + "\(CloudFormationExport.targetStackSet) --no-retain-stacks --accounts OLD-ACCOUNTS --regions \(home)"
                ]),
            RunbookStep("the vendor's console", "Delete their connectors, or leave them for the inventory"),
        ]
    }
}
