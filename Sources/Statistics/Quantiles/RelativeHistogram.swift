/// Counts of numbers in buckets of constant relative width, for quantiles of any amount of numbers in bounded memory.
///
/// A bucket is the numbers that share their sign, their exponent and the first ``bits`` bits after the leading one: it is
/// read off the bit pattern, with no logarithm and no rounding. Every quantile is told with a relative error of at most
/// ``relativeError`` (numbers below 2.3e-308 in magnitude: an absolute error of that). The counts are whole numbers, so
/// parts merged in any order give the same bytes.
///
/// The layout is that of the histograms with high dynamic range of G. Tene (hdrhistogram.org), for Doubles.
public struct RelativeHistogram: Hashable, Sendable {
    /// The bits of the significand that tell buckets apart.
    public let bits: Int
    /// How many numbers were added.
    public private(set) var count = 0
    /// The least number; nil before the first.
    public private(set) var least: Double?
    /// The greatest number; nil before the first.
    public private(set) var greatest: Double?

    private var counts: [Int: Int] = [:]

    /// An empty histogram. Memory grows by one count for every bucket in use, 2^bits of them from one power of 2 to the next.
    ///
    /// - Parameter bits: 1 to 20; the relative error is 2^-(bits + 1), 0.4 % for 7.
    public init(bits: Int = 7) {
        guard (1...20).contains(bits) else { fatalError("RelativeHistogram: \(bits) bits are not from 1 to 20") }
        self.bits = bits
    }

    /// The greatest error of a quantile relative to its true value: 2^-(bits + 1).
    public var relativeError: Double { Double(sign: .plus, exponent: -(bits + 1), significand: 1) }

    /// Adds a number. Constant cost. Stops the program if it is not finite.
    public mutating func add(_ value: Double) {
        guard value.isFinite else { fatalError("RelativeHistogram.add: \(value) is not finite") }
        count += 1
        least = min(least ?? value, value)
        greatest = max(greatest ?? value, value)
        counts[bucket(of: value), default: 0] += 1
    }

    /// Adds everything that was added to `other`. Stops the program if its buckets are of another width.
    public mutating func merge(_ other: RelativeHistogram) {
        guard bits == other.bits else { fatalError("RelativeHistogram.merge: \(bits) and \(other.bits) bits") }
        count += other.count
        if let value = other.least { least = min(least ?? value, value) }
        if let value = other.greatest { greatest = max(greatest ?? value, value) }
        counts.merge(other.counts) { $0 + $1 }
    }

    /// The quantile of probability `p` (``quantileRank(_:count:)``) to within ``relativeError``, with the least and the
    /// greatest value it can have; nil without numbers.
    ///
    /// - Complexity: O(b log b) for b buckets in use.
    public func quantile(_ p: Double) -> (value: Double, low: Double, high: Double)? {
        count == 0 ? nil : value(rank: quantileRank(p, count: count))
    }

    /// The number of a rank, from 1 for the least, as ``quantile(_:)`` tells it. Stops the program if there is no such rank.
    ///
    /// - Complexity: O(b log b) for b buckets in use.
    public func value(rank: Int) -> (value: Double, low: Double, high: Double) {
        guard let least, let greatest, (1...count).contains(rank) else {
            fatalError("RelativeHistogram.value: no rank \(rank) of \(count)")
        }
        var rest = rank
        for (bucket, number) in counts.sorted(by: { $0.key < $1.key }) {
            if rest <= number {
                let ends = ends(of: bucket)
                let (low, high) = (max(ends.low, least), min(ends.high, greatest))
                return (min(max(ends.middle, low), high), low, high)
            }
            rest -= number
        }
        return (greatest, greatest, greatest)
    }

    /// 0 for the bucket at 0, counting up for positive and down from -1 for negative numbers.
    private func bucket(of value: Double) -> Int {
        let index = Int(value.magnitude.bitPattern >> UInt64(52 - bits))
        return value < 0 ? -1 - index : index
    }

    private func ends(of bucket: Int) -> (low: Double, middle: Double, high: Double) {
        let index = UInt64(bucket < 0 ? -1 - bucket : bucket)
        let near = Double(bitPattern: index << UInt64(52 - bits))
        let far = Double(bitPattern: (index + 1) << UInt64(52 - bits))
        let middle = Double(bitPattern: (index << 1 | 1) << UInt64(51 - bits))
        return bucket < 0 ? (-far, -middle, -near) : (near, middle, far)
    }
}
