internal import MachineScheduling
public import ScanModel

/// The order in which regions enter the gate, and how long each may take without delaying the end.
public enum RegionSequence {
    /// The best order found for regions of these durations, as indices.
    ///
    /// - Sliding: the regions are jobs and the places of the window machines; the order is that of the starts in the best
    ///   schedule that the search finds, or that of falling durations or bounds if it ends no later.
    /// - Barrier groups: falling durations, which is best: k groups hold at most k * window regions, so no partition has
    ///   smaller sums of maxima than descending blocks.
    ///
    /// - Parameters:
    ///   - durations: in ticks; equal ones keep their order.
    ///   - bounds: proved least durations; longest first by these is the first choice.
    ///   - steps: of the search.
    public static func best(durations: [Int64], bounds: [Int64], gate: RegionGate, steps: Int) -> [Int] {
        var best = falling(bounds)
        var makespan = gate.makespan(durations: best.map { durations[$0] })
        func offer(_ order: [Int]) {
            let other = gate.makespan(durations: order.map { durations[$0] })
            if other < makespan { (best, makespan) = (order, other) }
        }
        offer(falling(durations))
        guard gate.discipline == .sliding, durations.count > gate.window,
            let problem = try? MachineProblem(durations: durations.map { Int($0) }, machines: gate.window)
        else { return best }
        let machine = MachineSchedule.near(problem, budget: steps).assignment.machineOfJob
        var free = [Int64](repeating: 0, count: gate.window)
        var starts = [Int64](repeating: 0, count: durations.count)
        for region in falling(durations) {
            starts[region] = free[machine[region]]
            free[machine[region]] += durations[region]
        }
        offer(durations.indices.sorted { (starts[$0], $0) < (starts[$1], $1) })
        return best
    }

    /// Indices by falling value; equal ones keep their order.
    public static func falling(_ values: [Int64]) -> [Int] {
        values.indices.sorted { (values[$1], $0) < (values[$0], $1) }
    }

    /// How long each region may take, in the order of the gate, so that the cycle still ends by `end`.
    ///
    /// Regions that follow one another in the same place of the window share what is left of it by their durations;
    /// regions of a barrier group may all take as long as its longest. No region is given less than it takes.
    ///
    /// - Parameter end: at least the makespan of these durations.
    /// - Returns: ticks for each region, and the order by which sliding regions of at most those ticks end by `end`.
    public static func allowances(
        durations: [Int64], gate: RegionGate, end: Int64
    ) -> (ticks: [Int64], order: [Int]) {
        let count = durations.count
        switch gate.discipline {
        case .barrier:
            let makespan = gate.makespan(durations: durations)
            var ticks = durations
            for first in stride(from: 0, to: count, by: gate.window) {
                let group = first..<min(count, first + gate.window)
                let longest = group.reduce(0) { max($0, durations[$1]) }
                for region in group { ticks[region] = share(longest, of: end, by: makespan) }
            }
            return (ticks, Array(0..<count))
        case .sliding:
            var places: [[Int]] = []
            var ends: [Int64] = []
            for region in 0..<count {
                var place = places.count
                if place == gate.window {
                    place = ends.indices.reduce(0) { ends[$1] < ends[$0] ? $1 : $0 }
                } else {
                    places.append([])
                    ends.append(0)
                }
                places[place].append(region)
                ends[place] += durations[region]
            }
            var ticks = durations
            var starts = [Int64](repeating: 0, count: count)
            for (place, regions) in places.enumerated() {
                var start: Int64 = 0
                for region in regions {
                    ticks[region] = share(durations[region], of: end, by: ends[place])
                    starts[region] = start
                    start += ticks[region]
                }
            }
            return (ticks, (0..<count).sorted { (starts[$0], $0) < (starts[$1], $1) })
        }
    }

    /// `part * end / whole`, rounded down; `part` if there is nothing to share.
    private static func share(_ part: Int64, of end: Int64, by whole: Int64) -> Int64 {
        whole <= 0 ? max(part, end) : max(part, Int64(Int128(part) * Int128(end) / Int128(whole)))
    }
}
