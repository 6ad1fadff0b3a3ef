internal import EventSimulation
internal import HeapModule
internal import ScanModel

/// One region during its scan cycle, which begins when it opens.
///
/// Regions that share nothing but the gate are simulated alone and the cycle is composed afterwards; those that share
/// a bucket sit side by side in a `MergedWorld`.
struct RegionWorld: ~Copyable, SimulationModel {
    typealias Event = ScanEvent

    let compiled: CompiledRegion
    let scannerModel: ScannerModel
    let dispatchOrder: DispatchOrder
    let scannersAtOnce: Int
    /// Items of all batches, batch after batch, and where each batch starts.
    let batchMembers: FlatBuffer<Int32>
    var batchStarts: FlatBuffer<Int32>
    let batchCount: Int
    let hasBatches: Bool
    /// Coordinates of this region's random draws.
    let stream: Draws
    let regionNumber: UInt16
    /// Numbers of the items in the listed order; empty where they are in that order.
    let listedNumbers: FlatBuffer<Int32>
    let isListedOrder: Bool
    /// What multiplies every stage of every item in this trial.
    let regionFactor: Double
    let progress: ProgressCounter
    /// Number among the regions on the same clock; 0 alone.
    let seat: UInt16
    /// Buckets that the regions on the same clock share; nil alone.
    let shared: SharedBuckets?
    /// Takes down what happens; nil nearly always.
    let trace: RegionTrace?
    /// Takes down the use of limits; nil nearly always.
    let meter: LimitMeter?
    /// When the region opened, on that clock; what is told at the end counts from there.
    var opening: Int64 = 0

    let itemCount: Int
    var jobs: FlatBuffer<Job>
    /// By item, if there is any need.
    let copies: FlatBuffer<CopyNeed>
    let hasCopies: Bool
    var counters: FlatBuffer<Counter>
    /// Most units in use at once, by resource.
    var peaks: FlatBuffer<Int64>
    /// Theoretical arrival time of each token bucket.
    var buckets: FlatBuffer<Int64>
    var sums: FlatBuffer<StageSums>
    /// Requests by bucket of the workflow.
    var requests: FlatBuffer<Int>
    let bucketCount: Int
    /// Completion of each item, in rising order.
    var completions: FlatBuffer<Int64>
    var accountCompleted: FlatBuffer<Int64>
    let accountCount: Int
    var ready = Heap<ReadyEntry>()
    var scanners = ScannerTable()
    var dispatchIsScheduled = false
    /// Since when it is the region's turn to launch scanners; nil: it is not, or no turns are taken.
    var turnBegan: Int64?
    /// Items that had nothing to do in the first stage, or were given up there.
    var leftFirstStage = 0
    /// Items of a batch that are not ready yet, then items that have not left the scanner yet.
    var batchOpen: FlatBuffer<Int32>
    /// Items whose scan was completed, and items that were given up.
    var itemsDone = 0
    var itemsGone = 0
    var lastDispatch: Int64 = 0
    /// Where the items on scanners stand, by item; and what befell each batch. Empty where nothing can go wrong.
    var aboardStates: FlatBuffer<AboardState>
    var batchFaults: FlatBuffer<BatchFaults>
    /// Storage meters, in size units times ticks.
    var volumeStorage: Int128 = 0
    var snapshotStorage: Int128 = 0
    var copyStorage: Int128 = 0
    var run: RegionRun

