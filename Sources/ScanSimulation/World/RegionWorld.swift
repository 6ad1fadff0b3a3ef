internal import EventSimulation
internal import HeapModule
internal import RandomStreams
internal import ScanModel

/// One region during its scan cycle; time 0 is its opening.
///
/// Regions share nothing but the gate, so each is simulated alone and the cycle is composed afterwards.
struct RegionWorld: SimulationModel {
    typealias Event = ScanEvent

    let compiled: CompiledRegion
    let items: WorkItems
    let scannerModel: ScannerModel
    let dispatchOrder: DispatchOrder
    let scannersAtOnce: Int
    let batches: Batches
    /// Coordinates of this region's random draws.
    let seed: UInt64
    let regionNumber: UInt16
    private let progress: ProgressCounter

    var jobs: JobTable
    var counters: CounterTable
    var buckets: ContiguousArray<TokenBucket>
    var ready = Heap<ReadyEntry>()
    var scanners = ScannerTable()
    var dispatchIsScheduled = false
    /// Items of a batch that are not ready yet, then items that have not left the scanner yet.
    var batchOpen: ContiguousArray<Int32> = []
    var itemBatch: ContiguousArray<Int32> = []
    var itemsDone = 0
    var lastDispatch: Int64 = 0
    var run: RegionRun

    init(
        deployment: Deployment, plan: RegionPlan, compiled: CompiledRegion, seed: UInt64, regionNumber: Int,
        progress: ProgressCounter
    ) {
        self.compiled = compiled
        items = plan.items
        scannerModel = deployment.scanner
        dispatchOrder = deployment.dispatch
        scannersAtOnce = plan.scanners
        batches = plan.batches
        self.seed = seed
        self.regionNumber = UInt16(truncatingIfNeeded: regionNumber)
        self.progress = progress
        jobs = JobTable(count: plan.items.count)
        counters = CounterTable(capacities: compiled.capacities)
        buckets = ContiguousArray(compiled.buckets)
        run = RegionRun(region: plan.region)
        run.stages = deployment.workflow.stages.map { StageTally(name: $0.name) }
        run.requests = [Int](repeating: 0, count: deployment.workflow.buckets.count)
        run.peaks = [Int64](repeating: 0, count: deployment.workflow.resources.count)
        run.accountCompleted = [Int64](repeating: 0, count: plan.items.accounts.count)
        run.completions.reserveCapacity(plan.items.count)
        guard !batches.isEmpty else { return }
        itemBatch = ContiguousArray(repeating: 0, count: plan.items.count)
        batchOpen.reserveCapacity(batches.count)
        for batch in 0..<batches.count {
            for item in batches[batch] { itemBatch[Int(item)] = Int32(batch) }
            batchOpen.append(Int32(batches[batch].count))
        }
    }

    mutating func start(_ agenda: inout Agenda<ScanEvent>) {
        if batches.isEmpty { launchPersistentScanners(&agenda) }
        for item in 0..<items.count { reach(stage: 0, item, &agenda) }
    }

    mutating func handle(_ event: ScanEvent, _ agenda: inout Agenda<ScanEvent>) {
        let index = Int(event.index)
        switch event.kind {
        case .stageEnded: endStage(of: index, &agenda)
        case .tokensContinue: spendTokens(index, &agenda)
        case .scannerReady: scannerIsReady(index, &agenda)
        case .scannerGone:
            scanners.running -= 1
            scheduleDispatch(&agenda)
        case .dispatch:
            dispatchIsScheduled = false
            if batches.isEmpty { dispatchItems(&agenda) } else { dispatchBatches(&agenda) }
        }
    }

    /// Decisions wait until everything else of the instant has happened.
    mutating func scheduleDispatch(_ agenda: inout Agenda<ScanEvent>) {
        guard !dispatchIsScheduled, !ready.isEmpty else { return }
        dispatchIsScheduled = true
        agenda.schedule(ScanEvent(.dispatch), at: agenda.now, priority: .afterOthers)
    }
}

