/// What must be so of a cycle for the lower bounds of its plan to hold of it.
///
/// Bounds are computed for nominal durations, and for a cycle that scans whatever is eligible. Retries, waits after
/// refusals and launches that fail only ever add to that; durations drawn at random may also be shorter, and items that
/// leave the cycle unscanned no longer need what the bounds count on. Items that are given up because a limit stays in
/// use are no such case: the planner's bounds reckon with them.
public struct BoundAssumptions: Hashable, Sendable {
    /// Every duration is at least the nominal one.
    public var nominalDurations: Bool
    /// No item leaves after its last attempt, or with a scanner that is taken away.
    public var nothingGivenUp: Bool

    public init(nominalDurations: Bool, nothingGivenUp: Bool) {
        self.nominalDurations = nominalDurations
        self.nothingGivenUp = nothingGivenUp
    }

    public init(_ deployment: Deployment) {
        let attempts = deployment.workflow.attempts.map { $0.failureProbability > 0 && !$0.lastSucceeds }
        self.init(
            nominalDurations: deployment.hasRandomDurations,
            nothingGivenUp: attempts == true || deployment.faults?.interruption != nil)
    }

    /// The names of what is assumed, in a fixed order.
    public var names: [String] {
        (nominalDurations ? ["nominalDurations"] : []) + (nothingGivenUp ? ["nothingGivenUp"] : [])
    }

    /// Whether nothing is assumed: the bounds are proved of every cycle.
    public var isNone: Bool { !nominalDurations && !nothingGivenUp }
}

extension Deployment {
    /// What the lower bounds of a plan of this deployment assume.
    public var boundAssumptions: BoundAssumptions { BoundAssumptions(self) }
}
