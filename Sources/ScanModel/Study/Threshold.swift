/// What of a metric over all trials a threshold looks at.
public enum TrialStatistic: String, Hashable, Sendable, CaseIterable, Codable {
    /// The expected value.
    case mean
    /// The median, under both of its names.
    case mid, p50
    /// The quantiles of 90, 95 and 99 %.
    case p90, p95, p99
    /// Least and greatest value of the trials that were run.
    case min, max
    /// The standard deviation.
    case sd

    /// The probability of a quantile; nil for anything else.
    public var quantile: Double? {
        switch self {
        case .mid, .p50: 0.5
        case .p90: 0.9
        case .p95: 0.95
        case .p99: 0.99
        case .mean, .min, .max, .sd: nil
        }
    }
}

/// A limit that a scenario sets to its own answer, such as `makespan.p95 <= 20h`.
public struct Threshold: Hashable, Sendable, Codable {
    /// What is held against the limit.
    public enum Subject: Hashable, Sendable, Codable {
        /// A statistic of a metric.
        case metric(Metric, TrialStatistic)
        /// The probability that every deployment ends by its deadline.
        case probability
    }

    /// How it is held against the limit.
    public enum Comparison: String, Hashable, Sendable, CaseIterable, Codable {
        case atMost = "<="
        case below = "<"
        case atLeast = ">="
        case above = ">"

        /// Whether a value keeps to a limit.
        public func holds(_ value: Double, _ limit: Double) -> Bool {
            switch self {
            case .atMost: value <= limit
            case .below: value < limit
            case .atLeast: value >= limit
            case .above: value > limit
            }
        }
    }

    /// The threshold as it is written, with single spaces between its parts.
    public var text: String
    public var subject: Subject
    public var comparison: Comparison
    /// In the unit of the metric; a share of 1 for a probability.
    public var limit: Double

    public init(text: String, subject: Subject, comparison: Comparison, limit: Double) {
        self.text = text
        self.subject = subject
        self.comparison = comparison
        self.limit = limit
    }
}
