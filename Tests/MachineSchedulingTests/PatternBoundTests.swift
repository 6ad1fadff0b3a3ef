import TestSupport
import Testing

@testable import MachineScheduling

@Suite("Linear program over patterns")
struct PatternBoundTests {
    private func reduced(_ durations: [Int], on machines: Int) throws -> ReducedProblem {
        ReducedProblem(try MachineProblem(durations, on: machines))
    }

    @Test("pricing finds the heaviest pattern that trying everything finds")
    func pricing() {
        var dice = Dice(seed: 21)
        for _ in 0..<60 {
            var durations = Set((0..<dice.roll(1...5)).map { _ in dice.roll(1...30) }).sorted(by: >)
            let capacity = dice.roll(durations[0]...60)
            let sizes = durations.map { JobSize(duration: $0, count: dice.roll(1...3)) }
            let weights = sizes.map { _ in Int32(dice.roll(0...50)) }
            let counts = sizes.map { dice.roll(0...$0.count) }
            let pricing = PatternPricing(sizes, capacity: capacity)
            let (pattern, weight) = pricing.heaviest(weights, counts: counts)
            var items: [(Int, Int)] = []
            for (index, count) in counts.enumerated() {
                items += [(Int, Int)](repeating: (durations[index], Int(weights[index])), count: count)
            }
            let sums = Naive.sums(items.map(\.0))
            let worth = Naive.sums(items.map(\.1))
            #expect(weight == zip(sums, worth).filter { $0.0 <= capacity }.map(\.1).max())
            #expect(pattern.reduce(0) { $0 + $1.times * sizes[$1.size].duration } <= capacity)
            #expect(pattern.reduce(0) { $0 + $1.times * Int(weights[$1.size]) } == weight)
            #expect(pattern.allSatisfy { $0.times <= counts[$0.size] })
            durations.removeAll()
        }
    }

    @Test("capacities from the optimum up are never refuted, and refutations below it hold when checked")
    func sound() throws {
        var (refuted, below) = (0, 0)
        for problem in SmallProblems(seed: 22, count: 80) where problem.durations.max() ?? 0 <= 100 && problem.work > 0
        {
            let optimum = Naive.optimum(problem.durations, machines: problem.machines)
            let reduced = ReducedProblem(problem)
            var bound = PatternBound(reduced)
            for capacity in (reduced.durations[0])...(optimum / reduced.unit + 3) {
                let isBelow = capacity < optimum / reduced.unit
                if isBelow { below += 1 }
                switch bound.ask(capacity: capacity, most: 10_000_000, dives: true) {
                case .refuted(let found):
                    #expect(isBelow)
                    refuted += 1
                    try found.bound(of: reduced, jobs: problem.durations.count).check(for: problem)
                case .holds(let dived):
                    let assignment = reduced.assignment(dived, of: problem)
                    // A dive can fail, but whatever it finds is an assignment of all jobs.
                    #expect(assignment.loads.reduce(0, +) == problem.work)
                    #expect(assignment.makespan >= optimum)
                case .undecided:
                    break
                }
            }
        }
        // On so small problems the program leaves very little open.
        #expect(below > 200)
        #expect(refuted * 100 > below * 97)
    }

    @Test("the fractions are those of a program that can be solved by hand")
    func fractions() throws {
        // Patterns of capacity 10: 6 + 4, 4 + 4, 3 + 3 + 3, 6 + 3, 4 + 3 + 3; nine 3s alone take 3 machines.
        let nine = try reduced([Int](repeating: 3, count: 10) + [10], on: 4)
        var bound = PatternBound(nine)
        // 10 / 3 + 1 > 4.
        guard case .refuted(let refuted) = bound.ask(capacity: 10, most: 1_000_000, dives: false) else {
            Issue.record("4 1/3 machines are needed")
            return
        }
        #expect(refuted.value == 11)
        let more = try reduced([Int](repeating: 3, count: 9) + [10], on: 4)
        var exact = PatternBound(more)
        guard case .holds(let dived) = exact.ask(capacity: 10, most: 1_000_000, dives: true) else {
            Issue.record("4 machines are enough")
            return
        }
        var loads = [Int](repeating: 0, count: 4)
        for (job, machine) in dived.enumerated() { loads[machine] += more.durations[job] }
        #expect(loads.sorted() == [9, 9, 9, 10])
    }

    @Test("dives fill machines that cut time left no slack on")
    func dives() throws {
        var dice = Dice(seed: 23)
        var found = 0
        for _ in 0..<10 {
            var durations: [Int] = []
            for _ in 0..<12 {
                let first = dice.roll(30...70)
                durations += dice.chance(50) ? [first, 120 - first] : [first, (120 - first) / 2, (121 - first) / 2]
            }
            let problem = try reduced(durations, on: 12)
            var bound = PatternBound(problem)
            guard case .holds(let dived) = bound.ask(capacity: 120 / problem.unit, most: 50_000_000, dives: true) else {
                Issue.record("the jobs fit")
                continue
            }
            var loads = [Int](repeating: 0, count: 12)
            for (job, machine) in dived.enumerated() { loads[machine] += problem.durations[job] }
            if loads.max() == 120 / problem.unit { found += 1 }
        }
        #expect(found >= 3)
    }
}
