import MachineScheduling
import TestSupport
import Testing

@Suite("Machine schedule")
struct MachineScheduleTests {
    @Test("small problems are solved to the optimum that trying everything finds, and proved")
    func optimum() throws {
        var unproved = 0
        for problem in SmallProblems(seed: 1, count: 250) {
            let schedule = MachineSchedule.near(problem, budget: 200_000)
            let optimum = Naive.optimum(problem.durations, machines: problem.machines)
            #expect(schedule.makespan == optimum, "\(problem)")
            #expect(schedule.bound.value <= optimum, "\(problem)")
            try schedule.bound.check(for: problem)
            if schedule.outcome != .optimal { unproved += 1 }
            #expect(
                schedule.assignment == MachineAssignment(machineOfJob: schedule.assignment.machineOfJob, for: problem))
        }
        // What fractions of patterns cannot prove is rare.
        #expect(unproved < 15)
    }

    @Test("every kind of bound is the one that proves some small problem optimal")
    func kinds() {
        var kinds: Set<BoundKind> = []
        for problem in SmallProblems(seed: 2, count: 500) {
            let schedule = MachineSchedule.near(problem, budget: 60_000)
            if schedule.outcome == .optimal { kinds.insert(schedule.bound.certificate.kind) }
        }
        #expect(kinds == Set(BoundKind.allCases))
    }

    @Test("jobs that fill the machines exactly are found", arguments: [(4, 3), (6, 4), (5, 6), (3, 40)])
    func perfect(machines: Int, jobsEach: Int) throws {
        var dice = Dice(seed: UInt64(machines))
        // Cut every machine's time into jobs.
        let time = 5_000
        var durations: [Int] = []
        for _ in 0..<machines {
            let cuts = ([0, time] + (1..<jobsEach).map { _ in dice.roll(1...(time - 1)) }).sorted()
            durations += zip(cuts, cuts.dropFirst()).map { $1 - $0 }
        }
        let problem = try MachineProblem(dice.shuffled(durations), on: machines)
        let schedule = MachineSchedule.near(problem, budget: 10_000_000)
        #expect(schedule.makespan == time)
        #expect(schedule.bound == LowerBound(value: time, certificate: .work))
        #expect(schedule.gap == 0)
    }

    @Test("the order of the jobs does not matter to the makespan, the bound and the steps")
    func permutation() throws {
        var dice = Dice(seed: 3)
        for _ in 0..<8 {
            let durations = (0..<dice.roll(10...60)).map { _ in dice.roll(1...500) }
            let machines = dice.roll(2...12)
            let first = MachineSchedule.near(try MachineProblem(durations, on: machines), budget: 150_000)
            let second = MachineSchedule.near(
                try MachineProblem(dice.shuffled(durations), on: machines), budget: 150_000)
            #expect(first.makespan == second.makespan)
            #expect(first.bound.value == second.bound.value)
            #expect(first.steps == second.steps)
        }
    }

    @Test("longer ticks change nothing but the unit", arguments: [7, 1_000, 1_000_000_007])
    func scaling(factor: Int) throws {
        var dice = Dice(seed: 4)
        for _ in 0..<6 {
            let durations = (0..<dice.roll(8...50)).map { _ in dice.roll(0...300) }
            let machines = dice.roll(2...12)
            let plain = try MachineProblem(durations, on: machines)
            let scaled = try MachineProblem(durations.map { $0 * factor }, on: machines)
            let first = MachineSchedule.near(plain, budget: 150_000)
            let second = MachineSchedule.near(scaled, budget: 150_000)
            #expect(second.assignment.machineOfJob == first.assignment.machineOfJob)
            #expect(second.makespan == factor * first.makespan)
            #expect(second.bound.value == factor * first.bound.value)
            try second.bound.check(for: scaled)
        }
    }

    @Test("a machine more is never worse once both are optimal, and a seed gives the same answer twice")
    func monotone() throws {
        var dice = Dice(seed: 5)
        for seed in 0..<6 {
            let durations = (0..<12).map { _ in dice.roll(1...60) }
            let few = MachineSchedule.near(try MachineProblem(durations, on: 3), budget: 300_000, seed: UInt64(seed))
            let more = MachineSchedule.near(try MachineProblem(durations, on: 4), budget: 300_000, seed: UInt64(seed))
            #expect(more.bound.value <= few.makespan)
            #expect(
                few == MachineSchedule.near(try MachineProblem(durations, on: 3), budget: 300_000, seed: UInt64(seed)))
        }
    }

    @Test("large numbers are shared out by halves as well as small ones by tables")
    func largeNumbers() throws {
        var dice = Dice(seed: 6)
        for _ in 0..<2 {
            let durations = (0..<60).map { _ in dice.roll(1...(1 << 40)) }
            let problem = try MachineProblem(durations, on: 4)
            let schedule = MachineSchedule.near(problem, budget: 3_000_000)
            let longestFirst = MachineAssignment.longestFirst(problem)
            #expect(schedule.gap < 1e-6)
            #expect(schedule.makespan < longestFirst.makespan)
            try schedule.bound.check(for: problem)
        }
    }

    @Test("the budget is kept, also when it is nothing")
    func budget() throws {
        var dice = Dice(seed: 7)
        let durations = (0..<50).map { _ in dice.roll(5_000...10_000) }
        let problem = try MachineProblem(durations, on: 10)
        for budget in [0, 10_000, 1_000_000] {
            let schedule = MachineSchedule.near(problem, budget: budget)
            #expect(schedule.steps <= budget + 1_000_000)
            #expect(schedule.makespan <= MachineAssignment.multifit(problem).makespan)
            try schedule.bound.check(for: problem)
        }
    }

    @Test("nothing to do, less to do than machines, and one machine")
    func trivial() throws {
        let nothing = MachineSchedule.near(try MachineProblem([], on: 3))
        #expect(nothing.makespan == 0 && nothing.outcome == .optimal && nothing.gap == 0)
        let empty = MachineSchedule.near(try MachineProblem([0, 0], on: 1))
        #expect(empty.makespan == 0 && empty.assignment.machineOfJob == [0, 0])
        let few = MachineSchedule.near(try MachineProblem([5, 0, 9], on: 4))
        #expect(few.makespan == 9 && few.outcome == .optimal)
        #expect(few.assignment.loads.count == 4)
        let one = MachineSchedule.near(try MachineProblem([5, 7, 9], on: 1))
        #expect(one.makespan == 21 && one.outcome == .optimal)
    }

    @Test("what is out of range is refused, with the job")
    func refused() {
        func error(_ durations: [Int], _ machines: Int) -> MachineProblemError? {
            do { _ = try MachineProblem(durations: durations, machines: machines) } catch { return error }
            return nil
        }
        #expect(error([1], 0) == .machinesOutOfRange(0))
        #expect(error([1], MachineProblem.mostMachines + 1) == .machinesOutOfRange(MachineProblem.mostMachines + 1))
        #expect(error([1, -1], 2) == .negativeDuration(job: 1))
        #expect(error([1, MachineProblem.mostWork], 2) == .tooMuchWork(job: 1))
        #expect(error([1, Int.max], 2) == .tooMuchWork(job: 1))
        #expect(error([1, MachineProblem.mostWork - 1], 2) == nil)
    }
}
