internal import ScanModel

extension TokenBucketLimit {
    /// Ticks that a full bucket needs at least to grant `count` requests that are all there: (count - burst) / rate,
    /// rounded down; 0 while the burst lasts. Complexity: O(1).
    func lastGrant(count: Int64, scale: TickScale) -> Int64 {
        let missing = Rational(Int128(count)) - burst
        guard missing > .zero else { return 0 }
        return Int64((missing / rate.perSecond * Rational(Int128(scale.ticksPerSecond))).floor)
    }
}
