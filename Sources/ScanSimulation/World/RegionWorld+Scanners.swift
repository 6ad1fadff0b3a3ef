internal import EventSimulation
internal import HeapModule
internal import ScanModel

/// The scanners of a region, in the order of their launch.
struct ScannerTable: Sendable {
    var launched: ContiguousArray<Int64> = []
    /// Ready since; Int64.max while it boots.
    var readyAt: ContiguousArray<Int64> = []
    var freePlaces: ContiguousArray<Int32> = []
    /// Platform of the items aboard; meaningless while it is empty.
    var platform: ContiguousArray<Platform> = []
    /// Last instant at which one of its places was given back.
    var lastRelease: ContiguousArray<Int64> = []
    /// The batch it was launched for, or -1.
    var batch: ContiguousArray<Int32> = []
    /// Volumes of its batch, once it is ready; kept where reads have a rule.
    var aboard: ContiguousArray<Int32> = []
    /// Volumes aboard when it was ready; and its interruption to come. Empty where scanners are not taken away.
    var carried: ContiguousArray<Int64> = []
    var interruptions: ContiguousArray<PendingInterruption> = []
    /// Scanners of batches between launch request and disappearance.
    var running = 0
    /// No scanner below this index has a free place.
    var firstCandidate = 0

    var count: Int { launched.count }

    mutating func add(launched instant: Int64, places: Int, batch number: Int) {
        launched.append(instant)
        readyAt.append(.max)
        freePlaces.append(Int32(places))
        platform.append(.linux)
        lastRelease.append(.min)
        batch.append(Int32(number))
    }

    mutating func setAboard(_ volumes: Int64, on scanner: Int) {
        while aboard.count <= scanner { aboard.append(0) }
        aboard[scanner] = Int32(truncatingIfNeeded: volumes)
    }
}

// MARK: - Persistent scanners

extension RegionWorld {
    mutating func launchPersistentScanners(_ agenda: inout Agenda<ScanEvent>) {
        for index in 0..<scannersAtOnce {
            let granted = spend(compiled.launchSpends, at: opening)
            scanners.add(launched: granted, places: scannerModel.places, batch: -1)
            let ready = granted + bootTicks(scanner: index)
            if let trace { trace.asksForPersistent(index, at: opening, granted: granted, ready: ready) }
            agenda.schedule(event(.scannerReady, index), at: SimulationTime(ticks: ready))
        }
    }

    /// The grant of a request that needs a token of several buckets: when the slowest of them has one, all are spent.
    mutating func spend(_ spends: CompiledRegion.Run, at instant: Int64) -> Int64 {
        var granted = instant
        for position in 0..<Int(spends.count) {
            let spending = compiled.spendings[spends.index(position)]
            requests[Int(spending.bucket)] += 1
            if spending.state >= 0 { granted = max(granted, earliest(spending, at: instant)) }
        }
        for position in 0..<Int(spends.count) {
            let spending = compiled.spendings[spends.index(position)]
            guard spending.state >= 0 else { continue }
            // The bucket that was waited for keeps the exact instant of its token, of which `granted` is rounded up.
            let asked = earliest(spending, at: instant) == granted ? instant : granted
            _ = compiled.laws[Int(spending.bucket)].grant(1, at: asked, &buckets[Int(spending.state)])
        }
        return granted
    }

    private func earliest(_ spending: CompiledRegion.Spending, at instant: Int64) -> Int64 {
        var state = buckets[Int(spending.state)]
        return compiled.laws[Int(spending.bucket)].grant(1, at: instant, &state)
    }

    /// Places an item takes on a persistent scanner.
    private func places(of item: Int) -> Int32 { min(Int32(scannerModel.places), jobs[item].volumes) }

