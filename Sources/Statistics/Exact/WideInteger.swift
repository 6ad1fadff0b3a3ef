/// A whole number of any size: a sign and a magnitude in words of 64 bits, the least significant first.
///
/// Just what exact moments need. The highest word is never 0, and zero has no words and no sign, so that equal numbers
/// have equal representations.
struct WideInteger: Hashable, Sendable {
    private(set) var isNegative: Bool
    private(set) var words: [UInt64]

    static let zero = WideInteger(words: [], isNegative: false)

    init(words: [UInt64], isNegative: Bool) {
        var trimmed = words
        while trimmed.last == 0 { trimmed.removeLast() }
        self.words = trimmed
        self.isNegative = isNegative && !trimmed.isEmpty
    }

    init(_ value: Int) {
        self.init(words: [UInt64(value.magnitude)], isNegative: value < 0)
    }

    var isZero: Bool { words.isEmpty }

    /// The number of bits of the magnitude; 0 for zero.
    var bitWidth: Int {
        guard let top = words.last else { return 0 }
        return words.count * 64 - top.leadingZeroBitCount
    }

    /// - Complexity: O(words).
    static func + (a: WideInteger, b: WideInteger) -> WideInteger {
        if a.isNegative == b.isNegative {
            return WideInteger(words: sum(a.words, b.words), isNegative: a.isNegative)
        }
        return isLess(a.words, b.words)
            ? WideInteger(words: difference(b.words, a.words), isNegative: b.isNegative)
            : WideInteger(words: difference(a.words, b.words), isNegative: a.isNegative)
    }

    static func - (a: WideInteger, b: WideInteger) -> WideInteger { a + -b }

    static prefix func - (a: WideInteger) -> WideInteger { WideInteger(words: a.words, isNegative: !a.isNegative) }

    /// - Complexity: O(words of `a` times words of `b`).
    static func * (a: WideInteger, b: WideInteger) -> WideInteger {
        guard !a.isZero && !b.isZero else { return .zero }
        var words = [UInt64](repeating: 0, count: a.words.count + b.words.count)
        for (i, left) in a.words.enumerated() {
            var carry: UInt64 = 0
            for (j, right) in b.words.enumerated() {
                let product = left.multipliedFullWidth(by: right)
                let (low, overflow1) = product.low.addingReportingOverflow(carry)
                let (total, overflow2) = words[i + j].addingReportingOverflow(low)
                words[i + j] = total
                carry = product.high + (overflow1 ? 1 : 0) + (overflow2 ? 1 : 0)
            }
            words[i + b.words.count] = carry
        }
        return WideInteger(words: words, isNegative: a.isNegative != b.isNegative)
    }

    /// The number times 2^bits, for `bits` of at least 0.
    ///
    /// - Complexity: O(words).
    func shiftedLeft(_ bits: Int) -> WideInteger {
        let (whole, part) = (bits / 64, bits % 64)
        var shifted = [UInt64](repeating: 0, count: whole)
        var carry: UInt64 = 0
        for word in words {
            shifted.append(part == 0 ? word : word << UInt64(part) | carry)
            carry = part == 0 ? 0 : word >> UInt64(64 - part)
        }
        shifted.append(carry)
        return WideInteger(words: shifted, isNegative: isNegative)
    }

    /// The magnitude divided by `divisor`, rounded towards 0, and whether anything was left over.
    ///
    /// - Complexity: O(words).
    func quotient(by divisor: UInt64) -> (quotient: WideInteger, isInexact: Bool) {
        var quotient = words
        var remainder: UInt64 = 0
        for index in quotient.indices.reversed() {
            (quotient[index], remainder) = divisor.dividingFullWidth((remainder, quotient[index]))
        }
        return (WideInteger(words: quotient, isNegative: isNegative), remainder != 0)
    }

    private static func sum(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
        var words: [UInt64] = []
        var carry: UInt64 = 0
        for index in 0..<max(a.count, b.count) {
            let (partial, overflow1) = (index < a.count ? a[index] : 0).addingReportingOverflow(
                index < b.count ? b[index] : 0)
            let (total, overflow2) = partial.addingReportingOverflow(carry)
            words.append(total)
            carry = overflow1 || overflow2 ? 1 : 0
        }
        words.append(carry)
        return words
    }

    /// `a` - `b` for `b` not above `a`.
    private static func difference(_ a: [UInt64], _ b: [UInt64]) -> [UInt64] {
        var words: [UInt64] = []
        var borrow: UInt64 = 0
        for index in a.indices {
            let (partial, overflow1) = a[index].subtractingReportingOverflow(index < b.count ? b[index] : 0)
            let (total, overflow2) = partial.subtractingReportingOverflow(borrow)
            words.append(total)
            borrow = overflow1 || overflow2 ? 1 : 0
        }
        return words
    }

    private static func isLess(_ a: [UInt64], _ b: [UInt64]) -> Bool {
        if a.count != b.count { return a.count < b.count }
        for index in a.indices.reversed() where a[index] != b[index] { return a[index] < b[index] }
        return false
    }
}

extension WideInteger {
    /// This number times 2^exponent, divided by the product of `divisors` (each greater than 0): the nearest Double, ties
    /// to even, subnormal results included.
    ///
    /// - Complexity: O(words) for every divisor.
    func rounded(exponent: Int, dividedBy divisors: [UInt64] = []) -> Double {
        guard !isZero else { return 0 }
        // At least 66 bits of quotient: 64 to round from, and anything that follows only tells a tie from more.
        let divisorBits = divisors.reduce(0) { $0 + 64 - $1.leadingZeroBitCount }
        let shift = max(0, 66 + divisorBits - bitWidth)
        var quotient = shiftedLeft(shift)
        var hasMore = false
        for divisor in divisors {
            let step = quotient.quotient(by: divisor)
            quotient = step.quotient
            hasMore = hasMore || step.isInexact
        }
        let extra = quotient.bitWidth - 64
        let (whole, part) = (extra / 64, extra % 64)
        hasMore = hasMore || quotient.words[..<whole].contains { $0 != 0 }
        var leading = quotient.words[whole]
        if part > 0 {
            hasMore = hasMore || leading << UInt64(64 - part) != 0
            leading = leading >> UInt64(part) | quotient.words[whole + 1] << UInt64(64 - part)
        }
        let magnitude = Self.round(leading, hasMore: hasMore, exponent: exponent - shift + extra)
        return isNegative ? -magnitude : magnitude
    }

    /// The Double nearest to (`leading` + a little if `hasMore`) 2^exponent, for `leading` with its top bit set.
    private static func round(_ leading: UInt64, hasMore: Bool, exponent: Int) -> Double {
        let precision = min(53, exponent + 64 + 1_074)
        if precision < 0 { return 0 }
        if exponent > 1_024 { return .infinity }
        let dropped = 64 - precision
        let kept = precision == 0 ? 0 : leading >> UInt64(dropped)
        let rest = precision == 0 ? leading : leading << UInt64(precision)
        let half: UInt64 = 1 << 63
        let roundsUp = rest > half || (rest == half && (hasMore || kept & 1 == 1))
        return Double(sign: .plus, exponent: exponent + dropped, significand: Double(kept + (roundsUp ? 1 : 0)))
    }
}
