/// A sum of powers of Doubles without any rounding, so that the order of adding and merging cannot matter.
///
/// The sum is kept in digits of 32 bits that reach from the least to the greatest magnitude seen. A digit may exceed 32
/// bits for a while: carries are only settled before they could overflow.
///
/// Source of the idea: U. Kulisch, Computer Arithmetic and Validity, chapter 8, on the long accumulator.
struct ExactSum: Sendable {
    /// Digit i counts multiples of 2^(32 (i + lowest)).
    private var digits: [Int64] = []
    private var lowest = 0
    /// How many times a digit may have grown by up to 2^32 since the carries were settled.
    private var unsettled = 0

    /// Adds `significand` times 2^exponent, or takes it away. Constant cost, but for new digits at either end.
    ///
    /// - Parameter significand: Four words, the least significant first, at most 224 bits in use.
    mutating func add(_ significand: SIMD4<UInt64>, exponent: Int, isNegative: Bool) {
        if unsettled >= 1 << 30 { settle() }
        unsettled += 1
        // Both round towards negative infinity, as they should.
        let (digit, shift) = (exponent >> 5, UInt64(exponent & 31))
        cover(digit, digit + 8)
        var index = digit - lowest
        var carry: UInt64 = 0
        for lane in 0..<4 {
            let word = significand[lane]
            let low = (word & 0xFFFF_FFFF) << shift | carry
            let high = (word >> 32) << shift | low >> 32
            carry = high >> 32
            let (first, second) = (Int64(low & 0xFFFF_FFFF), Int64(high & 0xFFFF_FFFF))
            digits[index] += isNegative ? -first : first
            digits[index + 1] += isNegative ? -second : second
            index += 2
        }
    }

    /// Adds everything that was added to `other`.
    ///
    /// - Complexity: O(digits).
    mutating func merge(_ other: ExactSum) {
        guard !other.digits.isEmpty else { return }
        var other = other
        other.settle()
        settle()
        cover(other.lowest, other.lowest + other.digits.count)
        for (index, digit) in other.digits.enumerated() { digits[other.lowest - lowest + index] += digit }
        unsettled += 2
    }

    /// The sum as a whole number times 2^exponent, with the exponent as great as possible in steps of 32; exponent 0 for 0.
    ///
    /// - Complexity: O(digits).
    var value: (number: WideInteger, exponent: Int) {
        var settled = self
        settled.settle()
        guard let first = settled.digits.firstIndex(where: { $0 != 0 }) else { return (.zero, 0) }
        let top = settled.digits[settled.digits.count - 1]
        let below = settled.digits[first...].dropLast()
        var words: [UInt64] = []
        for (index, digit) in below.enumerated() {
            if index.isMultiple(of: 2) {
                words.append(UInt64(digit))
            } else {
                words[words.count - 1] |= UInt64(digit) << 32
            }
        }
        let rest = WideInteger(words: words, isNegative: false)
        let lead = WideInteger(Int(top)).shiftedLeft(32 * below.count)
        return (lead + rest, 32 * (first + settled.lowest))
    }

    /// Brings all digits but the highest to 0 ..< 2^32; the highest carries the sign.
    private mutating func settle() {
        guard unsettled > 0 else { return }
        var carry: Int64 = 0
        for index in digits.indices.dropLast() {
            let total = digits[index] + carry
            digits[index] = total & 0xFFFF_FFFF
            carry = total >> 32
        }
        digits[digits.count - 1] += carry
        let top = digits[digits.count - 1]
        if top >= 1 << 31 || top < -(1 << 31) {
            digits[digits.count - 1] = top & 0xFFFF_FFFF
            digits.append(top >> 32)
        }
        unsettled = 0
    }

    /// Makes room for the digits from `low` up to below `high`.
    private mutating func cover(_ low: Int, _ high: Int) {
        if digits.isEmpty {
            lowest = low
            digits = [Int64](repeating: 0, count: high - low)
            return
        }
        if low < lowest {
            digits.insert(contentsOf: repeatElement(0, count: lowest - low), at: 0)
            lowest = low
        }
        let missing = high - lowest - digits.count
        if missing > 0 {
            // The highest digit may be negative: what is above it stays 0, and settling moves the sign up.
            digits.append(contentsOf: repeatElement(0, count: missing))
        }
    }
}

extension ExactSum: Hashable {
    /// Equal sums are equal, whatever they were added up from.
    static func == (a: ExactSum, b: ExactSum) -> Bool { a.value == b.value }

    func hash(into hasher: inout Hasher) {
        let value = value
        hasher.combine(value.number)
        hasher.combine(value.exponent)
    }
}
