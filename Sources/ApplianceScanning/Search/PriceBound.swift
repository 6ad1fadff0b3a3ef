/// Which options each place may still take.
struct LevelRanges: Hashable, Sendable {
    var low: [Int]
    var high: [Int]

    /// Every option.
    init(_ problem: CoverProblem) {
        low = Array(repeating: 0, count: problem.placeCount)
        high = problem.optionCounts.map { $0 - 1 }
    }
}

/// The lower bound that a price on every host proves.
///
/// Let every host of segment s bring a price. A place then earns, per option, what the best filling of its capacity
/// brings: hosts in reach, each at its price less its arc cost, the best per unit first, the last one in part. A place
/// takes the option that earns most after the option's own cost. No plan costs less than the prices of all hosts less
/// the earnings of all places, since a plan pays for every host either at a place, within these earnings, or outside at
/// no less than its price. (Lagrangian relaxation of "every host is served"; weak duality.)
///
/// A reference type for the sake of its buffers, which thousands of evaluations share.
final class PriceBound {
    /// Prices are counted in 1 / 1024 micro-dollar.
    static let scale = 1024

    /// Prices stay below this, so that a price times the units of a slot is within 64 bits.
    static let priceMax = 1 << 42

    let problem: CoverProblem
    /// Option that each place takes at the last prices.
    private(set) var picks: [Int]
    /// Hosts of each segment that are served at the last prices; more or fewer than there are.
    private(set) var served: [Double]
    /// Arcs of each place, the best per unit first at the last prices.
    private var order: [Int]
    private var profits: [Int]

    init(_ problem: CoverProblem) {
        self.problem = problem
        picks = Array(repeating: 0, count: problem.placeCount)
        served = Array(repeating: 0, count: problem.segments.count)
        order = Array(problem.arcSegment.indices)
        profits = Array(repeating: 0, count: problem.arcSegment.count)
    }

    /// The bound in 1 / 1024 micro-dollar.
    ///
    /// - Parameters:
    ///   - prices: per host of each segment, 0 ... ``priceMax``, and not above what a host costs outside.
    ///   - ranges: options that the places may take.
    /// - Complexity: O(arcs + options) when the prices have changed little since the last call, else O(a^2) for the a
    ///   arcs of a place.
    func evaluate(_ prices: [Int], _ ranges: LevelRanges) -> Int {
        for index in served.indices { served[index] = 0 }
        var bound = 0
        for (segment, price) in zip(problem.segments, prices) { bound += segment.hosts * price }
        for place in 0..<problem.placeCount {
            bound -= earn(place, prices, low: ranges.low[place], high: ranges.high[place])
        }
        return bound
    }

    /// The greatest price of a host of a segment.
    static func ceiling(_ segment: CoverProblem.Segment) -> Int {
        min(priceMax, segment.outside.map { $0 * scale } ?? priceMax)
    }

    /// The least whole number of micro-dollars that is not below a bound; costs are whole.
    static func microDollars(_ bound: Int) -> Int {
        bound <= 0 ? 0 : (bound + scale - 1) / scale
    }

    /// Narrows ranges by options that no plan cheaper than `upper` can take at these prices.
    ///
    /// An option that earns less than the best one of its place raises the bound by the difference.
    /// - Parameter bound: of these prices and ranges, in 1 / 1024 micro-dollar.
    func narrow(_ ranges: inout LevelRanges, prices: [Int], bound: Int, upper: Int) {
        for place in 0..<problem.placeCount where ranges.low[place] < ranges.high[place] {
            let low = ranges.low[place]
            let best = earn(place, prices, low: low, high: ranges.high[place])
            func isHopeless(_ level: Int) -> Bool {
                let value = earn(place, prices, low: level, high: level)
                return Self.microDollars(bound + best - value) >= upper
            }
            while ranges.high[place] > low && isHopeless(ranges.high[place]) { ranges.high[place] -= 1 }
            while ranges.low[place] < ranges.high[place] && isHopeless(ranges.low[place]) { ranges.low[place] += 1 }
        }
    }

    private func earn(_ place: Int, _ prices: [Int], low: Int, high: Int) -> Int {
        let arcs = problem.arcs(ofPlace: place)
        sort(arcs, prices)
        let options = problem.menus[problem.menuOfPlace[place]].options
        // Hosts before `next` in the order are in whole segments; they take `full` units and bring `brought`.
        var next = arcs.lowerBound
        var full = 0
        var brought = 0
        var best = Int.min
        var pick = low
        var level = low
        while level <= high {
            let capacity = options[level].capacity
            var last = 0
            var all = true
            while next < arcs.upperBound {
                let arc = order[next]
                let profit = profits[arc]
                if profit <= 0 { break }
                let segment = problem.segments[problem.arcSegment[arc]]
                let units = segment.hosts * segment.units
                let rest = capacity - full
                if units > rest {
                    // Rounded up: the bound must not be too great.
                    last =
                        profit * (rest / segment.units)
                        + (profit * (rest % segment.units) + segment.units - 1) / segment.units
                    all = false
                    break
                }
                full += units
                brought += profit * segment.hosts
                next += 1
            }
            let value = brought + last - options[level].cost * Self.scale
            if value > best {
                best = value
                pick = level
            }
            if all { break }
            level += 1
        }
        picks[place] = pick
        fill(arcs, capacity: options[pick].capacity)
        return best
    }

    private func fill(_ arcs: Range<Int>, capacity: Int) {
        var rest = capacity
        for position in arcs {
            let arc = order[position]
            if profits[arc] <= 0 || rest <= 0 { return }
            let index = problem.arcSegment[arc]
            let segment = problem.segments[index]
            let units = segment.hosts * segment.units
            if units <= rest {
                served[index] += Double(segment.hosts)
            } else {
                served[index] += Double(rest) / Double(segment.units)
            }
            rest -= units
        }
    }

    /// Insertion sort: the order hardly changes from one evaluation to the next.
    private func sort(_ arcs: Range<Int>, _ prices: [Int]) {
        for arc in arcs { profits[arc] = prices[problem.arcSegment[arc]] - problem.arcCost[arc] * Self.scale }
        var position = arcs.lowerBound + 1
        while position < arcs.upperBound {
            let arc = order[position]
            let profit = profits[arc]
            let units = problem.segments[problem.arcSegment[arc]].units
            var hole = position
            while hole > arcs.lowerBound {
                let other = order[hole - 1]
                let mine = profit * problem.segments[problem.arcSegment[other]].units
                let yours = profits[other] * units
                if mine < yours || (mine == yours && arc > other) { break }
                order[hole] = other
                hole -= 1
            }
            order[hole] = arc
            position += 1
        }
    }
}
