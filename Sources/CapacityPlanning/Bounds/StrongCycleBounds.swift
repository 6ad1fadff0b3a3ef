internal import MachineScheduling
public import ScanModel

/// Lower bounds on the makespan from least durations of the regions; they assume what those assume.
public enum StrongCycleBounds {
    /// The strongest of: the longest region; all regions spread over the window; the best way to share out the regions
    /// among the places of the window (P||Cmax: each region holds a place for its whole duration); for barrier groups
    /// the sum of every window-th longest region; and what the plan knows of what regions share.
    ///
    /// - Parameters:
    ///   - regions: name, bound, and its ticks with setup and teardown, of each region with work.
    ///   - planned: the bound of the plan.
    ///   - steps: of the search for the bound of P||Cmax.
    public static func strongest(
        _ regions: [(name: String, bound: ProvedBound, ticks: Int64)], gate: RegionGate, planned: CycleBound, steps: Int
    ) -> ProvedCycle {
        var best = ProvedCycle(proof: .shared(planned.kind), ticks: planned.ticks)
        guard let first = regions.first else { return best }
        let longest = regions.dropFirst().reduce(first) { $1.ticks > $0.ticks ? $1 : $0 }
        func offer(_ proof: CycleProof, _ ticks: Int64) {
            if ticks > best.ticks { best = ProvedCycle(proof: proof, ticks: ticks) }
        }
        if !planned.kind.isBeyondRegions {
            best = ProvedCycle(proof: .region(name: longest.name, bound: longest.bound.kind), ticks: longest.ticks)
        } else {
            offer(.region(name: longest.name, bound: longest.bound.kind), longest.ticks)
        }
        let work = regions.reduce(Int128(0)) { $0 + Int128($1.ticks) }
        offer(.windowWork, Int64((work + Int128(gate.window) - 1) / Int128(gate.window)))
        if gate.discipline == .barrier {
            let falling = regions.map(\.ticks).sorted(by: >)
            offer(.barrierGroups, stride(from: 0, to: falling.count, by: gate.window).reduce(0) { $0 + falling[$1] })
        }
        if regions.count > gate.window,
            let problem = try? MachineProblem(durations: regions.map { Int($0.ticks) }, machines: gate.window)
        {
            offer(.windowPacking, Int64(MachineSchedule.near(problem, budget: steps).bound.value))
        }
        return best
    }
}
