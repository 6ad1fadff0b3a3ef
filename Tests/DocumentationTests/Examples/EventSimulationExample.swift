import EventSimulation
import Testing

// begin example
/// Customers come every 3 ticks, and one clerk serves each of them for 4.
struct Counter: SimulationModel {
    enum Event { case arrival, departure }
    var waiting = 0
    var longest = 0
    var served = 0

    mutating func start(_ agenda: inout Agenda<Event>) {
        for customer in 0..<10 {
            agenda.schedule(.arrival, at: SimulationTime(ticks: Int64(customer) * 3))
        }
    }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        switch event {
        case .arrival:
            waiting += 1
            longest = max(longest, waiting)
        case .departure:
            waiting -= 1
            served += 1
        }
        // The first in the line is served.
        let isNext = event == .departure ? waiting > 0 : waiting == 1
        if isNext { agenda.schedule(.departure, at: agenda.now + 4) }
    }
}
// end example

struct EventSimulationExample {
    @Test func runs() {
        // begin example
        var counter = Counter()
        let history = Simulation.run(&counter)
        // history.end.ticks is 40, counter.served is 10 and counter.longest is 4.
        // end example
        #expect(history.end.ticks == 40 && counter.served == 10 && counter.longest == 4)
    }
}
