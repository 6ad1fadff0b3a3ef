/// Spreads things over slots: greedily, then by moving and swapping away from the peak.
struct SpreadSearch {
    /// Heights of slots that may be computed, so that the search ends; the same everywhere.
    static let stepsUsual = 300_000

    let problem: SpreadProblem
    let steps: Int

    init(_ problem: SpreadProblem, steps: Int = stepsUsual) {
        self.problem = problem
        self.steps = steps
    }

    /// The slot of each thing. Never higher than ``SpreadProblem/inTurn()``.
    ///
    /// - Complexity: O(things * slots * kinds + steps * kinds).
    func best() -> [Int] {
        let bound = problem.bound().height
        let greedy = improved(greedy(), to: bound)
        guard problem.peak(greedy) > bound else { return greedy }
        let inTurn = improved(problem.inTurn(), to: bound)
        return problem.peak(inTurn) < problem.peak(greedy) ? inTurn : greedy
    }

    /// The highest thing first, each into the slot whose three highest kinds are then the lowest, compared one after
    /// another; the first such slot.
    func greedy() -> [Int] {
        var loads = SlotLoads(problem)
        var slotOf = problem.fixed
        for (thing, slot) in problem.fixed.enumerated() { if let slot { loads.add(thing, to: slot) } }
        let heights = (0..<problem.things).map { problem.height($0) }
        let order = (0..<problem.things).filter { slotOf[$0] == nil }.sorted {
            (-heights[$0], $0) < (-heights[$1], $1)
        }
        for thing in order {
            var best = (slot: problem.open[0], top: loads.top(problem.open[0], with: thing))
            for slot in problem.open.dropFirst() {
                let top = loads.top(slot, with: thing)
                if top < best.top { best = (slot, top) }
            }
            loads.add(thing, to: best.slot)
            slotOf[thing] = best.slot
        }
        return slotOf.map { $0 ?? problem.open[0] }
    }

    /// Takes things out of the highest slot as long as that lowers it and no other slot becomes as high.
    ///
    /// Each step makes the heights of the slots, sorted from the highest, smaller; so it ends.
    private func improved(_ start: [Int], to bound: Double) -> [Int] {
        var slotOf = start
        var loads = SlotLoads(problem, start)
        var left = steps
        while left > 0 {
            let heights = loads.heights
            guard let slot = heights.indices.max(by: { (heights[$0], $1) < (heights[$1], $0) }),
                heights[slot] > bound, let change = change(slot, heights[slot], loads, slotOf, &left)
            else { return slotOf }
            loads.remove(change.thing, from: slot)
            loads.add(change.thing, to: change.to)
            slotOf[change.thing] = change.to
            if let back = change.back {
                loads.remove(back, from: change.to)
                loads.add(back, to: slot)
                slotOf[back] = slot
            }
        }
        return slotOf
    }

    private struct Change {
        var thing: Int
        var to: Int
        /// What comes back for it.
        var back: Int?
    }

    /// The move that leaves both slots lowest, else the first swap that lowers both below the peak.
    private func change(
        _ slot: Int, _ peak: Double, _ loads: SlotLoads, _ slotOf: [Int], _ left: inout Int
    ) -> Change? {
        let kind = (0..<problem.kinds).first { Double(loads.load(slot, $0)) * problem.weights[$0] == peak } ?? 0
        let here = (0..<problem.things).filter {
            slotOf[$0] == slot && problem.fixed[$0] == nil && problem.load($0, kind) > 0
        }
        let others = problem.open.filter { $0 != slot }
        var best: (change: Change, height: Double)?
        for thing in here {
            left -= 1
            let rest = loads.height(slot, with: nil, without: thing, below: best?.height ?? peak)
            guard rest.isFinite else { continue }
            for other in others {
                left -= 1
                let height = max(
                    rest, loads.height(other, with: thing, without: nil, below: best?.height ?? peak))
                if height.isFinite { best = (Change(thing: thing, to: other), height) }
            }
            if left <= 0 { break }
        }
        if let best { return best.change }
        // A swap must take more of the highest kind away than it brings back.
        let movable = (0..<problem.things).filter { problem.fixed[$0] == nil && slotOf[$0] != slot }
        for thing in here {
            for back in movable where problem.load(back, kind) < problem.load(thing, kind) {
                left -= 2
                guard left > 0 else { return nil }
                if loads.height(slot, with: back, without: thing, below: peak).isFinite,
                    loads.height(slotOf[back], with: thing, without: back, below: peak).isFinite
                {
                    return Change(thing: thing, to: slotOf[back], back: back)
                }
            }
        }
        return nil
    }
}
