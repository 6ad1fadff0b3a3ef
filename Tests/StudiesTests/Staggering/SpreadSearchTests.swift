import TestSupport
import Testing

@testable import Studies

@Suite struct SpreadSearchTests {
    /// Loads between 0 and `most`, some of them 0.
    private func problem(_ seed: Int, things: Int, kinds: Int, slots: Int, most: Int) -> SpreadProblem {
        var dice = Dice(seed: UInt64(seed))
        let loads = (0..<things).map { _ in
            (0..<kinds).map { _ in dice.chance(30) ? 0 : Int64(dice.roll(1...most)) }
        }
        return SpreadProblem(loads: loads, weights: (0..<kinds).map { 1 / Double(1 + $0) }, slots: slots)
    }

    /// The lowest peak of all assignments.
    private func optimum(_ problem: SpreadProblem) -> Double {
        var slotOf = [Int](repeating: 0, count: problem.things)
        var best = Double.infinity
        while true {
            if zip(problem.fixed, slotOf).allSatisfy({ $0 == nil || $0 == $1 }),
                slotOf.allSatisfy(problem.open.contains)
            {
                best = min(best, problem.peak(slotOf))
            }
            guard let next = slotOf.firstIndex(where: { $0 < problem.slots - 1 }) else { return best }
            for thing in 0..<next { slotOf[thing] = 0 }
            slotOf[next] += 1
        }
    }

    @Test func tinyCasesAreSolvedAllButExactly() {
        var optimal = 0
        for seed in 0..<24 {
            let problem = problem(seed, things: 7, kinds: 2, slots: 3, most: 20)
            let best = optimum(problem)
            let found = problem.peak(SpreadSearch(problem).best())
            #expect(problem.bound().height <= best, "seed \(seed)")
            #expect(found >= best && found <= 1.2 * best, "seed \(seed): \(found), optimum \(best)")
            if found == best { optimal += 1 }
        }
        #expect(optimal >= 19, "\(optimal) of 24")
    }

    @Test func fixedThingsAndClosedSlotsAreKept() {
        for seed in 0..<30 {
            let free = problem(seed, things: 7, kinds: 2, slots: 4, most: 20)
            let loads = (0..<7).map { thing in (0..<2).map { free.load(thing, $0) } }
            let problem = SpreadProblem(
                loads: loads, weights: free.weights, slots: 4, open: [0, 2, 3],
                fixed: [2, nil, nil, 2, nil, nil, 0])
            let slotOf = SpreadSearch(problem).best()
            #expect(slotOf[0] == 2 && slotOf[3] == 2 && slotOf[6] == 0 && !slotOf.contains(1))
            let best = optimum(problem)
            #expect(problem.bound().height <= best && problem.peak(slotOf) <= 1.25 * best)
            #expect(problem.peak(slotOf) <= problem.peak(problem.inTurn()))
        }
    }

    @Test func neverWorseThanInTurnNorBetterThanTheBound() {
        for seed in 0..<40 {
            let problem = problem(100 + seed, things: 5 + seed, kinds: 1 + seed % 5, slots: 2 + seed % 6, most: 1000)
            let slotOf = SpreadSearch(problem, steps: 2_000).best()
            let peak = problem.peak(slotOf)
            #expect(slotOf.count == problem.things && slotOf.allSatisfy { (0..<problem.slots).contains($0) })
            #expect(peak <= problem.peak(problem.inTurn()) && peak >= problem.bound().height)
            #expect(slotOf == SpreadSearch(problem, steps: 2_000).best())
        }
    }

    @Test func theBoundsAreThoseOfParallelMachines() {
        func bound(_ loads: [Int64], slots: Int) -> Double {
            SpreadProblem(loads: loads.map { [$0] }, weights: [1], slots: slots).bound().height
        }
        #expect(bound([5, 5, 5], slots: 3) == 5)
        #expect(bound([9, 1, 1], slots: 3) == 9)
        // Of four things two share a slot.
        #expect(bound([6, 6, 6, 5], slots: 3) == 11)
        // Of seven, three do.
        #expect(bound([4, 4, 4, 4, 4, 4, 4], slots: 3) == 12)
        #expect(bound([3, 3, 4], slots: 3) == 4 && bound([3, 3, 3, 2], slots: 2) == 6)
        #expect(bound([], slots: 3) == 0)
    }

    /// 300 accounts over 30 regions and 7 days, the example that the greedy rule comes from: sizes are spread like
    /// lognormal ones, an account is in some of the regions, and some accounts are much larger than others.
    @Test func threeHundredAccountsOverAWeekReachTheBound() {
        var dice = Dice(seed: 16)
        // About 2 to the power of a normal number: a sum of draws, doubled for each 4 of it.
        func size() -> Int {
            let sum = (0..<4).reduce(0) { sum, _ in sum + dice.roll(0...8) }
            return (1 << (sum / 4)) * (4 + sum % 4)
        }
        let loads = (0..<300).map { _ -> [Int64] in
            let scale = size()
            return (0..<30).map { region in
                dice.chance(region == 0 ? 90 : 35) ? Int64(size() * scale * (region == 0 ? 4 : 1) / 1000) + 1 : 0
            }
        }
        let problem = SpreadProblem(loads: loads, weights: [Double](repeating: 1, count: 30), slots: 7)
        let bound = problem.bound().height
        let peak = problem.peak(SpreadSearch(problem, steps: 40_000).best())
        #expect(peak <= 1.001 * bound, "\(peak) over \(bound)")
        #expect(problem.peak(problem.inTurn()) > 1.02 * bound)
    }
}
