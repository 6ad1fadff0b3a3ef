import EventSimulation
import Testing

@Suite("Simulation time")
struct SimulationTimeTests {
    @Test("is ordered by its ticks and moves by ticks")
    func order() {
        let early = SimulationTime(ticks: 3)
        #expect(early < SimulationTime(ticks: 4))
        #expect(early + 2 == SimulationTime(ticks: 5))
        #expect(SimulationTime.start == SimulationTime(ticks: 0))
    }

    @Test("stops the program where it would leave 64 bits")
    func overflow() async {
        await #expect(processExitsWith: .failure) {
            // The sum is looked at, because an optimiser may drop one that nobody needs.
            let beyond = SimulationTime(ticks: .max) + 1
            precondition(beyond != .start)
        }
    }
}
