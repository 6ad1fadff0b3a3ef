internal import Estimation
internal import ScanModel
public import Studies

/// What another profile does to a plan: the same scenario answered under both.
public struct ProfileEffect: Hashable, Sendable {
    /// One figure under both profiles.
    public struct Row: Hashable, Sendable {
        public var name: String
        /// "s", "USD", "h" or "" for counts.
        public var unit: String
        /// nil: not known, such as a cost without a price.
        public var before: Double?
        public var after: Double?

        /// The second less the first; nil if one of them is not known.
        public var change: Double? {
            guard let before, let after else { return nil }
            return after - before
        }
    }

    /// One deployment under both profiles.
    public struct Part: Hashable, Sendable {
        public var deployment: String
        public var before: String
        public var after: String
        /// How its parameters were put, one sentence each.
        public var notes: [String]
        public var rows: [Row]
    }

    public var scenario: String
    /// In the order of the scenario.
    public var parts: [Part]

    /// - Parameters:
    ///   - before: the answer under the first profile.
    ///   - after: the answer of the same deployments under the second one.
    ///   - notes: how parameters were put, by deployment.
    public init(before: StudyAnswer, after: StudyAnswer, notes: [(deployment: String, text: String)]) {
        precondition(before.deployments.count == after.deployments.count, "answers to different scenarios")
        scenario = before.scenario
        parts = zip(before.deployments, after.deployments).map { first, second in
            let name = first.deployment.name
            return Part(
                deployment: name, before: first.deployment.profile, after: second.deployment.profile,
                notes: notes.filter { $0.deployment == name }.map(\.text), rows: ProfileEffect.rows(first, second))
        }
    }

    private static func rows(_ first: DeploymentAnswer, _ second: DeploymentAnswer) -> [Row] {
        func row(_ name: String, _ unit: String = "", _ value: (DeploymentAnswer) -> Double?) -> Row {
            Row(name: name, unit: unit, before: value(first), after: value(second))
        }
        var rows = [
            row("makespan", "s") { $0.makespan },
            row("cost per cycle", "USD") { $0.estimate.perCycle },
            row("cost per month", "USD") { $0.estimate.perMonth },
            row("instances scanned") { Double($0.plan.demand.eligibleInstances) },
            row("volumes read") { Double($0.plan.demand.eligibleVolumes) },
            row("scanner hours", "h") { usage($0).total(.scannerSeconds).doubleValue / 3600 },
        ]
        let actions = Set(
            [first, second].flatMap { answer in
                usage(answer).entries.compactMap { entry -> String? in
                    guard case .requests(let action) = entry.key.kind else { return nil }
                    return action
                }
            }
        ).sorted()
        for action in actions {
            rows.append(row("requests \(action)") { usage($0).total(.requests(action: action)).doubleValue })
        }
        return rows
    }

    private static func usage(_ answer: DeploymentAnswer) -> UsageLedger { answer.run?.usage ?? answer.plan.usage }
}
