public import ScanModel

/// What the reads of a simulated cycle rested on.
public struct ReadOutcome: Hashable, Sendable {
    public var method: ReadMethod
    /// Most of the first read of a block on one volume, and of any read; nil: no limit.
    public var firstRead: ByteRate?
    public var volume: ByteRate?
    /// By instance and thing it was read for: the scan of the operating system, and each search.
    public var counts: ReadTally
    /// Searches, and those of them that a timeout cut off.
    public var searches: Int
    public var cutOff: Int

    /// Share of the searches that a timeout cut off; 0 if nothing is searched.
    public var cutShare: Double { searches == 0 ? 0 : Double(cutOff) / Double(searches) }

    /// nil without a rule for reading, or without a simulation.
    init?(_ deployment: Deployment, run: DeploymentRun?) {
        guard let run, let rule = deployment.workflow.reads else { return nil }
        let stages = run.regions.map { $0.stages[rule.stage] }
        method = rule.method
        firstRead = rule.firstRead
        volume = rule.volume
        counts = stages.reduce(ReadTally()) { $0 + $1.reads }
        // Every pass of the stage reads once by itself.
        searches = counts.total - stages.reduce(0) { $0 + $1.completions }
        cutOff = stages.reduce(0) { $0 + $1.cutOff }
    }
}

/// What an answer must say of snapshots that cannot be read as the scenario wants.
enum ReadNotices {
    /// Sentences on volumes that fast restore does not take.
    static func sentences(_ deployment: Deployment, _ plan: DeploymentPlan) -> [String] {
        guard deployment.workflow.reads?.method == .fastRestore else { return [] }
        let most = FastRestore.sizeMost.value * Rational(Int128(deployment.fleet.sizeUnitsPerGiB))
        let count = plan.regions.reduce(0) { count, region in
            count + region.items.largestSize.count { Rational(Int128($0)) > most }
        }
        guard count > 0 else { return [] }
        return [
            "\(count) \(count == 1 ? "instance has" : "instances have") a volume of more than 16 TiB, which fast restore does "
                + "not take; its time is told as if it did."
        ]
    }
}
