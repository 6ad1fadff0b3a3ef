/// The exponential function, the same to the last bit on every platform.
///
/// Like ``exactLog(_:)`` it uses only IEEE 754 addition, subtraction, multiplication and bit operations on Doubles.
///
/// The error is below 0.53 ulp, subnormal results included (measured against 60-digit references), and the result
/// never decreases from one Double to the next. Constant cost, no division.
///
/// Method. With k the integer nearest to x / ln 2 and r = x - k ln 2, e^x = 2^k e^r and |r| < 0.3466. r is carried as
/// an unevaluated sum of two Doubles. In e^r = 1 + r + r^2/2 + r^3/6 + ... (M. Abramowitz and I. A. Stegun, Handbook of
/// Mathematical Functions, 4.2.1) the first three terms are summed without error; only the rest, less than 1 % of the
/// result, is rounded. The series up to r^14 leaves a relative error below 2^-62.
///
/// - Parameter x: Any Double.
/// - Returns: e^x; infinity above 709.7827128933840 (the logarithm of 2^1024), 0 from -745.1332191019412 downwards (the
///   logarithm of half the least positive Double), NaN for NaN.
public func exactExp(_ x: Double) -> Double {
    guard !x.isNaN else { return .nan }
    guard x < 710 else { return .infinity }
    guard x > -746 else { return 0 }

    // Adding and removing 1.5 * 2^52 rounds to the nearest integer, ties to even.
    let exponent = (x * NaturalLogOf2.reciprocal + 0x1.8p52) - 0x1.8p52
    let reduced = exactSum(x - exponent * NaturalLogOf2.high, -(exponent * NaturalLogOf2.low))
    let r = reduced.high
    let square = exactProduct(r, r)

    var series: Double = 1 / 87_178_291_200
    series = series * r + 1 / 6_227_020_800
    series = series * r + 1 / 479_001_600
    series = series * r + 1 / 39_916_800
    series = series * r + 1 / 3_628_800
    series = series * r + 1 / 362_880
    series = series * r + 1 / 40_320
    series = series * r + 1 / 5_040
    series = series * r + 1 / 720
    series = series * r + 1 / 120
    series = series * r + 1 / 24
    series = series * r + 1 / 6
    let rest = square.high * r * series

    let twoTerms = exactOrderedSum(1, r)
    let threeTerms = exactOrderedSum(twoTerms.high, square.high * 0.5)
    // d(e^r)/dr = e^r, which the three terms give well enough for the low part of r.
    let small = (twoTerms.low + threeTerms.low) + (reduced.low * threeTerms.high + square.low * 0.5)
    return scaled(DoublePair(high: threeTerms.high, low: small + rest), byPowerOf2: Int(exponent))
}

/// 2^exponent times the sum of `parts`, rounded once, for a sum between 0.7 and 1.5 and exponents in -1077 ... 1024.
@inline(__always)
private func scaled(_ parts: DoublePair, byPowerOf2 exponent: Int) -> Double {
    let sum = parts.high + parts.low
    if exponent > -1022 || (exponent == -1022 && sum >= 1) {
        // The greatest exponents do not fit a single power of two: half of it, then twice the product.
        let doubling: Double = exponent > 1023 ? 2 : 1
        let power = Double(bitPattern: UInt64(min(exponent, 1023) + 1023) << 52)
        return sum * power * doubling
    }
    // A subnormal result is a multiple of 2^-1074, so the sum is to be rounded to a multiple of 2^(-1074 - exponent).
    // Beside an anchor of 2^52 such units every Double is such a multiple, and its significand counts them: the
    // distance in bit patterns from the anchor is the bit pattern of the result.
    let anchor = Double(bitPattern: UInt64(-1022 - exponent + 1023) << 52)
    let anchored = exactOrderedSum(anchor, parts.high)
    let rounded = anchored.high + (anchored.low + parts.low)
    return Double(bitPattern: rounded.bitPattern - anchor.bitPattern)
}
