/// A setting that the reader of a report can turn, with every position that was answered beforehand.
public struct KnobAxis: Hashable, Sendable {
    /// As the vendor or the scenario spells it, such as `SingleRegionConcurrency` or `scanner.instanceType`.
    public var name: String
    /// As they are spelt in a scenario, in the order of the slider; never empty.
    public var values: [String]
    /// The position of the scenario as it stands; nil: its value is not among them.
    public var present: Int?

    public init(name: String, values: [String], present: Int?) {
        (self.name, self.values, self.present) = (name, values, present)
    }
}

/// The answer at one position of all knobs.
public struct KnobPoint: Hashable, Sendable {
    /// Mean over the trials, in seconds; nil: there is no plan.
    public var makespan: Double?
    /// Proved minimum of the makespan, in seconds, with nominal durations; nil: there is no plan.
    public var bound: Double?
    /// Mean over the trials, in USD; nil: there is no plan, or a price is missing.
    public var costPerCycle: Double?
    public var costPerMonth: Double?
    /// Mean over the trials.
    public var peakScanners: Double?
    public var scannerHours: Double?
    /// Share of the trials that were in time, 0 to 1; nil: there is no deadline, or no plan.
    public var inTime: Double?
    /// What the bound of the deployment that ends last rests on, in a few words; nil: there is no plan.
    public var binds: String?
    /// Why there is no plan or no price, in a sentence; nil if there is both.
    public var reason: String?
    /// The first point, as an index, that is the same plan; nil if this one is the first.
    public var sameAs: Int?

    public init(
        makespan: Double? = nil, bound: Double? = nil, costPerCycle: Double? = nil, costPerMonth: Double? = nil,
        peakScanners: Double? = nil, scannerHours: Double? = nil, inTime: Double? = nil, binds: String? = nil,
        reason: String? = nil, sameAs: Int? = nil
    ) {
        (self.makespan, self.bound, self.costPerCycle) = (makespan, bound, costPerCycle)
        (self.costPerMonth, self.peakScanners, self.scannerHours) = (costPerMonth, peakScanners, scannerHours)
        (self.inTime, self.binds, self.reason, self.sameAs) = (inTime, binds, reason, sameAs)
    }
}

/// Answers for every position of some knobs.
public struct KnobGrid: Hashable, Sendable {
    /// At least one.
    public var axes: [KnobAxis]
    /// Every combination of values; the last axis goes fastest.
    public var points: [KnobPoint]
    /// Trials of each point in which something is random.
    public var trials: Int
    /// Whether simulations stand behind the points; if not, the planner's arithmetic does.
    public var isSimulated: Bool

    public init(axes: [KnobAxis], points: [KnobPoint], trials: Int, isSimulated: Bool) {
        precondition(
            points.count == axes.reduce(1) { $0 * $1.values.count }, "\(points.count) points on \(axes.count) axes")
        (self.axes, self.points, self.trials, self.isSimulated) = (axes, points, trials, isSimulated)
    }

    /// The point at positions of the axes, one for each.
    public func index(_ positions: [Int]) -> Int {
        zip(axes, positions).reduce(0) { $0 * $1.0.values.count + $1.1 }
    }
}
