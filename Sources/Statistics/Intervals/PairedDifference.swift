/// Two options compared number by number on common random numbers: moments of either and of the differences.
///
/// Numbers that share their random input go up and down together, and their difference varies less than that of
/// independent ones; ``varianceRatio`` tells by how much. Parts merge in any order to the same bits, as ``Moments`` do.
public struct PairedDifference: Hashable, Sendable {
    /// Of the numbers of the first option.
    public private(set) var first = Moments()
    /// Of the numbers of the second option.
    public private(set) var second = Moments()
    /// Of first - second, each difference rounded to a Double.
    public private(set) var difference = Moments()

    /// No pairs yet.
    public init() {}

    /// Adds the numbers of both options under the same random input. Constant cost. Stops the program if one is not finite.
    public mutating func add(_ first: Double, _ second: Double) {
        self.first.add(first)
        self.second.add(second)
        difference.add(first - second)
    }

    /// Adds every pair of `other`.
    public mutating func merge(_ other: PairedDifference) {
        first.merge(other.first)
        second.merge(other.second)
        difference.merge(other.difference)
    }

    /// The paired t interval for the expected difference first - second; nil below two pairs.
    public func interval(confidence: Double) -> MeanInterval? {
        MeanInterval(difference, confidence: confidence)
    }

    /// How many times as great the variance of the difference would be with independent numbers:
    /// (s1^2 + s2^2) / s_d^2. Above 1 the pairing helps. Nil below two pairs; infinite if all differences are equal while the
    /// numbers are not; 1 if nothing varies.
    public var varianceRatio: Double? {
        guard let a = first.variance, let b = second.variance, let d = difference.variance else { return nil }
        return a + b == 0 && d == 0 ? 1 : (a + b) / d
    }
}
