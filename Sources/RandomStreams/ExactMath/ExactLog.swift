/// The natural logarithm, the same to the last bit on every platform.
///
/// The system's `log` is free to differ in the last bit from one C library to the next, and one such bit is enough to
/// reorder two events of a simulation. This function uses only IEEE 754 addition, subtraction, multiplication,
/// division and bit operations on Doubles, each of which has a single correct result.
///
/// The error is below 0.53 ulp (measured against 60-digit references), and the result never decreases from one Double
/// to the next. Constant cost, with one division for the quotient and one for its remainder.
///
/// Method. Write x = 2^k m with sqrt(1/2) < m <= sqrt(2), so that ln x = k ln 2 + ln m. With f = (m - 1) / (m + 1),
/// ln m = 2 artanh f = 2 (f + f^3/3 + f^5/5 + ...) (M. Abramowitz and I. A. Stegun, Handbook of Mathematical
/// Functions, 4.1.27). Since |f| < 0.1716, the series up to f^23 leaves a relative error below 2^-65. The leading terms
/// k ln 2 and 2f are carried as unevaluated sums of two Doubles; only the rest, less than 1 % of ln m, is rounded.
///
/// - Parameter x: Any Double.
/// - Returns: ln x; negative infinity for either zero, infinity for infinity, NaN for negative numbers and for NaN.
public func exactLog(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? -.infinity : .nan }
    guard x < .infinity else { return x }
    let parts = logParts(x)
    return parts.high + parts.low
}

/// The natural logarithm of 1 + y, the same to the last bit on every platform, without the loss near y = 0.
///
/// The error is below 0.53 ulp (measured against 60-digit references). Constant cost, one division more than
/// ``exactLog(_:)``.
///
/// Method. The rounded sum s = 1 + y and its rounding error c together are 1 + y exactly, and ln(s + c) = ln s + c/s up
/// to a term below 2^-106; both are added before the only full rounding. Up to |y| = 2^-30 the result is y - y^2/2, the
/// start of the series (M. Abramowitz and I. A. Stegun, as above, 4.1.24), with a relative error below 2^-61.
///
/// - Parameter y: Any Double.
/// - Returns: ln(1 + y); negative infinity for -1, infinity for infinity, NaN below -1 and for NaN, `y` for zeros.
public func exactLog1p(_ y: Double) -> Double {
    guard y > -1 else { return y == -1 ? -.infinity : .nan }
    guard y < .infinity else { return y }
    guard y.magnitude > 0x1p-30 else { return y - 0.5 * (y * y) }
    let sum = exactSum(1, y)
    let parts = logParts(sum.high)
    return parts.high + (parts.low + sum.low / sum.high)
}

/// ln x as an unevaluated sum, for positive finite `x`.
func logParts(_ x: Double) -> DoublePair {
    let (mantissa, exponent) = splitNearOne(x)
    let numerator = mantissa - 1  // exact: the mantissa is within a factor of two of 1
    let denominator = exactSum(mantissa, 1)
    let quotient = numerator / denominator.high
    let product = exactProduct(quotient, denominator.high)
    let remainder = ((numerator - product.high) - product.low) - quotient * denominator.low
    let quotientLow = remainder / denominator.high

    let square = quotient * quotient
    var series = 1.0 / 23
    series = series * square + 1.0 / 21
    series = series * square + 1.0 / 19
    series = series * square + 1.0 / 17
    series = series * square + 1.0 / 15
    series = series * square + 1.0 / 13
    series = series * square + 1.0 / 11
    series = series * square + 1.0 / 9
    series = series * square + 1.0 / 7
    series = series * square + 1.0 / 5
    series = series * square + 1.0 / 3
    // d(2 artanh f)/df = 2 / (1 - f^2) = 2 (1 + f^2 + ...) carries the low part of the quotient into the sum.
    let rest = 2 * quotient * (square * series) + 2 * (quotientLow + quotientLow * square)

    let leading = exactOrderedSum(exponent * NaturalLogOf2.high, 2 * quotient)
    return DoublePair(high: leading.high, low: leading.low + (rest + exponent * NaturalLogOf2.low))
}

/// Writes a positive finite `x` as 2^exponent times a mantissa between sqrt(1/2) and sqrt(2).
@inline(__always)
private func splitNearOne(_ x: Double) -> (mantissa: Double, exponent: Double) {
    let isSubnormal = x < .leastNormalMagnitude
    let bits = (isSubnormal ? x * 0x1p54 : x).bitPattern
    let biasedExponent = Int(bits >> 52) - (isSubnormal ? 54 : 0)
    let mantissa = Double(bitPattern: bits & 0x000F_FFFF_FFFF_FFFF | 0x3FF0_0000_0000_0000)
    let squareRootOf2 = 0x1.6a09e667f3bcdp+0
    return mantissa > squareRootOf2
        ? (mantissa * 0.5, Double(biasedExponent - 1022)) : (mantissa, Double(biasedExponent - 1023))
}
