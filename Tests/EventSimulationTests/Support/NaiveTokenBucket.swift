/// A token bucket as one would explain it: a level that rises with time up to the burst; each request takes one token,
/// and one that finds less waits, before all later ones, until a whole token is there.
struct NaiveTokenBucket {
    /// Tokens per tick.
    let rate: Fraction
    let burst: Fraction
    private var level: Fraction
    /// The instant at which the level held: that of the last grant.
    private var measured: Fraction = 0

    init(rate: Fraction, burst: Fraction) {
        self.rate = rate
        self.burst = burst
        level = burst
    }

    /// Serves a request that comes at an instant, and returns the exact instant of its grant.
    mutating func grant(at arrival: Fraction) -> Fraction {
        var instant = max(arrival, measured)
        level = tokens(at: instant)
        if level < 1 {
            instant = instant + (1 - level) / rate
            level = 1
        }
        level = level - 1
        measured = instant
        return instant
    }

    /// Tokens at an instant that is not before the last grant.
    func tokens(at instant: Fraction) -> Fraction { min(burst, level + (instant - measured) * rate) }

    /// Whether so many tokens are there and nobody is in line before.
    func holds(_ count: Int64, at instant: Fraction) -> Bool {
        instant >= measured && tokens(at: instant) >= Fraction(count, 1)
    }
}
