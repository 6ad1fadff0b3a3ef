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
}

// MARK: - Persistent scanners

extension RegionWorld {
    mutating func launchPersistentScanners(_ agenda: inout Agenda<ScanEvent>) {
        for index in 0..<scannersAtOnce {
            let granted = launchToken(at: 0)
            scanners.add(launched: granted, places: scannerModel.places, batch: -1)
            agenda.schedule(
                ScanEvent(.scannerReady, index), at: SimulationTime(ticks: granted + compiled.ticks.boot))
        }
    }

    /// The grant of one launch request.
    private mutating func launchToken(at instant: Int64) -> Int64 {
        if let bucket = scannerModel.launchBucket { run.requests[bucket] += 1 }
        guard let state = compiled.launchState else { return instant }
        return buckets[state].grant(1, at: instant)
    }

    /// Places an item takes on a persistent scanner.
    private func places(of item: Int) -> Int32 { min(Int32(scannerModel.places), items.volumes[item]) }

    /// While the best item in line finds a scanner with room for it, it goes to the lowest such scanner.
    mutating func dispatchItems(_ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        while let best = ready.min {
            let item = Int(best.index)
            let wanted = places(of: item)
            guard let scanner = lowestScanner(with: wanted, platform: items.platform[item]) else { return }
            ready.removeMin()
            scanners.freePlaces[scanner] -= wanted
            scanners.platform[scanner] = items.platform[item]
            run.waitingForScanner += Int128(now - jobs.since[item])
            jobs.scanner[item] = Int32(scanner)
            jobs.placed[item] = now
            lastDispatch = now
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
        jobs.since[item] = now
        guard !batches.isEmpty else {
            let key = dispatchOrder.key(ready: now, size: items.totalSize[item])
            ready.insert(ReadyEntry(key: key, index: Int32(item)))
            scheduleDispatch(&agenda)
            return
        }
        let batch = Int(itemBatch[item])
        batchOpen[batch] -= 1
        guard batchOpen[batch] == 0 else { return }
        batchOpen[batch] = Int32(batches[batch].count)
        let size = dispatchOrder == .fifo ? 0 : batches[batch].reduce(0) { $0 + items.totalSize[Int($1)] }
        ready.insert(ReadyEntry(key: dispatchOrder.key(ready: now, size: size), index: Int32(batch)))
        scheduleDispatch(&agenda)
    }

    /// While a position is free, the best ready batch gets a scanner of its own.
    mutating func dispatchBatches(_ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        while scanners.running < scannersAtOnce, let best = ready.popMin() {
            let batch = Int(best.index)
            let scanner = scanners.count
            let granted = launchToken(at: now)
            scanners.add(launched: granted, places: scannerModel.places, batch: batch)
            scanners.running += 1
            for item in batches[batch].lazy.map(Int.init) {
                run.waitingForScanner += Int128(now - jobs.since[item])
                jobs.since[item] = now
                jobs.scanner[item] = Int32(scanner)
            }
            agenda.schedule(
                ScanEvent(.scannerReady, scanner), at: SimulationTime(ticks: granted + compiled.ticks.boot))
        }
    }

    mutating func scannerIsReady(_ scanner: Int, _ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        scanners.readyAt[scanner] = now
        let batch = Int(scanners.batch[scanner])
        guard batch >= 0 else {
            scheduleDispatch(&agenda)
            return
        }
        for item in batches[batch].lazy.map(Int.init) {
            run.waitingForLaunch += Int128(now - jobs.since[item])
            jobs.placed[item] = now
            enter(stage: compiled.placeStage, item, &agenda)
        }
    }

    /// An item gives its place back; `again`: its attempt failed and it wants a place once more.
    mutating func leaveScanner(_ item: Int, again: Bool, _ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        let scanner = Int(jobs.scanner[item])
        guard batches.isEmpty else {
            // The volumes of a batch stay with their scanner: a failed attempt is repeated at once.
            run.busyPlaces += Int128(now - jobs.placed[item]) * Int128(items.volumes[item])
            jobs.placed[item] = now
            if again {
                enter(stage: compiled.placeStage, item, &agenda)
                return
            }
            batchOpen[Int(scanners.batch[scanner])] -= 1
            if batchOpen[Int(scanners.batch[scanner])] == 0 { terminate(scanner, &agenda) }
            return
        }
        let given = places(of: item)
        run.busyPlaces += Int128(now - jobs.placed[item]) * Int128(given)
        scanners.freePlaces[scanner] += given
        scanners.lastRelease[scanner] = now
        scanners.firstCandidate = min(scanners.firstCandidate, scanner)
        if again { becomeReady(item, &agenda) }
        scheduleDispatch(&agenda)
    }

    /// The batch is done: the scanner is terminated and, when it is gone, its position is free.
    private mutating func terminate(_ scanner: Int, _ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        if let bucket = scannerModel.terminateBucket { run.requests[bucket] += 1 }
        var asked = now
        if let state = compiled.terminateState { asked = buckets[state].grant(1, at: now) }
        let gone = asked + compiled.ticks.drain
        let places = max(Int64(scannerModel.places), batchVolumes(Int(scanners.batch[scanner])))
        run.availablePlaces += Int128(places) * Int128(now - scanners.readyAt[scanner])
        bill(scanner, until: gone)
        agenda.schedule(ScanEvent(.scannerGone, scanner), at: SimulationTime(ticks: gone))
    }

    private func batchVolumes(_ batch: Int) -> Int64 {
        batches[batch].reduce(0) { $0 + Int64(items.volumes[Int($1)]) }
    }

    func life(of scanner: Int, until gone: Int64) -> ScannerLife {
        ScannerLife(launched: scanners.launched[scanner], terminated: gone)
    }

    mutating func bill(_ scanner: Int, until gone: Int64) {
        let life = life(of: scanner, until: gone)
        run.scanners.append(life)
        run.billed += Int128(max(compiled.ticks.minimumBilled, life.terminated - life.launched))
    }
}

// MARK: - The end of the region

extension RegionWorld {
    /// What happened, once no event is pending. Persistent scanners are terminated as their rule says.
    mutating func finish(events: Int) -> RegionRun {
        precondition(itemsDone == items.count, "\(items.count - itemsDone) items of \(run.region) never finished")
        let completed = run.completed
        if batches.isEmpty {
            for scanner in 0..<scanners.count where scanners.launched[scanner] < completed {
                let readyAt = scanners.launched[scanner] + compiled.ticks.boot
                let end: Int64
                switch scannerModel.termination {
                case .regionEnd: end = max(completed, readyAt)
                case .idle: end = max(readyAt, lastDispatch, scanners.lastRelease[scanner])
                }
                run.availablePlaces += Int128(scannerModel.places) * Int128(end - readyAt)
                if let bucket = scannerModel.terminateBucket { run.requests[bucket] += 1 }
                bill(scanner, until: end + compiled.ticks.drain)
            }
            // A scanner whose launch would have come after the end was never asked for.
            if let bucket = scannerModel.launchBucket { run.requests[bucket] -= scanners.count - run.scanners.count }
        } else {
            run.scanners.sort { ($0.launched, $0.terminated) < ($1.launched, $1.terminated) }
        }
        for counter in counters.peak.indices {
            let resource = compiled.counterResource[counter]
            run.peaks[resource] = max(run.peaks[resource], counters.peak[counter])
        }
        run.events = events
        return run
    }
}
