/// Plans a component with too many places to be divided as a whole.
///
/// Prices for all of it give a bound and a first plan. Then neighbourhoods of places (``Clusters``) are planned anew one
/// by one, with what the rest has decided held fixed, which makes the plan cheaper; and each neighbourhood is searched
/// with prices on what it shares with the others, which makes the bound greater:
///
///     bound = sum over clusters of (least cost of the cluster, where a host of a shared segment may go outside at its
///             price) - sum over shared segments of price x hosts x (clusters that share it - 1)
///
/// because a plan serves every shared host in one of its clusters and the other ones may send it outside.
struct LargeSearch {
    private let problem: CoverProblem
    private let effort: PlanningEffort
    private let evaluator: PriceBound
    private var best: CoverSolution?
    private var nodes = 0

    init(_ problem: CoverProblem, effort: PlanningEffort) {
        self.problem = problem
        self.effort = effort
        evaluator = PriceBound(problem)
    }

    /// - Complexity: about O(steps x evaluation) and, per cluster and round, one ``BranchAndBound``.
    mutating func run() -> SearchOutcome {
        let all = LevelRanges(problem)
        keep(all.low, all, prices: Array(repeating: 0, count: problem.segments.count))
        guard let first = best else { return SearchOutcome(solution: nil, bound: 0, prices: [], nodes: 0) }
        var ascent = PriceAscent(evaluator, prices: problem.paid(first), all)
        // The bound aims at the plan, so the plan is made anew from better prices on the way.
        for _ in 0..<4 {
            ascent.climb(evaluator, all, upper: best!.cost, steps: effort.wide.rootSteps / 4)
            keep(ascent.picks, all, prices: ascent.prices)
            keep(all.low, all, prices: ascent.prices)
        }
        var idle = 0
        for round in 0..<effort.rounds where idle < 2 {
            let before = best!.cost
            let clusters = Clusters(
                problem, size: effort.clusterSize, turn: round, affinity: round.isMultiple(of: 3) ? 0.25 : 0.05)
            for cluster in clusters.groups { improve(cluster, prices: ascent.prices) }
            idle = best!.cost == before ? idle + 1 : 0
        }
        var bound = PriceBound.microDollars(ascent.bound)
        if bound < best!.cost { bound = max(bound, clusterBound(prices: ascent.prices)) }
        return SearchOutcome(solution: best, bound: min(bound, best!.cost), prices: ascent.prices, nodes: nodes)
    }

    private mutating func keep(_ levels: [Int], _ ranges: LevelRanges, prices: [Int]) {
        var greedy = GreedyCover(problem, prices: prices, ranges: ranges, levels: levels)
        if let plan = greedy.run(), plan.cost < best?.cost ?? .max { best = plan }
    }

    /// Plans the places of a cluster anew for the hosts that they serve now; free room of other places can be used too.
    private mutating func improve(_ cluster: [Int], prices: [Int]) {
        guard var plan = best else { return }
        var used = Array(repeating: 0, count: problem.placeCount)
        for (arc, hosts) in plan.hosts.enumerated() where hosts > 0 {
            used[problem.arcPlace[arc]] += hosts * problem.segments[problem.arcSegment[arc]].units
        }
        let part = ProblemPart(problem, cluster: cluster, plan: plan, used: used)
        if part.problem.segments.isEmpty { return }
        let known = part.known(plan)
        var search = BranchAndBound(part.problem, effort: effort.narrow)
        let outcome = search.run(known: known, prices: part.segments.map { prices[$0] })
        nodes += outcome.nodes
        guard let found = outcome.solution, found.cost < known.cost else { return }
        part.apply(found, to: &plan)
        plan.cost = problem.cost(levels: plan.levels, hosts: plan.hosts)
        best = plan
    }

    /// The bound of all clusters together.
    ///
    /// A place joins a cluster only if most of its work lies there, so that clusters share little.
    private mutating func clusterBound(prices: [Int]) -> Int {
        let clusters = Clusters(problem, size: effort.boundClusterSize, turn: 0, affinity: 0.6)
        // Whole micro-dollars, since an outside has them.
        let outside = prices.map { $0 / PriceBound.scale }
        var bound = 0
        for cluster in clusters.groups {
            let part = ProblemPart(problem, cluster: cluster, outside: outside, shared: clusters.shared)
            if part.problem.segments.isEmpty { continue }
            var search = BranchAndBound(part.problem, effort: effort.bounding)
            let outcome = search.run(
                prices: part.segments.map { index in
                    clusters.shared[index] > 1 ? outside[index] * PriceBound.scale : prices[index]
                })
            nodes += outcome.nodes
            bound += outcome.bound
        }
        for (index, segment) in problem.segments.enumerated() where clusters.shared[index] > 1 {
            bound -= segment.hosts * outside[index] * (clusters.shared[index] - 1)
        }
        return bound
    }
}