    /// While the best item in line finds a scanner with room for it, it goes to the lowest such scanner.
    mutating func dispatchItems(_ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        while let best = ready.min {
            let item = Int(best.index)
            let wanted = places(of: item)
            guard let scanner = lowestScanner(with: wanted, platform: jobs[item].platform) else { return }
            ready.removeMin()
            scanners.freePlaces[scanner] -= wanted
            scanners.platform[scanner] = jobs[item].platform
            run.waitingForScanner += Int128(now)
            jobs[item].scanner = Int32(scanner)
            run.busyPlaces -= Int128(product: now, Int64(wanted))
            lastDispatch = now
            if let trace {
                trace.getsPlace(item, stage: compiled.placeStage, scanner: scanner, at: now, opening: opening)
            }
            enter(stage: compiled.placeStage, item, &agenda)
        }
    }

    private mutating func lowestScanner(with wanted: Int32, platform: Platform) -> Int? {
        while scanners.firstCandidate < scanners.count, scanners.freePlaces[scanners.firstCandidate] == 0 {
            scanners.firstCandidate += 1
        }
        for scanner in scanners.firstCandidate..<scanners.count
        where scanners.readyAt[scanner] != .max && scanners.freePlaces[scanner] >= wanted {
            // A scanner never mixes platforms; an empty one takes either.
            if scanners.freePlaces[scanner] == scannerModel.places || scanners.platform[scanner] == platform {
                return scanner
            }
        }
        return nil
    }
}

// MARK: - Scanners of batches

extension RegionWorld {
    /// An item has reached the stage that needs a scanner.
    mutating func becomeReady(_ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        run.waitingForScanner -= Int128(now)
        guard hasBatches else {
            let key = dispatchOrder.key(ready: now, size: jobs[item].totalSize)
            ready.insert(ReadyEntry(key: key, index: Int32(item)))
            scheduleDispatch(&agenda)
            return
        }
        let batch = Int(jobs[item].batch)
        batchOpen[batch] -= 1
        if batchOpen[batch] == 0 { formBatch(batch, &agenda) }
    }

    /// Every item of a batch is ready or was given up.
    mutating func formBatch(_ batch: Int, _ agenda: inout Agenda<ScanEvent>) {
        batchOpen[batch] = aboard(batch)
        if batchOpen[batch] > 0 { lineUp(batch, &agenda) }
    }

    /// A batch that waits for a scanner stands in line at once, or when the timer strikes.
    mutating func lineUp(_ batch: Int, _ agenda: inout Agenda<ScanEvent>) {
        if let trace { trace.isFormed(batch, at: agenda.now.ticks) }
        guard compiled.waves == nil, let window = compiled.batchWindow else {
            makeBatchReady(batch, &agenda)
            return
        }
        let since = agenda.now.ticks - opening
        agenda.schedule(
            event(.batchReady, batch), at: SimulationTime(ticks: opening + (since + window - 1) / window * window))
    }

    /// Batches without items stand in line as soon as the region opens.
    mutating func lineUpEmptyBatches(_ agenda: inout Agenda<ScanEvent>) {
        var batch = batchCount
        // They are the last ones.
        while batch > 0, members(of: batch - 1).isEmpty {
            batch -= 1
            makeBatchReady(batch, &agenda)
        }
    }

    /// A batch stands in line for a scanner.
    mutating func makeBatchReady(_ batch: Int, _ agenda: inout Agenda<ScanEvent>) {
        if let trace { trace.isLinedUp(batch, at: agenda.now.ticks) }
        var size: Int64 = 0
        if dispatchOrder != .fifo {
            for member in members(of: batch) where needsScanner(Int(batchMembers[member])) {
                size += jobs[Int(batchMembers[member])].totalSize
            }
        }
        let key = dispatchOrder.key(ready: agenda.now.ticks, size: size)
        ready.insert(ReadyEntry(key: key, index: Int32(batch)))
        scheduleDispatch(&agenda)
    }

    /// Items of a batch that were not given up.
    private func aboard(_ batch: Int) -> Int32 {
        guard itemsGone > 0 else { return Int32(members(of: batch).count) }
        return members(of: batch).reduce(0) { $0 + (jobs[Int(batchMembers[$1])].stage == Job.gone ? 0 : 1) }
    }

