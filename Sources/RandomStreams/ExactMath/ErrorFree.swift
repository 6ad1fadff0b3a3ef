// Error-free transformations: the rounding error of one IEEE operation is itself a Double and can be had exactly with
// a few more operations. They hold in round-to-nearest as long as nothing overflows or underflows, and they need every
// operation to be rounded on its own, which Swift guarantees: it neither reorders nor contracts floating-point code.

/// An unevaluated sum of two Doubles, `low` being small beside `high`.
struct DoublePair {
    /// The leading part.
    var high: Double
    /// The correction to ``high``.
    var low: Double
}

/// `a + b` without error: `high` is the rounded sum, `low` what the rounding lost.
///
/// Source: D. E. Knuth, The Art of Computer Programming, volume 2, section 4.2.2, theorem B.
@inline(__always)
func exactSum(_ a: Double, _ b: Double) -> DoublePair {
    let sum = a + b
    let bPart = sum - a
    let aPart = sum - bPart
    return DoublePair(high: sum, low: (a - aPart) + (b - bPart))
}

/// `a + b` without error, for `a == 0` or `|a| >= |b|`.
///
/// Source: T. J. Dekker, "A floating-point technique for extending the available precision", Numerische Mathematik 18,
/// 1971, pages 224 to 242.
@inline(__always)
func exactOrderedSum(_ a: Double, _ b: Double) -> DoublePair {
    let sum = a + b
    return DoublePair(high: sum, low: b - (sum - a))
}

/// `a * b` without error: `high` is the rounded product, `low` what the rounding lost.
///
/// The factors are cut into halves of at most 26 significant bits, so that all four partial products are exact.
/// Source: T. J. Dekker, as above, with the cut of G. W. Veltkamp. Both magnitudes must be below 2^995.
@inline(__always)
func exactProduct(_ a: Double, _ b: Double) -> DoublePair {
    let product = a * b
    let (aHalves, bHalves) = (halves(a), halves(b))
    let leading = aHalves.high * bHalves.high - product
    let middle = (leading + aHalves.high * bHalves.low) + aHalves.low * bHalves.high
    return DoublePair(high: product, low: middle + aHalves.low * bHalves.low)
}

/// `a` cut into two parts of at most 26 significant bits each, whose sum is `a` exactly.
@inline(__always)
private func halves(_ a: Double) -> DoublePair {
    let scaled = a * 0x8000001p0
    let high = scaled - (scaled - a)
    return DoublePair(high: high, low: a - high)
}

/// The natural logarithm of 2, cut so that a whole multiple of the leading part is exact.
enum NaturalLogOf2 {
    /// The leading 42 bits of ln 2: an integer of up to 11 bits times this is exact.
    static var high: Double { 0x1.62e42fefa38p-1 }
    /// ln 2 minus ``high``, correctly rounded.
    static var low: Double { 0x1.ef35793c7673p-45 }
    /// 1 / ln 2, correctly rounded.
    static var reciprocal: Double { 0x1.71547652b82fep+0 }
}
