internal import Statistics

/// How well simulated cycles foretold those of a log.
public struct MakespanBackTest: Hashable, Sendable {
    /// A cycle of the log with its makespan in seconds.
    public struct Cycle: Hashable, Sendable {
        public var name: String
        public var makespan: Double
        public var isInside: Bool
    }

    /// Mean of the simulated makespans in seconds.
    public var predicted: Double
    /// Between these lie 90 % of the simulated makespans.
    public var low: Double
    public var high: Double
    public var trials: Int
    public var cycles: [Cycle]
    /// Mean of |predicted - observed| / observed over the cycles.
    public var error: Double
    /// The predicted mean over that of the cycles, minus 1.
    public var bias: Double
    public var inside: ObservedShare

    /// nil without a cycle that took time, or without a simulated one.
    public init?(simulated: [Double], cycles: [(name: String, makespan: Double)], confidence: Double) {
        let cycles = cycles.filter { $0.makespan > 0 }
        guard !simulated.isEmpty, !cycles.isEmpty else { return nil }
        let sample = OrderedSample(simulated)
        let tail = 0.5 * (1 - BackTest.nominal)
        guard let low = sample.quantile(tail), let high = sample.quantile(1 - tail) else { return nil }
        let mean = simulated.reduce(0, +) / Double(simulated.count)
        let observed = cycles.reduce(0) { $0 + $1.makespan } / Double(cycles.count)
        self.low = low
        self.high = high
        predicted = mean
        trials = simulated.count
        self.cycles = cycles.map {
            Cycle(name: $0.name, makespan: $0.makespan, isInside: $0.makespan >= low && $0.makespan <= high)
        }
        error = cycles.reduce(0) { $0 + (mean - $1.makespan).magnitude / $1.makespan } / Double(cycles.count)
        bias = mean / observed - 1
        inside = ObservedShare(
            nominal: BackTest.nominal, hits: self.cycles.count(where: \.isInside), count: cycles.count,
            confidence: confidence)
    }
}
