/// A small exact fraction for test oracles, independent of the one under Sources. Traps where 64 bits are too few.
struct Fraction: Hashable, Comparable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    let top: Int64
    let bottom: Int64

    init(_ top: Int64, _ bottom: Int64) {
        var (a, b) = (abs(top), abs(bottom))
        while b != 0 { (a, b) = (b, a % b) }
        let shared = (bottom < 0 ? -1 : 1) * max(a, 1)
        (self.top, self.bottom) = (top / shared, bottom / shared)
    }

    init(integerLiteral value: Int64) { self.init(value, 1) }

    static func < (left: Fraction, right: Fraction) -> Bool { (left - right).top < 0 }
    static func + (left: Fraction, right: Fraction) -> Fraction {
        Fraction(left.top * right.bottom + right.top * left.bottom, left.bottom * right.bottom)
    }
    static func - (left: Fraction, right: Fraction) -> Fraction { left + Fraction(-right.top, right.bottom) }
    static func * (left: Fraction, right: Fraction) -> Fraction {
        Fraction(left.top * right.top, left.bottom * right.bottom)
    }
    static func / (left: Fraction, right: Fraction) -> Fraction { left * Fraction(right.bottom, right.top) }

    /// The smallest whole number not below the value; only for values of 0 or more.
    var ceiling: Int64 { (top + bottom - 1) / bottom }

    var description: String { "\(top)/\(bottom)" }
}
