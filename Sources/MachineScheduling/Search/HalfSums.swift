/// Finds a set of numbers with a sum near an aim from all sums of either half of the numbers, in rising order
/// (E. Horowitz and S. Sahni, "Computing partitions with applications to the knapsack problem", Journal of the ACM 21,
/// 1974). Its cost does not depend on how large the numbers are.
struct HalfSums: ~Copyable {
    private let sums: Flat<Int>
    private let sets: Flat<UInt32>
    /// Sums of one half; either half has this room twice, for merging from one into the other.
    private let room: Int

    /// - Parameter most: The largest count of numbers, at most 60.
    init(most: Int) {
        room = 1 << ((most + 1) / 2)
        sums = Flat(repeating: 0, count: 4 * room)
        sets = Flat(repeating: 0, count: 4 * room)
    }

    /// Sums that are formed or looked at.
    func cost(count: Int) -> Int { 4 << ((count + 1) / 2) }

    /// The same as ``SubsetFinder/find(count:from:through:near:avoid:random:)``.
    func find(
        _ items: borrowing Flat<Int>, count: Int, from low: Int, through high: Int, near aim: Int,
        isChosen: borrowing Flat<Bool>
    ) -> Bool {
        let half = count / 2
        let first = merge(items, from: 0, through: half, at: 0)
        let second = merge(items, from: half, through: count, at: 2 * room)
        // Rising through the first half, the best partner in the second falls.
        var (nearest, bestFirst, bestSecond) = (Int.max, 0, 0)
        var partner = second + (1 << (count - half)) - 1
        for position in first..<(first + 1 << half) {
            let sum = sums[position]
            while true {
                let both = sum + sums[partner]
                if both >= low, both <= high, abs(both - aim) < nearest {
                    (nearest, bestFirst, bestSecond) = (abs(both - aim), position, partner)
                }
                // Below the aim, smaller partners only lead away from it.
                if both <= aim || partner == second { break }
                partner -= 1
            }
            // The next sum is larger, so partners above this one are not nearer; but this one has to be looked at again.
            if nearest == 0 { break }
        }
        guard nearest < Int.max else { return false }
        for item in 0..<half { isChosen[item] = sets[bestFirst] &>> UInt32(item) & 1 == 1 }
        for item in half..<count { isChosen[item] = sets[bestSecond] &>> UInt32(item - half) & 1 == 1 }
        return true
    }

    /// All sums of some of the numbers in rising order, with their sets; returns where they begin.
    private func merge(_ items: borrowing Flat<Int>, from start: Int, through end: Int, at base: Int) -> Int {
        var (source, target) = (base, base + room)
        sums[source] = 0
        sets[source] = 0
        var count = 1
        for item in start..<end {
            let (number, bit) = (items[item], UInt32(1) &<< UInt32(item - start))
            var (plain, raised) = (0, 0)
            for position in 0..<(2 * count) {
                if plain < count, raised == count || sums[source + plain] <= sums[source + raised] + number {
                    sums[target + position] = sums[source + plain]
                    sets[target + position] = sets[source + plain]
                    plain += 1
                } else {
                    sums[target + position] = sums[source + raised] + number
                    sets[target + position] = sets[source + raised] | bit
                    raised += 1
                }
            }
            count *= 2
            swap(&source, &target)
        }
        return source
    }
}
