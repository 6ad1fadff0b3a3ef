/// One region with a scanner for each batch, simulated in the plainest way: look through everything for what is due
/// next, do it, look again.
///
/// The second opinion on the engine. Time is counted in grains, chosen so fine that every length is whole.
struct NaiveSimulation {
    /// What an item does next when it is due.
    enum Next {
        case goOn
        /// Go on with this entry of the stage's list of buckets.
        case spend(Int)
        case endStage
        case ask
        case look
    }

    struct Traveller {
        let batch: Int
        var stage = 0
        /// nil: waits for somebody else, or is done.
        var due: Int128?
        /// Number of the decision that made it due: of two due at one instant, the smaller goes first.
        var turn = 0
        var next = Next.goOn
        /// Entered the stage; had its resources; had its tokens.
        var arrived: Int128 = 0
        var equipped: Int128 = 0
        var begun: Int128 = 0
        /// After the last refusal in this stage.
        var lastWait: Int128?
        /// Passed the last stage before the scanner.
        var ready: Int128?
        var left = false
        /// When it was given up.
        var gone: Int128?
        var looks = 0
        var failed = 0
        /// Stages that were cut off at their caps, unless the attempt was repeated.
        var cuts: Set<Int> = []
        var openSince: [Int128?] = [nil, nil, nil]
        /// When the snapshots of its copied volumes ended, if they ended before the others.
        var originalsGone: Int128?
        /// When its volumes will be full, and whether they are.
        var fullAt: (due: Int128, turn: Int)?
        var isFull = false
    }

    struct Machine {
        /// What a machine does next when it is due.
        enum Next {
            case askAgain, boot, die, vanish
        }

        var launched: Int128
        var booted: Int128?
        /// Volumes that it took aboard.
        var cargo = 0
        var due: Int128?
        var turn = 0
        var next = Next.boot
    }

    /// What befell a batch.
    struct Luck {
        var requests = 0
        var lostScanners = 0
        var lostAt: Int128 = 0
        /// Its position was taken.
        var asked: Int128 = 0
        var refusedSince: Int128?
        var lastWait: Int128?
    }

    struct Waiting {
        var item: Int
        /// Entry of the stage's list of resources that it waits for.
        var entry: Int
    }

    let workflow: NaiveWorkflow
    let region: NaiveRegion
    /// Where the region's clock starts on the clock of the cycle.
    let origin: Int128
    var now: Int128 = 0
    var turns = 0
    var travellers: [Traveller]
    /// By batch.
    var machines: [Machine?]
    var luck: [Luck]
    var running = 0
    /// By resource, then by owner: accounts, or the region as number 0.
    var inUse: [[Int]]
    var lines: [[[Waiting]]]
    /// By bucket, then by owner.
    var buckets: [[NaiveBucket?]]
    var history: NaiveHistory

    /// - Parameter grain: so many to a second; nil: as few as this region needs.
    init(_ workflow: NaiveWorkflow, _ region: NaiveRegion, grain: Int128? = nil) {
        self.workflow = workflow
        self.region = region
        let grain = grain ?? NaiveSimulation.grain(workflow, region)
        origin = region.setup.counted(in: grain)
        let owners = (region.items.map(\.account).max() ?? 0) + 1
        travellers = region.items.indices.map { item in
            Traveller(batch: region.batches.firstIndex { $0.contains(item) }!)
        }
        machines = region.batches.map { _ in nil }
        luck = region.batches.map { _ in Luck() }
        inUse = workflow.resources.map { _ in [Int](repeating: 0, count: owners) }
        lines = workflow.resources.map { _ in [[Waiting]](repeating: [], count: owners) }
        buckets = region.rates.map { rate in
            [NaiveBucket?](repeating: rate.map { NaiveBucket($0, grain: grain) }, count: owners)
        }
        history = NaiveHistory(grain: grain, workflow: workflow, region: region)
    }

    /// The whole story of a region.
    static func history(_ workflow: NaiveWorkflow, _ region: NaiveRegion) -> NaiveHistory {
        var simulation = NaiveSimulation(workflow, region)
        for item in region.items.indices { simulation.arrange(item, .goOn, at: 0) }
        while simulation.takeStep() {}
        return simulation.history
    }

