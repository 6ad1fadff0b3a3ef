/// Where all hosts go when the options of all places are fixed.
///
/// With one time class the flow never tears a host apart. With several it may; then the search divides by one torn
/// number of hosts at a time: at most its whole part, or at least one more.
struct WholeAssignment {
    /// The best assignment of whole hosts; `nil` if none was found.
    var solution: CoverSolution?
    /// No assignment at these options costs less, in micro-dollars; `nil` if there is none.
    var bound: Int?

    private struct Node {
        var lower: [Int]
        var upper: [Int]
    }

    /// - Parameters:
    ///   - flows: more flows to compute at most where hosts are torn; with 0 they are only rounded.
    ///   - limit: assignments that cost as much are of no interest.
    /// - Complexity: O(flows x flow).
    init(_ flow: inout HostFlow, levels: [Int], flows: Int, below limit: Int = .max) {
        let problem = flow.problem
        var fixed = 0
        var capacities: [Int] = []
        for (place, level) in levels.enumerated() {
            let option = problem.option(place, level)
            fixed += option.cost
            capacities.append(option.capacity)
        }
        guard flow.solve(capacities: capacities) else { return }
        let start = fixed + Self.microDollars(flow.cost, problem)
        if flow.isWhole {
            solution = Self.solution(flow, levels: levels, cost: start)
            bound = start
            return
        }
        bound = start
        if start >= limit { return }
        solution = Self.rounded(flow, levels: levels, capacities: capacities)
        if solution?.cost == start { return }
        let all = problem.arcSegment.map { problem.segments[$0].hosts * problem.segments[$0].units }
        var open = [Node(lower: Array(repeating: 0, count: all.count), upper: all)]
        var left = flows
        while let node = open.popLast() {
            if left == 0 { return }
            left -= 1
            guard flow.solve(capacities: capacities, bounds: (node.lower, node.upper)) else { continue }
            let cost = fixed + Self.microDollars(flow.cost, problem)
            if let solution, cost >= solution.cost { continue }
            guard let torn = Self.mostTorn(flow) else {
                solution = Self.solution(flow, levels: levels, cost: cost)
                if cost == start { return }
                continue
            }
            let units = problem.segments[problem.arcSegment[torn]].units
            let part = flow.units[torn] % units
            var less = node
            less.upper[torn] = flow.units[torn] - part
            var more = node
            more.lower[torn] = less.upper[torn] + units
            open += 2 * part >= units ? [less, more] : [more, less]
        }
        // The search is complete: its result is exact.
        bound = solution?.cost
    }

    private static func microDollars(_ cost: Int, _ problem: CoverProblem) -> Int {
        (cost + problem.perSlot - 1) / problem.perSlot
    }

    private static func solution(_ flow: HostFlow, levels: [Int], cost: Int) -> CoverSolution {
        let problem = flow.problem
        return CoverSolution(
            levels: levels,
            hosts: flow.units.indices.map { flow.units[$0] / problem.segments[problem.arcSegment[$0]].units },
            outside: zip(flow.outside, problem.segments).map { $0 / $1.units }, cost: cost)
    }

    /// Torn hosts go where whole ones find room, the cheapest place first; `nil` if one finds none.
    private static func rounded(_ flow: HostFlow, levels: [Int], capacities: [Int]) -> CoverSolution? {
        let problem = flow.problem
        var free = capacities
        var hosts = Array(repeating: 0, count: problem.arcSegment.count)
        var outside = Array(repeating: 0, count: problem.segments.count)
        for arc in hosts.indices where flow.units[arc] > 0 {
            let units = problem.segments[problem.arcSegment[arc]].units
            hosts[arc] = flow.units[arc] / units
            free[problem.arcPlace[arc]] -= hosts[arc] * units
        }
        for (index, segment) in problem.segments.enumerated() {
            outside[index] = flow.outside[index] / segment.units
            let arcs = problem.arcs(ofSegment: index)
            var left = segment.hosts - outside[index] - arcs.reduce(0) { $0 + hosts[$1] }
            while left > 0 {
                var best: (cost: Int, arc: Int?)? = segment.outside.map { ($0, nil) }
                for arc in arcs where free[problem.arcPlace[arc]] >= segment.units {
                    if best.map({ problem.arcCost[arc] < $0.cost }) ?? true { best = (problem.arcCost[arc], arc) }
                }
                guard let best else { return nil }
                if let arc = best.arc {
                    hosts[arc] += 1
                    free[problem.arcPlace[arc]] -= segment.units
                } else {
                    outside[index] += 1
                }
                left -= 1
            }
        }
        return CoverSolution(
            levels: levels, hosts: hosts, outside: outside, cost: problem.cost(levels: levels, hosts: hosts))
    }

    /// The arc on which the whole numbers on either side are farthest.
    private static func mostTorn(_ flow: HostFlow) -> Int? {
        var best: (arc: Int, distance: Double)?
        for (arc, amount) in flow.units.enumerated() {
            let units = flow.problem.segments[flow.problem.arcSegment[arc]].units
            let part = amount % units
            if part == 0 { continue }
            let distance = Double(min(part, units - part)) / Double(units)
            if best.map({ distance > $0.distance }) ?? true { best = (arc, distance) }
        }
        return best?.arc
    }
}
