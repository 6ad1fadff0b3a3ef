/// An exact fraction, always in lowest terms with a positive denominator.
///
/// Quantities that come from a user or a data sheet ("0.3/s", "7.5GiB") are decimals; their reciprocals are not. A
/// fraction holds both without loss. Arithmetic traps when a result leaves 128 bits; every input door bounds its
/// numbers (see ``init(decimal:)``) far below that.
public struct Rational: Hashable, Sendable {
    /// Numerator, with the sign of the value.
    public let numerator: Int128
    /// Denominator, at least 1.
    public let denominator: Int128

    /// The fraction `numerator / denominator`, reduced. Traps if `denominator` is 0.
    public init(_ numerator: Int128, over denominator: Int128 = 1) {
        precondition(denominator != 0, "fraction \(numerator)/0")
        let divisor = Rational.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
        let sign: Int128 = denominator < 0 ? -1 : 1
        let shared = divisor == 0 ? 1 : Int128(divisor)
        self.numerator = sign * (numerator / shared)
        self.denominator = sign * (denominator / shared)
    }

    /// A whole number.
    public init(_ whole: Int) {
        numerator = Int128(whole)
        denominator = 1
    }

    /// Zero.
    public static let zero = Rational(0)
    /// One.
    public static let one = Rational(1)

    /// The exact value of decimal text: optional sign, digits, optional fraction, optional exponent.
    ///
    /// - Returns: nil if the text is not such a number, has more than 18 significant digits or 18 decimal places, or its
    ///   value is beyond 1e18. "NaN" and "Infinity" are not numbers here.
    public init?(decimal text: some StringProtocol) {
        var digits: Int128 = 0
        var significant = 0
        var scale = 0
        var sawDigit = false
        var sawPoint = false
        var negative = false
        var exponent = 0
        var bytes = Array(text.utf8)[...]
        if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
            negative = first == UInt8(ascii: "-")
            bytes.removeFirst()
        }
        loop: while let byte = bytes.first {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                sawDigit = true
                if significant > 0 || byte != UInt8(ascii: "0") { significant += 1 }
                guard significant <= 18 else { return nil }
                digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
                if sawPoint { scale += 1 }
                guard scale <= 36 else { return nil }
            case UInt8(ascii: "."):
                guard !sawPoint else { return nil }
                sawPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard let parsed = Int(String(decoding: bytes.dropFirst(), as: UTF8.self)),
                    (-36...36).contains(parsed)
                else {
                    return nil
                }
                exponent = parsed
                break loop
            default:
                return nil
            }
            bytes.removeFirst()
        }
        guard sawDigit else { return nil }
        // Zeros at the end of the fraction are no decimal places.
        while digits != 0, exponent < scale, digits % 10 == 0 { (digits, scale) = (digits / 10, scale - 1) }
        let power = digits == 0 ? 0 : exponent - scale
        guard (-18...18).contains(power) else { return nil }
        let value =
            power >= 0
            ? Rational(digits * Rational.powerOfTen(power))
            : Rational(digits, over: Rational.powerOfTen(-power))
        guard value.numerator <= Rational.powerOfTen(18) * value.denominator else { return nil }
        self = negative ? Rational(-value.numerator, over: value.denominator) : value
    }

    /// The nearest Double up to the rounding of two conversions and one division (2 ulp).
    public var doubleValue: Double { Double(numerator) / Double(denominator) }

    /// The largest whole number not above the value.
    public var floor: Int128 {
        numerator >= 0 ? numerator / denominator : -((-numerator + denominator - 1) / denominator)
    }

    /// The smallest whole number not below the value.
    public var ceiling: Int128 { -Rational(-numerator, over: denominator).floor }

    /// Whether the value has no fractional part.
    public var isWhole: Bool { denominator == 1 }

    /// 10 to the power of `exponent`, for 0 ... 38.
    static func powerOfTen(_ exponent: Int) -> Int128 {
        precondition((0...38).contains(exponent), "power of ten \(exponent) outside 0...38")
        var result: Int128 = 1
        for _ in 0..<exponent { result *= 10 }
        return result
    }

    /// The least common multiple of two numbers above 0, or nil if it leaves 128 bits. Complexity: O(log min(a, b)).
    public static func leastCommonMultiple(_ a: Int128, _ b: Int128) -> Int128? {
        let divisor = Int128(greatestCommonDivisor(a.magnitude, b.magnitude))
        let (product, overflow) = (a / divisor).multipliedReportingOverflow(by: b)
        return overflow ? nil : product
    }

    /// The greatest common divisor (Euclid). Complexity: O(log min(a, b)).
    static func greatestCommonDivisor(_ first: UInt128, _ second: UInt128) -> UInt128 {
        var (a, b) = (first, second)
        while b != 0 { (a, b) = (b, a % b) }
        return a
    }
}

extension Rational: Comparable {
    public static func < (left: Rational, right: Rational) -> Bool {
        left.numerator * right.denominator < right.numerator * left.denominator
    }

    public static func + (left: Rational, right: Rational) -> Rational {
        guard let shared = leastCommonMultiple(left.denominator, right.denominator) else {
            preconditionFailure("\(left) + \(right) leaves 128 bits")
        }
        return Rational(
            left.numerator * (shared / left.denominator) + right.numerator * (shared / right.denominator),
            over: shared)
    }

    public static func - (left: Rational, right: Rational) -> Rational {
        left + Rational(-right.numerator, over: right.denominator)
    }

    public static func * (left: Rational, right: Rational) -> Rational {
        guard let product = left.multiplied(by: right) else {
            preconditionFailure("\(left) * \(right) leaves 128 bits")
        }
        return product
    }

    /// The product, or nil if it leaves 128 bits.
    public func multiplied(by other: Rational) -> Rational? {
        // Cross-reduction keeps the intermediate products as small as the result.
        let a = Rational(numerator, over: other.denominator)
        let b = Rational(other.numerator, over: denominator)
        let (top, topOverflow) = a.numerator.multipliedReportingOverflow(by: b.numerator)
        let (bottom, bottomOverflow) = a.denominator.multipliedReportingOverflow(by: b.denominator)
        return topOverflow || bottomOverflow ? nil : Rational(top, over: bottom)
    }

    public static func / (left: Rational, right: Rational) -> Rational {
        precondition(right.numerator != 0, "division of \(left) by zero")
        return left * Rational(right.denominator, over: right.numerator)
    }
}

extension Rational: ExpressibleByIntegerLiteral, CustomStringConvertible {
    public init(integerLiteral value: Int) { self.init(value) }

    /// A finite decimal if there is one, else "numerator/denominator".
    public var description: String {
        var rest = denominator
        var twos = 0
        var fives = 0
        while rest % 2 == 0 { (rest, twos) = (rest / 2, twos + 1) }
        while rest % 5 == 0 { (rest, fives) = (rest / 5, fives + 1) }
        let places = max(twos, fives)
        guard rest == 1, places <= 18 else { return "\(numerator)/\(denominator)" }
        if places == 0 { return "\(numerator)" }
        let (scaled, overflow) = numerator.magnitude.multipliedReportingOverflow(
            by: UInt128(Rational.powerOfTen(places) / denominator))
        guard !overflow else { return "\(numerator)/\(denominator)" }
        var text = String(scaled)
        while text.count <= places { text = "0" + text }
        text.insert(".", at: text.index(text.endIndex, offsetBy: -places))
        return (numerator < 0 ? "-" : "") + text
    }
}