    init(
        deployment: Deployment, plan: RegionPlan, compiled: consuming CompiledRegion, draws: Draws, regionNumber: Int,
        progress: ProgressCounter, seat: Int = 0, shared: SharedBuckets? = nil, trace: RegionTrace? = nil,
        meter: LimitMeter? = nil
    ) {
        let items = plan.items
        scannerModel = deployment.scanner
        dispatchOrder = plan.dispatch ?? deployment.dispatch
        scannersAtOnce = plan.scanners
        batchMembers = FlatBuffer(plan.batches.members)
        batchStarts = FlatBuffer(repeating: 0, count: plan.batches.count + 1)
        batchCount = plan.batches.count
        hasBatches = !plan.batches.isEmpty
        stream = draws
        let region = UInt16(truncatingIfNeeded: regionNumber)
        self.regionNumber = region
        listedNumbers = FlatBuffer(items.listedNumbers)
        isListedOrder = items.listedNumbers.isEmpty
        regionFactor = compiled.variations?.regionFactor(draws, region: region) ?? 1
        self.progress = progress
        self.seat = UInt16(seat)
        self.shared = shared
        self.trace = trace
        self.meter = meter
        itemCount = items.count
        accountCount = items.accounts.count
        jobs = Job.rows(items)
        copies = CopyNeed.rows(items)
        hasCopies = !items.copies.isEmpty
        counters = FlatBuffer(repeating: Counter(), count: compiled.counterCount)
        peaks = FlatBuffer(repeating: 0, count: compiled.resourceCount)
        buckets = FlatBuffer(repeating: TokenBucketLaw.full, count: compiled.bucketStateCount)
        sums = FlatBuffer(repeating: StageSums(), count: compiled.stageCount)
        bucketCount = deployment.workflow.buckets.count
        requests = FlatBuffer(repeating: 0, count: bucketCount)
        completions = FlatBuffer(capacity: items.count)
        accountCompleted = FlatBuffer(repeating: 0, count: accountCount)
        batchOpen = FlatBuffer(capacity: plan.batches.count)
        aboardStates = FlatBuffer(
            repeating: AboardState(), count: compiled.faults?.meanLife == nil ? 0 : items.count)
        batchFaults = FlatBuffer(repeating: BatchFaults(), count: compiled.faults == nil ? 0 : plan.batches.count)
        run = RegionRun(region: plan.region)
        run.stages = deployment.workflow.stages.map { StageTally(name: $0.name) }
        for batch in 0..<plan.batches.count {
            let members = plan.batches[batch]
            for item in members { jobs[Int(item)].batch = Int32(batch) }
            batchOpen[batch] = Int32(members.count)
            batchStarts[batch + 1] = batchStarts[batch] + Int32(members.count)
        }
        self.compiled = compiled
    }

    mutating func start(_ agenda: inout Agenda<ScanEvent>) {
        opening = agenda.now.ticks
        for account in 0..<accountCount { accountCompleted[account] = opening }
        if let attempts = compiled.attempts { drawFailures(attempts) }
        if !hasBatches { launchPersistentScanners(&agenda) }
        if compiled.hasRounds {
            sums[0].waitingForResources -= Int128(product: opening, Int64(itemCount))
        } else {
            for item in 0..<itemCount { reach(stage: 0, item, &agenda) }
        }
        if hasBatches { lineUpEmptyBatches(&agenda) }
    }

    mutating func handle(_ event: ScanEvent, _ agenda: inout Agenda<ScanEvent>) {
        let index = Int(event.index)
        switch event.kind {
        case .stageEnded: endStage(of: index, &agenda)
        case .tokensContinue: spendTokens(Int(jobs[index].stage), index, &agenda)
        case .scannerReady: scannerIsReady(index, &agenda)
        case .scannerGone:
            scanners.running -= 1
            scheduleDispatch(&agenda)
        case .scannerInterrupted: interrupt(index, &agenda)
        case .launchAgain: launch(index, &agenda)
        case .dispatch:
            dispatchIsScheduled = false
            if compiled.waves != nil {
                dispatchInTurn(&agenda)
            } else if hasBatches {
                dispatchBatches(&agenda)
            } else {
                dispatchItems(&agenda)
            }
        case .asksToLook: askToLook(Int(jobs[index].stage), index, &agenda)
        case .looks: look(Int(jobs[index].stage), index, &agenda)
        case .batchReady: makeBatchReady(index, &agenda)
        case .volumesFull: endFilling(index, &agenda)
        case .searched, .roundBegins, .regionOpens, .regionEnded: preconditionFailure("\(run.region) alone has no gate")
        }
    }

    /// Whether no item is on its way any more; scanners may still be.
    var isDone: Bool { itemsDone &+ itemsGone == itemCount }

    @inline(__always)
    func event(_ kind: ScanEvent.Kind, _ index: Int = 0) -> ScanEvent { ScanEvent(kind, index, region: seat) }

    /// Decisions wait until everything else of the instant has happened.
    mutating func scheduleDispatch(_ agenda: inout Agenda<ScanEvent>) {
        if compiled.waves != nil {
            // In its turn a region also learns from the last scanner that is gone, with or without more to launch.
            guard !dispatchIsScheduled, turnBegan != nil else { return }
        } else {
            guard !dispatchIsScheduled, !ready.isEmpty else { return }
        }
        dispatchIsScheduled = true
        agenda.schedule(event(.dispatch), at: agenda.now, priority: .afterOthers)
    }
}

