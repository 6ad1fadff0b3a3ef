internal import EventSimulation
internal import RandomStreams

/// Several servers, one line, first come, first served; perhaps a limit on how many may be inside, and perhaps a single
/// server that goes away whenever it finds nobody.
///
/// Customers are observed in batches of equal number. While n customers are inside, arrivals and ends of service come
/// at known rates if gaps and services are exponential; the controls are counts of them, weighted by functions of n,
/// less the integrals of rate times weight.
struct MultiServer: BatchedModel {
    enum Event: BitwiseCopyable, Sendable { case arrival, departure, comeback }

    /// What is counted, by column of ``tops``.
    enum Top: Int, CaseIterable {
        case wait, served, waited, waitAboveLimit, blocked, arrivals
        /// Integrals over the time between the first arrivals of two batches, and that time.
        case queueArea, duration
    }

    struct Settings: Sendable {
        var gaps: Distribution
        var services: Distribution
        var servers: Int
        /// How many may be inside; who comes then is turned away.
        var capacity = Int.max
        var absence: Double?
        var batchSize: Int
        /// With those at the beginning that are left out.
        var batches: Int
        var waitLimit = Double.infinity
        /// Where the weights bend, as numbers of customers inside.
        var knots: [Double]
        /// Whether services are exponential.
        var hasServiceRate = true
    }

    private static let levels = 1_024
    /// Arrivals and departures.
    var plainSums: [Int] { [0, 1] }
    let settings: Settings
    let variates: Variates
    private(set) var tops: Tally
    /// Controls of the batches so far, arrivals and departures by weight.
    private(set) var controls: Tally
    private(set) var edges: [[Double]] = []
    private var atLevel = Tally(columns: 4, observations: MultiServer.levels)
    private var highest = 0

    private var batch = -1
    private var arrivalCount = 0
    /// Instants and numbers of those who wait.
    private var line: [(instant: Int64, number: Int)] = []
    private var head = 0
    private var inside = 0
    private var free: Int
    private var started = 0
    private var isAway = false
    private var absences = 0
    private var last: Int64 = 0

    init(_ settings: Settings, _ variates: Variates) {
        self.settings = settings
        self.variates = variates
        free = settings.servers
        tops = Tally(columns: Top.allCases.count, observations: settings.batches)
        controls = Tally(columns: 2 * (settings.knots.count + 2), observations: settings.batches)
    }

    private var customers: Int { settings.batches * settings.batchSize + 1 }

    mutating func start(_ agenda: inout Agenda<Event>) {
        agenda.schedule(.arrival, at: .start)
        leaveIfAlone(&agenda)
    }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        integrate(to: agenda.now.ticks)
        switch event {
        case .arrival: arrive(&agenda)
        case .departure:
            atLevel.add(1, 3, at: min(inside, Self.levels - 1))
            inside -= 1
            free += 1
        case .comeback: isAway = false
        }
        while free > 0, head < line.count, !isAway {
            free -= 1
            let service = variates.draw(settings.services, started, 1)
            started += 1
            begin(waitOf: line[head], at: agenda.now.ticks)
            head += 1
            agenda.schedule(.departure, at: agenda.now + ModelClock.ticks(service))
        }
        leaveIfAlone(&agenda)
    }

    private mutating func leaveIfAlone(_ agenda: inout Agenda<Event>) {
        guard let absence = settings.absence, !isAway, free == settings.servers, arrivalCount < customers else {
            return
        }
        isAway = true
        absences += 1
        agenda.schedule(.comeback, at: agenda.now + ModelClock.ticks(absence))
    }

    private mutating func arrive(_ agenda: inout Agenda<Event>) {
        let number = arrivalCount
        arrivalCount += 1
        if number.isMultiple(of: settings.batchSize) { closeBatch() }
        atLevel.add(1, 2, at: min(inside, Self.levels - 1))
        if batch < settings.batches { count(.arrivals, 1, batch) }
        if inside < settings.capacity {
            inside += 1
            line.append((agenda.now.ticks, number))
        } else {
            count(.blocked, 1, batch)
        }
        if arrivalCount < customers {
            agenda.schedule(.arrival, at: agenda.now + ModelClock.ticks(variates.draw(settings.gaps, number, 0)))
        }
    }

    private mutating func begin(waitOf customer: (instant: Int64, number: Int), at now: Int64) {
        let wait = ModelClock.units(now - customer.instant)
        let own = customer.number / settings.batchSize
        guard own < settings.batches else { return }
        count(.wait, wait, own)
        count(.served, 1, own)
        if wait > 0 { count(.waited, 1, own) }
        if wait > settings.waitLimit { count(.waitAboveLimit, 1, own) }
    }

    private mutating func count(_ top: Top, _ value: Double, _ batch: Int) { tops.add(value, top.rawValue, at: batch) }

    private mutating func integrate(to now: Int64) {
        let span = ModelClock.units(now - last)
        last = now
        let level = min(inside, Self.levels - 1)
        highest = max(highest, level)
        let busy = settings.servers - free
        atLevel.add(span, 0, at: level)
        atLevel.add(span * Double(busy), 1, at: level)
        guard batch >= 0 else { return }
        count(.queueArea, Double(inside - busy) * span, batch)
        count(.duration, span, batch)
    }

    /// Turns what happened level by level into the controls of the batch that ends here.
    private mutating func closeBatch() {
        edges.append(Self.kinks(Double(inside), at: [0, Double(settings.servers)] + settings.knots))
        if batch >= 0 {
            let arrivalRate = 1 / settings.gaps.mean
            let serviceRate = 1 / settings.services.mean
            for level in 0...min(highest + 1, Self.levels - 1) {
                let arrivals = atLevel.value(2, at: level) - arrivalRate * atLevel.value(0, at: level)
                let departures = atLevel.value(3, at: level) - serviceRate * atLevel.value(1, at: level)
                for (index, weight) in weights(Double(level)).enumerated() {
                    controls.add(arrivals * weight, 2 * index, at: batch)
                    if settings.hasServiceRate { controls.add(departures * weight, 2 * index + 1, at: batch) }
                }
            }
        }
        atLevel = Tally(columns: 4, observations: Self.levels)
        batch += 1
    }

    private func weights(_ level: Double) -> [Double] {
        [1, level >= Double(settings.servers) ? 1 : 0] + settings.knots.map { max(0, level - $0) }
    }
}
