/// A token bucket that answers at the request when its tokens are granted (the generic cell rate algorithm).
///
/// Equivalent to a bucket of capacity B, full at first use and refilled continuously, whose requests are served first
/// come, first served: with T the time between tokens and tau = (B - 1) T, a request at `a` is granted at
/// g = max(a, TAT - tau), and TAT becomes max(g, TAT) + T (ITU-T I.371, virtual scheduling). Nothing is polled.
///
/// T and tau are kept in fractions of a tick, `1/fraction`, so that a rate whose T is no whole number of ticks still
/// gets exact credit; only the instant it answers is rounded up to the next tick.
///
/// A law says how fast and how far buckets fill; the theoretical arrival time is all that a bucket itself remembers, so
/// that a model with a bucket for each of thousands of accounts keeps eight bytes for each.
@frozen
public struct TokenBucketLaw: BitwiseCopyable, Sendable {
    @usableFromInline let interval: Int64
    @usableFromInline let tolerance: Int64
    @usableFromInline let fraction: Int64

    /// - Parameters:
    ///   - interval: time between tokens, in ticks / `fraction`; above 0.
    ///   - tolerance: (burst - 1) intervals, in ticks / `fraction`; 0 or more.
    ///   - fraction: parts of a tick, at least 1.
    @inlinable
    public init(interval: Int64, tolerance: Int64, fraction: Int64 = 1) {
        precondition(interval > 0 && tolerance >= 0 && fraction >= 1, "bucket \(interval) \(tolerance) \(fraction)")
        self.interval = interval
        self.tolerance = tolerance
        self.fraction = fraction
    }

    /// The theoretical arrival time of a full bucket, in fractions of a tick.
    @inlinable
    public static var full: Int64 { Int64.min }

    /// Grants `count` single-token requests made together; the answer is the instant of the last of them.
    ///
    /// Calls must come with rising instants. Complexity: O(1).
    @inlinable
    @inline(__always)
    public func grant(_ count: Int64, at instant: Int64, _ theoretical: inout Int64) -> Int64 {
        if count == 1, fraction == 1 {
            // What follows without its multiplications; by far the most frequent case.
            let origin = max(theoretical, instant)
            theoretical = origin + interval
            return max(instant, origin &- tolerance)
        }
        let arrival = instant * fraction
        let origin = max(theoretical, arrival)
        let granted = max(arrival, origin + (count - 1) * interval - tolerance)
        theoretical = origin + count * interval
        return fraction == 1 ? granted : (granted + fraction - 1) / fraction
    }

    /// Whether `count` tokens are there at an instant.
    @inlinable
    @inline(__always)
    public func holds(_ count: Int64, at instant: Int64, _ theoretical: Int64) -> Bool {
        let arrival = instant * fraction
        return max(theoretical, arrival) + (count - 1) * interval - tolerance <= arrival
    }
}

/// One token bucket: a law and its memory.
@frozen
public struct TokenBucket: BitwiseCopyable, Sendable {
    @usableFromInline let law: TokenBucketLaw
    @usableFromInline var theoretical = TokenBucketLaw.full

    /// A full bucket; see ``TokenBucketLaw``.
    @inlinable
    public init(interval: Int64, tolerance: Int64, fraction: Int64 = 1) {
        law = TokenBucketLaw(interval: interval, tolerance: tolerance, fraction: fraction)
    }

    /// Grants `count` single-token requests made together; the answer is the instant of the last of them.
    ///
    /// Calls must come with rising instants. Complexity: O(1).
    @inlinable
    @inline(__always)
    public mutating func grant(_ count: Int64, at instant: Int64) -> Int64 {
        law.grant(count, at: instant, &theoretical)
    }

    /// Whether `count` tokens are there at an instant.
    @inlinable
    @inline(__always)
    public func holds(_ count: Int64, at instant: Int64) -> Bool { law.holds(count, at: instant, theoretical) }
}
