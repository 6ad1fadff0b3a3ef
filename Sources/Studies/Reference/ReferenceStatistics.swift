internal import ParallelWork
internal import ScanModel
public import Statistics

/// What many trials of a random reference document come to.
public struct ReferenceStatistics: Hashable, Sendable {
    /// Trials.
    public private(set) var count = 0
    /// Moments of every metric, in the order of the specification.
    public private(set) var metrics: [Metric] = []
    /// Trials whose makespan was no longer than the document's `sloSeconds`; nil if it states none.
    public private(set) var withinSlo: Int?

    /// One metric over the trials.
    public struct Metric: Hashable, Sendable {
        public var name: String
        public var moments = Moments()
    }

    /// Simulates trials 0 ..< `trials` by at most `width` child tasks. The statistics are the same for any width.
    ///
    /// - Parameters:
    ///   - planned: a document of the reference profile.
    ///   - progress: called from any worker after some trials, with how many those were.
    public static func of(
        _ planned: PlannedScenario, trials: Int, width: Int, progress: (@Sendable (Int) -> Void)? = nil
    ) async -> ReferenceStatistics {
        // Workers take blocks, so that memory does not grow with the trials.
        let block = 64
        let parts = await ParallelWork.map((trials + block - 1) / block, width: width) { number in
            var part = ReferenceStatistics()
            let range = number * block..<min((number + 1) * block, trials)
            for trial in range { part.add(planned, trial: UInt32(trial)) }
            progress?(range.count)
            return part
        }
        var statistics = ReferenceStatistics()
        for part in parts { statistics.merge(part) }
        return statistics
    }

    private mutating func add(_ planned: PlannedScenario, trial: UInt32) {
        let answer = planned.answer(trial: trial)
        guard let values = ReferenceMetrics(answer) else { preconditionFailure("no reference document") }
        let numbers = values.quantities + values.counts.map { (name: $0.name, value: Double($0.value)) }
        if metrics.isEmpty { metrics = numbers.map { Metric(name: $0.name) } }
        for (index, number) in numbers.enumerated() { metrics[index].moments.add(number.value) }
        count += 1
        guard let limit = planned.scenario.objective.deadline, let run = answer.deployments.first?.run else { return }
        let isWithin = run.scale.seconds(run.makespan) <= limit.value
        withinSlo = (withinSlo ?? 0) + (isWithin ? 1 : 0)
    }

    private mutating func merge(_ other: ReferenceStatistics) {
        count += other.count
        if metrics.isEmpty {
            metrics = other.metrics
        } else {
            for index in other.metrics.indices { metrics[index].moments.merge(other.metrics[index].moments) }
        }
        if let more = other.withinSlo { withinSlo = (withinSlo ?? 0) + more }
    }
}