// MARK: - Stages

extension RegionWorld {
    /// An item arrives at a stage: in line for a scanner, or at once.
    mutating func reach(stage: Int, _ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        if stage == compiled.placeStage {
            becomeReady(item, &agenda)
        } else {
            enter(stage: stage, item, &agenda)
        }
    }

    mutating func enter(stage: Int, _ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        jobs.stage[item] = UInt8(stage)
        jobs.progress[item] = 0
        jobs.refusals[item] = 0
        jobs.since[item] = agenda.now.ticks
        takeResources(item, &agenda)
    }

    /// Takes the resources of the stage in their order, holding what it has while it waits for the next.
    private mutating func takeResources(_ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        let stage = compiled.stages[Int(jobs.stage[item])]
        while Int(jobs.progress[item]) < stage.acquires.count {
            let acquisition = stage.acquires[Int(jobs.progress[item])]
            let counter = acquisition.counter + (acquisition.perAccount ? Int(items.account[item]) : 0)
            guard counters.take(items.units(acquisition.basis, of: item), from: counter) else {
                joinLine(of: counter, item)
                return
            }
            jobs.progress[item] += 1
        }
        let now = agenda.now.ticks
        run.stages[Int(jobs.stage[item])].waitingForResources += Int128(now - jobs.since[item])
        jobs.since[item] = now
        spendTokens(item, &agenda)
    }

    private mutating func joinLine(of counter: Int, _ item: Int) {
        jobs.next[item] = -1
        if counters.tail[counter] < 0 {
            counters.head[counter] = Int32(item)
        } else {
            jobs.next[Int(counters.tail[counter])] = Int32(item)
        }
        counters.tail[counter] = Int32(item)
    }

    /// Gives units back and lets those in line go on, first come, first served.
    private mutating func release(
        _ acquisition: CompiledRegion.Acquisition, _ item: Int, _ agenda: inout Agenda<ScanEvent>
    ) {
        let counter = acquisition.counter + (acquisition.perAccount ? Int(items.account[item]) : 0)
        counters.used[counter] -= items.units(acquisition.basis, of: item)
        while counters.head[counter] >= 0 {
            let waiting = Int(counters.head[counter])
            let units = items.units(acquisition.basis, of: waiting)
            guard counters.used[counter] + units <= counters.capacity[counter] else { return }
            counters.add(units, to: counter)
            counters.head[counter] = jobs.next[waiting]
            if counters.head[counter] < 0 { counters.tail[counter] = -1 }
            jobs.progress[waiting] += 1
            takeResources(waiting, &agenda)
        }
    }

    /// Spends the tokens of the stage in their order; the stage begins when the last are granted.
    private mutating func spendTokens(_ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        let number = Int(jobs.stage[item])
        let stage = compiled.stages[number]
        let now = agenda.now.ticks
        var granted = now
        var next = Int(jobs.progress[item]) - stage.acquires.count
        while next < stage.spends.count {
            // A bucket sees its requests in the order of time, so the next request waits for the last grant.
            guard granted == now else {
                agenda.schedule(ScanEvent(.tokensContinue, item), at: SimulationTime(ticks: granted))
                return
            }
            let spending = stage.spends[next]
            let units = items.units(spending.basis, of: item)
            run.requests[spending.bucket] += Int(units)
            if let state = spending.state {
                let index = state + (spending.perAccount ? Int(items.account[item]) : 0)
                if let backoff = stage.backoff, !buckets[index].holds(units, at: now) {
                    let wait = backOff(backoff, item)
                    run.stages[number].refusals += 1
                    agenda.schedule(ScanEvent(.tokensContinue, item), at: agenda.now + wait)
                    return
                }
                granted = buckets[index].grant(units, at: now)
            }
            next += 1
            jobs.progress[item] += 1
        }
        begin(number, item, at: granted, &agenda)
    }

