import EventSimulation
import Testing

/// One server, one line, first come, first served: customers arrive and are served as two tables say.
private struct SingleServer: SimulationModel {
    enum Event: BitwiseCopyable, Sendable {
        case arrival(Int)
        case departure
    }

    let arrivals: [Int64]
    let services: [Int64]
    var isBusy = false
    var waiting = ArraySlice<Int>()
    var waits: [Int64] = []

    mutating func start(_ agenda: inout Agenda<Event>) {
        for (customer, instant) in arrivals.enumerated() {
            agenda.schedule(.arrival(customer), at: SimulationTime(ticks: instant))
        }
    }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        switch event {
        case .arrival(let customer): waiting.append(customer)
        case .departure: isBusy = false
        }
        guard !isBusy, let next = waiting.popFirst() else { return }
        isBusy = true
        waits.append(agenda.now.ticks - arrivals[next])
        agenda.schedule(.departure, at: agenda.now + services[next])
    }
}

@Suite("A single server, which is no scan")
struct SingleServerTests {
    /// D. V. Lindley, The theory of queues with a single server, 1952: W(n+1) = max(0, W(n) + S(n) - A(n+1)).
    private func lindley(arrivals: [Int64], services: [Int64]) -> [Int64] {
        var waits: [Int64] = [0]
        for customer in 1..<arrivals.count {
            let between = arrivals[customer] - arrivals[customer - 1]
            waits.append(max(0, waits[customer - 1] + services[customer - 1] - between))
        }
        return waits
    }

    @Test("waits as Lindley's recursion says, with ties and gaps", arguments: 1...8 as ClosedRange<UInt64>)
    func recursion(seed: UInt64) {
        var inputs = TestInputs(seed)
        var clock: Int64 = 0
        let arrivals = (0..<2_000).map { _ in
            clock += inputs.chance(percent: 20) ? 0 : inputs.number(0...21)
            return clock
        }
        let services = arrivals.map { _ in inputs.chance(percent: 10) ? 0 : inputs.number(0...17) }
        var server = SingleServer(arrivals: arrivals, services: services)
        let history = Simulation.run(&server, pending: arrivals.count)
        let expected = lindley(arrivals: arrivals, services: services)
        #expect(server.waits == expected)
        #expect(expected.contains(0) && expected.contains { $0 > 20 }, "a table that tries both sides")
        #expect(history.events == 2 * arrivals.count)
        #expect(history.end.ticks == arrivals[1_999] + expected[1_999] + services[1_999])
    }

    @Test("waits 2 ticks longer with each customer when service takes 5 and arrivals are 3 apart")
    func deterministic() {
        let customers = 1_000 as Int64
        var server = SingleServer(
            arrivals: (0..<customers).map { 3 * $0 }, services: (0..<customers).map { _ in 5 })
        let history = Simulation.run(&server)
        #expect(server.waits == (0..<customers).map { 2 * $0 })
        #expect(history.end.ticks == 5 * customers)
    }
}
