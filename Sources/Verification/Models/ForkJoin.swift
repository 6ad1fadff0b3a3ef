internal import EventSimulation
internal import RandomStreams

/// Every customer becomes two tasks, one for each of two servers with a line of its own, and leaves when both are done.
/// Gaps and services are exponential, services of mean 1.
///
/// Observed in batches of equal numbers of arrivals; controls as in ``StationNetwork``.
struct ForkJoin: BatchedModel {
    enum Event: BitwiseCopyable, Sendable { case arrival, firstDone, secondDone }

    /// Response times, and customers.
    enum Top: Int, CaseIterable { case response, left }

    struct Settings: Sendable {
        var arrivalRate: Double
        var batchSize: Int
        var batches: Int
    }

    let settings: Settings
    let variates: Variates
    private(set) var tops: Tally
    private(set) var controls: Tally
    private(set) var edges: [[Double]] = []
    private var arrivals: [Int64] = []
    private var done = [0, 0]
    private var batch = -1
    private var last: Int64 = 0

    private static let weightCount = 5
    /// Counts of events, by kind.
    var plainSums: [Int] { [0, Self.weightCount, 2 * Self.weightCount] }

    init(_ settings: Settings, _ variates: Variates) {
        self.settings = settings
        self.variates = variates
        tops = Tally(columns: Top.allCases.count, observations: settings.batches)
        controls = Tally(columns: 3 * Self.weightCount, observations: settings.batches)
    }

    private func inLine(_ server: Int) -> Int { arrivals.count - done[server] }

    mutating func start(_ agenda: inout Agenda<Event>) { agenda.schedule(.arrival, at: .start) }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        let now = agenda.now
        let span = ModelClock.units(now.ticks - last)
        last = now.ticks
        weigh(-settings.arrivalRate * span, row: 0)
        for server in 0..<2 where inLine(server) > 0 { weigh(-span, row: 1 + server) }
        switch event {
        case .arrival: arrive(&agenda)
        case .firstDone: finish(0, event, &agenda)
        case .secondDone: finish(1, event, &agenda)
        }
    }

    private mutating func arrive(_ agenda: inout Agenda<Event>) {
        let number = arrivals.count
        if number.isMultiple(of: settings.batchSize) {
            let (a, b) = (Double(inLine(0)), Double(inLine(1)))
            edges.append([a, b, a * a, b * b, a * b, max(a, b), max(a, b) * max(a, b)])
            batch += 1
        }
        weigh(1, row: 0)
        arrivals.append(agenda.now.ticks)
        for (server, event) in [Event.firstDone, .secondDone].enumerated() where inLine(server) == 1 {
            begin(server, event, &agenda)
        }
        if number < settings.batches * settings.batchSize {
            let gap = variates.draw(.exponential(mean: 1 / settings.arrivalRate), number, 0)
            agenda.schedule(.arrival, at: agenda.now + ModelClock.ticks(gap))
        }
    }

    private mutating func finish(_ server: Int, _ event: Event, _ agenda: inout Agenda<Event>) {
        weigh(1, row: 1 + server)
        let customer = done[server]
        done[server] += 1
        if done[1 - server] > customer {
            let own = customer / settings.batchSize
            tops.add(ModelClock.units(agenda.now.ticks - arrivals[customer]), Top.response.rawValue, at: own)
            tops.add(1, Top.left.rawValue, at: own)
        }
        if inLine(server) > 0 { begin(server, event, &agenda) }
    }

    private func begin(_ server: Int, _ event: Event, _ agenda: inout Agenda<Event>) {
        let service = variates.draw(.exponential(mean: 1), done[server], UInt16(1 + server))
        agenda.schedule(event, at: agenda.now + ModelClock.ticks(service))
    }

    private mutating func weigh(_ amount: Double, row: Int) {
        guard batch >= 0 else { return }
        let (a, b) = (Double(inLine(0)), Double(inLine(1)))
        let first = row * Self.weightCount
        controls.add(amount, first, at: batch)
        controls.add(amount * a, first + 1, at: batch)
        controls.add(amount * b, first + 2, at: batch)
        controls.add(amount * max(a, b), first + 3, at: batch)
        if a == b { controls.add(amount, first + 4, at: batch) }
    }
}
