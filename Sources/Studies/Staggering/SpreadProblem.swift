/// Things with loads of several kinds to be spread over slots, so that the most loaded kind of any slot is light: vector
/// scheduling, which is NP-hard.
///
/// A thing goes into one slot as a whole. The height of a kind in a slot is its load there times its weight, such as one
/// over a quota.
struct SpreadProblem: Hashable, Sendable {
    /// Load of each thing by kind, at least 0; thing `t` has those from `t * kinds` on.
    let loads: [Int64]
    /// What a unit of load of each kind weighs, at least 0 and finite.
    let weights: [Double]
    let slots: Int
    /// Slots that may be used, rising; never empty.
    let open: [Int]
    /// The slot that a thing must have, or nil.
    let fixed: [Int?]

    var kinds: Int { weights.count }
    var things: Int { fixed.count }

    /// - Parameter open: slots that may be used; all unless given.
    init(loads: [[Int64]], weights: [Double], slots: Int, open: [Int]? = nil, fixed: [Int?]? = nil) {
        precondition(loads.allSatisfy { $0.count == weights.count && $0.allSatisfy { $0 >= 0 } }, "loads of every kind")
        precondition(weights.allSatisfy { $0 >= 0 && $0.isFinite }, "weights \(weights)")
        self.loads = loads.flatMap(\.self)
        self.weights = weights
        self.slots = slots
        self.open = (open ?? Array(0..<slots)).sorted()
        self.fixed = fixed ?? loads.map { _ in nil }
        precondition(!self.open.isEmpty && self.open.allSatisfy { (0..<slots).contains($0) }, "slots \(self.open)")
        precondition(self.fixed.count == loads.count && self.fixed.allSatisfy { $0.map(self.open.contains) ?? true })
    }

    func load(_ thing: Int, _ kind: Int) -> Int64 { loads[thing * kinds + kind] }

    /// The greatest height of a thing alone.
    func height(_ thing: Int) -> Double {
        (0..<kinds).reduce(0) { max($0, Double(load(thing, $1)) * weights[$1]) }
    }

    /// Greatest height of any kind in any slot.
    func peak(_ slotOf: [Int]) -> Double {
        SlotLoads(self, slotOf).heights.max() ?? 0
    }

    /// The kind that is highest anywhere, and its slot; nil without any load.
    func highest(_ slotOf: [Int]) -> (slot: Int, kind: Int, height: Double)? {
        let loads = SlotLoads(self, slotOf)
        var best: (slot: Int, kind: Int, height: Double)?
        for slot in 0..<slots {
            for kind in 0..<kinds {
                let height = Double(loads.load(slot, kind)) * weights[kind]
                if height > best?.height ?? 0 { best = (slot, kind, height) }
            }
        }
        return best
    }

    /// Things in turn over the open slots, in their order, as one does by hand; fixed things where they must be.
    func inTurn() -> [Int] {
        var next = 0
        return fixed.map { slot in
            if let slot { return slot }
            next += 1
            return open[(next - 1) % open.count]
        }
    }

    /// No slot assignment has a lower peak; and the kind that says so, nil without any load.
    ///
    /// For each kind: the slots share the load, and of the k D + 1 largest loads some slot of D has k + 1 of them, so at
    /// least the k + 1 smallest of these (the bounds of P||Cmax; for k = 0 the largest load alone). Loads are whole, so a
    /// share is rounded up. Fixed things stay together where they are.
    ///
    /// - Complexity: O(kinds * things * log things).
    func bound() -> (height: Double, kind: Int?) {
        var best: (height: Double, kind: Int?) = (0, nil)
        let count = Int64(open.count)
        for kind in 0..<kinds {
            let sorted = (0..<things).map { load($0, kind) }.sorted(by: >)
            let total = sorted.reduce(Int128(0)) { $0 + Int128($1) }
            var least = Int64((total + Int128(count) - 1) / Int128(count))
            var k = 0
            while k * open.count < sorted.count {
                let end = k * open.count + 1
                least = max(least, sorted[(end - k - 1)..<end].reduce(0, +))
                k += 1
            }
            var together = [Int64](repeating: 0, count: slots)
            for thing in 0..<things { if let slot = fixed[thing] { together[slot] += load(thing, kind) } }
            least = max(least, together.max() ?? 0)
            let height = Double(least) * weights[kind]
            if height > best.height { best = (height, kind) }
        }
        return best
    }
}

/// Loads of the slots by kind.
struct SlotLoads {
    let problem: SpreadProblem
    private(set) var loads: [Int64]

    init(_ problem: SpreadProblem) {
        self.problem = problem
        loads = [Int64](repeating: 0, count: problem.slots * problem.kinds)
    }

    init(_ problem: SpreadProblem, _ slotOf: [Int]) {
        self.init(problem)
        for (thing, slot) in slotOf.enumerated() { add(thing, to: slot) }
    }

    func load(_ slot: Int, _ kind: Int) -> Int64 { loads[slot * problem.kinds + kind] }

    /// Height of the highest kind of each slot.
    var heights: [Double] { (0..<problem.slots).map { height($0) } }

    func height(_ slot: Int) -> Double {
        (0..<problem.kinds).reduce(0) { max($0, Double(load(slot, $1)) * problem.weights[$1]) }
    }

    mutating func add(_ thing: Int, to slot: Int) {
        for kind in 0..<problem.kinds { loads[slot * problem.kinds + kind] += problem.load(thing, kind) }
    }

    mutating func remove(_ thing: Int, from slot: Int) {
        for kind in 0..<problem.kinds { loads[slot * problem.kinds + kind] -= problem.load(thing, kind) }
    }

    /// Height of a slot if one thing came and another one went; infinite as soon as it is no less than `limit`.
    func height(_ slot: Int, with coming: Int?, without going: Int?, below limit: Double) -> Double {
        var most = 0.0
        for kind in 0..<problem.kinds {
            var load = self.load(slot, kind)
            if let coming { load += problem.load(coming, kind) }
            if let going { load -= problem.load(going, kind) }
            let height = Double(load) * problem.weights[kind]
            if height >= limit { return .infinity }
            most = max(most, height)
        }
        return most
    }

    /// The three highest kinds of a slot if one thing came, the highest first.
    func top(_ slot: Int, with coming: Int) -> (Double, Double, Double) {
        var top = (0.0, 0.0, 0.0)
        for kind in 0..<problem.kinds {
            let height = Double(load(slot, kind) + problem.load(coming, kind)) * problem.weights[kind]
            if height > top.0 {
                top = (height, top.0, top.1)
            } else if height > top.1 {
                top = (top.0, height, top.1)
            } else if height > top.2 {
                top.2 = height
            }
        }
        return top
    }
}
