/// An exact rational number. Always in lowest terms with a positive denominator, so that equal values are
/// equal fields and the synthesized `==` is right. Overflow of the 128-bit parts traps: an oracle must never
/// answer with a wrong number.
struct NaiveRational: Hashable, Sendable {
    let numerator: Int128
    let denominator: Int128

    static let zero = NaiveRational(0)

    init(_ numerator: Int128, over denominator: Int128) {
        precondition(denominator != 0, "a rational with denominator zero")
        let divisor = naiveGCD(numerator, denominator) * (denominator < 0 ? -1 : 1)
        self.numerator = numerator / divisor
        self.denominator = denominator / divisor
    }

    init(_ value: Int) {
        numerator = Int128(value)
        denominator = 1
    }

    /// The integer this number is, or nil when it is not one.
    var integerValue: Int? {
        denominator == 1 ? Int(exactly: numerator) : nil
    }

    /// Within about one unit in the last place: both parts and their quotient are rounded once.
    var doubleValue: Double {
        Double(numerator) / Double(denominator)
    }
}

extension NaiveRational: ExpressibleByIntegerLiteral {
    init(integerLiteral value: Int) {
        self.init(value)
    }
}

extension NaiveRational: Comparable {
    static func < (left: NaiveRational, right: NaiveRational) -> Bool {
        if left.denominator == right.denominator {
            return left.numerator < right.numerator
        }
        // Cross-multiplying by the least common multiple keeps the products as small as they can be.
        let shared = naiveGCD(left.denominator, right.denominator)
        return left.numerator * (right.denominator / shared) < right.numerator * (left.denominator / shared)
    }
}

extension NaiveRational {
    static func + (left: NaiveRational, right: NaiveRational) -> NaiveRational {
        let shared = naiveGCD(left.denominator, right.denominator)
        return NaiveRational(
            left.numerator * (right.denominator / shared) + right.numerator * (left.denominator / shared),
            over: (left.denominator / shared) * right.denominator)
    }

    static prefix func - (value: NaiveRational) -> NaiveRational {
        NaiveRational(-value.numerator, over: value.denominator)
    }

    static func - (left: NaiveRational, right: NaiveRational) -> NaiveRational {
        left + (-right)
    }

    static func * (left: NaiveRational, right: NaiveRational) -> NaiveRational {
        // Cancelling crosswise first means the products only overflow when the result itself would.
        let first = naiveGCD(left.numerator, right.denominator)
        let second = naiveGCD(right.numerator, left.denominator)
        return NaiveRational(
            (left.numerator / first) * (right.numerator / second),
            over: (left.denominator / second) * (right.denominator / first))
    }

    static func / (left: NaiveRational, right: NaiveRational) -> NaiveRational {
        left * NaiveRational(right.denominator, over: right.numerator)
    }

    static func += (left: inout NaiveRational, right: NaiveRational) {
        left = left + right
    }
}

/// Euclid. Never zero here, because one of the two arguments is always a nonzero denominator.
private func naiveGCD(_ left: Int128, _ right: Int128) -> Int128 {
    var larger = abs(left)
    var smaller = abs(right)
    while smaller != 0 {
        (larger, smaller) = (smaller, larger % smaller)
    }
    return larger
}
