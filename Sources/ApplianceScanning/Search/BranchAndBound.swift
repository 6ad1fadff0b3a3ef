/// Limits of a search, in steps of a fixed kind, never in time: equal inputs give equal plans on any machine.
struct SearchEffort: Hashable, Sendable {
    /// Evaluations of prices before the first division.
    var rootSteps: Int
    /// Evaluations of prices in each part.
    var nodeSteps: Int
    /// Parts that are looked at.
    var nodes: Int
    /// Flows per assignment with torn hosts.
    var flows: Int
}

/// What a search came to.
struct SearchOutcome: Sendable {
    /// The cheapest plan found; `nil` if there is none.
    var solution: CoverSolution?
    /// No plan costs less, in micro-dollars.
    var bound: Int
    /// The best prices of the undivided problem.
    var prices: [Int]
    /// Parts that were looked at.
    var nodes: Int

    var isProved: Bool { solution.map { bound >= $0.cost } ?? true }
}

/// Divides the choices of options and looks first where the bound is least.
///
/// A part is a range of options per place. Its bound is climbed by prices, its ranges are narrowed by what its options
/// earn less than the best, and its picks are completed to a plan. A part ends when its bound reaches the best plan, when
/// its capacities cannot serve all hosts, or when all options are fixed and the assignment is exact. What is still open
/// when the effort is spent gives the bound.
struct BranchAndBound {
    private struct Part {
        var ranges: LevelRanges
        var prices: [Int]
        /// Micro-dollars.
        var bound: Int
    }

    private let problem: CoverProblem
    private let effort: SearchEffort
    private let evaluator: PriceBound
    private var flow: HostFlow
    private var best: CoverSolution?
    /// Picks that were completed before.
    private var completed: Set<[Int]> = []
    /// The least bound of parts that are closed without being solved.
    private var leftOver = Int.max

    init(_ problem: CoverProblem, effort: SearchEffort) {
        self.problem = problem
        self.effort = effort
        evaluator = PriceBound(problem)
        flow = HostFlow(problem)
    }

    private var upper: Int { best?.cost ?? Int(1) << 50 }

    /// - Parameters:
    ///   - known: a plan to improve on.
    ///   - prices: to start from; `nil` takes what the first plan pays per host.
    /// - Complexity: O(nodes x (nodeSteps x evaluation + flows)).
    mutating func run(known: CoverSolution? = nil, prices: [Int]? = nil) -> SearchOutcome {
        let all = LevelRanges(problem)
        best = known
        let start = prices ?? Array(repeating: 0, count: problem.segments.count)
        if best == nil { complete(all.low, all, prices: start, thoroughly: true) }
        var ascent = PriceAscent(evaluator, prices: prices ?? best.map(problem.paid) ?? start, all)
        ascent.climb(evaluator, all, upper: upper, steps: effort.rootSteps)
        let root = ascent.prices
        complete(ascent.picks, all, prices: root, thoroughly: true)
        var ranges = all
        evaluator.narrow(&ranges, prices: root, bound: ascent.bound, upper: upper)
        let rootBound = PriceBound.microDollars(ascent.bound)
        var open: [Part] = []
        var nodes = 0
        if rootBound < upper { divide(Part(ranges: ranges, prices: root, bound: rootBound), ascent, &open) }
        while nodes < effort.nodes, let next = takeLowest(&open) {
            if next.bound >= upper { break }
            nodes += 1
            explore(next, &open)
        }
        let bound = open.reduce(min(leftOver, upper)) { min($0, $1.bound) }
        return SearchOutcome(solution: best, bound: max(bound, rootBound), prices: root, nodes: nodes)
    }

    private func takeLowest(_ open: inout [Part]) -> Part? {
        // The later of equals is the deeper one, which is nearer to a plan.
        guard var index = open.indices.first else { return nil }
        for other in open.indices where open[other].bound <= open[index].bound { index = other }
        open.swapAt(index, open.count - 1)
        return open.removeLast()
    }

    private mutating func explore(_ part: Part, _ open: inout [Part]) {
        let capacities = (0..<problem.placeCount).map { problem.option($0, part.ranges.high[$0]).capacity }
        guard flow.solve(capacities: capacities) else { return }
        if part.ranges.low == part.ranges.high {
            let assignment = WholeAssignment(&flow, levels: part.ranges.low, flows: effort.flows)
            if let found = assignment.solution, found.cost < upper { best = found }
            if let bound = assignment.bound, bound < (assignment.solution?.cost ?? .max) {
                leftOver = min(leftOver, max(bound, part.bound))
            }
            return
        }
        var part = part
        var ascent = PriceAscent(evaluator, prices: part.prices, part.ranges)
        ascent.climb(evaluator, part.ranges, upper: upper, steps: effort.nodeSteps, relaxation: 0.5)
        part.bound = max(part.bound, PriceBound.microDollars(ascent.bound))
        part.prices = ascent.prices
        if part.bound >= upper { return }
        complete(ascent.picks, part.ranges, prices: ascent.prices, thoroughly: false)
        evaluator.narrow(&part.ranges, prices: ascent.prices, bound: ascent.bound, upper: upper)
        if part.bound < upper { divide(part, ascent, &open) }
    }

