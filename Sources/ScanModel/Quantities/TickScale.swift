/// The integer clock of one scenario: how many ticks make a second.
///
/// The scale is the least common multiple of the denominators of everything that is timed (durations, 1/rate), so
/// that two instants which are equal in exact arithmetic are the same tick. Where that multiple would be too fine
/// for 64 bits, rates are left out of it (their buckets then keep exact fractional credit, see ``TokenBucketTicks``).
public struct TickScale: Hashable, Sendable {
    /// Ticks per second, at least 1.
    public let ticksPerSecond: Int64
    /// Whether every rate's token interval is a whole number of ticks.
    public let ratesAreWhole: Bool

    public init(ticksPerSecond: Int64, ratesAreWhole: Bool = true) {
        precondition(ticksPerSecond >= 1, "ticks per second \(ticksPerSecond)")
        self.ticksPerSecond = ticksPerSecond
        self.ratesAreWhole = ratesAreWhole
    }

    /// No clock is finer than this: at 1e12 ticks per second 64 bits last 106 days.
    public static let finest: Int128 = 1_000_000_000_000

    /// The coarsest scale that makes every duration whole, and every rate too if it stays within `limit`.
    ///
    /// - Parameters:
    ///   - durations: exact seconds that must be whole ticks.
    ///   - rateFractions: seconds between tokens (1/rate, burst spans) that should be.
    ///   - limit: the finest scale that the horizon of the scenario allows.
    /// - Returns: nil if the durations alone need more than `limit` ticks per second.
    /// - Complexity: O(n log finest).
    public static func choose(
        durations: some Sequence<Rational>, rateFractions: some Sequence<Rational>, limit: Int128 = finest
    ) -> TickScale? {
        var scale: Int128 = 1
        for duration in durations {
            guard let next = Rational.leastCommonMultiple(scale, duration.denominator), next <= limit else {
                return nil
            }
            scale = next
        }
        var withRates: Int128? = scale
        for fraction in rateFractions {
            withRates = withRates.flatMap { Rational.leastCommonMultiple($0, fraction.denominator) }
            if let value = withRates, value > limit { withRates = nil }
        }
        if let withRates { return TickScale(ticksPerSecond: Int64(withRates)) }
        // Without whole rates a fine clock keeps the rounding of grants (up to one tick, never accumulated) harmless.
        var fine = scale
        while fine * 10 <= limit { fine *= 10 }
        return TickScale(ticksPerSecond: Int64(fine), ratesAreWhole: false)
    }

    /// Whole ticks of an exact length; traps if it is not whole on this scale or does not fit.
    public func ticks(_ seconds: Rational) -> Int64 {
        let scaled = seconds * Rational(Int128(ticksPerSecond))
        precondition(scaled.isWhole, "\(seconds) s is not a whole number of 1/\(ticksPerSecond) s")
        return Int64(scaled.numerator)
    }

    /// Exact seconds of a number of ticks.
    public func seconds(_ ticks: Int64) -> Rational {
        Rational(Int128(ticks), over: Int128(ticksPerSecond))
    }
}
