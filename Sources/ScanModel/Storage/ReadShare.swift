/// How fast one volume is read that shares its scanner with others, in whole bytes and milliseconds.
///
/// The scanner's bandwidth and credit are divided by the number of volumes aboard when it begins, and a volume keeps its
/// part: what others leave unused is not handed on. Every division is rounded so that a read is never told too fast, and
/// every read takes whole milliseconds.
public struct ReadShare: Hashable, BitwiseCopyable, Sendable {
    /// Bytes per second of blocks that are read for the first time, and again; Int64.max: no limit.
    public let first: Int64
    public let again: Int64
    public let firstLimit: ReadLimit
    public let againLimit: ReadLimit
    /// Bytes per second without credit; Int64.max: no limit.
    public let baseline: Int64
    /// Bytes above the baseline that the credit of the volume is good for.
    public let credit: Int64

    /// - Parameters:
    ///   - method: most of a block's first read, in bytes per second; Int64.max: no limit.
    ///   - volume: most of any read; Int64.max: no limit.
    ///   - instance: baseline and burst of the scanner, and its credit in bytes; nil: no limit.
    ///   - aboard: volumes on the scanner, at least 1.
    @inlinable
    public init(method: Int64, volume: Int64, instance: (baseline: Int64, burst: Int64, credit: Int64)?, aboard: Int64)
    {
        let burst = instance.map { max(1, $0.burst / aboard) } ?? .max
        baseline = instance.map { max(1, $0.baseline / aboard) } ?? .max
        credit = instance.map { $0.credit / aboard } ?? 0
        let own = min(volume, burst)
        let ownLimit = volume <= burst ? ReadLimit.volume : .instance
        again = own
        againLimit = ownLimit
        first = min(method, own)
        firstLimit = method <= own ? .method : ownLimit
    }

    /// Milliseconds that `bytes` take at `rate` bytes per second, and what they leave of `credit`.
    ///
    /// Above the baseline a read uses up credit by what it is faster; without credit it goes on at the baseline.
    @inlinable
    public func milliseconds(_ bytes: Int64, at rate: Int64, credit: inout Int64) -> Int64 {
        guard bytes > 0, rate != .max else { return 0 }
        guard rate > baseline else { return Self.quotient(bytes, 1000, by: rate) }
        let excess = rate - baseline
        let bursting = Int64(Int128(credit) * Int128(rate) / Int128(excess))
        if bytes <= bursting {
            credit = max(0, credit - Self.quotient(bytes, excess, by: rate))
            return Self.quotient(bytes, 1000, by: rate)
        }
        credit = 0
        return Self.quotient(bursting, 1000, by: rate) + Self.quotient(bytes - bursting, 1000, by: baseline)
    }

    /// `first * second / divisor`, rounded up; the product may need 128 bits, the result may not.
    @inlinable
    static func quotient(_ first: Int64, _ second: Int64, by divisor: Int64) -> Int64 {
        let (product, overflow) = first.multipliedReportingOverflow(by: second)
        if !overflow, product <= .max - divisor { return (product + divisor - 1) / divisor }
        return Int64((Int128(first) * Int128(second) + Int128(divisor) - 1) / Int128(divisor))
    }
}