/// Places of a greater problem as a problem of their own.
struct ProblemPart: Sendable {
    let problem: CoverProblem
    /// Place in the greater problem of each place; the first ``own`` may be changed, the others only lend free room.
    let places: [Int]
    let own: Int
    /// Segment in the greater problem of each segment.
    let segments: [Int]
    /// Arc in the greater problem of each arc.
    private let arcs: [Int]

    /// The hosts that the places of a cluster serve in a plan; others lend what they have free.
    init(_ whole: CoverProblem, cluster: [Int], plan: CoverSolution, used: [Int]) {
        var hosts: [Int: Int] = [:]
        for place in cluster {
            for arc in whole.arcs(ofPlace: place) where plan.hosts[arc] > 0 {
                hosts[whole.arcSegment[arc], default: 0] += plan.hosts[arc]
            }
        }
        let segments = hosts.keys.sorted()
        let inCluster = Set(cluster)
        var lenders: Set<Int> = []
        for segment in segments {
            for arc in whole.arcs(ofSegment: segment) {
                let place = whole.arcPlace[arc]
                if !inCluster.contains(place) && whole.option(place, plan.levels[place]).capacity > used[place] {
                    lenders.insert(place)
                }
            }
        }
        let lending = lenders.sorted()
        let room = lending.map { whole.option($0, plan.levels[$0]).capacity - used[$0] }
        self.init(
            whole, places: cluster + lending, own: cluster.count, segments: segments,
            content: segments.map { segment in
                var content = whole.segments[segment]
                content.hosts = hosts[segment]!
                return content
            }, room: room)
    }

    /// All hosts in reach of a cluster; those of shared segments may go outside.
    ///
    /// - Parameters:
    ///   - outside: micro-dollars per host.
    ///   - shared: clusters that reach each segment.
    init(_ whole: CoverProblem, cluster: [Int], outside: [Int], shared: [Int]) {
        let inReach = cluster.flatMap { place in whole.arcs(ofPlace: place).map { whole.arcSegment[$0] } }
        let segments = Set(inReach).sorted()
        self.init(
            whole, places: cluster, own: cluster.count, segments: segments,
            content: segments.map { segment in
                var content = whole.segments[segment]
                if shared[segment] > 1 { content.outside = outside[segment] }
                return content
            }, room: [])
    }

    private init(
        _ whole: CoverProblem, places: [Int], own: Int, segments: [Int], content: [CoverProblem.Segment], room: [Int]
    ) {
        let indexOf = Dictionary(uniqueKeysWithValues: segments.enumerated().map { ($1, $0) })
        var menus: [CapacityMenu] = []
        var menuOf: [Int: Int] = [:]
        var menuOfPlace: [Int] = []
        var limits: [Int] = []
        var arcs: [Int] = []
        var lists: [[(segment: Int, cost: Int)]] = []
        for (index, place) in places.enumerated() {
            var list: [(segment: Int, cost: Int)] = []
            var work = 0
            for arc in whole.arcs(ofPlace: place) {
                guard let segment = indexOf[whole.arcSegment[arc]] else { continue }
                list.append((segment, whole.arcCost[arc]))
                arcs.append(arc)
                work += content[segment].hosts * content[segment].units
            }
            lists.append(list)
            if index < own {
                let menu = whole.menuOfPlace[place]
                if menuOf[menu] == nil {
                    menuOf[menu] = menus.count
                    menus.append(whole.menus[menu])
                }
                menuOfPlace.append(menuOf[menu]!)
                limits.append(min(whole.optionCounts[place], whole.menus[menu].count(work: work)))
            } else {
                menuOfPlace.append(menus.count)
                menus.append(CapacityMenu(options: [.init(cost: 0, capacity: room[index - own], counts: [])]))
                limits.append(1)
            }
        }
        problem = CoverProblem(
            perSlot: whole.perSlot, segments: content, menus: menus, menuOfPlace: menuOfPlace, arcs: lists,
            limits: limits)
        self.places = places
        self.own = own
        self.segments = segments
        self.arcs = arcs
    }

    /// The part of a plan of the greater problem that lies here.
    func known(_ plan: CoverSolution) -> CoverSolution {
        let levels = places.indices.map { index in
            index < own ? min(plan.levels[places[index]], problem.optionCounts[index] - 1) : 0
        }
        let hosts = arcs.indices.map { problem.arcPlace[$0] < own ? plan.hosts[arcs[$0]] : 0 }
        return CoverSolution(
            levels: levels, hosts: hosts, outside: Array(repeating: 0, count: segments.count),
            cost: problem.cost(levels: levels, hosts: hosts))
    }

    /// Puts a plan of this part into the plan of the greater problem that the part was taken from.
    func apply(_ found: CoverSolution, to plan: inout CoverSolution) {
        for (index, arc) in arcs.enumerated() {
            if problem.arcPlace[index] < own {
                plan.hosts[arc] = found.hosts[index]
            } else {
                plan.hosts[arc] += found.hosts[index]
            }
        }
        for index in 0..<own { plan.levels[places[index]] = found.levels[index] }
    }
}