    /// The next wait of an item that was refused; one keyed draw where jitter is wanted.
    private mutating func backOff(_ backoff: CompiledRegion.BackoffTicks, _ item: Int) -> Int64 {
        let refusal = jobs.refusals[item]
        jobs.refusals[item] = min(refusal, .max - 1) + 1
        var wait = backoff.first
        for _ in 0..<refusal where wait < backoff.limit { wait *= backoff.factor }
        wait = min(wait, backoff.limit)
        guard backoff.fullJitter else { return wait }
        let key = DrawKey(
            seed: seed, trial: 0, region: regionNumber, item: UInt32(truncatingIfNeeded: item),
            stage: UInt16(jobs.stage[item]))
        let draw = UInt32(refusal) | UInt32(jobs.failed[item]) << 16
        return max(1, Int64((Double(wait) * key.uniform(draw: draw)).rounded(.up)))
    }

    private mutating func begin(_ number: Int, _ item: Int, at instant: Int64, _ agenda: inout Agenda<ScanEvent>) {
        let stage = compiled.stages[number]
        if stage.opensVolume { jobs.volumeOpened[item] = instant }
        if stage.opensSnapshot { jobs.snapshotOpened[item] = instant }
        let duration = compiled.ticks.duration(
            stage: number, totalSize: items.totalSize[item], largestSize: Int64(items.largestSize[item]))
        run.stages[number].waitingForTokens += Int128(instant - jobs.since[item])
        run.stages[number].working += Int128(duration)
        agenda.schedule(ScanEvent(.stageEnded, item), at: SimulationTime(ticks: instant + duration))
    }

    private mutating func endStage(of item: Int, _ agenda: inout Agenda<ScanEvent>) {
        let number = Int(jobs.stage[item])
        let stage = compiled.stages[number]
        let now = agenda.now.ticks
        run.stages[number].completions += 1
        if stage.closesVolume { closeVolume(item, now) }
        if stage.closesSnapshot { closeSnapshot(item, now) }
        for acquisition in stage.releases { release(acquisition, item, &agenda) }
        if number == compiled.lastPlaceStage {
            run.attempts += 1
            let fails = jobs.failed[item] < items.failures[item]
            if fails { failAttempt(item, &agenda) }
            leaveScanner(item, again: fails, &agenda)
            if fails { return }
        }
        if number + 1 < compiled.stages.count {
            reach(stage: number + 1, item, &agenda)
        } else {
            complete(item, now)
        }
    }

    /// What a failed attempt opened is closed and what it took is released; the next attempt starts afresh.
    private mutating func failAttempt(_ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        jobs.failed[item] += 1
        if compiled.failureClosesVolume { closeVolume(item, agenda.now.ticks) }
        if compiled.failureClosesSnapshot { closeSnapshot(item, agenda.now.ticks) }
        for acquisition in compiled.heldAtFailure { release(acquisition, item, &agenda) }
    }

    private mutating func complete(_ item: Int, _ now: Int64) {
        closeVolume(item, now)
        closeSnapshot(item, now)
        run.completions.append(now)
        run.accountCompleted[Int(items.account[item])] = now
        run.completed = now
        itemsDone += 1
        if itemsDone % ProgressCounter.stride == 0 || itemsDone == items.count {
            let last = itemsDone % ProgressCounter.stride
            progress.advance(by: last == 0 ? ProgressCounter.stride : last)
        }
    }

    private mutating func closeVolume(_ item: Int, _ now: Int64) {
        guard jobs.volumeOpened[item] != JobTable.closed else { return }
        run.storage[Int(StorageMeter.volume.rawValue)] +=
            Int128(now - jobs.volumeOpened[item]) * Int128(items.totalSize[item])
        jobs.volumeOpened[item] = JobTable.closed
    }

    private mutating func closeSnapshot(_ item: Int, _ now: Int64) {
        guard jobs.snapshotOpened[item] != JobTable.closed else { return }
        run.storage[Int(StorageMeter.snapshot.rawValue)] +=
            Int128(now - jobs.snapshotOpened[item]) * Int128(items.totalSize[item])
        jobs.snapshotOpened[item] = JobTable.closed
    }
}
