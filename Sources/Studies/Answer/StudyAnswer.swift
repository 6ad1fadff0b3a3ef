public import Estimation
public import ScanModel

/// Whether the cycle ends in time.
public enum Verdict: String, Hashable, Sendable {
    /// The simulated cycle ends by the deadline.
    case fits
    /// It does not, but no bound proves that it could not.
    case misses
    /// No schedule under these settings can end by the deadline.
    case provedTooLate
    /// By the planner's arithmetic it would; simulate to know.
    case couldFit
}

/// What holds the cycle back.
public struct Binding: Hashable, Sendable {
    /// What the lower bound rests on.
    public var bound: CycleBoundKind
    /// Lower bound divided by makespan: the proved part of it. With random durations nothing is proved: the bound is that
    /// of nominal durations, and the quotient may be above 1.
    public var provedShare: Double
    /// The region that ends last.
    public var lastRegion: String
    /// What limits the scanners of that region.
    public var clamp: ScannerClamp
    /// Where ready instances of that region waited, longest first; empty without a simulation.
    public var waits: [Wait]
    /// What to try, in one sentence.
    public var advice: String

    /// Time spent waiting for one thing.
    public struct Wait: Hashable, Sendable {
        /// Such as "a scanner" or "CreateSnapshot tokens".
        public var what: String
        /// Summed over the region's instances, in seconds.
        public var seconds: Double
        /// Mean over the region's instances, in seconds.
        public var secondsPerInstance: Double
    }
}

/// The makespan under a reading of the region gate, in seconds.
public struct ReadingOutcome: Hashable, Sendable {
    public var gate: RegionGate
    public var makespan: Double
}

/// The answer for one deployment.
public struct DeploymentAnswer: Hashable, Sendable {
    public var deployment: Deployment
    public var plan: DeploymentPlan
    /// nil: planned only.
    public var run: DeploymentRun?
    /// The bill of the planner's arithmetic.
    public var plannedEstimate: Estimate
    /// The bill of the simulation.
    public var simulatedEstimate: Estimate?
    /// Deadline of the objective, else the interval; nil if there is neither.
    public var deadline: Seconds?
    public var verdict: Verdict?
    public var binding: Binding?
    /// Under the reading in use, then under the others.
    public var readings: [ReadingOutcome]
    public var metrics: [MetricValue]
    /// What the reads rested on; nil without a rule for reading or without a simulation.
    public var reads: ReadOutcome?
    /// On request: the makespan by naive division.
    public var naive: NaiveDivision?
    /// On request: the limits, the one that is used up most first.
    public var limits: [LimitUse]?
    /// On request: least and most of the bill.
    public var billRange: BillRange?
    /// On request: which disks are expected to be cut off; empty where nothing has a cap.
    public var caps: [CapShare]?
    /// On request: what scanners lose by waiting for one another; nil also where they do not, or without a simulation.
    public var barrier: BarrierGain?
    /// On request: every input with how it is known.
    public var inputs: InputMarks?
    /// On request: the bill shared out.
    public var showBack: ShowBack?

    /// The bill to look at: the simulation's if there is one.
    public var estimate: Estimate { simulatedEstimate ?? plannedEstimate }

    /// Sentences the answer must carry: the deployment's, then those that depend on what is scanned.
    public var notices: [String] {
        deployment.notices + FleetNotices.sentences(deployment)
            + EncryptionNotices.sentences(deployment, plan.demand) + ReadNotices.sentences(deployment, plan)
            + RunNotices.sentences(deployment, run) + VariationNotices.sentences(deployment, run)
    }

    /// Makespan in seconds: simulated if there is a simulation, else planned.
    public var makespan: Double { readings.first?.makespan ?? 0 }
}

/// The answer to a scenario.
public struct StudyAnswer: Hashable, Sendable {
    public var scenario: String
    public var seed: UInt64
    public var objective: Objective
    public var deployments: [DeploymentAnswer]
    /// Whether a simulation stands behind the figures.
    public var isSimulated: Bool
    /// Metrics over all deployments.
    public var metrics: [MetricValue]

    /// The value of a metric, or nil.
    public func value(_ metric: Metric) -> Double? { metrics.first { $0.metric == metric }?.value }

    /// Every missing price, sorted, without repetition.
    public var missingPrices: [MissingPrice] {
        Set(deployments.flatMap(\.estimate.missing)).sorted()
    }

    /// The worst verdict of the deployments; nil if none has a deadline.
    public var verdict: Verdict? {
        let order: [Verdict] = [.provedTooLate, .misses, .couldFit, .fits]
        let verdicts = Set(deployments.compactMap(\.verdict))
        return order.first(where: verdicts.contains)
    }
}

/// An answer, or the reasons why there is none.
public enum StudyOutcome: Hashable, Sendable {
    case answered(StudyAnswer)
    case infeasible(scenario: String, bottlenecks: [Bottleneck])
}
