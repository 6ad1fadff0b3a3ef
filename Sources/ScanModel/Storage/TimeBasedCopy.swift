/// A copy of a snapshot that is ready within a time that is asked for.
///
/// The time is a multiple of 15 minutes up to 48 hours; the rate follows from it. One copy gets 500 MiB/s at most, and the
/// copies of an account to a region 2,000 MiB/s together; a request beyond that fails.
///
/// Source: https://docs.aws.amazon.com/ebs/latest/userguide/time-based-copies.html
public struct TimeBasedCopy: Hashable, Sendable {
    public static let step = Seconds(900)
    public static let longest = Seconds(Rational(48 * 3600))
    /// Most of one copy.
    public static let rateMost = ByteRate(mebibytes: 500)
    /// Most of all copies of an account to one region, unless raised.
    public static let cumulativeRateMost = ByteRate(mebibytes: 2000)

    /// Why a copy is refused.
    public enum Refusal: Error, Hashable, Sendable {
        /// Not a multiple of 15 minutes up to 48 hours.
        case duration
        /// More than one copy can get.
        case rate
        /// More than what other copies leave.
        case cumulativeRate
    }

    /// Bytes to copy, at least 1.
    public var bytes: Int64
    public var duration: Seconds

    public init(bytes: Int64, duration: Seconds) {
        precondition(bytes >= 1, "\(bytes) bytes to copy")
        self.bytes = bytes
        self.duration = duration
    }

    /// The rate that is asked for, in bytes per second; exact.
    public var rate: Rational { Rational(Int128(bytes)) / duration.value }

    /// Checks a request while other copies already take `taken` bytes per second of what the account has.
    ///
    /// - Returns: the rate that this copy takes, in bytes per second.
    public func request(
        taken: Rational = .zero, cumulativeMost: ByteRate = cumulativeRateMost
    ) throws(Refusal) -> Rational {
        let steps = duration.value / TimeBasedCopy.step.value
        guard steps.isWhole, steps > .zero, duration <= TimeBasedCopy.longest else { throw .duration }
        guard rate <= Rational(Int128(TimeBasedCopy.rateMost.bytesPerSecond)) else { throw .rate }
        guard taken + rate <= Rational(Int128(cumulativeMost.bytesPerSecond)) else { throw .cumulativeRate }
        return rate
    }

    /// The shortest time in which one copy can be asked for; nil if even 48 hours are too short.
    public static func shortest(bytes: Int64) -> Seconds? {
        let steps = max(1, (rateMost.seconds(for: bytes) / step.value).ceiling)
        let duration = Seconds(Rational(steps) * step.value)
        return duration <= longest ? duration : nil
    }
}