    private mutating func divide(_ part: Part, _ ascent: PriceAscent, _ open: inout [Part]) {
        guard let (place, level) = Self.division(part.ranges, ascent, problem) else {
            open.append(part)
            return
        }
        var less = part
        less.ranges.high[place] = level
        var more = part
        more.ranges.low[place] = level + 1
        open.append(less)
        open.append(more)
    }

    /// A place, and the level after which its range is divided: where the picks along the climb differ most in cost.
    private static func division(
        _ ranges: LevelRanges, _ ascent: PriceAscent, _ problem: CoverProblem
    ) -> (place: Int, level: Int)? {
        var best: (place: Int, level: Int, score: Double)?
        for place in ranges.low.indices where ranges.low[place] < ranges.high[place] {
            let low = ranges.low[place]
            let high = ranges.high[place]
            let mean = Double(ascent.levelSums[place]) / Double(ascent.stepsDone)
            let level = min(max(low, Int(mean)), high - 1)
            let part = min(max(mean - Double(level), 0), 1)
            let step = Double(problem.option(place, level + 1).cost - problem.option(place, level).cost) + 1
            // Places whose pick never changed come last, the dearer the earlier.
            let score = ascent.mixed[place] ? 1 + min(part, 1 - part) * step : 1 - 1 / (1 + step)
            if best.map({ score > $0.score }) ?? true { best = (place, level, score) }
        }
        return best.map { ($0.place, $0.level) }
    }

    /// Makes a plan of picked options and keeps it if it is the cheapest.
    private mutating func complete(_ picks: [Int], _ ranges: LevelRanges, prices: [Int], thoroughly: Bool) {
        let levels = picks.indices.map { min(max(picks[$0], ranges.low[$0]), ranges.high[$0]) }
        var greedy = GreedyCover(problem, prices: prices, ranges: ranges, levels: levels)
        guard let first = greedy.run(), completed.insert(first.levels).inserted else { return }
        let assigned = WholeAssignment(&flow, levels: first.levels, flows: 0, below: first.cost).solution
        var plan = assigned.map { $0.cost < first.cost ? $0 : first } ?? first
        if thoroughly || plan.cost < upper + upper / 16 { plan = dropped(plan, ranges) }
        if plan.cost < upper { best = plan }
    }

    /// Lowers options one by one while the exact assignment gets cheaper.
    private mutating func dropped(_ plan: CoverSolution, _ ranges: LevelRanges) -> CoverSolution {
        var plan = plan
        let order = plan.levels.indices.sorted {
            (problem.option($1, plan.levels[$1]).cost, $0) < (problem.option($0, plan.levels[$0]).cost, $1)
        }
        for place in order {
            for level in ranges.low[place]..<max(ranges.low[place], plan.levels[place]) {
                var levels = plan.levels
                levels[place] = level
                let found = WholeAssignment(&flow, levels: levels, flows: 0, below: plan.cost).solution
                if let found, found.cost < plan.cost {
                    plan = found
                    break
                }
            }
        }
        return plan
    }
}

extension CoverProblem {
    /// What a plan pays per host, in 1 / 1024 micro-dollar: the cost of each place spread over its units.
    func paid(_ plan: CoverSolution) -> [Int] {
        var prices = Array(repeating: 0, count: segments.count)
        for place in 0..<placeCount {
            let arcs = arcs(ofPlace: place)
            let units = arcs.reduce(0) { $0 + plan.hosts[$1] * segments[arcSegment[$1]].units }
            if units == 0 { continue }
            let cost = option(place, plan.levels[place]).cost * PriceBound.scale
            for arc in arcs where plan.hosts[arc] > 0 {
                let segment = arcSegment[arc]
                let share = cost / units * segments[segment].units
                prices[segment] = max(prices[segment], share + arcCost[arc] * PriceBound.scale)
            }
        }
        for (index, segment) in segments.enumerated() {
            prices[index] = min(prices[index], PriceBound.ceiling(segment))
        }
        return prices
    }
}
