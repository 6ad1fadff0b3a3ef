internal import EventSimulation
internal import RandomStreams

/// One server, first come, first served: customers come after random gaps and are served for random times.
///
/// Customers are observed in batches of equal number. What customer n waits, w(n), follows w(n+1) = max(0, w(n) + s(n)
/// - t(n)); the controls are functions of w, s and t less their expected values for the given w.
struct SingleServer: BatchedModel {
    enum Event: BitwiseCopyable, Sendable { case arrival, departure }

    /// What is counted, by column of ``tops``.
    enum Top: Int, CaseIterable {
        case wait, served, waited, sojournAboveLimit, waitUpToFirst, waitUpToSecond
        /// Integrals over the time between the first arrivals of two batches, and that time.
        case area, queueArea, duration
    }

    struct Settings: Sendable {
        var gaps: Distribution
        var services: Distribution
        var batchSize: Int
        /// With those at the beginning that are left out.
        var batches: Int
        /// The sojourn in ``Top/sojournAboveLimit``.
        var sojournLimit = Double.infinity
        /// Its probability given the wait, if services are exponential of this rate.
        var serviceRate: Double?
        var waitLimits = (Double.infinity, Double.infinity)
        var hinges: (law: HingeLaw, knots: [Double])?
        /// Whether squares of services are near enough to normal to be tested, see ``plainSums``.
        var testsSquares = true
        /// What services should follow, where that is not what they do: it has to show.
        var statedServices: Distribution?
    }

    private static let plainControls = 8
    /// Sums over services, gaps, and perhaps squares of services.
    var plainSums: [Int] { settings.testsSquares ? [0, 1, 4] : [0, 1] }
    let settings: Settings
    let variates: Variates
    private(set) var tops: Tally
    private(set) var controls: Tally
    /// Functions of the wait of the first customer of each batch.
    private(set) var edges: [[Double]] = []
    private let means: (service: Double, gap: Double, service2: Double, gap2: Double)
    private var arrivals: [Int64] = []
    private var gaps: [Double] = []
    private var served = 0
    private var isBusy = false
    private var inside = 0.0
    private var last: Int64 = 0

    init(_ settings: Settings, _ variates: Variates) {
        self.settings = settings
        self.variates = variates
        tops = Tally(columns: Top.allCases.count, observations: settings.batches)
        controls = Tally(
            columns: Self.plainControls + 2 * (settings.hinges?.knots.count ?? 0), observations: settings.batches)
        let (s, t) = (settings.statedServices ?? settings.services, settings.gaps)
        means = (s.mean, t.mean, s.variance + s.mean * s.mean, t.variance + t.mean * t.mean)
    }

    private var customers: Int { settings.batches * settings.batchSize + 1 }

    mutating func start(_ agenda: inout Agenda<Event>) { agenda.schedule(.arrival, at: .start) }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        integrate(to: agenda.now.ticks)
        switch event {
        case .arrival:
            let number = arrivals.count
            let gap = variates.draw(settings.gaps, number, 0)
            arrivals.append(agenda.now.ticks)
            gaps.append(gap)
            inside += 1
            if number + 1 < customers { agenda.schedule(.arrival, at: agenda.now + ModelClock.ticks(gap)) }
        case .departure:
            isBusy = false
            inside -= 1
        }
        if !isBusy, served < arrivals.count {
            isBusy = true
            agenda.schedule(.departure, at: agenda.now + ModelClock.ticks(serve(at: agenda.now.ticks)))
        }
    }

    /// Begins the service of the next customer and returns its length.
    private mutating func serve(at now: Int64) -> Double {
        let number = served
        served += 1
        let wait = ModelClock.units(now - arrivals[number])
        let service = variates.draw(settings.services, number, 1)
        let batch = number / settings.batchSize
        if number.isMultiple(of: settings.batchSize) {
            edges.append(Self.kinks(wait, at: [0] + (settings.hinges?.knots ?? [])))
        }
        guard batch < settings.batches else { return service }
        count(.wait, wait, batch)
        count(.served, 1, batch)
        if wait > 0 { count(.waited, 1, batch) }
        if wait + service > settings.sojournLimit { count(.sojournAboveLimit, 1, batch) }
        if wait <= settings.waitLimits.0 { count(.waitUpToFirst, 1, batch) }
        if wait <= settings.waitLimits.1 { count(.waitUpToSecond, 1, batch) }
        control(wait, service, gaps[number], batch)
        return service
    }

    private mutating func count(_ top: Top, _ value: Double, _ batch: Int) { tops.add(value, top.rawValue, at: batch) }

    private mutating func control(_ wait: Double, _ service: Double, _ gap: Double, _ batch: Int) {
        let (ds, dt) = (service - means.service, gap - means.gap)
        controls.add(ds, 0, at: batch)
        controls.add(dt, 1, at: batch)
        controls.add(wait * ds, 2, at: batch)
        controls.add(wait * dt, 3, at: batch)
        controls.add(service * service - means.service2, 4, at: batch)
        controls.add(gap * gap - means.gap2, 5, at: batch)
        controls.add(ds * dt, 6, at: batch)
        if let rate = settings.serviceRate {
            let expected = exactExp(-rate * max(0, settings.sojournLimit - wait))
            controls.add((wait + service > settings.sojournLimit ? 1 : 0) - expected, 7, at: batch)
        }
        guard let hinges = settings.hinges else { return }
        for (index, knot) in hinges.knots.enumerated() {
            let part = max(0, wait + service - gap - knot)
            let expected = hinges.law.moments(wait: wait, knot: knot)
            controls.add(part - expected.first, 8 + 2 * index, at: batch)
            controls.add(part * part - expected.second, 9 + 2 * index, at: batch)
        }
    }

    private mutating func integrate(to now: Int64) {
        // Between two arrivals the batch is that of the first of them.
        let span = ModelClock.units(now - last)
        last = now
        guard !arrivals.isEmpty else { return }
        let batch = (arrivals.count - 1) / settings.batchSize
        count(.area, inside * span, batch)
        count(.queueArea, max(0, inside - 1) * span, batch)
        count(.duration, span, batch)
    }
}
