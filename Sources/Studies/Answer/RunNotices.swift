internal import ScanModel

/// What an answer must say of the way it was simulated.
enum RunNotices {
    /// Sentences on what regions share and on instances that were given up; empty if there is neither, or no run.
    static func sentences(_ deployment: Deployment, _ run: DeploymentRun?) -> [String] {
        guard let run else { return [] }
        var sentences: [String] = []
        if !run.couplings.isEmpty {
            sentences.append(
                "The regions share the request rate of \(run.couplings.joined(separator: ", ")), so they were simulated on "
                    + "one clock; the makespans under the other readings hold only nearly.")
        }
        if !run.outageRegions.isEmpty {
            sentences.append(
                "Outages have their time in the cycle, so \(run.outageRegions.joined(separator: ", ")) and the gate were "
                    + "simulated on one clock; the makespans under the other readings hold only nearly.")
        }
        for reason in AbandonReason.allCases {
            let count = run.regions.reduce(0) { $0 + ($1.abandoned[reason] ?? 0) }
            guard count > 0 else { continue }
            let limits = reason == .gaveUpAtLimit ? limits(deployment) : ""
            sentences.append(
                "\(count) \(count == 1 ? "instance was" : "instances were") given up: \(reason.title)\(limits).")
        }
        return sentences
    }

    /// The limits that are looked at, with how long.
    private static func limits(_ deployment: Deployment) -> String {
        let limits = deployment.workflow.stages.compactMap { stage in
            stage.recheck.flatMap { $0.givesUp ? $0 : nil }.map {
                "\(deployment.workflow.resources[stage.acquires[0]].name), which it looked at "
                    + "\($0.looksMost) times, every \($0.every.value) s"
            }
        }
        return limits.isEmpty ? "" : " (\(limits.joined(separator: "; ")))"
    }
}
