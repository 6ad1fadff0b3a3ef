/// Looks for the fewest limits that must be raised, and the least values of them.
///
/// Every limit has levels from 0, as it is, to its most. Two questions are asked of a vector of levels: whether it might be
/// in time (a proved bound does not exclude it; cheap) and whether it is (simulated). Both are taken to hold of every
/// vector above one of which they hold; schedules may break that rule by a little, and then the answer is still in time
/// but perhaps not the smallest.
public struct RaiseSearch: Sendable {
    /// What was found.
    public enum Outcome: Hashable, Sendable {
        /// As it is, it is in time.
        case notNeeded
        /// With every limit at its most it is late; `isProved`: by a bound.
        case impossible(isProved: Bool)
        /// Levels of all limits, 0 for those that stay; `isFewest`: no smaller number of limits would do.
        case raises([Int], isFewest: Bool)
    }

    /// The highest level of each limit.
    public var most: [Int]
    /// Vectors that may be simulated; beyond it the search takes what it has.
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
    /// - Complexity: O(limits * log levels) questions where one smallest set exists; at most ``budget`` simulations and as
    ///   many more as it takes to lower the levels.
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
        // Whoever is missed although all others are at their most is in every set.
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
        let levels = await lowest(set, mayFit: mayFit, isInTime: isInTime)
        return .raises(levels, isFewest: isFewest)
    }

    /// Levels of a set that is in time at its most, none of which can be lower while the others stay.
    private func lowest(
        _ set: Set<Int>, mayFit: ([Int]) async -> Bool, isInTime: ([Int]) async -> Bool
    ) async -> [Int] {
        let order = set.sorted()
        var top = [Int](repeating: 0, count: most.count)
        for limit in order { top[limit] = most[limit] }
        // No limit can be lower than what bounds prove while the others are at their most.
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
        return current
    }

    /// The least number of a range that has a property, which the last one has and every number above one that has it.
    static func least(_ range: ClosedRange<Int>, _ has: (Int) async -> Bool) async -> Int {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high {
            let middle = low + (high - low) / 2
            if await has(middle) { high = middle } else { low = middle + 1 }
        }
        return low
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
