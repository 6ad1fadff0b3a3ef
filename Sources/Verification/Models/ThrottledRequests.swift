internal import EventSimulation
internal import RandomStreams

/// Requests come at random to a token bucket of one token per unit of time, and wait for their grants.
///
/// Observed in batches of equal numbers of requests. The controls follow a bucket of burst 1 in whose line the same
/// requests stand: its wait is that of a single server with services of length 1, see ``SingleServer``.
struct ThrottledRequests: BatchedModel {
    enum Event: BitwiseCopyable, Sendable { case request, grant }

    enum Top: Int, CaseIterable { case delay, granted, undelayed }

    struct Settings: Sendable {
        var arrivalRate: Double
        var burst: Int64
        var batchSize: Int
        var batches: Int
        var knots: [Double]
    }

    /// The sum of gaps.
    var plainSums: [Int] { [0] }
    let settings: Settings
    let variates: Variates
    private(set) var tops: Tally
    private(set) var controls: Tally
    private(set) var edges: [[Double]] = []
    private var bucket: TokenBucket
    private var shadow = 0.0
    private var requests: [Int64] = []
    private var granted = 0

    init(_ settings: Settings, _ variates: Variates) {
        self.settings = settings
        self.variates = variates
        bucket = TokenBucket(
            interval: ModelClock.ticksPerUnit, tolerance: (settings.burst - 1) * ModelClock.ticksPerUnit)
        tops = Tally(columns: Top.allCases.count, observations: settings.batches)
        controls = Tally(columns: 3 + 2 * settings.knots.count, observations: settings.batches)
    }

    mutating func start(_ agenda: inout Agenda<Event>) { agenda.schedule(.request, at: .start) }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        switch event {
        case .request:
            let number = requests.count
            if number.isMultiple(of: settings.batchSize) {
                edges.append(Self.kinks(shadow, at: [0] + settings.knots))
            }
            requests.append(agenda.now.ticks)
            agenda.schedule(.grant, at: SimulationTime(ticks: bucket.grant(1, at: agenda.now.ticks)))
            guard number < settings.batches * settings.batchSize else { return }
            let gap = variates.draw(.exponential(mean: 1 / settings.arrivalRate), number, 0)
            control(gap, number / settings.batchSize)
            shadow = max(0, shadow + 1 - gap)
            agenda.schedule(.request, at: agenda.now + ModelClock.ticks(gap))
        case .grant:
            let delay = agenda.now.ticks - requests[granted]
            let batch = granted / settings.batchSize
            granted += 1
            tops.add(ModelClock.units(delay), Top.delay.rawValue, at: batch)
            tops.add(1, Top.granted.rawValue, at: batch)
            if delay == 0 { tops.add(1, Top.undelayed.rawValue, at: batch) }
        }
    }

    private mutating func control(_ gap: Double, _ batch: Int) {
        let mean = 1 / settings.arrivalRate
        controls.add(gap - mean, 0, at: batch)
        controls.add(shadow * (gap - mean), 1, at: batch)
        controls.add(gap * gap - 2 * mean * mean, 2, at: batch)
        let law = HingeLaw.constantServices(arrivals: settings.arrivalRate)
        for (index, knot) in settings.knots.enumerated() {
            let part = max(0, shadow + 1 - gap - knot)
            let expected = law.moments(wait: shadow, knot: knot)
            controls.add(part - expected.first, 3 + 2 * index, at: batch)
            controls.add(part * part - expected.second, 4 + 2 * index, at: batch)
        }
    }
}
