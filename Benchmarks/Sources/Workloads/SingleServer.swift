public import EventSimulation

/// M/M/1: customers arrive at random, wait in one line, and are served by one server.
public struct SingleServer: SimulationModel, ~Copyable {
    public enum Event: BitwiseCopyable, Sendable { case arrival, departure }

    private var customers: Int
    private var gaps = RandomStream(11)
    private var services = RandomStream(12)
    private let table = ExponentialTable()
    /// When those came who wait or are served.
    private var line = Line()
    private var timeInSystem: Int64 = 0

    public init(customers: Int) { self.customers = customers }

    public mutating func start(_ agenda: inout Agenda<Event>) { scheduleArrival(&agenda) }

    public mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        switch event {
        case .arrival:
            line.append(agenda.now.ticks)
            if customers > 0 { scheduleArrival(&agenda) }
            if line.count == 1 { scheduleDeparture(&agenda) }
        case .departure:
            timeInSystem += agenda.now.ticks - line.removeFirst()
            if !line.isEmpty { scheduleDeparture(&agenda) }
        }
    }

    private mutating func scheduleArrival(_ agenda: inout Agenda<Event>) {
        customers -= 1
        agenda.schedule(.arrival, at: agenda.now + table.draw(gaps.next(), mean: 1_111_111))
    }

    private mutating func scheduleDeparture(_ agenda: inout Agenda<Event>) {
        agenda.schedule(.departure, at: agenda.now + table.draw(services.next(), mean: 1_000_000))
    }

    /// Serves all customers, at least one.
    public static func simulate(customers: Int) -> WorkloadResult {
        var model = SingleServer(customers: customers)
        let history = Simulation.run(&model)
        let statistics = [history.end.ticks, model.timeInSystem, Int64(customers)]
        return WorkloadResult(events: history.events, statistics: statistics.map { UInt64($0) })
    }
}

/// What a run did, in numbers that every program must agree on.
public struct WorkloadResult: Hashable, Sendable {
    public var events: Int
    public var hash: ResultHash

    public init(events: Int, statistics: [UInt64]) {
        self.events = events
        hash = ResultHash(statistics)
    }
}
