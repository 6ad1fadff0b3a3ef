/// How few machines of one capacity, in fractions, hold all jobs: the linear program over all ways ("patterns") to fill
/// a machine, solved by column generation.
///
/// The simplex method works in floating point and proves nothing. Its prices are rounded to whole weights, and what a
/// machine can hold in these weights is found exactly; that is the proof (A. A. Farley, "A note on bounding a class of
/// linear programming problems, including cutting stock problems", Operations Research 38, 1990).
struct PatternProgram: ~Copyable {
    private let sizes: [(duration: Int, count: Int)]
    private let machines: Int
    private var pricing: PatternPricing

    /// The inverse of the basis, row by row: a row per basic column, a column per size.
    private let inverse: Flat<Double>
    private let amounts: Flat<Double>
    private let prices: Flat<Double>
    private let direction: Flat<Double>
    /// The sum of the amounts of patterns.
    private var needed: Double

    /// Words of work so far.
    private(set) var steps = 0

    private static let tolerance = 1e-9

    enum Verdict {
        /// The jobs weigh more than the machines hold.
        case refuted(weights: [Int32], limit: Int)
        /// In fractions the machines hold the jobs.
        case holds
        /// The steps, or the precision, did not suffice.
        case undecided
    }

    /// Begins with patterns of a single size each.
    init(_ sizes: [(duration: Int, count: Int)], machines: Int, capacity: Int) {
        self.sizes = sizes
        self.machines = machines
        pricing = PatternPricing(sizes, capacity: capacity)
        inverse = Flat(repeating: 0, count: sizes.count * sizes.count)
        amounts = Flat(repeating: 0, count: sizes.count)
        prices = Flat(repeating: 0, count: sizes.count)
        direction = Flat(repeating: 0, count: sizes.count)
        needed = 0
        for (index, size) in sizes.enumerated() {
            let fit = Double(min(size.count, capacity / size.duration))
            inverse[index * sizes.count + index] = 1 / fit
            amounts[index] = Double(size.count) / fit
            prices[index] = 1 / fit
            needed += amounts[index]
        }
    }

    /// Adds columns until the question is decided.
    mutating func solve(until limit: Int) -> Verdict {
        var weights = [Int32](repeating: 0, count: sizes.count)
        while steps < limit {
            if needed <= Double(machines) + Self.tolerance { return .holds }
            if let size = mostNegativePrice() {
                // More than enough of a size may help.
                for row in sizes.indices { direction[row] = -inverse[row * sizes.count + size] }
                guard pivot(reducedCost: prices[size]) else { return .undecided }
                continue
            }
            for size in sizes.indices {
                weights[size] = Int32(min(max(prices[size], 0), 1) * pricing.scale)
            }
            steps += pricing.steps
            let limit = Int(pricing.heaviest(weights))
            var sum = 0
            for (size, weight) in zip(sizes, weights) { sum += size.count * Int(weight) }
            if isMore(sum, than: machines, times: limit) { return .refuted(weights: weights, limit: limit) }
            var value = 0.0
            for row in sizes.indices { direction[row] = 0 }
            for (size, times) in pricing.pattern.enumerated() where times > 0 {
                value += Double(times) * prices[size]
                for row in sizes.indices { direction[row] += Double(times) * inverse[row * sizes.count + size] }
            }
            guard value > 1 + Self.tolerance, pivot(reducedCost: 1 - value) else { return .undecided }
        }
        return .undecided
    }

    private func mostNegativePrice() -> Int? {
        var (least, found) = (-Self.tolerance, -1)
        for size in sizes.indices where prices[size] < least { (least, found) = (prices[size], size) }
        return found < 0 ? nil : found
    }

    /// Brings the column with ``direction`` into the basis.
    private mutating func pivot(reducedCost: Double) -> Bool {
        let count = sizes.count
        steps += count * count / 4
        var (least, leaving) = (Double.infinity, -1)
        for row in 0..<count where direction[row] > Self.tolerance {
            let ratio = max(amounts[row], 0) / direction[row]
            // Of equal ratios the larger pivot is the more precise.
            if ratio < least - Self.tolerance
                || ratio < least + Self.tolerance && leaving >= 0 && direction[row] > direction[leaving]
            {
                (least, leaving) = (min(ratio, least), row)
            }
        }
        guard leaving >= 0 else { return false }
        let pivotRow = inverse.base + leaving * count
        let factor = 1 / direction[leaving]
        for column in 0..<count { pivotRow[column] *= factor }
        let amount = max(amounts[leaving], 0) * factor
        for row in 0..<count where row != leaving && direction[row] != 0 {
            let times = direction[row]
            let other = inverse.base + row * count
            for column in 0..<count { other[column] -= times * pivotRow[column] }
            amounts[row] -= times * amount
        }
        amounts[leaving] = amount
        for column in 0..<count { prices[column] += reducedCost * pivotRow[column] }
        needed += reducedCost * amount
        return true
    }
}
