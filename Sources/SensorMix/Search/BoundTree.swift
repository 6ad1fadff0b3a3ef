/// A proof that no mix costs less than so much.
///
/// The cases split by whether a shared item is opened. In a leaf each shared item that is neither opened nor closed splits
/// its cost into shares, one for each class that could use it. A mix of that case pays, for every class, at least the
/// cheapest set of sensors that needs no closed item, with the class's shares of the items that it opens; the sum over
/// classes and the items opened is the leaf's bound, and the least of the leaves' bounds holds for every mix.
public indirect enum BoundTree: Hashable, Sendable {
    case split(item: Int, opened: BoundTree, closed: BoundTree)
    /// Shares by item and class.
    case leaf(shares: [Int: [Int: Int]])

    /// Number of leaves.
    public var leaves: Int {
        switch self {
        case .split(_, let opened, let closed): opened.leaves + closed.leaves
        case .leaf: 1
        }
    }

    /// Whether the tree proves a bound: every share counted anew, every set of sensors tried anew.
    ///
    /// It knows nothing of the search, only ``MixProblem``. Complexity: O(leaves x classes x 2^sensors).
    public func proves(_ bound: Int, for problem: MixProblem) -> Bool {
        var state = [ItemState](repeating: .free, count: problem.itemCosts.count)
        guard let least = least(for: problem, &state) else { return false }
        return bound <= least
    }

    private enum ItemState { case free, opened, closed }

    /// The least bound of the leaves; nil if the tree is no proof.
    private func least(for problem: MixProblem, _ state: inout [ItemState]) -> Int? {
        switch self {
        case .split(let item, let opened, let closed):
            guard state.indices.contains(item), state[item] == .free else { return nil }
            state[item] = .opened
            let first = opened.least(for: problem, &state)
            state[item] = .closed
            let second = closed.least(for: problem, &state)
            state[item] = .free
            guard let first, let second else { return nil }
            return min(first, second)
        case .leaf(let shares):
            for (item, parts) in shares {
                guard problem.itemCosts.indices.contains(item), parts.values.allSatisfy({ $0 >= 0 }) else { return nil }
                var rest = problem.itemCosts[item]
                for part in parts.values {
                    // Counting down cannot overflow where a sum could.
                    guard part <= rest else { return nil }
                    rest -= part
                }
            }
            var sum = 0
            for (item, cost) in problem.itemCosts.enumerated() where state[item] == .opened { sum += cost }
            for (index, part) in problem.classes.enumerated() {
                let paid = problem.itemCosts.indices.map { item in
                    state[item] == .free ? shares[item]?[index] ?? 0 : 0
                }
                // A class without a set makes the whole case impossible.
                guard let least = Self.cheapest(part, paid, closed: { state[$0] == .closed }) else { return Int.max }
                sum += least
            }
            return sum
        }
    }

    /// Cheapest way to meet all needs of a class, need by need; nil if there is none.
    private static func cheapest(_ part: MixProblem.Class, _ paid: [Int], closed: (Int) -> Bool) -> Int? {
        /// By set of sensors used so far: the least that the needs so far cost on top.
        var reached: [Set<Int>: Int] = [[]: 0]
        for (need, able) in part.meets.enumerated() {
            var next: [Set<Int>: Int] = [:]
            for (used, cost) in reached {
                for sensor in able where !part.items[sensor].contains(where: closed) {
                    let sum = cost + part.onTop[need][sensor]
                    let key = used.union([sensor])
                    next[key] = min(next[key] ?? Int.max, sum)
                }
            }
            reached = next
        }
        return reached.map { used, onTop in
            var sum = onTop
            for sensor in used { sum += part.base[sensor] }
            for licence in Set(used.flatMap { part.licences[$0] }) { sum += part.licenceCost[licence] }
            for item in Set(used.flatMap { part.items[$0] }) { sum += paid[item] }
            return sum
        }.min()
    }
}