    /// While a position is free, the best ready batch gets a scanner of its own.
    mutating func dispatchBatches(_ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        while scanners.running < scannersAtOnce, let best = ready.popMin() {
            let batch = Int(best.index)
            scanners.running += 1
            let waited = Int128(product: now, Int64(batchOpen[batch]))
            run.waitingForScanner += waited
            run.waitingForLaunch -= waited
            launch(batch, &agenda)
        }
    }

    /// Asks for the scanner of a batch that has a position.
    mutating func launch(_ batch: Int, _ agenda: inout Agenda<ScanEvent>) {
        let granted = spend(compiled.launchSpends, at: agenda.now.ticks)
        note(compiled.launchSpends, at: granted)
        if let trace { trace.asks(batch: batch, at: agenda.now.ticks, granted: granted) }
        if compiled.faults != nil, comesToNothing(batch, granted: granted, &agenda) { return }
        let scanner = scanners.count
        scanners.add(launched: granted, places: scannerModel.places, batch: batch)
        if let trace { trace.launches(scanner: scanner) }
        let ready = granted + bootTicks(batch: batch)
        if let mean = compiled.faults?.meanLife, isInterruptedBeforeReady(scanner, mean: mean, ready, &agenda) {
            return
        }
        agenda.schedule(event(.scannerReady, scanner), at: SimulationTime(ticks: ready))
    }

    mutating func scannerIsReady(_ scanner: Int, _ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        scanners.readyAt[scanner] = now
        let batch = Int(scanners.batch[scanner])
        guard batch >= 0 else {
            scheduleDispatch(&agenda)
            return
        }
        if let trace { trace.isReady(scanner, at: now) }
        if compiled.faults?.meanLife != nil { awaitInterruption(of: scanner, &agenda) }
        if compiled.reads != nil {
            let carried = compiled.faults?.meanLife != nil ? scanners.carried[scanner] : batchVolumes(batch)
            scanners.setAboard(carried, on: scanner)
        }
        for member in members(of: batch) {
            let item = Int(batchMembers[member])
            if !needsScanner(item) { continue }
            run.waitingForLaunch += Int128(now)
            run.busyPlaces -= Int128(product: now, Int64(jobs[item].volumes))
            jobs[item].scanner = Int32(scanner)
            if let trace { trace.goesAboard(item, stage: compiled.placeStage, scanner: scanner, at: now) }
            enter(stage: compiled.placeStage, item, &agenda)
        }
        if batchOpen[batch] == 0 { terminate(scanner, &agenda) }
    }

    /// An item gives its place back; `again`: its attempt failed and it wants a place once more.
    mutating func leaveScanner(_ item: Int, again: Bool, _ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        let scanner = Int(jobs[item].scanner)
        guard !hasBatches else {
            // The volumes of a batch stay with their scanner: a failed attempt is repeated at once.
            if again {
                enter(stage: compiled.placeStage, item, &agenda)
                return
            }
            run.busyPlaces += Int128(product: now, Int64(jobs[item].volumes))
            if compiled.faults?.meanLife != nil { aboardStates[item].pending = .left }
            let batch = Int(jobs[item].batch)
            batchOpen[batch] -= 1
            if batchOpen[batch] == 0 { terminate(scanner, &agenda) }
            return
        }
        if let trace { trace.givesPlaceBack(item, scanner: scanner) }
        let given = places(of: item)
        run.busyPlaces += Int128(product: now, Int64(given))
        scanners.freePlaces[scanner] += given
        scanners.lastRelease[scanner] = now
        scanners.firstCandidate = min(scanners.firstCandidate, scanner)
        if again { becomeReady(item, &agenda) }
        scheduleDispatch(&agenda)
    }

    /// The batch is done: the scanner is terminated and, when it is gone, its position is free.
    private mutating func terminate(_ scanner: Int, _ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        let granted = spend(compiled.terminateSpends, at: now)
        note(compiled.terminateSpends, at: granted)
        let gone = granted + compiled.drain
        if let trace { trace.terminates(scanner, at: now, granted: granted, gone: gone) }
        var carried: Int64
        if compiled.faults?.meanLife != nil {
            carried = scanners.carried[scanner]
            if let handle = scanners.interruptions[scanner].handle { agenda.cancel(handle) }
        } else {
            carried = batchVolumes(Int(scanners.batch[scanner]))
        }
        let places = max(Int64(scannerModel.places), carried)
        run.availablePlaces += Int128(product: places, now - scanners.readyAt[scanner])
        bill(scanner, until: gone)
        agenda.schedule(event(.scannerGone, scanner), at: SimulationTime(ticks: gone))
    }

