/// Finds, among up to ``mostItems`` numbers, a set whose sum lies in an interval and as near as possible to an aim.
///
/// Exact, by the cheapest of three ways: all sets one by one, one bit per sum, or all sums of two halves in order.
struct SubsetFinder: ~Copyable {
    /// The numbers, set by the caller.
    let items: Flat<Int>
    /// Whether each number belongs to the set that was found.
    let isChosen: Flat<Bool>
    /// Words of work spent so far: 64 sums of a bit table, or one sum formed otherwise.
    var steps = 0

    /// One bit table per number so far, kept to find the way back.
    let rows: Flat<UInt64>
    let halves: HalfSums

    static let mostItems = 128
    /// Up to so many numbers, all sets are tried.
    static let fewItems = 10
    /// Up to so many numbers can be cut in halves.
    static let mostHalved = 24
    /// Words of ``rows``: half a mebibyte, so that they stay in the cache of a core.
    static let mostRowWords = 1 << 16

    init() {
        items = Flat(repeating: 0, count: Self.mostItems)
        isChosen = Flat(repeating: false, count: Self.mostItems)
        rows = Flat(repeating: 0, count: Self.mostRowWords)
        halves = HalfSums(most: Self.mostHalved)
    }

    /// Whether bit tables for so many numbers with such a sum fit into memory.
    @inline(__always)
    static func canTabulate(count: Int, sum: Int) -> Bool { (count + 1) * (sum / 64 + 1) <= mostRowWords }

    /// Searches the first `count` of ``items``.
    ///
    /// - Parameters:
    ///   - count: At most ``mostItems``; above ``mostHalved`` the tables must fit.
    ///   - low: The least sum, from 0.
    ///   - high: The largest sum, from `low`, at most the sum of all numbers.
    ///   - aim: From `low` to `high`.
    ///   - avoid: A set that does not count, as bits, when there are few numbers.
    ///   - random: Where the trying of sets begins, and with it which of equally near ones is found.
    /// - Returns: Whether there is a set; ``isChosen`` then tells which.
    mutating func find(count: Int, from low: Int, through high: Int, near aim: Int, avoid: Int, random: UInt64) -> Bool
    {
        if count <= Self.fewItems {
            return tryAll(count: count, from: low, through: high, near: aim, avoid: avoid, random: random)
        }
        let tables = (count + 1) * (high / 64 + 1)
        if tables <= Self.mostRowWords, count > Self.mostHalved || tables < halves.cost(count: count) {
            return tabulate(count: count, from: low, through: high, near: aim)
        }
        steps += halves.cost(count: count)
        return halves.find(items, count: count, from: low, through: high, near: aim, isChosen: isChosen)
    }

    /// All sets in the order of a Gray code, each a number more or less than the one before.
    private mutating func tryAll(
        count: Int, from low: Int, through high: Int, near aim: Int, avoid: Int, random: UInt64
    ) -> Bool {
        let sets = 1 &<< count
        var set = Int(truncatingIfNeeded: random) & (sets &- 1)
        var sum = 0
        for item in 0..<count where set &>> item & 1 == 1 { sum &+= items[item] }
        let width = UInt(bitPattern: high &- low)
        var (nearest, found) = (Int.max, -1)
        var tried = 0
        while true {
            if UInt(bitPattern: sum &- low) <= width, set != avoid {
                let distance = abs(sum &- aim)
                if distance < nearest {
                    (nearest, found) = (distance, set)
                    if distance == 0 { break }
                }
            }
            tried &+= 1
            if tried == sets { break }
            let item = tried.trailingZeroBitCount
            let bit = 1 &<< item
            sum = set & bit == 0 ? sum &+ items[item] : sum &- items[item]
            set ^= bit
        }
        steps &+= tried
        guard found >= 0 else { return false }
        for item in 0..<count { isChosen[item] = found &>> item & 1 == 1 }
        return true
    }

    /// Row r holds a bit for every sum of the first r numbers.
    private mutating func tabulate(count: Int, from low: Int, through high: Int, near aim: Int) -> Bool {
        let width = high / 64 + 1
        var row = rows.base
        row[0] = 1
        var (words, reach) = (1, 0)
        var (last, found) = (0, -1)
        while last < count {
            let item = items[last]
            reach += item
            let newWords = min(reach / 64 + 1, width)
            let newRow = row + width
            Self.shift(row, words: words, by: item, into: newRow, words: newWords)
            (row, words) = (newRow, newWords)
            steps &+= newWords &+ 4
            last += 1
            // The aim itself ends the search early: the numbers left are left out.
            if reach >= aim, row[aim / 64] &>> UInt64(aim % 64) & 1 == 1 {
                found = aim
                break
            }
        }
        if found < 0 {
            found = Self.nearest(to: aim, from: low, through: min(high, reach), in: row)
            if found < 0 { return false }
        }
        for item in last..<count { isChosen[item] = false }
        while last > 0 {
            last -= 1
            row -= width
            // The row before may be shorter: it has no sum beyond its own reach.
            reach -= items[last]
            let without = found <= reach && row[found / 64] &>> UInt64(found % 64) & 1 == 1
            isChosen[last] = !without
            if !without { found -= items[last] }
        }
        return true
    }

    /// target = source | source << item, as far as the words of the target go; there are at least as many as in the source.
    @inline(__always)
    private static func shift(
        _ source: UnsafeMutablePointer<UInt64>, words: Int, by item: Int,
        into target: UnsafeMutablePointer<UInt64>, words newWords: Int
    ) {
        let far = item / 64
        let bits = UInt64(truncatingIfNeeded: item % 64)
        for word in words..<newWords { source[word] = 0 }
        for word in 0..<min(far, newWords) { target[word] = source[word] }
        guard far < newWords else { return }
        target[far] = source[far] | source[0] &<< bits
        // A shift by 64 - bits in two parts, so that no bits shift by all 64.
        let back = 63 &- bits
        for word in (far + 1)..<max(newWords, far + 1) {
            target[word] =
                source[word] | source[word &- far] &<< bits | (source[word &- far &- 1] &>> 1) &>> back
        }
    }

    /// The set bit nearest to the aim, the lower of two; -1 without any.
    private static func nearest(
        to aim: Int, from low: Int, through high: Int, in row: UnsafeMutablePointer<UInt64>
    ) -> Int {
        guard low <= high else { return -1 }
        let start = min(aim, high)
        var below = -1
        var word = start / 64
        var bits = row[word] & (UInt64.max &>> UInt64(63 - start % 64))
        while true {
            if bits != 0 {
                let bit = word * 64 + 63 - bits.leadingZeroBitCount
                if bit >= low { below = bit }
                break
            }
            word -= 1
            if word < low / 64 { break }
            bits = row[word]
        }
        var above = -1
        word = start / 64
        bits = row[word] & (UInt64.max &<< UInt64(start % 64))
        while true {
            if bits != 0 {
                let bit = word * 64 + bits.trailingZeroBitCount
                if bit <= high { above = bit }
                break
            }
            word += 1
            if word > high / 64 { break }
            bits = row[word]
        }
        if below < 0 || above < 0 { return max(below, above) }
        return above - aim < aim - below ? above : below
    }
}
