import MachineScheduling
import TestSupport
import Testing

@Suite("List scheduling and first fit")
struct HeuristicsTests {
    /// Graham's family 2m-1, 2m-1, ..., m+1, m+1, m, m, m.
    private func longestFirstWorst(_ machines: Int) throws -> MachineProblem {
        let pairs = ((machines + 1)..<(2 * machines)).reversed().flatMap { [$0, $0] }
        return try MachineProblem(pairs + [machines, machines, machines], on: machines)
    }

    @Test(
        "longest first is as bad as it can be on Graham's family", arguments: [(2, 7, 6), (10, 39, 30), (70, 279, 210)])
    func longestFirst(machines: Int, makespan: Int, optimum: Int) throws {
        let problem = try longestFirstWorst(machines)
        #expect(MachineAssignment.longestFirst(problem).makespan == makespan)
        // (4/3 - 1/(3m)) times the optimum exactly.
        #expect(3 * machines * makespan == (4 * machines - 1) * optimum)
        let schedule = MachineSchedule.near(problem, budget: 50_000_000)
        #expect(schedule.makespan == optimum)
        #expect(schedule.bound.value == optimum)
    }

    @Test("list scheduling is as bad as it can be when the longest job comes last", arguments: [(4, 7), (70, 139)])
    func listScheduling(machines: Int, makespan: Int) throws {
        let durations = [Int](repeating: 1, count: machines * (machines - 1)) + [machines]
        let problem = try MachineProblem(durations, on: machines)
        #expect(MachineAssignment.listScheduling(problem).makespan == makespan)
        #expect(makespan == 2 * machines - 1)
        #expect(MachineSchedule.near(problem).makespan == machines)
        #expect(MachineAssignment.longestFirst(problem).makespan == machines)
    }

    @Test("a list is followed as given: the next job goes where the load is least, then to the smaller number")
    func order() throws {
        let problem = try MachineProblem([3, 3, 2, 2, 9, 1], on: 3)
        #expect(MachineAssignment.listScheduling(problem).machineOfJob == [0, 1, 2, 2, 0, 1])
        // 9 | 3 2 1 | 3 2
        #expect(MachineAssignment.longestFirst(problem).machineOfJob == [1, 2, 1, 2, 0, 1])
    }

    @Test("guarantees hold against the optimum, and MULTIFIT is never worse than longest first")
    func guarantees() throws {
        for problem in SmallProblems(seed: 8, count: 400) {
            let machines = problem.machines
            let optimum = Naive.optimum(problem.durations, machines: machines)
            let list = MachineAssignment.listScheduling(problem).makespan
            let longestFirst = MachineAssignment.longestFirst(problem).makespan
            let multifit = MachineAssignment.multifit(problem).makespan
            #expect(list >= optimum && machines * list <= (2 * machines - 1) * optimum)
            #expect(longestFirst >= optimum && 3 * machines * longestFirst <= (4 * machines - 1) * optimum)
            #expect(multifit >= optimum && multifit <= longestFirst)
            // A job of 1 makes the unit 1, and both halve the same interval.
            let odd = try MachineProblem(problem.durations + [1], on: machines)
            let start = MachineAssignment.longestFirst(odd).makespan
            #expect(
                MachineAssignment.multifit(odd).makespan
                    == Naive.multifit(odd.durations, machines: machines, from: start))
        }
    }

    @Test("first fit by falling duration packs what longest first cannot")
    func multifit() throws {
        // 7 + 5, 7 + 5, 6 + 6 | 4 + 4 + 4 as in Graham's family for 4 machines.
        let problem = try longestFirstWorst(4)
        #expect(MachineAssignment.longestFirst(problem).makespan == 15)
        #expect(MachineAssignment.multifit(problem).makespan == 12)
    }
}
