public import ScanModel
public import Statistics

/// What many trials of one plan come to, in bounded memory. Parts merge in any order to the same bytes.
public struct TrialStatistics: Hashable, Sendable {
    /// Trials so far.
    public private(set) var count = 0
    /// Trials in which every deployment was in time; nil if none has a deadline.
    public private(set) var inTime: Int?
    /// By the order of `Metric.all`; a metric that a trial had no value of counts fewer numbers than there were trials.
    public private(set) var moments: [Moments]
    public private(set) var samples: [BoundedSample]

    /// No trials yet.
    ///
    /// - Parameter exactCount: up to so many numbers of a metric are kept for quantiles, the same for all parts of a study.
    public init(exactCount: Int = 10_000) {
        moments = Array(repeating: Moments(), count: Metric.all.count)
        samples = Array(repeating: BoundedSample(limit: exactCount), count: Metric.all.count)
    }

    /// What some trials come to.
    public init(_ outcomes: some Sequence<TrialOutcome>, exactCount: Int = 10_000) {
        self.init(exactCount: exactCount)
        var columns = [[Double]](repeating: [], count: Metric.all.count)
        for outcome in outcomes {
            count += 1
            if let isInTime = outcome.isInTime { inTime = (inTime ?? 0) + (isInTime ? 1 : 0) }
            for (metric, value) in outcome.values.enumerated() {
                guard let value else { continue }
                moments[metric].add(value)
                columns[metric].append(value)
            }
        }
        samples = columns.map { BoundedSample($0, limit: exactCount) }
    }

    /// Adds every trial of `other`.
    public mutating func merge(_ other: TrialStatistics) {
        count += other.count
        if let more = other.inTime { inTime = (inTime ?? 0) + more }
        for metric in moments.indices {
            moments[metric].merge(other.moments[metric])
            samples[metric].merge(other.samples[metric])
        }
    }

    /// Moments of a metric.
    public func moments(_ metric: Metric) -> Moments { moments[metric.index] }

    /// The values of a metric, for quantiles.
    public func sample(_ metric: Metric) -> BoundedSample { samples[metric.index] }
}
