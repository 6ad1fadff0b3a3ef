import EventSimulation
import Testing

/// Writes down what happens when, and schedules what a script says.
private struct Script: SimulationModel {
    struct Line {
        var event: Int32
        var instant: Int64
        var priority = EventPriority.normal
    }

    /// Scheduled before the simulation starts.
    var opening: [Line]
    /// Scheduled while an event is handled, relative to nothing: the instants are absolute.
    var replies: [Int32: [Line]] = [:]
    var log: [Int32] = []
    var instants: [Int64] = []

    mutating func start(_ agenda: inout Agenda<Int32>) { schedule(opening, &agenda) }

    mutating func handle(_ event: Int32, _ agenda: inout Agenda<Int32>) {
        log.append(event)
        instants.append(agenda.now.ticks)
        schedule(replies[event] ?? [], &agenda)
    }

    private func schedule(_ lines: [Line], _ agenda: inout Agenda<Int32>) {
        for line in lines {
            agenda.schedule(line.event, at: SimulationTime(ticks: line.instant), priority: line.priority)
        }
    }
}

@Suite("Simulation")
struct SimulationTests {
    @Test("handles events by time, then priority, then the order of scheduling")
    func order() {
        var script = Script(opening: [
            .init(event: 1, instant: 20), .init(event: 2, instant: 10, priority: .afterOthers),
            .init(event: 3, instant: 10), .init(event: 4, instant: 20), .init(event: 5, instant: 10),
        ])
        let history = Simulation.run(&script)
        #expect(script.log == [3, 5, 2, 1, 4])
        #expect(script.instants == [10, 10, 10, 20, 20])
        #expect(history == SimulationHistory(events: 5, end: SimulationTime(ticks: 20)))
    }

    @Test("lets events of the same instant go before what waits for the others")
    func sameInstant() {
        var script = Script(
            opening: [
                .init(event: 1, instant: 10), .init(event: 2, instant: 10, priority: .afterOthers),
                .init(event: 3, instant: 10),
            ],
            replies: [
                1: [.init(event: 4, instant: 10)],
                2: [.init(event: 5, instant: 10), .init(event: 6, instant: 10, priority: .afterOthers)],
                5: [.init(event: 7, instant: 10)],
            ])
        _ = Simulation.run(&script)
        #expect(script.log == [1, 3, 4, 2, 5, 7, 6])
    }

    @Test("handles the events at the horizon and none after it")
    func horizon() {
        let opening = [10, 20, 20, 21].enumerated().map { Script.Line(event: Int32($0), instant: $1) }
        var script = Script(opening: opening)
        let history = Simulation.run(&script, horizon: SimulationTime(ticks: 20))
        #expect(script.log == [0, 1, 2])
        #expect(history == SimulationHistory(events: 3, end: SimulationTime(ticks: 20)))

        var early = Script(opening: opening)
        let nothing = Simulation.run(&early, horizon: SimulationTime(ticks: 9))
        #expect(early.log.isEmpty)
        #expect(nothing == SimulationHistory(events: 0, end: .start))
    }

    @Test("ends at the start when nothing was scheduled")
    func nothingScheduled() {
        var script = Script(opening: [])
        #expect(Simulation.run(&script) == SimulationHistory(events: 0, end: .start))
    }

    @Test("counts every event, those scheduled on the way included", arguments: [0, 1, 1_000])
    func counts(pending: Int) {
        var script = Script(
            opening: [.init(event: 0, instant: 0)],
            replies: Dictionary(
                uniqueKeysWithValues: (0..<500 as Range<Int32>).map {
                    ($0, [Script.Line(event: $0 + 1, instant: Int64($0) * 2)])
                }))
        let history = Simulation.run(&script, pending: pending)
        #expect(history == SimulationHistory(events: 501, end: SimulationTime(ticks: 998)))
        #expect(script.log == Array(0...500))
    }

    @Test("stops the program when an event is scheduled in the past")
    func past() async {
        await #expect(processExitsWith: .failure) {
            var script = Script(
                opening: [.init(event: 1, instant: 10)], replies: [1: [.init(event: 2, instant: 9)]])
            _ = Simulation.run(&script)
        }
        await #expect(processExitsWith: .failure) {
            var script = Script(opening: [.init(event: 1, instant: -1)])
            _ = Simulation.run(&script)
        }
        // The same script one tick later is fine, so it is the past that stops the two above.
        await #expect(processExitsWith: .success) {
            var script = Script(
                opening: [.init(event: 1, instant: 10)], replies: [1: [.init(event: 2, instant: 10)]])
            _ = Simulation.run(&script)
        }
    }
}
