internal import EventSimulation
internal import RandomStreams
public import Statistics

/// Discovery by polling, simulated: synchronisations, starts and ends as events on one clock of milliseconds.
///
/// It knows nothing of ``DiscoveryLaw``: a synchronisation looks at what started and ended since the one before. The
/// intervals tell how far the closed form and the simulation may lie apart by chance.
public struct DiscoverySimulation: Hashable, Sendable {
    /// The API-based assessment beside discovery, as far as a single asset meets it.
    public struct Assessment: Hashable, Sendable {
        /// Seconds from one run of an account to the next.
        public var cycle: Double
        /// Seconds that a run takes; an asset's turn is equally likely everywhere in it.
        public var duration: Double

        public init(cycle: Double, duration: Double) {
            self.cycle = cycle
            self.duration = duration
        }
    }

    /// A share of the assets with Wilson's interval.
    public struct Share: Hashable, Sendable {
        public var value: Double
        public var interval: Interval

        init(_ count: Int, of samples: Int, _ confidence: Double) {
            value = Double(count) / Double(samples)
            interval = wilsonInterval(successes: count, trials: samples, confidence: confidence)
        }
    }

    public var samples: Int
    public var confidence: Double
    public var seen: Share
    public var seenRunning: Share
    public var seenEndedOnly: Share
    public var seenThenFoundEnded: Share
    public var seenThenGone: Share
    /// Assets whose first turn in the API-based assessment behind their first sight finds them running; nil without it.
    public var assessed: Share?
    /// Mean delay from the start to the first sight; nil if fewer than two assets were seen.
    public var meanDelay: MeanInterval?
    public var delay95: Double?
    /// Mean time for which an ended asset was still shown as running.
    public var meanStale: MeanInterval?
    public var stale95: Double?

    /// Lets assets live.
    ///
    /// - Parameters:
    ///   - samples: assets, 1 to 10 million; each is independent of the others.
    ///   - name: names the random numbers together with `seed`, so that a class keeps its own whatever else there is.
    ///   - confidence: of the intervals, strictly between 0 and 1.
    /// - Complexity: O(samples + longest life / polling) events.
    public init(
        _ lifetime: Lifetime, starts: StartPattern, polling: Int, retention: Double, assessment: Assessment? = nil,
        samples: Int, name: String, seed: UInt64, confidence: Double = 0.99
    ) {
        let plan = Lives(
            lifetime: lifetime, waits: starts.waits(polling: polling), polling: polling, retention: retention,
            assessment: assessment, samples: samples, place: Self.place(of: name), seed: seed)
        var world = PollingWorld(plan)
        _ = Simulation.run(&world, pending: samples)
        func share(_ count: Int) -> Share { Share(count, of: samples, confidence) }
        func mean(_ values: [Double]) -> MeanInterval? { MeanInterval(Moments(values), confidence: confidence) }
        let counts = world.counts
        self.samples = samples
        self.confidence = confidence
        seen = share(counts.seenRunning + counts.seenEnded)
        seenRunning = share(counts.seenRunning)
        seenEndedOnly = share(counts.seenEnded)
        seenThenFoundEnded = share(counts.foundEnded)
        seenThenGone = share(counts.gone)
        assessed = assessment.map { _ in share(counts.assessed) }
        meanDelay = mean(world.delays)
        delay95 = OrderedSample(world.delays).quantile(0.95)
        meanStale = mean(world.stales)
        stale95 = OrderedSample(world.stales).quantile(0.95)
    }

    /// The Fowler-Noll-Vo hash of a name, 32 bits.
    private static func place(of name: String) -> UInt32 {
        name.utf8.reduce(0x811c_9dc5) { ($0 ^ UInt32($1)) &* 0x0100_0193 }
    }
}

/// What is drawn for every asset.
private struct Lives {
    static let ticksPerSecond = 1000.0
    /// Periods of polling over which starts are spread.
    static let periods = 256

    var lifetime: Lifetime
    var waits: [Double]
    var polling: Int
    var retention: Double
    var assessment: DiscoverySimulation.Assessment?
    var samples: Int
    var place: UInt32
    var seed: UInt64

    var pollingTicks: Int64 { Int64(polling) * 1000 }
    var retentionTicks: Int64 { Int64((retention * Self.ticksPerSecond).rounded()) }