// MARK: - Stages

extension RegionWorld {
    /// An item arrives at a stage: in line for a scanner, or at once.
    mutating func reach(stage: Int, _ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        if stage == compiled.placeStage {
            becomeReady(item, &agenda)
        } else if compiled.stages[stage].copiesOnly, !hasCopies || copies[item].volumes == 0 {
            if stage == 0 { leftFirstStage &+= 1 }
            goOn(after: stage, item, &agenda)
        } else {
            enter(stage: stage, item, &agenda)
        }
    }

    /// From a stage to the next one, or to the end of the way.
    private mutating func goOn(after stage: Int, _ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        if stage &+ 1 < compiled.stageCount {
            reach(stage: stage &+ 1, item, &agenda)
        } else {
            complete(item, agenda.now.ticks)
        }
    }

    /// Units of an item that something counts.
    @inline(__always)
    func units(_ basis: UnitBasis, of item: Int) -> Int64 {
        basis == .copiedVolume ? (hasCopies ? Int64(copies[item].volumes) : 0) : jobs[item].units(basis)
    }

    mutating func enter(stage number: Int, _ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        if compiled.stages[number].onlySpendsOnce {
            beginAfterOneGrant(number, item, &agenda)
            return
        }
        jobs[item].stage = UInt8(truncatingIfNeeded: number)
        jobs[item].progress = 0
        jobs[item].refusals = 0
        sums[number].waitingForResources -= Int128(agenda.now.ticks)
        let rules = compiled.stages[number].rules
        if rules >= 0, compiled.rules[Int(rules)].recheckEvery > 0 {
            askToLook(number, item, &agenda)
        } else {
            takeResources(number, item, &agenda)
        }
    }

    /// A stage that needs nothing but tokens of at most one bucket, for which it waits: most stages of most items.
    /// The general way comes to the same.
    @inline(__always)
    private mutating func beginAfterOneGrant(_ number: Int, _ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        jobs[item].stage = UInt8(truncatingIfNeeded: number)
        let now = agenda.now.ticks
        let spends = compiled.stages[number].spends
        guard spends.count > 0 else {
            begin(number, item, at: now, &agenda)
            return
        }
        let spending = compiled.spendings[spends.index(0)]
        let bucket = Int(spending.bucket)
        let units = units(spending.basis, of: item)
        requests[bucket] &+= Int(units)
        var granted = now
        if spending.state >= 0 {
            let index = Int(spending.state) &+ (spending.perAccount ? Int(jobs[item].account) : 0)
            granted = grant(units, of: bucket, spending, index, at: now)
            sums[number].waitingForTokens += Int128(granted &- now)
        }
        if let meter { meter.spends(units, of: bucket, account: Int(jobs[item].account), at: granted) }
        begin(number, item, at: granted, &agenda)
    }

    /// Takes the resources of the stage in their order, holding what it has while it waits for the next.
    private mutating func takeResources(_ number: Int, _ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        let acquires = compiled.stages[number].acquires
        while Int32(jobs[item].progress) < acquires.count {
            let acquisition = compiled.acquisitions[acquires.index(Int(jobs[item].progress))]
            let counter = Int(acquisition.counter) &+ (acquisition.perAccount ? Int(jobs[item].account) : 0)
            let units = units(acquisition.basis, of: item)
            let resource = Int(acquisition.resource)
            guard counters[counter].head < 0, counters[counter].used &+ units <= compiled.capacities[resource] else {
                joinLine(of: counter, item)
                if let trace { trace.joinsLine(item, resource: resource, at: agenda.now.ticks) }
                return
            }
            take(units, of: resource, from: counter, at: agenda.now.ticks)
            jobs[item].progress &+= 1
        }
        let now = Int128(agenda.now.ticks)
        sums[number].waitingForResources += now
        sums[number].waitingForTokens -= now
        spendTokens(number, item, &agenda)
    }

    private mutating func joinLine(of counter: Int, _ item: Int) {
        if isInterruptible(item) { aboardStates[item].pending = .line }
        jobs[item].next = -1
        let last = counters[counter].tail
        if last < 0 {
            counters[counter].head = Int32(truncatingIfNeeded: item)
        } else {
            jobs[Int(last)].next = Int32(truncatingIfNeeded: item)
        }
        counters[counter].tail = Int32(truncatingIfNeeded: item)
    }

