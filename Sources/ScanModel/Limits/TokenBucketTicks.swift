/// A token bucket limit on an integer clock.
///
/// Times are in fractions of a tick, so that an interval that is no whole number of ticks keeps its exact value.
public struct TokenBucketTicks: Hashable, Sendable {
    /// Time between tokens, in ticks / `fraction`; above 0.
    public let interval: Int64
    /// (burst - 1) intervals, in ticks / `fraction`.
    public let tolerance: Int64
    /// Parts of a tick, at least 1; 1 where interval and tolerance are whole ticks.
    public let fraction: Int64

    /// More than any sum of intervals or any horizon in fractions of a tick: what ``init(_:scale:horizon:)`` accepts.
    public static let most: Int128 = 1 << 61

    /// The limit on a clock, or nil if 64 bits cannot hold its instants up to `horizon` (in ticks).
    ///
    /// A burst so large that it never runs dry before the horizon is held as the largest one that fits.
    public init?(_ limit: TokenBucketLimit, scale: TickScale, horizon: Int128) {
        let ticks = Rational(Int128(scale.ticksPerSecond))
        guard let interval = ticks.multiplied(by: .one / limit.refill.perSecond) else { return nil }
        let tolerance = (limit.burst - .one).multiplied(by: interval)
        let wanted = tolerance.flatMap { Rational.leastCommonMultiple(interval.denominator, $0.denominator) }
        let fits =
            wanted.flatMap { shared in tolerance.map { $0 <= Rational(TokenBucketTicks.most / shared) } } ?? false
        let fraction = fits ? wanted ?? interval.denominator : interval.denominator
        guard horizon > 0, fraction <= TokenBucketTicks.most / horizon,
            interval <= Rational(TokenBucketTicks.most / fraction)
        else { return nil }
        self.fraction = Int64(fraction)
        self.interval = Int64(interval.numerator * (fraction / interval.denominator))
        if fits, let tolerance {
            self.tolerance = Int64(tolerance.numerator * (fraction / tolerance.denominator))
        } else {
            self.tolerance = Int64(TokenBucketTicks.most)
        }
    }

    /// Ticks until the last of `count` requests that are all there at once is granted by a full bucket; rounded down.
    ///
    /// Complexity: O(1).
    public func lastGrant(of count: Int64) -> Int64 {
        let fine = Int128(count - 1) * Int128(interval) - Int128(tolerance)
        return fine <= 0 ? 0 : Int64(fine / Int128(fraction))
    }
}
