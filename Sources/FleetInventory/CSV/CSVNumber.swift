/// Decimal digits without a sign.
enum CSVNumber {
    /// The number in a range of bytes, if it holds nothing but digits and the number is in `allowed`.
    ///
    /// - Complexity: O(length), without allocation.
    static func value(of range: Range<Int>, in bytes: [UInt8], allowed: ClosedRange<Int>) -> Int? {
        if range.isEmpty { return nil }
        var value = 0
        for position in range {
            let digit = bytes[position] &- UInt8(ascii: "0")
            guard digit <= 9 else { return nil }
            value = value * 10 + Int(digit)
            if value > allowed.upperBound { return nil }
        }
        return value >= allowed.lowerBound ? value : nil
    }

    /// Appends the digits of a number of at least 0.
    static func append(_ number: Int, to bytes: inout [UInt8]) {
        let start = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }
}
