internal import Estimation
internal import ScanModel

/// What a choice among settings looks at in one simulated cycle.
public struct CycleFigures: Hashable, Sendable {
    /// USD in a month; in a cycle where a deployment has no interval.
    public var cost: Double
    /// Seconds.
    public var makespan: Double
    /// Whether every deployment ended by its deadline; nil: there is no deadline.
    public var isInTime: Bool?
    /// Age of the oldest scan just before its next one ends, in seconds: the time from one cycle to the next and the
    /// makespan, for an instance that is scanned first in one cycle and last in the next. nil: there is no interval.
    public var worstAge: Double?
    /// Most scanners at once over all regions, summed over the deployments.
    public var peakScanners: Double

    public init(
        cost: Double, makespan: Double, isInTime: Bool?, worstAge: Double? = nil, peakScanners: Double = 0
    ) {
        self.cost = cost
        self.makespan = makespan
        self.isInTime = isInTime
        self.worstAge = worstAge
        self.peakScanners = peakScanners
    }

    /// Of a simulated answer.
    ///
    /// - Parameter plannedCost: stands in where the answer has no total.
    init(_ answer: StudyAnswer, plannedCost: Double) {
        cost = CycleFigures.cost(answer) ?? plannedCost
        makespan = answer.value(.makespan) ?? 0
        isInTime = answer.verdict.map { $0 == .fits }
        let ages = answer.deployments.compactMap { deployment in
            deployment.estimate.hoursPerCycle.map { $0 * 3600 + deployment.makespan }
        }
        worstAge = ages.count == answer.deployments.count ? ages.max() : nil
        peakScanners = answer.deployments.reduce(0) { $0 + Double($1.run?.peakScanners ?? 0) }
    }

    /// The cost that settings are compared by; nil if a price is missing.
    static func cost(_ answer: StudyAnswer) -> Double? {
        let hasMonths = answer.deployments.allSatisfy { $0.estimate.hoursPerCycle != nil }
        return answer.value(hasMonths ? .costPerMonth : .costPerCycle)
    }
}
