/// A decimal number with 18 places, so that sums of charges depend on no order and lose nothing.
///
/// Exports write amounts with up to some 16 places; what lies beyond 18 places is rounded to the nearest, halves away
/// from zero.
public struct ExactDecimal: Hashable, Sendable, Comparable {
    /// Largest magnitude that ``init(_:)`` reads: 10^12. A hundred million of them add up without leaving 128 bits.
    public static let most: Int128 = 1_000_000_000_000
    static let places = 18
    private static let one: Int128 = 1_000_000_000_000_000_000

    /// In units of 10^-18.
    public private(set) var units: Int128

    public init(units: Int128) { self.units = units }

    public static let zero = ExactDecimal(units: 0)

    /// The number of decimal text: optional sign, digits, optional fraction, optional exponent of at most 3 digits.
    ///
    /// - Returns: nil if the text is no such number or its magnitude is above ``most``.
    /// - Complexity: O(length).
    public init?(_ text: some Collection<UInt8>) {
        var digits: Int128 = 0
        var scale = 0
        var next: UInt8 = 0
        var (sawDigit, sawPoint, isNegative, isFull) = (false, false, false, false)
        var rest = text[...]
        if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
            isNegative = sign == UInt8(ascii: "-")
            rest = rest.dropFirst()
        }
        while let byte = rest.first {
            if byte == UInt8(ascii: "."), !sawPoint {
                sawPoint = true
            } else if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                sawDigit = true
                if isFull {
                    // Digits that do not fit any more count for the size of the number, and the first for rounding.
                    if !sawPoint { scale -= 1 }
                } else if digits >= 10_000_000_000_000_000_000_000_000_000_000_000 {
                    (isFull, next) = (true, byte - 48)
                    if !sawPoint { scale -= 1 }
                } else {
                    digits = digits * 10 + Int128(byte - 48)
                    if sawPoint { scale += 1 }
                }
            } else {
                break
            }
            rest = rest.dropFirst()
        }
        guard sawDigit, let exponent = Self.exponent(rest) else { return nil }
        if next >= 5 { digits += 1 }
        guard let units = Self.shifted(digits, by: Self.places - scale + exponent), units <= Self.most * Self.one else {
            return nil
        }
        self.units = isNegative ? -units : units
    }

    /// The exponent behind a number: 0 without one, nil if it is none.
    private static func exponent(_ text: some Collection<UInt8>) -> Int? {
        guard let first = text.first else { return 0 }
        guard first == UInt8(ascii: "e") || first == UInt8(ascii: "E") else { return nil }
        let digits = text.dropFirst()
        guard (1...4).contains(digits.count), let exponent = Int(String(decoding: digits, as: UTF8.self)),
            (-999...999).contains(exponent)
        else { return nil }
        return exponent
    }

    /// A number of at least 0 times a power of ten, rounded; nil beyond 128 bits.
    private static func shifted(_ number: Int128, by power: Int) -> Int128? {
        var number = number
        if number == 0 { return 0 }
        if power >= 0 {
            for _ in 0..<power {
                let (product, overflow) = number.multipliedReportingOverflow(by: 10)
                if overflow { return nil }
                number = product
            }
            return number
        }
        for _ in 0..<(-power - 1) where number > 0 { number /= 10 }
        return (number + 5) / 10
    }

    /// The nearest Double up to the rounding of a conversion and a division.
    public var doubleValue: Double { Double(units) / 1e18 }

    public static func + (left: ExactDecimal, right: ExactDecimal) -> ExactDecimal {
        ExactDecimal(units: left.units + right.units)
    }

    public static func += (left: inout ExactDecimal, right: ExactDecimal) { left.units += right.units }

    public static func < (left: ExactDecimal, right: ExactDecimal) -> Bool { left.units < right.units }
}
