/// Visits keys in rising order by a radix sort; equal keys keep their order.
enum RadixOrder {
    /// Below this the histograms of a radix sort cost more than comparing.
    private static let radixLeast = 512

    /// Calls `body` with the index and the value of each key, in rising order.
    ///
    /// - Complexity: O(n) for keys that are in order, O(n * bits) otherwise; at most four allocations.
    @inline(__always)
    static func forEach(byRising keys: consuming [UInt64], _ body: (_ index: Int, _ key: UInt64) -> Void) {
        var keys = keys
        guard var least = keys.first else { return }
        var most = least
        var last = least
        var isSorted = true
        for key in keys {
            least = min(least, key)
            most = max(most, key)
            if key < last { isSorted = false }
            last = key
        }
        if isSorted {
            for index in keys.indices { body(index, keys[index]) }
            return
        }
        // An index in the low bits makes the sort stable, and the sorted keys name their places.
        let indexBits = UInt64.bitWidth - (keys.count - 1).leadingZeroBitCount
        let keyBits = UInt64.bitWidth - (most - least).leadingZeroBitCount
        let mask = (1 << indexBits) - 1
        if indexBits + keyBits <= UInt64.bitWidth {
            for index in keys.indices { keys[index] = (keys[index] - least) << UInt64(indexBits) | UInt64(index) }
            sort(&keys, from: indexBits, through: indexBits + keyBits)
            for key in keys { body(Int(truncatingIfNeeded: key) & mask, (key >> UInt64(indexBits)) + least) }
        } else {
            var wide = keys.indices.map { UInt128(keys[$0] - least) << UInt128(indexBits) | UInt128($0) }
            keys = []
            sort(&wide, from: indexBits, through: indexBits + keyBits)
            for key in wide {
                body(Int(truncatingIfNeeded: key) & mask, UInt64(truncatingIfNeeded: key >> UInt128(indexBits)) + least)
            }
        }
    }

    /// Sorts by the bits from `low` to `high`; below them the numbers rise already.
    private static func sort<Key: FixedWidthInteger & UnsignedInteger>(
        _ keys: inout [Key], from low: Int, through high: Int
    ) {
        guard keys.count >= radixLeast else { return keys.sort() }
        let digitBits = keys.count < 16_384 ? 8 : 11
        let passes = (high - low + digitBits - 1) / digitBits
        let digit = (high - low + passes - 1) / passes
        var scratch = keys
        var places = [Int](repeating: 0, count: 1 << digit)
        for pass in 0..<passes {
            let shift = low + pass * digit
            keys.withUnsafeBufferPointer { source in
                scratch.withUnsafeMutableBufferPointer { target in
                    places.withUnsafeMutableBufferPointer { places in
                        distribute(source, target, shift: shift, places)
                    }
                }
            }
            swap(&keys, &scratch)
        }
    }

    @inline(__always)
    private static func distribute<Key: FixedWidthInteger & UnsignedInteger>(
        _ source: UnsafeBufferPointer<Key>, _ target: UnsafeMutableBufferPointer<Key>, shift: Int,
        _ places: UnsafeMutableBufferPointer<Int>
    ) {
        let mask = places.count - 1
        places.update(repeating: 0)
        for key in source { places[Int(truncatingIfNeeded: key &>> Key(truncatingIfNeeded: shift)) & mask] += 1 }
        var sum = 0
        for place in 0..<places.count {
            let count = places[place]
            places[place] = sum
            sum += count
        }
        for key in source {
            let place = Int(truncatingIfNeeded: key &>> Key(truncatingIfNeeded: shift)) & mask
            target[places[place]] = key
            places[place] += 1
        }
    }
}
