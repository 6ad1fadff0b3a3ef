import EventSimulation
import Testing

/// M/M/c: customers arrive at random, wait in one line, and are served by one of several servers.
struct MultiServer: SimulationModel {
    enum Event: BitwiseCopyable, Sendable { case arrival, departure }

    /// Ticks.
    let meanBetween: Double
    let meanService: Double
    var customers: Int
    var free: Int
    var inputs: TestInputs
    var waiting = FirstComeFirstServed()
    var waited: Int64 = 0

    mutating func start(_ agenda: inout Agenda<Event>) { agenda.schedule(.arrival, at: .start) }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        switch event {
        case .arrival:
            waiting.append(agenda.now.ticks)
            customers -= 1
            if customers > 0 { agenda.schedule(.arrival, at: agenda.now + inputs.exponential(meanBetween)) }
        case .departure: free += 1
        }
        while free > 0, let arrival = waiting.popFirst() {
            free -= 1
            waited += agenda.now.ticks - arrival
            agenda.schedule(.departure, at: agenda.now + inputs.exponential(meanService))
        }
    }
}

/// A line of waiting customers.
struct FirstComeFirstServed {
    private var arrivals: [Int64] = []
    private var served = 0

    mutating func append(_ arrival: Int64) { arrivals.append(arrival) }

    mutating func popFirst() -> Int64? {
        guard served < arrivals.count else { return nil }
        served += 1
        return arrivals[served - 1]
    }
}

@Suite("Several servers, which are no scan")
struct MultiServerTests {
    /// A. K. Erlang, 1917: the mean wait in M/M/c, in units of the mean service.
    private func erlangWait(servers: Int, load: Double) -> Double {
        var term = 1.0
        var sum = 0.0
        for busy in 0..<servers {
            sum += term
            term *= load / Double(busy + 1)
        }
        let slack = Double(servers) - load
        let full = term * Double(servers) / slack
        return full / (sum + full) / slack
    }

    @Test("is the formula that it should be: with one server, load / (1 - load)")
    func formula() {
        #expect(abs(erlangWait(servers: 1, load: 0.9) - 9) < 1e-9)
        // Two servers: load^2 / (4 - load^2).
        #expect(abs(erlangWait(servers: 2, load: 1) - 1.0 / 3) < 1e-9)
    }

    @Test("waits as long as Erlang says", arguments: [(1, 0.5), (1, 0.7), (3, 2.0), (10, 7.0)])
    func meanWait(servers: Int, load: Double) {
        let customers = 60_000
        let service = 1_000_000.0
        var model = MultiServer(
            meanBetween: service / load, meanService: service, customers: customers, free: servers,
            inputs: TestInputs(UInt64(servers)))
        let history = Simulation.run(&model)
        let wait = Double(model.waited) / Double(customers) / service
        let expected = erlangWait(servers: servers, load: load)
        #expect(history.events == 2 * customers)
        // The mean of so many waits has a standard deviation of about 3 % (M/M/1, load 0.7); the seeds are fixed.
        #expect(abs(wait / expected - 1) < 0.08, "\(wait), Erlang has \(expected)")
    }
}