    /// So many grains to a second that every length is a whole number of them.
    static func grain(_ workflow: NaiveWorkflow, _ region: NaiveRegion) -> Int128 {
        var lengths = [workflow.boot, workflow.drain, workflow.minimumBilled]
        lengths += [workflow.batchWindow, workflow.sweep, workflow.waves?.turnLimit].compactMap { $0 }
        lengths.append(region.setup)
        if let rounds = workflow.rounds { lengths += [rounds.pause, rounds.runLimit, rounds.every] }
        if let faults = region.faults {
            lengths += faults.lives.flatMap { $0 } + faults.outages.flatMap { [$0.0, $0.1] }
            lengths += [faults.retry.first, faults.retry.limit]
        }
        for stage in workflow.stages {
            lengths += [stage.base, stage.perSizeUnit, stage.cap ?? .zero]
            if let backoff = stage.backoff { lengths += [backoff.first, backoff.limit] }
            for type in stage.scanTypes { lengths += [type.base, type.perSizeUnit] + (type.limit.map { [$0] } ?? []) }
            if let poll = stage.poll { lengths += [poll.first, poll.step, poll.longest] }
            if let recheck = stage.recheck { lengths.append(recheck.every) }
        }
        if let reads = workflow.reads {
            lengths.append(NaiveFraction(1, over: 1000))
            if reads.preparation != nil {
                lengths.append(NaiveFraction(3600, over: 1024 * Int128(workflow.unitsPerGiB)))
            }
        }
        for case let rate? in region.rates {
            lengths += [rate.perSecond.inverted, (rate.burst - NaiveFraction(1)) * rate.perSecond.inverted]
        }
        return lengths.reduce(1) { $0 / NaiveFraction.commonDivisor($0, $1.bottom) * $1.bottom }
    }

    /// Who is due next.
    enum Due {
        case item(Int)
        case machine(Int)
        case full(Int)
    }

    /// The event that comes next.
    func nextEvent() -> (due: Int128, turn: Int, who: Due)? {
        var first: (due: Int128, turn: Int, who: Due)?
        func note(_ due: Int128?, _ turn: Int, _ who: Due) {
            guard let due else { return }
            if let best = first, (best.due, best.turn) < (due, turn) { return }
            first = (due, turn, who)
        }
        for item in travellers.indices { note(travellers[item].due, travellers[item].turn, .item(item)) }
        for batch in machines.indices {
            guard let machine = machines[batch] else { continue }
            note(machine.due, machine.turn, .machine(batch))
        }
        for item in travellers.indices {
            guard let full = travellers[item].fullAt else { continue }
            note(full.due, full.turn, .full(item))
        }
        return first
    }

    /// The next instant at which a batch comes into line with the clock alone.
    func nextStrike() -> Int128? {
        region.batches.indices.filter { machines[$0] == nil }.compactMap(candidate).filter { $0 > now }.min()
    }

    mutating func happen(_ who: Due) {
        switch who {
        case .item(let item): move(item)
        case .machine(let batch): serve(batch)
        case .full(let item): becomeFull(item)
        }
    }

    /// - Returns: false when nothing can happen any more.
    private mutating func takeStep() -> Bool {
        let event = nextEvent()
        // The instant is over: now, and not before, scanners are handed out.
        if event == nil || event!.due > now {
            var handedOut = false
            while handOutScanner() { handedOut = true }
            if handedOut { return true }
        }
        if let strike = nextStrike(), event == nil || strike < event!.due {
            now = strike
            return true
        }
        guard let event else { return false }
        now = event.due
        happen(event.who)
        return true
    }

    mutating func arrange(_ item: Int, _ next: Next, at due: Int128) {
        travellers[item].next = next
        travellers[item].due = due
        travellers[item].turn = turns
        turns += 1
    }

    private mutating func move(_ item: Int) {
        travellers[item].due = nil
        switch travellers[item].next {
        case .goOn: goOn(item)
        case .spend(let entry): spend(item, from: entry)
        case .endStage: endStage(item)
        case .ask: ask(item)
        case .look: look(item)
        }
    }

    func seconds(_ length: NaiveFraction) -> Int128 { length.counted(in: history.grain) }
}
