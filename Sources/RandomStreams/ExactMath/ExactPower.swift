/// A number to a real power, the same to the last bit on every platform.
///
/// The relative error is below 3e-16 where the result is a normal number (measured against 60-digit references). Constant
/// cost: one logarithm and one exponential.
///
/// Method. x^y = e^(y ln x), where ln x and the product are carried as unevaluated sums of two Doubles. Rounding the
/// exponent to one Double would cost |y ln x| units in the last place, up to 745 of them.
///
/// - Parameters:
///   - x: The base, at least 0.
///   - y: The exponent, any Double.
/// - Returns: x^y; 1 for `y` = 0, as IEEE 754 has it; NaN for a negative base and for NaN.
public func exactPower(_ x: Double, _ y: Double) -> Double {
    if y == 0 { return 1 }
    guard x >= 0, !y.isNaN else { return .nan }
    if x == 0 { return y > 0 ? 0 : .infinity }
    if x == .infinity { return y > 0 ? .infinity : 0 }
    let logarithm = logParts(x)
    let rough = y * logarithm.high
    guard rough.magnitude < 800 else { return rough > 0 ? .infinity : 0 }
    guard y.magnitude < 0x1p900 else { return 1 + rough }  // x is so near 1 that the power barely leaves it
    let product = exactProduct(y, logarithm.high)
    let exponent = exactOrderedSum(product.high, product.low + y * logarithm.low)
    let power = exactExp(exponent.high)
    return power < .infinity ? power + power * exponent.low : power
}