    /// Gives units back and lets those in line go on, first come, first served.
    mutating func release(_ index: Int, _ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        release(compiled.releases[index], item, &agenda)
    }

    @inline(__always)
    mutating func release(
        _ acquisition: CompiledRegion.Acquisition, _ item: Int, _ agenda: inout Agenda<ScanEvent>
    ) {
        let counter = Int(acquisition.counter) &+ (acquisition.perAccount ? Int(jobs[item].account) : 0)
        let units = units(acquisition.basis, of: item)
        counters[counter].used &-= units
        if let meter { meter.gives(units, to: counter, at: agenda.now.ticks) }
        serveLine(of: counter, acquisition, &agenda)
    }

    /// Those in line go on as far as there are units for the first of them.
    @inline(__always)
    mutating func serveLine(
        of counter: Int, _ acquisition: CompiledRegion.Acquisition, _ agenda: inout Agenda<ScanEvent>
    ) {
        let resource = Int(acquisition.resource)
        while counters[counter].head >= 0 {
            let waiting = Int(counters[counter].head)
            let units = units(acquisition.basis, of: waiting)
            guard counters[counter].used &+ units <= compiled.capacities[resource] else { return }
            take(units, of: resource, from: counter, at: agenda.now.ticks)
            counters[counter].head = jobs[waiting].next
            if counters[counter].head < 0 { counters[counter].tail = -1 }
            jobs[waiting].progress &+= 1
            if let trace { trace.leavesLine(waiting, stage: Int(jobs[waiting].stage), at: agenda.now.ticks) }
            takeResources(Int(jobs[waiting].stage), waiting, &agenda)
        }
    }

    mutating func begin(_ number: Int, _ item: Int, at instant: Int64, _ agenda: inout Agenda<ScanEvent>) {
        let opens = compiled.stages[number].opens
        if !opens.isEmpty { open(opens, item, at: instant) }
        if compiled.stages[number].rules >= 0 || compiled.stages[number].copiesOnly {
            beginWithRules(number, item, at: instant, &agenda)
            return
        }
        let duration = plainDuration(number, item)
        sums[number].working += Int128(duration)
        agenda.schedule(event(.stageEnded, item), at: SimulationTime(ticks: instant + duration))
    }

    /// How long a stage without rules lasts for an item.
    @inline(__always)
    func plainDuration(_ number: Int, _ item: Int) -> Int64 {
        let size = compiled.stages[number].usesTotal ? jobs[item].totalSize : Int64(jobs[item].largestSize)
        return compiled.stages[number].base + compiled.stages[number].perUnit * size
    }

    private mutating func endStage(of item: Int, _ agenda: inout Agenda<ScanEvent>) {
        let number = Int(jobs[item].stage)
        sums[number].completions &+= 1
        let closes = compiled.stages[number].closes
        if !closes.isEmpty { close(closes, item, at: agenda.now.ticks) }
        let releases = compiled.stages[number].releases
        for position in 0..<Int(releases.count) where !cameEarlier(releases.index(position), item) {
            release(releases.index(position), item, &agenda)
        }
        if number == compiled.lastPlaceStage {
            run.attempts &+= 1
            let fails = jobs[item].failed < jobs[item].failures
            if fails { failAttempt(item, &agenda) }
            let isLost = fails && Int(jobs[item].failed) == compiled.attempts?.most
            leaveScanner(item, again: fails && !isLost, &agenda)
            if isLost { abandon(item, .attemptsFailed, holding: compiled.heldAfterAttempts, &agenda) }
            if fails { return }
        }
        goOn(after: number, item, &agenda)
    }

    private mutating func complete(_ item: Int, _ now: Int64) {
        close(.all, item, at: now)
        run.completed = now
        if jobs[item].meters.isDisjoint(with: [.cutBefore, .cutAboard]) {
            completions[itemsDone] = now
            accountCompleted[Int(jobs[item].account)] = now
            itemsDone &+= 1
        } else {
            run.abandoned[.cutOff, default: 0] += 1
            if let trace { trace.isAbandoned(item, at: now) }
            itemsGone &+= 1
        }
        reportProgress()
    }
}
