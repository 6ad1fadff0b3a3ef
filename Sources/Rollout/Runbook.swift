public import ScanModel

/// A step of a runbook.
public struct RunbookStep: Hashable, Sendable {
    /// Where it is done, such as "service account 111122223333".
    public var place: String
    /// What is done, as an order.
    public var title: String
    /// Sentences on why, what to expect and what goes wrong.
    public var notes: [String]
    /// Lines of shell; empty if it is done by hand.
    public var commands: [String]

    public init(_ place: String, _ title: String, notes: [String] = [], commands: [String] = []) {
        self.place = place
        self.title = title
        self.notes = notes
        self.commands = commands
    }
}

/// The ordered steps by which a deployment is made, changed and taken down.
///
/// Secrets appear as references; whoever works through the steps has them, the runbook has not.
public struct Runbook: Hashable, Sendable {
    /// The steps of one purpose.
    public struct Section: Hashable, Sendable {
        /// `deploy`, `addAccounts`, `removeAccounts`, `updateRegions`, `updateTags`, `renewToken` or `delete`.
        public var name: String
        public var title: String
        public var steps: [RunbookStep]
    }

    public var deployment: String
    public var profile: String
    public var sections: [Section]

    /// - Complexity: O(work items).
    public init(_ deployment: Deployment, plan: DeploymentPlan) {
        let writer = RunbookWriter(deployment, plan: plan)
        self.deployment = deployment.name
        profile = deployment.profile
        sections = [
            Section(name: "deploy", title: "Deploy", steps: writer.deploy()),
            Section(name: "addAccounts", title: "Add target accounts", steps: writer.addAccounts()),
            Section(name: "removeAccounts", title: "Take target accounts out", steps: writer.removeAccounts()),
            Section(name: "updateRegions", title: "Change the regions", steps: writer.updateRegions()),
            Section(name: "updateTags", title: "Change the tags", steps: writer.updateTags()),
            Section(name: "renewToken", title: "Renew the subscription token", steps: writer.renewToken()),
            Section(name: "delete", title: "Take down", steps: writer.delete()),
        ]
    }
}
