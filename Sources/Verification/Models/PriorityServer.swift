internal import EventSimulation
internal import RandomStreams

/// One server and two classes of customers, the first of which goes before the second; nobody is interrupted. Gaps and
/// services are exponential, services of mean 1.
///
/// Observed in batches of equal numbers of departures; controls as in ``StationNetwork``.
struct PriorityServer: BatchedModel {
    enum Event: BitwiseCopyable, Sendable { case highArrival, lowArrival, departure }

    enum Top: Int, CaseIterable { case highWait, highServed, lowWait, lowServed }

    struct Settings: Sendable {
        /// Of the high and the low class.
        var arrivalRates: [Double]
        var batchSize: Int
        var batches: Int
    }

    /// Counts of events, by kind.
    var plainSums: [Int] { [0, 4, 8] }
    let settings: Settings
    let variates: Variates
    private(set) var tops: Tally
    private(set) var controls: Tally
    private(set) var edges: [[Double]] = []
    private var lines: [[Int64]] = [[], []]
    private var heads = [0, 0]
    private var came = [0, 0]
    private var isBusy = false
    private var services = 0
    private var departures = 0
    private var batch = 0
    private var last: Int64 = 0

    init(_ settings: Settings, _ variates: Variates) {
        self.settings = settings
        self.variates = variates
        tops = Tally(columns: Top.allCases.count, observations: settings.batches)
        controls = Tally(columns: 12, observations: settings.batches)
    }

    private func waiting(_ kind: Int) -> Double { Double(lines[kind].count - heads[kind]) }

    mutating func start(_ agenda: inout Agenda<Event>) {
        agenda.schedule(.highArrival, at: .start)
        agenda.schedule(.lowArrival, at: .start)
        edges.append(edge)
    }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        let span = ModelClock.units(agenda.now.ticks - last)
        last = agenda.now.ticks
        for kind in 0..<2 { weigh(-settings.arrivalRates[kind] * span, row: kind) }
        if isBusy { weigh(-span, row: 2) }
        switch event {
        case .highArrival: arrive(0, event, &agenda)
        case .lowArrival: arrive(1, event, &agenda)
        case .departure:
            weigh(1, row: 2)
            isBusy = false
            departures += 1
            if departures.isMultiple(of: settings.batchSize) {
                batch += 1
                edges.append(edge)
            }
        }
        guard !isBusy, let kind = (0..<2).first(where: { heads[$0] < lines[$0].count }) else { return }
        let wait = ModelClock.units(agenda.now.ticks - lines[kind][heads[kind]])
        heads[kind] += 1
        tops.add(wait, 2 * kind, at: batch)
        tops.add(1, 2 * kind + 1, at: batch)
        isBusy = true
        let service = variates.draw(.exponential(mean: 1), services, 2)
        services += 1
        agenda.schedule(.departure, at: agenda.now + ModelClock.ticks(service))
    }

    private mutating func arrive(_ kind: Int, _ event: Event, _ agenda: inout Agenda<Event>) {
        weigh(1, row: kind)
        lines[kind].append(agenda.now.ticks)
        guard batch < settings.batches else { return }
        let gap = variates.draw(.exponential(mean: 1 / settings.arrivalRates[kind]), came[kind], UInt16(kind))
        came[kind] += 1
        agenda.schedule(event, at: agenda.now + ModelClock.ticks(gap))
    }

    private mutating func weigh(_ amount: Double, row: Int) {
        controls.add(amount, 4 * row, at: batch)
        controls.add(amount * waiting(0), 4 * row + 1, at: batch)
        controls.add(amount * waiting(1), 4 * row + 2, at: batch)
        if isBusy { controls.add(amount, 4 * row + 3, at: batch) }
    }

    /// What the numbers in line weigh, and the time that those who wait have waited.
    private var edge: [Double] {
        let (high, low) = (waiting(0), waiting(1))
        let ages = (0..<2).map { kind in
            lines[kind][heads[kind]...].reduce(0.0) { $0 + ModelClock.units(last - $1) }
        }
        return [high, low, high * high, low * low, high * low] + ages
    }
}
