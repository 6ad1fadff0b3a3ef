internal import RandomStreams

/// Count, least, greatest, and the first four moments of numbers that come one by one and need not be kept.
///
/// The sums of the first four powers are kept without any rounding (`ExactSum`), and central moments are formed from
/// them in whole numbers and rounded once. So every property is the correctly rounded value of its definition, and numbers
/// split over any number of parts, added in any order and merged in any order give the same bits. A running mean that is
/// updated in Doubles (B. P. Welford, Technometrics 4, 1962; P. Pébay, Sandia report SAND2008-6212) does not: its last
/// digits depend on how the numbers were split.
///
/// Memory: some 40 digits of 8 bytes for numbers of like magnitude; at most some 500 more for each of the four sums for
/// the whole range of a Double.
public struct Moments: Hashable, Sendable {
    /// How many numbers were added.
    public private(set) var count = 0
    /// The least number; nil before the first.
    public private(set) var least: Double?
    /// The greatest number; nil before the first.
    public private(set) var greatest: Double?

    /// The sums of the first to fourth powers.
    private var first = ExactSum()
    private var second = ExactSum()
    private var third = ExactSum()
    private var fourth = ExactSum()

    /// No numbers yet.
    public init() {}

    /// Adds every number of a sequence.
    public init(_ values: some Sequence<Double>) {
        for value in values { add(value) }
    }

    /// Adds a number. Constant cost. Stops the program if it is not finite.
    public mutating func add(_ value: Double) {
        guard value.isFinite else { fatalError("Moments.add: \(value) is not finite") }
        count += 1
        least = min(least ?? value, value)
        greatest = max(greatest ?? value, value)
        guard value != 0 else { return }
        let isNormal = value.isNormal
        let significand = value.significandBitPattern | (isNormal ? 1 << 52 : 0)
        let exponent = (isNormal ? Int(value.exponentBitPattern) : 1) - 1_075
        let isNegative = value < 0
        let powers = Self.powers(of: significand)
        first.add(SIMD4(significand, 0, 0, 0), exponent: exponent, isNegative: isNegative)
        second.add(powers.square, exponent: 2 * exponent, isNegative: false)
        third.add(powers.cube, exponent: 3 * exponent, isNegative: isNegative)
        fourth.add(powers.fourth, exponent: 4 * exponent, isNegative: false)
    }

    /// Adds everything that was added to `other`.
    public mutating func merge(_ other: Moments) {
        count += other.count
        if let value = other.least { least = min(least ?? value, value) }
        if let value = other.greatest { greatest = max(greatest ?? value, value) }
        first.merge(other.first)
        second.merge(other.second)
        third.merge(other.third)
        fourth.merge(other.fourth)
    }

    /// The sum, correctly rounded.
    public var sum: Double {
        let value = first.value
        return value.number.rounded(exponent: value.exponent)
    }

    /// The mean, correctly rounded; nil without numbers.
    public var mean: Double? {
        guard count > 0 else { return nil }
        let value = first.value
        return value.number.rounded(exponent: value.exponent, dividedBy: [UInt64(count)])
    }

    /// The sum of squared deviations from the mean over count - 1, correctly rounded; nil below two numbers.
    public var variance: Double? {
        guard count > 1 else { return nil }
        let scaled = scaledSums(2)
        return secondCentral(scaled).rounded(exponent: 2 * scaled.unit, dividedBy: [UInt64(count), UInt64(count - 1)])
    }

    /// The square root of ``variance``; nil below two numbers.
    public var standardDeviation: Double? { variance.map(exactSquareRoot) }

    /// The sums of the second, third and fourth powers of the deviations from the mean, each correctly rounded; nil without
    /// numbers.
    public var centralSums: (second: Double, third: Double, fourth: Double)? {
        guard count > 0 else { return nil }
        let n = WideInteger(count)
        let scaled = scaledSums(4)
        let (s1, s2, s3, s4) = (scaled.sums[0], scaled.sums[1], scaled.sums[2], scaled.sums[3])
        let (three, four, six) = (WideInteger(3), WideInteger(4), WideInteger(6))
        // n^(k-1) times the k-th central sum, by the binomial theorem for sum (x - S1/n)^k.
        let square = s1 * s1
        let third = n * (n * s3 - three * (s1 * s2)) + WideInteger(2) * (square * s1)
        let fourth = n * (n * (n * s4 - four * (s1 * s3)) + six * (square * s2)) - three * (square * square)
        let divisor = UInt64(count)
        return (
            secondCentral(scaled).rounded(exponent: 2 * scaled.unit, dividedBy: [divisor]),
            third.rounded(exponent: 3 * scaled.unit, dividedBy: [divisor, divisor]),
            fourth.rounded(exponent: 4 * scaled.unit, dividedBy: [divisor, divisor, divisor])
        )
    }

    /// The third standardised moment, sqrt(n) M3 / M2^(3/2); nil if all numbers are equal or there are none.
    public var skewness: Double? {
        guard let sums = centralSums, sums.second > 0 else { return nil }
        let n = Double(count)
        return sums.third / n / ((sums.second / n) * exactSquareRoot(sums.second / n))
    }

    /// The fourth standardised moment less 3, n M4 / M2^2 - 3; nil if all numbers are equal or there are none.
    public var excessKurtosis: Double? {
        guard let sums = centralSums, sums.second > 0 else { return nil }
        let n = Double(count)
        return (sums.fourth / n) / ((sums.second / n) * (sums.second / n)) - 3
    }

    /// n times the second central sum, in units of 2^(2 unit).
    private func secondCentral(_ scaled: (sums: [WideInteger], unit: Int)) -> WideInteger {
        WideInteger(count) * scaled.sums[1] - scaled.sums[0] * scaled.sums[0]
    }

    /// The sums of powers 1 to `powers` of the numbers told as whole multiples of 2^unit.
    private func scaledSums(_ powers: Int) -> (sums: [WideInteger], unit: Int) {
        let values = [first, second, third, fourth].prefix(powers).map(\.value)
        var unit = Int.max
        for (index, value) in values.enumerated() where !value.number.isZero {
            let power = index + 1
            // Rounded down, for negative exponents too.
            let (quotient, remainder) = value.exponent.quotientAndRemainder(dividingBy: power)
            unit = min(unit, remainder < 0 ? quotient - 1 : quotient)
        }
        guard unit < Int.max else { return (Array(repeating: .zero, count: powers), 0) }
        let sums = values.enumerated().map { index, value in
            value.number.isZero
                ? WideInteger.zero : value.number.shiftedLeft(value.exponent - (index + 1) * unit)
        }
        return (sums, unit)
    }

    /// Powers of a number of 53 bits, in words.
    private static func powers(
        of s: UInt64
    ) -> (square: SIMD4<UInt64>, cube: SIMD4<UInt64>, fourth: SIMD4<UInt64>) {
        let square = s.multipliedFullWidth(by: s)
        let cube = product(SIMD4(square.low, square.high, 0, 0), s)
        return (SIMD4(square.low, square.high, 0, 0), cube, product(cube, s))
    }

    private static func product(_ wide: SIMD4<UInt64>, _ factor: UInt64) -> SIMD4<UInt64> {
        var result = SIMD4<UInt64>()
        var carry: UInt64 = 0
        for lane in 0..<4 {
            let part = wide[lane].multipliedFullWidth(by: factor)
            let (low, overflow) = part.low.addingReportingOverflow(carry)
            result[lane] = low
            carry = part.high + (overflow ? 1 : 0)
        }
        return result
    }
}
