internal import HeapModule

/// Completes a choice of options until every host that must be served is, and gives up what is not needed.
///
/// Each step buys the option at the place where the cost per unit of newly served work is least; then places are
/// closed whose hosts fit elsewhere more cheaply. Hosts stay whole throughout.
/// Source of the step: V. Chvátal, A greedy heuristic for the set-covering problem, Mathematics of Operations Research 4,
/// 1979, here with capacities.
struct GreedyCover {
    private let problem: CoverProblem
    /// Of two segments a place serves the one of higher price per unit first; in 1 / 1024 micro-dollar per host.
    private let prices: [Int]
    private let ranges: LevelRanges
    private var levels: [Int]
    private var hosts: [Int]
    private var rest: [Int]
    /// Units taken at each place.
    private var used: [Int]

    /// The cheapest comes first; of equals the one of the lowest place.
    private struct Offer: Comparable {
        /// Micro-dollars per unit.
        var rate: Double
        var place: Int
        var level: Int

        static func < (one: Offer, other: Offer) -> Bool {
            (one.rate, one.place, one.level) < (other.rate, other.place, other.level)
        }
    }

    /// - Parameter levels: options to start from, within the ranges.
    init(_ problem: CoverProblem, prices: [Int], ranges: LevelRanges, levels: [Int]) {
        self.problem = problem
        self.prices = prices
        self.ranges = ranges
        self.levels = levels
        hosts = Array(repeating: 0, count: problem.arcSegment.count)
        rest = problem.segments.map { $0.outside == nil ? $0.hosts : 0 }
        used = Array(repeating: 0, count: levels.count)
    }

    /// A plan in which optional hosts go outside; `nil` if the ranges leave too little room.
    ///
    /// - Complexity: O(n log n) offers of O(a log a + options) for the a arcs of a place; n is about the number of
    ///   options bought times the places that share segments with each.
    mutating func run() -> CoverSolution? {
        for place in levels.indices where problem.option(place, levels[place]).capacity > 0 { take(place) }
        var offers = Heap(levels.indices.compactMap(offer))
        while let top = offers.popMin() {
            guard let now = offer(top.place) else { continue }
            if let next = offers.min, (next.rate, next.place) < (now.rate, now.place) {
                offers.insert(now)
                continue
            }
            levels[now.place] = now.level
            take(now.place)
            if let again = offer(now.place) { offers.insert(again) }
        }
        if rest.contains(where: { $0 > 0 }) { return nil }
        thinOut()
        return solution()
    }

    /// Arcs of a place with hosts to serve, the best per unit first.
    private func candidates(_ place: Int) -> [Int] {
        problem.arcs(ofPlace: place).filter { rest[problem.arcSegment[$0]] > 0 }
            .map { arc -> (key: Double, arc: Int) in
                let segment = problem.arcSegment[arc]
                let profit = prices[segment] - problem.arcCost[arc] * PriceBound.scale
                return (-Double(profit) / Double(problem.segments[segment].units), arc)
            }
            .sorted { $0 < $1 }.map(\.arc)
    }

    private mutating func take(_ place: Int) {
        let capacity = problem.option(place, levels[place]).capacity
        for arc in candidates(place) {
            let segment = problem.arcSegment[arc]
            let units = problem.segments[segment].units
            let count = min(rest[segment], (capacity - used[place]) / units)
            hosts[arc] += count
            rest[segment] -= count
            used[place] += count * units
        }
    }

    private func offer(_ place: Int) -> Offer? {
        let arcs = candidates(place)
        if arcs.isEmpty { return nil }
        let spent = problem.option(place, levels[place]).cost
        var best: Offer?
        for level in levels[place]...max(levels[place], ranges.high[place]) {
            let option = problem.option(place, level)
            var room = option.capacity - used[place]
            var cost = Double(option.cost - spent)
            var work = 0
            var all = true
            for arc in arcs {
                let segment = problem.arcSegment[arc]
                let units = problem.segments[segment].units
                let count = min(rest[segment], room / units)
                if count < rest[segment] { all = false }
                cost += Double(count) * Double(problem.arcCost[arc])
                work += count * units
                room -= count * units
            }
            if work == 0 { continue }
            let rate = cost / Double(work)
            if best.map({ rate < $0.rate }) ?? true { best = Offer(rate: rate, place: place, level: level) }
            if all { break }
        }
        return best
    }

    /// Closes, or makes smaller, one place after another where the others can take the hosts for less.
    private mutating func thinOut() {
        for place in levels.indices { shrink(place) }
        let order = levels.indices.filter { levels[$0] > ranges.low[$0] }.sorted { one, other in
            // Where little work is done for much money first.
            let mine = Double(used[one]) / Double(max(1, problem.option(one, levels[one]).cost))
            let yours = Double(used[other]) / Double(max(1, problem.option(other, levels[other]).cost))
            return (mine, one) < (yours, other)
        }
        for place in order { close(place) }
    }

    /// Takes the first option that holds what is used.
    private mutating func shrink(_ place: Int) {
        while levels[place] > ranges.low[place] && problem.option(place, levels[place] - 1).capacity >= used[place] {
            levels[place] -= 1
        }
    }

    private mutating func close(_ place: Int) {
        var moves: [(from: Int, to: Int, count: Int)] = []
        var room: [Int: Int] = [:]
        var change = -problem.option(place, levels[place]).cost + problem.option(place, ranges.low[place]).cost
        var stays = problem.option(place, ranges.low[place]).capacity
        for arc in problem.arcs(ofPlace: place) where hosts[arc] > 0 {
            let segment = problem.arcSegment[arc]
            let units = problem.segments[segment].units
            var left = hosts[arc]
            let others = problem.arcs(ofSegment: segment).filter { $0 != arc }
                .sorted { (problem.arcCost[$0], $0) < (problem.arcCost[$1], $1) }
            for other in others where left > 0 {
                let target = problem.arcPlace[other]
                let free = room[target] ?? problem.option(target, levels[target]).capacity - used[target]
                let count = min(left, free / units)
                if count <= 0 { continue }
                room[target] = free - count * units
                left -= count
                change += count * (problem.arcCost[other] - problem.arcCost[arc])
                moves.append((arc, other, count))
            }
            stays -= left * units
            if stays < 0 { return }
        }
        if change >= 0 { return }
        levels[place] = ranges.low[place]
        for (from, to, count) in moves {
            let units = problem.segments[problem.arcSegment[from]].units
            hosts[from] -= count
            hosts[to] += count
            used[place] -= count * units
            used[problem.arcPlace[to]] += count * units
        }
    }

    private func solution() -> CoverSolution {
        CoverSolution(
            levels: levels, hosts: hosts, outside: problem.segments.map { $0.outside == nil ? 0 : $0.hosts },
            cost: problem.cost(levels: levels, hosts: hosts))
    }
}

extension CoverProblem {
    /// Micro-dollars per month of options and arcs, with the hosts that are on no arc outside.
    ///
    /// Hosts that are neither served nor have an outside cost nothing here: ask whether all are served first.
    func cost(levels: [Int], hosts: [Int]) -> Int {
        var sum = 0
        for (place, level) in levels.enumerated() { sum += option(place, level).cost }
        var left = segments.map(\.hosts)
        for (arc, count) in hosts.enumerated() where count > 0 {
            sum += count * arcCost[arc]
            left[arcSegment[arc]] -= count
        }
        for (segment, count) in zip(segments, left) { sum += count * (segment.outside ?? 0) }
        return sum
    }
}
