/// How few machines of one capacity, in fractions, hold all jobs: the linear program over all ways ("patterns") to fill
/// a machine, solved by the simplex method with columns made when they are wanted.
///
/// The simplex method works in floating point and proves nothing. Its prices are rounded to whole weights, and what a
/// machine can hold in these weights is found exactly; that is the proof (A. A. Farley, "A note on bounding a class of
/// linear programming problems, including cutting stock problems", Operations Research 38, 1990).
struct PatternProgram: ~Copyable {
    let sizes: [JobSize]
    let pricing: PatternPricing
    var pool: PatternPool

    /// Machines and jobs that are not settled yet; only diving settles any.
    var machines: Int
    var demand: [Int]

    /// The inverse of the basis, row by row: a row for every basic column, a column for every size.
    let inverse: Flat<Double>
    /// The pattern of each basic column by its place in the pool; -1 for a surplus.
    let basis: Flat<Int32>
    /// How much of each basic column is used.
    let amounts: Flat<Double>
    /// What one more job of each size would take, in machines.
    let prices: Flat<Double>
    let direction: Flat<Double>
    /// The sum of the amounts of patterns: machines in fractions.
    var needed = 0.0

    /// Words of work so far.
    var steps = 0

    static let tolerance = 1e-9

    enum Verdict {
        /// The jobs weigh more than the machines hold.
        case refuted(weights: [Int32], limit: Int)
        /// In fractions the machines hold the jobs.
        case holds
        /// The steps, or the precision, did not suffice.
        case undecided
    }

    /// Begins with patterns of a single size each, and makes the best of the patterns of a pool that are not too full.
    init(_ sizes: [JobSize], machines: Int, capacity: Int, pool known: PatternPool) {
        let count = sizes.count
        self.sizes = sizes
        self.machines = machines
        demand = sizes.map(\.count)
        pricing = PatternPricing(sizes, capacity: capacity)
        inverse = Flat(repeating: 0, count: count * count)
        basis = Flat(repeating: -1, count: count)
        amounts = Flat(repeating: 0, count: count)
        prices = Flat(repeating: 0, count: count)
        direction = Flat(repeating: 0, count: count)
        pool = PatternPool()
        for (index, size) in sizes.enumerated() {
            let fit = min(size.count, capacity / size.duration)
            basis[index] = Int32(pool.append([PatternPool.Part(size: index, times: fit)], sizes: sizes))
            inverse[index * count + index] = 1 / Double(fit)
        }
        restart()
        for pattern in 0..<known.count where known.loads[pattern] <= capacity {
            pool.append(Array(known[pattern]), sizes: sizes)
        }
    }

    /// Computes amounts and prices anew from the inverse, which sheds some of the rounding.
    mutating func restart() {
        let count = sizes.count
        steps += count * count / 2
        for size in 0..<count { prices[size] = 0 }
        needed = 0
        for row in 0..<count {
            let own = inverse.base + row * count
            var amount = 0.0
            for size in 0..<count { amount += own[size] * Double(demand[size]) }
            amounts[row] = amount
            guard basis[row] >= 0 else { continue }
            needed += amount
            for size in 0..<count { prices[size] += own[size] }
        }
    }

    /// Makes the best of the patterns there are.
    mutating func usePool(until limit: Int) {
        var improves = true
        while improves, steps < limit {
            improves = false
            for pattern in 0..<pool.count where value(of: pattern) > 1 + Self.tolerance {
                improves = enter(pattern)
                guard improves else { return }
            }
            steps += pool.count
            while let size = surplusThatHelps(), steps < limit {
                improves = enterSurplus(size)
                guard improves else { return }
            }
        }
    }

    /// Adds patterns until the question is decided.
    mutating func solve(until limit: Int) -> Verdict {
        usePool(until: limit)
        var weights = [Int32](repeating: 0, count: sizes.count)
        while steps < limit {
            if needed <= Double(machines) + Self.tolerance { return .holds }
            if let size = surplusThatHelps() {
                guard enterSurplus(size) else { return .undecided }
                continue
            }
            for size in sizes.indices {
                weights[size] = demand[size] == 0 ? 0 : Int32(min(max(prices[size], 0), 1) * pricing.scale)
            }
            steps += pricing.steps
            let (pattern, weight) = pricing.heaviest(weights, counts: demand)
            var sum = 0
            for (count, weight) in zip(demand, weights) { sum += count * Int(weight) }
            if isMore(sum, than: machines, times: weight) { return .refuted(weights: weights, limit: weight) }
            let added = pool.append(pattern, sizes: sizes)
            guard value(of: added) > 1 + Self.tolerance, enter(added) else { return .undecided }
        }
        return .undecided
    }

    /// The size of which more than enough helps most.
    private func surplusThatHelps() -> Int? {
        var (least, found) = (-Self.tolerance, -1)
        for size in sizes.indices where prices[size] < least { (least, found) = (prices[size], size) }
        return found < 0 ? nil : found
    }

    /// What a pattern saves at the current prices; it costs 1.
    func value(of pattern: Int) -> Double {
        var value = 0.0
        for part in pool[pattern] { value += Double(part.times) * prices[part.size] }
        return value
    }

    private mutating func enter(_ pattern: Int) -> Bool {
        point(at: pattern)
        return pivot(on: leavingRow(), pattern: Int32(pattern), reducedCost: 1 - value(of: pattern))
    }

    private mutating func enterSurplus(_ size: Int) -> Bool {
        pointAtSurplus(size)
        return pivot(on: leavingRow(), pattern: -1, reducedCost: prices[size])
    }

    /// ``direction`` = the inverse times the column of a pattern.
    func point(at pattern: Int) {
        for row in sizes.indices { direction[row] = 0 }
        for part in pool[pattern] {
            let times = Double(part.times)
            for row in sizes.indices { direction[row] += times * inverse[row * sizes.count + part.size] }
        }
    }

    /// ``direction`` = the inverse times the column of a surplus.
    func pointAtSurplus(_ size: Int) {
        for row in sizes.indices { direction[row] = -inverse[row * sizes.count + size] }
    }

    /// The basic column that is used up first; of equal ones that with the largest pivot, which is the most precise.
    private func leavingRow() -> Int? {
        var (least, leaving) = (Double.infinity, -1)
        for row in sizes.indices where direction[row] > Self.tolerance {
            let ratio = max(amounts[row], 0) / direction[row]
            let isTie = leaving >= 0 && abs(ratio - least) <= Self.tolerance
            if isTie ? direction[row] > direction[leaving] : ratio < least { (least, leaving) = (ratio, row) }
        }
        return leaving < 0 ? nil : leaving
    }

    /// Brings the column with ``direction`` into the basis, in place of that of a row.
    mutating func pivot(on row: Int?, pattern: Int32, reducedCost: Double) -> Bool {
        guard let row else { return false }
        let count = sizes.count
        steps += count * count / 4
        let pivotRow = inverse.base + row * count
        let factor = 1 / direction[row]
        for size in 0..<count { pivotRow[size] *= factor }
        let amount = amounts[row] * factor
        for other in 0..<count where other != row && direction[other] != 0 {
            let times = direction[other]
            let otherRow = inverse.base + other * count
            for size in 0..<count { otherRow[size] -= times * pivotRow[size] }
            amounts[other] -= times * amount
        }
        amounts[row] = amount
        basis[row] = pattern
        for size in 0..<count { prices[size] += reducedCost * pivotRow[size] }
        needed += reducedCost * amount
        return true
    }
}
