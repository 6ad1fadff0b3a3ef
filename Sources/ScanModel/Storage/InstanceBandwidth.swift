/// What a machine can read from its volumes together.
///
/// A machine bursts while it has credit. One that is launched for a batch starts with a full bucket: as much above its
/// baseline as it can read while it bursts for its burst time, 30 minutes in 24 hours.
///
/// Source: https://github.com/awsdocs/amazon-ec2-user-guide @0446b90b doc_source/ebs-optimized.md
public struct InstanceBandwidth: Hashable, Sendable {
    /// For as long as one likes.
    public var baseline: ByteRate
    /// While there is credit; at least the baseline, and the same for machines that do not burst.
    public var burst: ByteRate
    /// How long a full bucket lasts at the burst rate.
    public var burstTime: Seconds

    /// Half an hour.
    public static let usualBurstTime = Seconds(1800)

    public init(baseline: ByteRate, burst: ByteRate, burstTime: Seconds = usualBurstTime) {
        precondition(baseline <= burst, "a baseline of \(baseline) above the burst of \(burst)")
        self.baseline = baseline
        self.burst = burst
        self.burstTime = burstTime
    }

    /// Bytes above the baseline that a full bucket is good for, rounded down.
    public var credit: Int64 {
        Int64((Rational(Int128(burst.bytesPerSecond - baseline.bytesPerSecond)) * burstTime.value).floor)
    }
}
