/// Looks for the fewest limits that must be raised, and the least values of them.
///
/// Every limit has levels from 0, as it is, to its most. Two questions are asked of a vector of levels: whether it might be
/// in time (a proved bound does not exclude it; cheap) and whether it is (simulated). The search goes where it would have
/// to go if both held of every vector above one of which they hold. They need not: more of a limit may be slower
/// (`docs/anomalies.md`). So whatever it says of the answer it has tried: the answer is in time, each of its limits one
/// level lower is late, and ``Outcome/raises(_:isFewest:)`` tells whether all smaller sets were tried. Of a smaller set,
/// levels between none and the most are not tried.
public struct RaiseSearch: Sendable {
    /// What was found.
    public enum Outcome: Hashable, Sendable {
        /// As it is, it is in time.
        case notNeeded
        /// With every limit at its most it is late; `isProved`: by a bound. Nothing between that and 0 was tried.
        case impossible(isProved: Bool)
        /// Levels of all limits, 0 for those that stay; `isFewest`: every smaller set of limits was tried at its most, and
        /// is late.
        case raises([Int], isFewest: Bool)
    }

    /// The highest level of each limit.
    public var most: [Int]
    /// Vectors that may be simulated, and smaller sets that may be looked at; beyond it the search takes what it has.
    public var budget: Int

    public init(most: [Int], budget: Int = 400) {
        self.most = most
        self.budget = budget
    }

    /// Searches.
    ///
    /// - Parameters:
    ///   - mayFit: whether nothing proves that the levels are too low.
    ///   - fits: whether they are in time.
    /// - Complexity: O(limits * log levels) questions where one smallest set exists, and one for each smaller set; at most
    ///   ``budget`` simulations and as many more as it takes to lower the levels.
    public func solve(
        mayFit: ([Int]) async -> Bool, fits: ([Int]) async -> Bool
    ) async -> Outcome {
        var asked = 0
        var known: [[Int]: Bool] = [:]
        func isInTime(_ levels: [Int]) async -> Bool {
            if let answer = known[levels] { return answer }
            guard await mayFit(levels) else {
                known[levels] = false
                return false
            }
            asked += 1
            let answer = await fits(levels)
            known[levels] = answer
            return answer
        }
        let none = [Int](repeating: 0, count: most.count)
        if await isInTime(none) { return .notNeeded }
        guard await isInTime(most) else { return .impossible(isProved: !(await mayFit(most))) }
        func vector(_ set: Set<Int>) -> [Int] { most.indices.map { set.contains($0) ? most[$0] : 0 } }
        // Whoever is missed although all others are at their most is in every set, if more is never slower.
        var core: Set<Int> = []
        var others: [Int] = []
        for limit in most.indices where most[limit] > 0 {
            var without = most
            without[limit] = 0
            if await isInTime(without) { others.append(limit) } else { core.insert(limit) }
        }
        var chosen: Set<Int>?
        var isFewest = true
        if await isInTime(vector(core)) {
            chosen = core
        } else {
            search: for size in 1...max(1, others.count) {
                for added in RaiseSearch.subsets(of: others, size: size) {
                    guard asked < budget else { break search }
                    if await isInTime(vector(core.union(added))) {
                        chosen = core.union(added)
                        break search
                    }
                }
            }
        }
        var set = chosen ?? Set(core.union(others))
        if chosen == nil {
            // Too many sets to try: take limits away as long as the rest is in time.
            isFewest = false
            for limit in others where await isInTime(vector(set.subtracting([limit]))) { set.remove(limit) }
        }
        if isFewest {
            // The rule by which sets were left out need not hold, so the smaller ones are looked at after all.
            let candidates = most.indices.filter { most[$0] > 0 }
            var looked = 0
            smaller: for size in 1..<max(1, set.count) {
                for fewer in RaiseSearch.subsets(of: candidates, size: size) {
                    guard asked < budget, looked < budget else {
                        isFewest = false
                        break smaller
                    }
                    looked += 1
                    if await isInTime(vector(fewer)) {
                        set = fewer
                        break smaller
                    }
                }
            }
        }
        let levels = await lowest(set, mayFit: mayFit, isInTime: isInTime)
        return .raises(levels, isFewest: isFewest)
    }

