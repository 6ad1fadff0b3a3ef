import MachineScheduling
import TestSupport
import Testing

@Suite("Lower bounds")
struct LowerBoundTests {
    private func flaw(_ value: Int, _ certificate: BoundCertificate, _ problem: MachineProblem) -> BoundFlaw? {
        do { try LowerBound(value: value, certificate: certificate).check(for: problem) } catch { return error }
        return nil
    }

    @Test("no certificate of any kind proves more than the optimum")
    func sound() {
        for problem in SmallProblems(seed: 11, count: 150) {
            let optimum = Naive.optimum(problem.durations, machines: problem.machines)
            guard optimum > 0 else { continue }
            let unit = problem.durations.reduce(0) { Self.divisor($0, $1) }
            for certificate in [BoundCertificate.work, .longestJob, .sharedMachine] {
                #expect(flaw(optimum + 1, certificate, problem) != nil)
            }
            for jobs in 0...(problem.durations.count + 1) {
                for machines in 0...(problem.machines + 1) {
                    #expect(flaw(optimum + 1, .crowded(jobs: jobs, machines: machines), problem) != nil)
                }
            }
            let capacity = optimum / unit
            for function in Self.functions(capacity: min(capacity, 300)) {
                #expect(flaw(optimum + 1, .dualFeasible(function, capacity: capacity), problem) != nil)
            }
            #expect(
                flaw(optimum + unit, .subsetSum(above: LowerBound(value: optimum, certificate: .work)), problem) != nil)
        }
    }

    private static func divisor(_ first: Int, _ second: Int) -> Int {
        second == 0 ? first : divisor(second, first % second)
    }

    private static func functions(capacity: Int) -> [DualFeasibleFunction] {
        (1...24).map { .rounding($0) } + (0...max(0, capacity / 2)).map { .threshold($0) }
            + (1...max(1, capacity / 2)).map { .step($0) }
    }

    @Test("whatever fits is worth at most the capacity, for every function", arguments: 1...40)
    func dualFeasible(capacity: Int) {
        for function in Self.functions(capacity: capacity) where function.isDefined(capacity: capacity) {
            // The most that durations of a given sum are worth, each as often as it fits.
            var worth = [Int](repeating: 0, count: capacity + 1)
            for room in 1...capacity {
                for duration in 1...room {
                    let value = function.value(duration, capacity: capacity)
                    worth[room] = max(worth[room], worth[room - duration] + value)
                }
            }
            #expect(worth[capacity] == function.limit(capacity: capacity), "\(function)")
        }
    }

    @Test("each simple bound by hand")
    func byHand() throws {
        let problem = try MachineProblem([9, 8, 7, 6, 5, 5], on: 3)
        // Work 40 / 3.
        #expect(flaw(14, .work, problem) == nil)
        #expect(flaw(15, .work, problem) == .claimsMore(than: 14))
        #expect(flaw(9, .longestJob, problem) == nil)
        #expect(flaw(10, .longestJob, problem) == .claimsMore(than: 9))
        // The third and the fourth.
        #expect(flaw(13, .sharedMachine, problem) == nil)
        #expect(flaw(14, .sharedMachine, problem) == .claimsMore(than: 13))
        // Of five jobs, two machines run at least four: 8 + 7 + 6 + 5 on two.
        #expect(flaw(13, .crowded(jobs: 5, machines: 2), problem) == nil)
        #expect(flaw(14, .crowded(jobs: 5, machines: 2), problem) == .claimsMore(than: 13))
        #expect(flaw(1, .crowded(jobs: 7, machines: 2), problem) == .noSuchJobs)
        #expect(flaw(1, .crowded(jobs: 5, machines: 4), problem) == .noSuchJobs)
        let few = try MachineProblem([4, 4], on: 2)
        #expect(flaw(1, .sharedMachine, few) == .noSuchJobs)
    }

    @Test("bounds are whole multiples of the unit")
    func unit() throws {
        // 3 jobs of 10 on 2 machines: 15, but every makespan is a multiple of 10.
        let problem = try MachineProblem([10, 10, 10], on: 2)
        #expect(flaw(20, .work, problem) == nil)
        #expect(flaw(21, .work, problem) == .claimsMore(than: 20))
    }

    @Test("two thirds: a function proves what simple bounds cannot")
    func refuted() throws {
        // Four jobs above half the capacity of 10 need four machines; so do three with two of exactly half.
        let problem = try MachineProblem([6, 6, 6, 5, 5, 1, 1, 1], on: 4)
        #expect(Naive.optimum(problem.durations, machines: 4) == 10)
        let tight = try MachineProblem([6, 6, 6, 5, 5, 4, 3, 3], on: 4)
        let schedule = MachineSchedule.near(tight)
        #expect(schedule.makespan == Naive.optimum(tight.durations, machines: 4))
        #expect(schedule.outcome == .optimal)
        #expect(flaw(schedule.makespan, .dualFeasible(.rounding(65), capacity: 9), tight) == .undefinedFunction)
        #expect(flaw(11, .dualFeasible(.threshold(6), capacity: 10), tight) == .undefinedFunction)
        #expect(flaw(11, .dualFeasible(.step(0), capacity: 10), tight) == .undefinedFunction)
        #expect(flaw(-1, .dualFeasible(.step(0), capacity: -1), tight) == nil)
        #expect(flaw(1, .dualFeasible(.step(1), capacity: -1), tight) == .capacityOutOfRange)
        #expect(flaw(13, .dualFeasible(.step(1), capacity: 12), tight) == .fits)
    }

    @Test("weights by hand, and every way to tamper with them")
    func weights() throws {
        // Seven jobs of 1/3 + on two machines: three fit nowhere together, so each weighs a half.
        let problem = try MachineProblem([4, 4, 4, 4, 4], on: 2)
        let odd = try MachineProblem([4, 5, 4, 5, 4, 0], on: 2)
        let weights = [1, 1, 1, 1, 1, 0]
        #expect(flaw(12, .weights(weights, limit: 2, capacity: 11), odd) == nil)
        #expect(flaw(13, .weights(weights, limit: 2, capacity: 11), odd) == .claimsMore(than: 12))
        #expect(flaw(13, .weights(weights, limit: 2, capacity: 12), odd) == .heavierThanLimit(3))
        #expect(flaw(12, .weights([2, 1, 1, 1, 1, 0], limit: 2, capacity: 11), odd) == .heavierThanLimit(3))
        #expect(flaw(12, .weights(weights, limit: 1, capacity: 11), odd) == .heavierThanLimit(2))
        #expect(flaw(12, .weights([1, 1, 1, 1, 0, 0], limit: 2, capacity: 11), odd) == .fits)
        #expect(flaw(12, .weights([1, 1, 1, 1, 1], limit: 2, capacity: 11), odd) == .unusableWeights)
        #expect(flaw(12, .weights([1, 1, 1, 1, 1, -1], limit: 2, capacity: 11), odd) == .unusableWeights)
        #expect(flaw(12, .weights(weights, limit: -1, capacity: 11), odd) == .unusableWeights)
        #expect(flaw(12, .weights(weights, limit: 2, capacity: -11), odd) == .capacityOutOfRange)
        #expect(flaw(12, .weights(weights, limit: 2, capacity: Int.max), odd) == .capacityOutOfRange)
        // In units of 4, a capacity of 2 units.
        #expect(flaw(12, .weights([1, 1, 1, 1, 1], limit: 2, capacity: 2), problem) == nil)
        #expect(flaw(13, .weights([1, 1, 1, 1, 1], limit: 2, capacity: 2), problem) == .claimsMore(than: 12))
    }

    @Test("sums by hand, and a sum in between is named")
    func sums() throws {
        // Work 31 / 2 = 16; sums of 3, 8, 10, 10 near it: 13, 18, 20, ...
        let problem = try MachineProblem([10, 10, 8, 3], on: 2)
        let work = LowerBound(value: 16, certificate: .work)
        #expect(flaw(18, .subsetSum(above: work), problem) == nil)
        #expect(flaw(19, .subsetSum(above: work), problem) == .sumBetween(18))
        let false16 = LowerBound(value: 17, certificate: .work)
        #expect(flaw(18, .subsetSum(above: false16), problem) == .claimsMore(than: 16))
        #expect(
            flaw(40, .subsetSum(above: LowerBound(value: 29, certificate: .work)), problem) == .claimsMore(than: 16))
        let schedule = MachineSchedule.near(problem)
        #expect(schedule.makespan == 18 && schedule.outcome == .optimal)
    }

    @Test("certificates of the search stop holding when a claim is raised or a job is shortened")
    func tampered() throws {
        var rejected = 0
        for problem in SmallProblems(seed: 12, count: 300) {
            let schedule = MachineSchedule.near(problem, budget: 200_000)
            guard schedule.outcome == .optimal, schedule.makespan > 0 else { continue }
            let unit = problem.durations.reduce(0) { Self.divisor($0, $1) }
            let raised = LowerBound(value: schedule.bound.value + unit, certificate: schedule.bound.certificate)
            #expect(throws: BoundFlaw.self) { try raised.check(for: problem) }
            // The same claim for a problem with half of every duration is false.
            let halves = try MachineProblem(problem.durations.map { $0 / 2 }, on: problem.machines)
            #expect(throws: BoundFlaw.self) { try schedule.bound.check(for: halves) }
            rejected += 1
        }
        #expect(rejected > 250)
    }
}
