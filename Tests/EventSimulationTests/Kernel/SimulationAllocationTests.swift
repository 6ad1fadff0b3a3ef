import AllocProbe
import EventSimulation
import Testing

/// The hold model: each event schedules its successor, so the number of pending events does not change.
private struct Hold: SimulationModel {
    let pending: Int
    let warmUp: Int
    let measured: Int
    var handled = 0
    var seed: UInt64 = 1
    var before = AllocProbe.read()
    var after = AllocProbe.read()

    mutating func start(_ agenda: inout Agenda<UInt32>) {
        for event in 0..<pending { agenda.schedule(UInt32(event), at: SimulationTime(ticks: Int64(event) % 9_973)) }
    }

    mutating func handle(_ event: UInt32, _ agenda: inout Agenda<UInt32>) {
        handled += 1
        if handled == warmUp { before = AllocProbe.read() }
        if handled == warmUp + measured { after = AllocProbe.read() }
        if handled >= warmUp + measured { return }
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        agenda.schedule(
            event, at: agenda.now + Int64(seed >> 57), priority: event % 8 == 0 ? .afterOthers : .normal)
    }
}

/// In processes of their own, because the counts are those of all threads.
@Suite(
    "Allocations of a simulation",
    .enabled(if: AllocProbe.isJemalloc, "needs jemalloc as the allocator of the process"))
struct SimulationAllocationTests {
    @Test("are none in 100,000 holds after the warm-up")
    func noneInTheSteadyState() async {
        await #expect(processExitsWith: .success) {
            #expect(AllocProbe.install())
            var hold = Hold(pending: 1_000, warmUp: 5_000, measured: 100_000)
            let history = Simulation.run(&hold)
            #expect(history.events == 105_999)
            #expect(hold.before.allocations > 0, "the growth of the queue")
            #expect(hold.after.allocations == hold.before.allocations)
            #expect(hold.after.expansions == hold.before.expansions)
            #expect(hold.after.frees == hold.before.frees)
        }
    }

    @Test("do not depend on the number of pending events if it is told beforehand")
    func toldCapacity() async {
        await #expect(processExitsWith: .success) {
            #expect(AllocProbe.install())
            // The first run also pays for what the language runtime sets up once.
            let counts = [10, 100, 60_000].map { pending in
                let start = AllocProbe.read().allocations
                var hold = Hold(pending: pending, warmUp: 1, measured: 1)
                _ = Simulation.run(&hold, pending: pending)
                return hold.before.allocations - start
            }
            #expect(counts[1] == counts[2])
            #expect(counts[1] >= 1)

            let start = AllocProbe.read().allocations
            var untold = Hold(pending: 60_000, warmUp: 1, measured: 1)
            _ = Simulation.run(&untold)
            #expect(untold.before.allocations - start > counts[2])
        }
    }
}
