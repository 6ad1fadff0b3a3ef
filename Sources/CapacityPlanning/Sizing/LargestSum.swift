/// The sum of the largest of many numbers, without sorting them.
enum LargestSum {
    /// Bits that are looked at in one pass over the numbers.
    private static let digit = 11

    /// Sum of the `wanted` largest of `count` numbers, of all if there are fewer; traps if it overflows.
    ///
    /// - Parameters:
    ///   - largest: no number is above it.
    ///   - number: the number at an index; asked several times for each.
    /// - Complexity: O(count * bits / 11), with a fixed number of allocations.
    @inline(__always)
    static func of(_ wanted: Int, among count: Int, largest: UInt64, _ number: (Int) -> UInt64) -> UInt64 {
        guard wanted < count else { return (0..<count).reduce(0) { $0 + number($1) } }
        // Numbers above the ones that share the bits looked at so far are in the sum; of those, some are missing.
        var sum: UInt64 = 0
        var missing = wanted
        var prefix: UInt64 = 0
        var shift = (UInt64.bitWidth - largest.leadingZeroBitCount + digit - 1) / digit * digit
        var counts = [Int](repeating: 0, count: 1 << digit)
        var sums = [UInt64](repeating: 0, count: 1 << digit)
        while shift > 0, missing > 0 {
            for place in counts.indices {
                counts[place] = 0
                sums[place] = 0
            }
            for index in 0..<count {
                let value = number(index)
                guard value >> UInt64(shift) == prefix else { continue }
                let place = Int(truncatingIfNeeded: value >> UInt64(shift - digit)) & (1 << digit - 1)
                counts[place] += 1
                sums[place] += value
            }
            var place = counts.count - 1
            while counts[place] <= missing, place > 0 {
                missing -= counts[place]
                sum += sums[place]
                place -= 1
            }
            prefix = prefix << UInt64(digit) | UInt64(place)
            shift -= digit
        }
        return sum + UInt64(missing) * prefix
    }
}
