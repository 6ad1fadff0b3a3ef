/// When to stop a simulation: as soon as the mean is known to a wanted relative precision.
///
/// The half-width of the interval is held against g / (1 + g) times the magnitude of the mean, because the error relative to
/// the true mean, not to the estimated one, is to be at most g (A. M. Law, Simulation Modeling and Analysis, section 9.4.1).
/// Looking after every number would stop too early too often, on a half-width that is small by chance; so there is a least
/// count of numbers, and after it the rule only looks when another so many are there.
public struct PrecisionRule: Hashable, Sendable {
    /// The wanted relative error g of the mean; greater than 0, 0.02 for 2 %.
    public let relativeError: Double
    /// The confidence of the interval, strictly between 0 and 1.
    public let confidence: Double
    /// The numbers before the first look, at least 20.
    public let leastCount: Int
    /// The numbers from one look to the next, at least 1.
    public let step: Int
    /// The numbers after which to stop in any case, at least ``leastCount``.
    public let greatestCount: Int

    /// Makes the rule; stops the program if a parameter is out of its range.
    public init(
        relativeError: Double, confidence: Double = 0.95, leastCount: Int = 20, step: Int = 10,
        greatestCount: Int = .max
    ) {
        guard relativeError > 0 && relativeError < .infinity && confidence > 0 && confidence < 1 else {
            fatalError("PrecisionRule: relative error \(relativeError) or confidence \(confidence) is out of range")
        }
        guard leastCount >= 20 && step >= 1 && greatestCount >= leastCount else {
            fatalError("PrecisionRule: counts \(leastCount), \(step), \(greatestCount) are out of range")
        }
        self.relativeError = relativeError
        self.confidence = confidence
        self.leastCount = leastCount
        self.step = step
        self.greatestCount = greatestCount
    }

    /// What to do next.
    public enum Decision: Hashable, Sendable {
        /// So many more numbers, then ask again.
        case more(Int)
        /// Precise enough.
        case precise(MeanInterval)
        /// Not precise enough at the greatest count.
        case exhausted(MeanInterval)
    }

    /// The decision after the numbers seen so far. Between two looks it is always ``Decision/more(_:)``, however narrow the
    /// interval is.
    public func decision(after moments: Moments) -> Decision {
        let count = moments.count
        if count < leastCount { return .more(leastCount - count) }
        guard let interval = MeanInterval(moments, confidence: confidence) else { return .more(leastCount) }
        let sinceLook = (count - leastCount) % step
        if sinceLook == 0 || count >= greatestCount {
            let bound = relativeError / (1 + relativeError) * interval.mean.magnitude
            if interval.halfWidth <= bound { return .precise(interval) }
        }
        if count >= greatestCount { return .exhausted(interval) }
        return .more(min(step - sinceLook, greatestCount - count))
    }
}
