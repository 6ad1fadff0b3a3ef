/// Numbers for quantiles in bounded memory: kept and sorted up to a limit, counted in a histogram beyond it.
///
/// Which of the two it is depends on how many numbers there are and on nothing else, so parts merged in any order are the
/// same sample.
public struct BoundedSample: Hashable, Sendable {
    /// Where the numbers are.
    private enum Store: Hashable, Sendable {
        case sorted(OrderedSample)
        case counted(RelativeHistogram)
    }

    /// How many numbers are kept at most.
    public let limit: Int
    private var store = Store.sorted(OrderedSample([]))

    /// An empty sample.
    ///
    /// - Parameter limit: 1 or more; 10,000 numbers take 80 kB.
    public init(limit: Int = 10_000) {
        guard limit >= 1 else { fatalError("BoundedSample: a limit of \(limit) numbers") }
        self.limit = limit
    }

    /// A sample of numbers in any order. Stops the program if one of them is not finite.
    ///
    /// - Complexity: O(n log n).
    public init(_ values: some Collection<Double>, limit: Int = 10_000) {
        self.init(limit: limit)
        store = .sorted(OrderedSample(values))
        if values.count > limit { store = .counted(histogram) }
    }

    /// How many numbers there are.
    public var count: Int {
        switch store {
        case .sorted(let sample): sample.sortedValues.count
        case .counted(let histogram): histogram.count
        }
    }

    /// Whether every number is still at hand, so that quantiles are without any error of approximation.
    public var isExact: Bool { if case .sorted = store { true } else { false } }

    /// The greatest relative error of a quantile: 0 while the sample is exact.
    public var relativeError: Double {
        switch store {
        case .sorted: 0
        case .counted(let histogram): histogram.relativeError
        }
    }

    /// Adds everything in `other`. Stops the program if its limit is another one.
    ///
    /// - Complexity: O(numbers kept, or buckets in use).
    public mutating func merge(_ other: BoundedSample) {
        guard limit == other.limit else { fatalError("BoundedSample.merge: limits \(limit) and \(other.limit)") }
        if case .sorted(var sample) = store, case .sorted(let more) = other.store, count + other.count <= limit {
            // The store must let go of the numbers, or they would be copied.
            store = .sorted(OrderedSample([]))
            sample.merge(more)
            store = .sorted(sample)
            return
        }
        var merged = histogram
        merged.merge(other.histogram)
        store = .counted(merged)
    }

    /// The quantile of probability `p`, see ``quantileRank(_:count:)``, to within ``relativeError``; nil without numbers.
    public func quantile(_ p: Double) -> Double? {
        switch store {
        case .sorted(let sample): sample.quantile(p)
        case .counted(let histogram): histogram.quantile(p)?.value
        }
    }

    /// The interval for the quantile of probability `p` between two of the numbers, see
    /// ``orderStatisticInterval(count:quantile:confidence:)``. A bound is nil where no number of the sample is one. Numbers
    /// that were only counted are taken at the outer ends of their buckets, so that the interval holds the exact one.
    public func interval(_ p: Double, confidence: Double) -> (low: Double?, high: Double?, coverage: Double) {
        switch store {
        case .sorted(let sample): return sample.interval(p, confidence: confidence)
        case .counted(let histogram):
            let ranks = orderStatisticInterval(count: histogram.count, quantile: p, confidence: confidence)
            return (
                ranks.lower.map { histogram.value(rank: $0).low }, ranks.upper.map { histogram.value(rank: $0).high },
                ranks.coverage
            )
        }
    }

    private var histogram: RelativeHistogram {
        switch store {
        case .counted(let histogram): return histogram
        case .sorted(let sample):
            var histogram = RelativeHistogram()
            for value in sample.sortedValues { histogram.add(value) }
            return histogram
        }
    }
}
