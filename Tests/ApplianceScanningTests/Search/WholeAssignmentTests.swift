import Testing

@testable import ApplianceScanning

@Suite("Assignment of hosts")
struct WholeAssignmentTests {
    /// The least arc cost by trying every number on every arc; `nil` if the capacities are too small.
    private func leastCost(_ problem: CoverProblem) -> Int? {
        var least: [[Int]: Int] = [(0..<problem.placeCount).map { problem.option($0, 0).capacity }: 0]
        for (index, segment) in problem.segments.enumerated() {
            var open = least.reduce(into: [[Int]: Int]()) { $0[$1.key + [segment.hosts]] = $1.value }
            for arc in problem.arcs(ofSegment: index) {
                var next: [[Int]: Int] = [:]
                for (state, cost) in open {
                    let place = problem.arcPlace[arc]
                    for hosts in 0...min(state[state.count - 1], state[place] / segment.units) {
                        var after = state
                        after[place] -= hosts * segment.units
                        after[after.count - 1] -= hosts
                        next[after] = min(next[after] ?? .max, cost + hosts * problem.arcCost[arc])
                    }
                }
                open = next
            }
            least = [:]
            for (state, cost) in open {
                let left = state[state.count - 1]
                if left > 0 && segment.outside == nil { continue }
                let total = cost + left * (segment.outside ?? 0)
                let rest = Array(state.dropLast())
                least[rest] = min(least[rest] ?? .max, total)
            }
        }
        return least.values.min()
    }

    private func random(_ dice: inout Dice, kinds: [Int]) -> CoverProblem {
        let places = 1 + dice.roll(3)
        let segments = (0...dice.roll(3)).map { _ in
            let units = kinds[dice.roll(kinds.count)]
            return CoverProblem.Segment(
                hosts: 1 + dice.roll(4), units: units, perSlot: 12 / units,
                outside: dice.once(in: 4) ? dice.roll(60) : nil)
        }
        let menus = (0..<places).map { _ in
            CapacityMenu(options: [.init(cost: 0, capacity: 12 * (1 + dice.roll(2)), counts: [])])
        }
        let arcs = (0..<places).map { _ in
            segments.indices.filter { _ in !dice.once(in: 4) }.map { (segment: $0, cost: dice.roll(50)) }
        }
        return CoverProblem(
            perSlot: 12, segments: segments, menus: menus, menuOfPlace: Array(0..<places), arcs: arcs,
            limits: Array(repeating: 1, count: places))
    }

    @Test("costs the least there is", arguments: [[3], [12, 6, 3], [4, 3, 6]])
    func least(kinds: [Int]) {
        var solved = 0
        for number in 0..<150 {
            var dice = Dice(seed: number)
            let problem = random(&dice, kinds: kinds)
            var flow = HostFlow(problem)
            let levels = Array(repeating: 0, count: problem.placeCount)
            let found = WholeAssignment(&flow, levels: levels, flows: 500)
            #expect(found.solution?.cost == leastCost(problem), "\(number)")
            #expect(found.bound == found.solution?.cost || found.solution == nil, "\(number)")
            guard let solution = found.solution else { continue }
            solved += 1
            #expect(problem.cost(levels: levels, hosts: solution.hosts) == solution.cost)
            for place in 0..<problem.placeCount {
                let used = problem.arcs(ofPlace: place).reduce(0) {
                    $0 + solution.hosts[$1] * problem.segments[problem.arcSegment[$1]].units
                }
                #expect(used <= problem.option(place, 0).capacity)
            }
        }
        #expect(solved > 50 && solved < 150)
    }

    @Test("rounding alone never claims more than the flow proves", arguments: 0..<100)
    func rounded(number: Int) {
        var dice = Dice(seed: number)
        let problem = random(&dice, kinds: [4, 3, 6])
        var flow = HostFlow(problem)
        let found = WholeAssignment(&flow, levels: Array(repeating: 0, count: problem.placeCount), flows: 0)
        guard let least = leastCost(problem) else {
            #expect(found.solution == nil)
            return
        }
        #expect(found.bound! <= least)
        if let solution = found.solution { #expect(solution.cost >= least) }
    }
}
