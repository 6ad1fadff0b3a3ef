import AllocProbe
import EventSimulation
import Testing

/// The hold model: each event schedules its successor, so the number of pending events never changes.
private struct Hold: SimulationModel {
    let pending: Int
    let warmUp: Int
    let measured: Int
    var handled = 0
    var seed: UInt64 = 1
    var before = AllocProbe.read()
    var after = AllocProbe.read()

    mutating func start(_ agenda: inout Agenda<UInt32>) {
        for event in 0..<pending { agenda.schedule(UInt32(event), at: SimulationTime(ticks: Int64(event) % 97)) }
    }

    mutating func handle(_ event: UInt32, _ agenda: inout Agenda<UInt32>) {
        handled += 1
        if handled == warmUp { before = AllocProbe.read() }
        if handled == warmUp + measured {
            after = AllocProbe.read()
            return
        }
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        agenda.schedule(
            event, at: agenda.now + Int64(seed >> 57), priority: event % 8 == 0 ? .afterOthers : .normal)
    }
}

@Suite("Allocations of a simulation")
struct SimulationAllocationTests {
    /// In a process of its own: the counts are those of all threads.
    @Test(
        "are none in 100,000 holds after the warm-up",
        .enabled(if: AllocProbe.isJemalloc, "needs jemalloc as the allocator of the process"))
    func noneInTheSteadyState() async {
        await #expect(processExitsWith: .success) {
            #expect(AllocProbe.install())
            var hold = Hold(pending: 1_000, warmUp: 5_000, measured: 100_000)
            _ = Simulation.run(&hold, horizon: SimulationTime(ticks: 100_000))
            note("A \(hold.handled) \(hold.before) \(hold.after)")
            #expect(hold.handled > hold.warmUp + hold.measured)
            #expect(hold.before.allocations > 0, "the growth of the queue is seen")
            #expect(hold.after.allocations == hold.before.allocations)
            #expect(hold.after.expansions == hold.before.expansions)
            #expect(hold.after.frees == hold.before.frees)
        }
    }

    @Test(
        "are no more for the growth of the queue when its size is told beforehand",
        .enabled(if: AllocProbe.isJemalloc, "needs jemalloc as the allocator of the process"))
    func capacity() async {
        await #expect(processExitsWith: .success) {
            #expect(AllocProbe.install())
            var hold = Hold(pending: 1_000, warmUp: 1, measured: 10_000)
            let start = AllocProbe.read()
            _ = Simulation.run(&hold, pending: 1_000, horizon: SimulationTime(ticks: 10_000))
            note("B \(start) \(hold.before) \(hold.after)")
            #expect(hold.before.allocations == start.allocations + 1)
            #expect(hold.after.allocations == hold.before.allocations)
        }
    }
}
import Glibc
func note(_ s: String) { let f = fopen("/tmp/ut-note", "a")!; fputs(s + "\n", f); fclose(f) }