    /// Levels of a set that is in time at its most; each of them one level lower, while the others stay, is late.
    private func lowest(
        _ set: Set<Int>, mayFit: ([Int]) async -> Bool, isInTime: ([Int]) async -> Bool
    ) async -> [Int] {
        let order = set.sorted()
        var top = [Int](repeating: 0, count: most.count)
        for limit in order { top[limit] = most[limit] }
        // Below what bounds prove while the others are at their most there is nothing to look for.
        var low = top
        for limit in order {
            low[limit] = await RaiseSearch.least(1...most[limit]) { level in
                var levels = top
                levels[limit] = level
                return await mayFit(levels)
            }
        }
        var current = low
        // What bounds prove is seldom enough: all of them grow together until it is.
        while await !isInTime(current), current != top {
            for limit in order { current[limit] = min(most[limit], max(current[limit] + 1, current[limit] * 2)) }
        }
        for limit in order where current[limit] > low[limit] {
            let others = current
            current[limit] = await RaiseSearch.least(low[limit]...current[limit]) { level in
                var levels = others
                levels[limit] = level
                return await isInTime(levels)
            }
        }
        // A limit that was lowered later may let an earlier one be lower still.
        var wasLowered = true
        while wasLowered {
            wasLowered = false
            for limit in order where current[limit] > 0 {
                var levels = current
                levels[limit] -= 1
                guard await isInTime(levels) else { continue }
                current[limit] = await RaiseSearch.least(0...levels[limit]) { level in
                    var levels = levels
                    levels[limit] = level
                    return await isInTime(levels)
                }
                wasLowered = true
            }
        }
        return current
    }

    /// A number of a range that has a property, whose predecessor in the range has not; the last one has it. The least
    /// such number if whatever is above one that has the property has it too.
    static func least(_ range: ClosedRange<Int>, _ has: (Int) async -> Bool) async -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if await has(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }

    /// Levels that are possible: all at their most, else each as high as it can be alone, else one after another, each as
    /// high as those before it let it be. Nothing at all is taken to be possible.
    ///
    /// - Complexity: O(limits * log levels) questions.
    static func highest(_ most: [Int], isPossible: ([Int]) async -> Bool) async -> [Int] {
        if await isPossible(most) { return most }
        var alone = most
        for limit in most.indices where most[limit] > 0 {
            alone[limit] = await highest(most[limit]) { level in
                var levels = [Int](repeating: 0, count: most.count)
                levels[limit] = level
                return await isPossible(levels)
            }
        }
        if await isPossible(alone) { return alone }
        var levels = [Int](repeating: 0, count: most.count)
        for limit in most.indices where alone[limit] > 0 {
            let before = levels
            levels[limit] = await highest(alone[limit]) { level in
                var levels = before
                levels[limit] = level
                return await isPossible(levels)
            }
        }
        return levels
    }

    /// A level up to the most that holds, the highest one if all below one that holds do; 0 is taken to hold.
    static func highest(_ most: Int, _ holds: (Int) async -> Bool) async -> Int {
        if await holds(most) { return most }
        var (low, high) = (0, most - 1)
        while low < high {
            let middle = low + (high - low + 1) / 2
            if await holds(middle) { low = middle } else { high = middle - 1 }
        }
        return max(low, 0)
    }

    /// Subsets of one size in lexicographic order, one after another.
    private static func subsets(of elements: [Int], size: Int) -> some Sequence<Set<Int>> {
        var positions: [Int]? = size <= elements.count ? Array(0..<size) : nil
        return AnyIterator {
            guard let now = positions else { return nil }
            var next = now
            var place = size - 1
            while place >= 0, next[place] == elements.count - size + place { place -= 1 }
            if place < 0 {
                positions = nil
            } else {
                next[place] += 1
                for later in (place + 1)..<max(place + 1, size) { next[later] = next[later - 1] + 1 }
                positions = next
            }
            return Set(now.map { elements[$0] })
        }
    }
}
