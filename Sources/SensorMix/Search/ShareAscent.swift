/// How often the shares of all items are gone through in one case.
enum ShareAscentRounds {
    static let most = 30
}

/// One case of the search: which shared items are opened or closed, and how the cost of the others is split.
struct MixCase {
    enum State { case free, opened, closed }

    var state: [State]
    /// By free item and class.
    var shares: [[Int]]
    /// By item: what of its cost no class has a share of.
    var rest: [Int]

    init(_ problem: MixProblem) {
        state = [State](repeating: .free, count: problem.itemCosts.count)
        shares = [[Int]](repeating: [Int](repeating: 0, count: problem.classes.count), count: problem.itemCosts.count)
        rest = problem.itemCosts
    }

    /// The same with one item decided.
    func deciding(_ item: Int, _ decision: State) -> MixCase {
        var copy = self
        copy.state[item] = decision
        copy.shares[item] = copy.shares[item].map { _ in 0 }
        copy.rest[item] = 0
        return copy
    }

    /// Shares as a proof tells them.
    var proof: [Int: [Int: Int]] {
        var told: [Int: [Int: Int]] = [:]
        for (item, parts) in shares.enumerated() where state[item] == .free {
            for (index, part) in parts.enumerated() where part > 0 { told[item, default: [:]][index] = part }
        }
        return told
    }

    /// What an option costs a class in this case; nil if it needs a closed item.
    func value(_ option: ClassOptions.Option, _ index: Int) -> Int? {
        var sum = option.cost
        for item in option.items {
            switch state[item] {
            case .free: sum += shares[item][index]
            case .opened: break
            case .closed: return nil
            }
        }
        return sum
    }

    /// The cheapest option of a class, the first of equals; nil if there is none.
    func best(_ options: ClassOptions, _ index: Int) -> (position: Int, value: Int)? {
        var best: (position: Int, value: Int)?
        for (position, option) in options.options.enumerated() {
            guard let value = value(option, index), value < best?.value ?? Int.max else { continue }
            best = (position, value)
        }
        return best
    }

    /// Moves shares from classes that do not want an item to classes that do, as long as the bound rises.
    ///
    /// A class that does without an item can give of its share until the item is as good as its best; one that takes it
    /// can bear more until its best without is as good. Each unit moved raises the bound by one. Complexity: O(rounds x
    /// items x options).
    mutating func raise(_ options: [ClassOptions], users: [[Int]], rounds: Int = ShareAscentRounds.most) {
        for _ in 0..<rounds {
            var gained = false
            for item in state.indices where state[item] == .free {
                if raise(item, options, users[item]) { gained = true }
            }
            if !gained { return }
        }
    }

    private mutating func raise(_ item: Int, _ options: [ClassOptions], _ users: [Int]) -> Bool {
        var takers: [(index: Int, room: Int)] = []
        for index in users {
            var (with, without) = (Int.max, Int.max)
            for option in options[index].options {
                guard let value = value(option, index) else { continue }
                if option.items.contains(item) { with = min(with, value) } else { without = min(without, value) }
            }
            guard with < Int.max else { continue }
            if with < without {
                takers.append((index, without == Int.max ? Int.max : without - with))
            } else {
                let given = min(shares[item][index], with - without)
                shares[item][index] -= given
                rest[item] += given
            }
        }
        var gained = false
        for taker in takers where rest[item] > 0 {
            let taken = min(taker.room, rest[item])
            shares[item][taker.index] += taken
            rest[item] -= taken
            gained = gained || taken > 0
        }
        return gained
    }
}
