/// An estimate and its interval as decimal text with no more digits than the interval supports.
///
/// The unit of the last digit is chosen so that half the width of the interval has two significant digits. The estimate is
/// rounded to the nearest unit, the bounds outwards, so that the interval shown always holds the computed one. Of an
/// interval of no width the estimate is shown with the digits that identify the Double.
public struct DisplayedInterval: Hashable, Sendable {
    /// The estimate.
    public var value: String
    /// The lower bound.
    public var low: String
    /// The upper bound.
    public var high: String
    /// Half a width that, taken off the shown estimate and added to it, holds the computed interval: for "value ± half".
    public var halfWidth: String

    /// Rounds an estimate with its interval.
    ///
    /// - Parameters:
    ///   - value: Finite.
    ///   - interval: Finite bounds in order; they need not lie around the value.
    public init(_ value: Double, _ interval: Interval) {
        guard value.isFinite && interval.low.isFinite && interval.high.isFinite && interval.low <= interval.high else {
            fatalError("DisplayedInterval: \(value) in \(interval.low) to \(interval.high) cannot be shown")
        }
        self.init(value, low: interval.low, high: interval.high, half: (0.5 * interval.high - 0.5 * interval.low))
    }

    /// Rounds the mean of an interval with it.
    public init(_ interval: MeanInterval) {
        let bounds = interval.interval
        guard bounds.low.isFinite && bounds.high.isFinite else {
            fatalError("DisplayedInterval: \(interval.mean) ± \(interval.halfWidth) cannot be shown")
        }
        self.init(interval.mean, low: bounds.low, high: bounds.high, half: interval.halfWidth)
    }

    private init(_ value: Double, low: Double, high: Double, half: Double) {
        let (number, lower, upper) = (Decimal(value), Decimal(low), Decimal(high))
        // Seventeen digits tell any Double apart; a smaller unit than that could not be told from noise.
        let finest = [number, lower, upper].filter { $0.digits != 0 }.map { $0.leadingExponent - 16 }.max() ?? 0
        let unit =
            half > 0 ? max(Decimal(half).leadingExponent - 1, finest) : max(number.exponent, finest)
        let middle = number.units(of: unit, .nearest)
        let (bottom, top) = (lower.units(of: unit, .down), upper.units(of: unit, .up))
        self.value = Decimal.text(middle, unit)
        self.low = Decimal.text(bottom, unit)
        self.high = Decimal.text(top, unit)
        halfWidth = half > 0 || bottom != top ? Decimal.text(max(middle - bottom, top - middle), unit) : "0"
    }
}

/// The shortest decimal number that identifies a Double: digits times 10^exponent.
private struct Decimal {
    enum Direction { case nearest, down, up }

    var digits: Int
    var exponent: Int

    /// From the description of the Double, which the standard library makes of the fewest digits on every platform.
    init(_ value: Double) {
        var (digits, exponent, seenPoint) = (0, 0, false)
        var rest = Substring(value.magnitude.description)
        if let e = rest.firstIndex(of: "e") {
            exponent = Int(rest[rest.index(after: e)...]) ?? 0
            rest = rest[..<e]
        }
        for character in rest {
            guard let digit = character.wholeNumberValue else {
                seenPoint = true
                continue
            }
            digits = digits * 10 + digit
            if seenPoint { exponent -= 1 }
        }
        while digits != 0 && digits.isMultiple(of: 10) { (digits, exponent) = (digits / 10, exponent + 1) }
        self.digits = value < 0 ? -digits : digits
        self.exponent = digits == 0 ? 0 : exponent
    }

    /// The power of ten of the first digit.
    var leadingExponent: Int { exponent + digits.magnitude.description.count - 1 }

    /// The number in whole units of 10^unit; ties to even.
    func units(of unit: Int, _ direction: Direction) -> Int {
        if exponent >= unit { return digits * Self.powerOfTen(exponent - unit) }
        guard unit - exponent <= 18 else {
            return digits == 0 || direction == .nearest || (digits > 0) == (direction == .down) ? 0 : digits.signum()
        }
        let divisor = Self.powerOfTen(unit - exponent)
        var (quotient, remainder) = digits.quotientAndRemainder(dividingBy: divisor)
        if remainder < 0 { (quotient, remainder) = (quotient - 1, remainder + divisor) }
        let isUp =
            switch direction {
            case .down: false
            case .up: remainder > 0
            case .nearest:
                remainder > divisor - remainder || (remainder == divisor - remainder && !quotient.isMultiple(of: 2))
            }
        return isUp ? quotient + 1 : quotient
    }

    /// Whole units of 10^unit as text.
    static func text(_ units: Int, _ unit: Int) -> String {
        if units == 0 && unit > 0 { return "0" }
        if !(-15...15).contains(unit) { return "\(units)e\(unit)" }
        if unit >= 0 { return "\(units)" + String(repeating: "0", count: unit) }
        let digits = units.magnitude.description
        let padded = String(repeating: "0", count: max(0, 1 - unit - digits.count)) + digits
        return (units < 0 ? "-" : "") + padded.dropLast(-unit) + "." + padded.suffix(-unit)
    }

    private static func powerOfTen(_ exponent: Int) -> Int {
        (0..<exponent).reduce(1) { power, _ in power * 10 }
    }
}
