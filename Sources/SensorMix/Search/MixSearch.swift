/// The cheapest mix that was found, with a proof of how much cheaper any other could be.
public struct MixResult: Hashable, Sendable {
    /// For each class and need, the sensor.
    public var choice: [[Int]]
    public var cost: Int
    public var lowerBound: Int
    public var proof: BoundTree
}

/// Branch and bound on the items that are paid once: with all of them decided every class stands alone.
public enum MixSearch {
    /// Most cases looked into; beyond that the bound stays below the cost.
    public static let casesMost = 4000
    /// Most times that an option is valued, roughly.
    private static let valuationsMost = 100_000_000

    /// The cheapest choice for every need; the order of classes, sensors and items decides between equals.
    ///
    /// - Parameter cases: most cases; nil for ``casesMost``, or fewer if the problem is wide.
    /// - Complexity: O(cases x items x options).
    public static func solve(_ problem: MixProblem, cases: Int? = nil) -> MixResult {
        var search = Search(problem)
        var left = max(1, cases ?? min(casesMost, max(20, valuationsMost / search.valuations)))
        search.takeFirst()
        let tree = search.explore(MixCase(problem), &left)
        let choice = zip(problem.classes, search.picks).enumerated().map { index, pair in
            ClassOptions.assignment(search.options[index].options[pair.1], for: pair.0)
        }
        guard let cost = problem.cost(of: choice) else { preconditionFailure("a choice that meets no need") }
        return MixResult(choice: choice, cost: cost, lowerBound: min(cost, search.bound), proof: tree)
    }

    private struct Search {
        let problem: MixProblem
        let options: [ClassOptions]
        /// By item, the classes that could use it.
        let users: [[Int]]
        /// By class, the option of the best mix so far.
        var picks: [Int] = []
        var cost = Int.max
        /// Least bound of the leaves so far.
        var bound = Int.max

        init(_ problem: MixProblem) {
            self.problem = problem
            let options = problem.classes.map { ClassOptions($0) }
            self.options = options
            users = problem.itemCosts.indices.map { item in
                options.indices.filter { options[$0].options.contains { $0.items.contains(item) } }
            }
        }

        /// How often raising the bound of one case values an option at most, and at least 1.
        var valuations: Int {
            users.reduce(1) { sum, users in
                users.reduce(sum) { $0 + ShareAscentRounds.most * options[$1].options.count }
            }
        }

        /// A first mix: every class for itself, then without each item that can be spared with gain.
        mutating func takeFirst() {
            var open = Set(problem.itemCosts.indices)
            _ = take(open)
            var gained = true
            while gained {
                gained = false
                for item in problem.itemCosts.indices.sorted(by: { problem.itemCosts[$0] > problem.itemCosts[$1] })
                where open.contains(item) {
                    if take(open.subtracting([item])) {
                        open.remove(item)
                        gained = true
                    }
                }
            }
        }

        /// Takes the mix in which every class chooses among the open items, if it is the best so far.
        private mutating func take(_ open: Set<Int>) -> Bool {
            var picks: [Int] = []
            for part in options {
                guard let pick = part.options.firstIndex(where: { $0.items.allSatisfy(open.contains) }) else {
                    return false
                }
                picks.append(pick)
            }
            return take(picks)
        }

        private mutating func take(_ picks: [Int]) -> Bool {
            var sum = 0
            var items: Set<Int> = []
            for (part, pick) in zip(options, picks) {
                sum += part.options[pick].cost
                items.formUnion(part.options[pick].items)
            }
            sum = items.reduce(sum) { $0 + problem.itemCosts[$1] }
            guard sum < cost else { return false }
            cost = sum
            self.picks = picks
            return true
        }

        mutating func explore(_ start: MixCase, _ left: inout Int) -> BoundTree {
            left -= 1
            var node = start
            node.raise(options, users: users)
            var sum = problem.itemCosts.indices.reduce(0) {
                $0 + (node.state[$1] == .opened ? problem.itemCosts[$1] : 0)
            }
            var picks: [Int] = []
            for (index, part) in options.enumerated() {
                guard let best = node.best(part, index) else { return .leaf(shares: node.proof) }
                sum += best.value
                picks.append(best.position)
            }
            _ = take(picks)
            let used = Set(zip(options, picks).flatMap { $0.options[$1].items })
            _ = take(used)
            var branch: (item: Int, unpaid: Int)?
            for item in used.sorted() where node.state[item] == .free {
                let paid = zip(options, picks).enumerated().reduce(0) { paid, entry in
                    entry.element.0.options[entry.element.1].items.contains(item)
                        ? paid + node.shares[item][entry.offset] : paid
                }
                let unpaid = problem.itemCosts[item] - paid
                if unpaid > branch?.unpaid ?? 0 { branch = (item, unpaid) }
            }
            guard sum < cost, left > 0, let branch else {
                bound = min(bound, sum)
                return .leaf(shares: node.proof)
            }
            let opened = explore(node.deciding(branch.item, .opened), &left)
            let closed = explore(node.deciding(branch.item, .closed), &left)
            return .split(item: branch.item, opened: opened, closed: closed)
        }
    }
}
