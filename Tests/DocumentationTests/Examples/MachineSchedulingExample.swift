import MachineScheduling
import Testing

struct MachineSchedulingExample {
    @Test func runs() throws {
        // begin example
        let problem = try MachineProblem(durations: [7, 7, 6, 6, 5, 5, 4, 4, 4], machines: 4)

        // The longest jobs first, each to the machine that is free first.
        let simple = MachineAssignment.longestFirst(problem)

        // As good as some steps of search make it, with a bound that proves how good that is.
        let schedule = MachineSchedule.near(problem, budget: 100_000)
        // simple.makespan is 15; schedule.makespan is 12, and schedule.outcome is optimal.
        // end example
        #expect(simple.makespan == 15 && schedule.makespan == 12 && schedule.outcome == .optimal)
    }
}