    /// Start and end of an asset in ticks; no end: nil.
    func life(_ index: Int) -> (start: Int64, end: Int64?) {
        let u = uniform(index, 0)
        let period = Int64(index % Self.periods) * pollingTicks
        let wait: Int64
        if waits.isEmpty {
            wait = Int64(u * Double(pollingTicks))
        } else {
            wait = Int64(waits[min(waits.count - 1, Int(u * Double(waits.count)))] * Self.ticksPerSecond)
        }
        // The synchronisation that it waits for ends its period.
        let start = period + pollingTicks - wait
        guard let distribution = lifetime.distribution else { return (start, nil) }
        let length = Int64((distribution.quantile(uniform(index, 1)) * Self.ticksPerSecond).rounded())
        return (start, start + max(1, length))
    }

    /// Ticks from the first sight of an asset to its turn in the next run of the assessment.
    func turn(_ index: Int) -> Int64? {
        assessment.map {
            Int64((uniform(index, 2) * $0.cycle + uniform(index, 3) * $0.duration) * Self.ticksPerSecond)
        }
    }

    private func uniform(_ index: Int, _ draw: UInt32) -> Double {
        DrawKey(
            seed: seed, trial: 0, region: UInt16(place >> 16), item: UInt32(index), stage: UInt16(place & 0xffff)
        ).uniform(draw: draw)
    }
}

private struct PollingWorld: SimulationModel {
    enum Kind { case synchronise, start, end, turn }

    struct Event: BitwiseCopyable, Sendable {
        var kind: Kind
        var asset: Int32 = 0
    }

    struct Counts {
        var seenRunning = 0
        var seenEnded = 0
        var foundEnded = 0
        var gone = 0
        var assessed = 0
    }

    var counts = Counts()
    /// In seconds.
    var delays: [Double] = []
    var stales: [Double] = []
    private let lives: Lives
    private var starts: [Int64]
    private var ends: [Int64]
    private var isKnown: [Bool]
    /// Started and not yet looked at; ended since they were known.
    private var started: [Int32] = []
    private var ended: [Int32] = []
    /// Assets that a synchronisation has yet to look at.
    private var open: Int

    init(_ lives: Lives) {
        self.lives = lives
        starts = Array(repeating: 0, count: lives.samples)
        ends = starts
        isKnown = Array(repeating: false, count: lives.samples)
        open = lives.samples
    }

    mutating func start(_ agenda: inout Agenda<Event>) {
        for index in 0..<lives.samples {
            let life = lives.life(index)
            starts[index] = life.start
            ends[index] = life.end ?? .max
            agenda.schedule(Event(kind: .start, asset: Int32(index)), at: SimulationTime(ticks: life.start))
        }
        synchronise(at: SimulationTime(ticks: lives.pollingTicks), &agenda)
    }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        let asset = Int(event.asset)
        switch event.kind {
        case .start:
            started.append(event.asset)
            if ends[asset] < .max {
                agenda.schedule(Event(kind: .end, asset: event.asset), at: SimulationTime(ticks: ends[asset]))
            }
        case .end:
            if isKnown[asset] { ended.append(event.asset) }
        case .turn:
            if agenda.now.ticks < ends[asset] { counts.assessed += 1 }
        case .synchronise:
            look(&agenda)
        }
    }

    private mutating func look(_ agenda: inout Agenda<Event>) {
        let now = agenda.now.ticks
        for index in ended {
            let end = ends[Int(index)]
            if now - end < lives.retentionTicks { counts.foundEnded += 1 } else { counts.gone += 1 }
            stales.append(seconds(now - end))
        }
        open -= ended.count
        ended.removeAll(keepingCapacity: true)
        for index in started {
            let asset = Int(index)
            if now < ends[asset] {
                counts.seenRunning += 1
                isKnown[asset] = true
                delays.append(seconds(now - starts[asset]))
                if ends[asset] == .max { open -= 1 }
                if let turn = lives.turn(asset) {
                    agenda.schedule(Event(kind: .turn, asset: index), at: agenda.now + turn)
                }
            } else {
                open -= 1
                guard now - ends[asset] < lives.retentionTicks else { continue }
                counts.seenEnded += 1
                delays.append(seconds(now - starts[asset]))
            }
        }
        started.removeAll(keepingCapacity: true)
        if open > 0 { synchronise(at: agenda.now + lives.pollingTicks, &agenda) }
    }

    /// Behind everything else of its instant: an asset that starts then is listed, one that ends then has ended.
    private func synchronise(at instant: SimulationTime, _ agenda: inout Agenda<Event>) {
        agenda.schedule(Event(kind: .synchronise), at: instant, priority: .afterOthers)
    }

    private func seconds(_ ticks: Int64) -> Double { Double(ticks) / Lives.ticksPerSecond }
}
