/// Two bounds with what lies between them.
public struct Interval: Hashable, Sendable {
    /// The lower bound.
    public var low: Double
    /// The upper bound, not below ``low``.
    public var high: Double

    /// Makes the interval from its bounds.
    public init(low: Double, high: Double) {
        self.low = low
        self.high = high
    }

    /// Whether a value lies between the bounds, or on one of them.
    public func contains(_ value: Double) -> Bool { value >= low && value <= high }
}

/// The probability missed on either side, checked.
func missOnEachSide(_ confidence: Double) -> Double {
    guard confidence > 0 && confidence < 1 else {
        fatalError("the confidence \(confidence) is not strictly between 0 and 1")
    }
    return (1 - confidence) / 2
}