    /// Where the items of a batch stand in `batchMembers`.
    func members(of batch: Int) -> Range<Int> { Int(batchStarts[batch])..<Int(batchStarts[batch + 1]) }

    private func batchVolumes(_ batch: Int) -> Int64 {
        var volumes: Int64 = 0
        for member in members(of: batch) where !isGoneBeforeScanner(Int(batchMembers[member])) {
            volumes += Int64(jobs[Int(batchMembers[member])].volumes)
        }
        return volumes
    }

    /// Whether an item was given up before it had a scanner.
    private func isGoneBeforeScanner(_ item: Int) -> Bool { jobs[item].stage == Job.gone && jobs[item].scanner < 0 }

    func life(of scanner: Int, until gone: Int64) -> ScannerLife {
        ScannerLife(launched: scanners.launched[scanner] - opening, terminated: gone - opening)
    }

    mutating func bill(_ scanner: Int, until gone: Int64) {
        let life = life(of: scanner, until: gone)
        run.scanners.append(life)
        run.billed += Int128(max(compiled.minimumBilled, life.terminated - life.launched))
    }
}

// MARK: - The end of the region

extension RegionWorld {
    /// What happened, once no event is pending. Persistent scanners are terminated as their rule says.
    mutating func finish(events: Int) -> RegionRun {
        precondition(isDone, "\(itemCount - itemsDone - itemsGone) items of \(run.region) never finished")
        let completed = run.completed
        if !hasBatches {
            for scanner in 0..<scanners.count where scanners.launched[scanner] < completed {
                let readyAt = scanners.readyAt[scanner]
                let end: Int64
                switch scannerModel.termination {
                case .regionEnd: end = max(completed, readyAt)
                case .idle: end = max(readyAt, lastDispatch, scanners.lastRelease[scanner])
                }
                run.availablePlaces += Int128(scannerModel.places) * Int128(end - readyAt)
                for bucket in scannerModel.terminateBuckets { requests[bucket] += 1 }
                note(compiled.launchSpends, at: scanners.launched[scanner])
                note(compiled.terminateSpends, at: end)
                bill(scanner, until: end + compiled.drain)
            }
            // A scanner whose launch would have come after the end was never asked for.
            for bucket in scannerModel.launchBuckets { requests[bucket] -= scanners.count - run.scanners.count }
        } else {
            run.scanners.sort { ($0.launched, $0.terminated) < ($1.launched, $1.terminated) }
        }
        for stage in 0..<compiled.stageCount {
            run.stages[stage].completions = sums[stage].completions
            run.stages[stage].refusals = sums[stage].refusals
            run.stages[stage].cutOff = sums[stage].cutOff
            run.stages[stage].reads = sums[stage].reads
            run.stages[stage].working = sums[stage].working
            run.stages[stage].waitingForResources = sums[stage].waitingForResources
            run.stages[stage].waitingForTokens = sums[stage].waitingForTokens
        }
        run.storage[Int(StorageMeter.volume.rawValue)] = volumeStorage
        run.storage[Int(StorageMeter.snapshot.rawValue)] = snapshotStorage
        run.storage[Int(StorageMeter.copy.rawValue)] = copyStorage
        run.requests = requests.array(bucketCount)
        run.peaks = peaks.array(compiled.resourceCount)
        run.completed -= opening
        run.completions = completions.array(itemsDone)
        run.accountCompleted = accountCompleted.array(accountCount)
        if opening != 0 {
            for item in 0..<itemsDone { run.completions[item] -= opening }
            for account in 0..<accountCount { run.accountCompleted[account] -= opening }
        }
        run.events = events
        return run
    }
}
