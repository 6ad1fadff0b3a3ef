/// The square root, correctly rounded.
///
/// It agrees to the last bit with `Double.squareRoot()`, which on Linux leaves a reference to the C mathematics library
/// in the object code even where the processor has an instruction for it. This one needs no library.
///
/// Constant cost: four divisions and a few integer operations.
///
/// Method. Write x = 4^k m with 1 <= m < 4. Four Newton steps y = (y + m/y) / 2 (I. Newton; Heron of Alexandria,
/// Metrica I.8) from a straight line within 4 % of the root give it to a unit in the last place or so. The root of m
/// in units of 2^-52 is then settled in integers: Y is the nearest one if (2Y - 1)^2 < 4 m 2^104 < (2Y + 1)^2, where a
/// tie cannot happen because the outer numbers are odd.
///
/// - Parameter x: Any Double.
/// - Returns: The Double nearest to the root of x; `x` itself for zeros and infinity, NaN for negative numbers and NaN.
public func exactSquareRoot(_ x: Double) -> Double {
    guard x > 0 && x < .infinity else { return x == 0 || x == .infinity ? x : .nan }
    let isSubnormal = x < .leastNormalMagnitude
    let bits = (isSubnormal ? x * 0x1p54 : x).bitPattern
    let exponent = Int(bits >> 52) - 1023 - (isSubnormal ? 54 : 0)
    let isOdd = exponent & 1 == 1
    let significand = bits & 0x000F_FFFF_FFFF_FFFF | 0x0010_0000_0000_0000

    let m = Double(significand) * (isOdd ? 0x1p-51 : 0x1p-52)
    var y = 0.7 + 0.34 * m
    y = 0.5 * (y + m / y)
    y = 0.5 * (y + m / y)
    y = 0.5 * (y + m / y)
    y = 0.5 * (y + m / y)

    let target = significand.multipliedFullWidth(by: isOdd ? 1 << 55 : 1 << 54)
    var root = UInt64(y * 0x1p52)
    while isSquare(of: 2 * root + 1, below: target) { root += 1 }
    while !isSquare(of: 2 * root - 1, below: target) { root -= 1 }
    let half = (exponent - (isOdd ? 1 : 0)) / 2
    return Double(root) * Double(bitPattern: UInt64(half - 52 + 1023) << 52)
}

/// Whether the square of `value` is less than the 128-bit integer `bound`.
@inline(__always)
private func isSquare(of value: UInt64, below bound: (high: UInt64, low: UInt64.Magnitude)) -> Bool {
    let square = value.multipliedFullWidth(by: value)
    return square.high < bound.high || (square.high == bound.high && square.low < bound.low)
}
