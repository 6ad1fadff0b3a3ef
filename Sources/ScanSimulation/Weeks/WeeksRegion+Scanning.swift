internal import EventSimulation
internal import ScanModel

// MARK: - The limit before the scanner

extension WeeksRegion {
    @inline(__always)
    private func keeper(_ row: Int) -> Int { limit?.isPerAccount == true ? account(row) : 0 }

    /// The item takes its places in the limit, or stands in line for them.
    mutating func ask(_ row: Int, _ agenda: inout Agenda<WeeksEvent>) {
        guard rows[row].state == .asking,
            rows[row].found + times[template(row)].before == agenda.now.ticks
        else { return }
        guard let limit else {
            hold(row, &agenda)
            return
        }
        let keeper = keeper(row)
        let units = times[template(row)].units
        if accounts[keeper].line.head < 0, accounts[keeper].used + units <= limit.capacity {
            accounts[keeper].used += units
            hold(row, &agenda)
            return
        }
        rows[row].state = .inLine
        var line = accounts[keeper].line
        join(&line, row)
        accounts[keeper].line = line
        guard ticks.anchor == .discovery, ticks.discoveredExpiry != .max else { return }
        scheduleExpiry(row, rows[row].found + min(ticks.discoveredExpiry, ticks.interval), &agenda)
    }

    /// The snapshot is being made. From here on the instance itself is no longer needed.
    private mutating func hold(_ row: Int, _ agenda: inout Agenda<WeeksEvent>) {
        rows[row].expiry = .max
        let times = times[template(row)]
        if limit == nil {
            rest(row, for: times.held + times.rest, &agenda)
        } else {
            rows[row].state = .holding
            agenda.schedule(event(.released, row), at: agenda.now + times.held)
        }
    }

    mutating func release(_ row: Int, _ agenda: inout Agenda<WeeksEvent>) {
        guard rows[row].state == .holding, let limit else { return }
        let keeper = keeper(row)
        accounts[keeper].used -= times[template(row)].units
        rest(row, for: times[template(row)].rest, &agenda)
        while accounts[keeper].line.head >= 0 {
            let first = Int(accounts[keeper].line.head)
            let units = times[template(first)].units
            guard accounts[keeper].used + units <= limit.capacity else { return }
            leaveLimitLine(first)
            accounts[keeper].used += units
            hold(first, &agenda)
        }
    }

    mutating func leaveLimitLine(_ row: Int) {
        let keeper = keeper(row)
        var line = accounts[keeper].line
        leave(&line, row)
        accounts[keeper].line = line
    }

    private mutating func rest(_ row: Int, for length: Int64, _ agenda: inout Agenda<WeeksEvent>) {
        rows[row].state = .resting
        if length > 0 {
            agenda.schedule(event(.ready, row), at: agenda.now + length)
        } else {
            makeReady(row, &agenda)
        }
    }

    private mutating func scheduleExpiry(_ row: Int, _ instant: Int64, _ agenda: inout Agenda<WeeksEvent>) {
        rows[row].expiry = max(instant + ticks.expiryLag, agenda.now.ticks)
        if rows[row].expiry <= ticks.horizon {
            agenda.schedule(event(.forgotten, row), at: SimulationTime(ticks: rows[row].expiry))
        }
    }
}

// MARK: - Searches and scanners

extension WeeksRegion {
    mutating func makeReady(_ row: Int, _ agenda: inout Agenda<WeeksEvent>) {
        guard rows[row].state == .resting else { return }
        rows[row].state = .ready
        readyBits[row >> 6] |= 1 << UInt64(row & 63)
        readyCount += 1
        if ticks.anchor == .discovery { scheduleExpiry(row, rows[row].found + ticks.interval, &agenda) }
        guard !searchIsScheduled else { return }
        searchIsScheduled = true
        let now = agenda.now.ticks
        let instant = ticks.search == 0 ? now : WeeksTicks.next(now, every: ticks.search)
        agenda.schedule(event(.search), at: SimulationTime(ticks: instant), priority: .afterOthers)
    }

    mutating func unmark(_ row: Int) {
        readyBits[row >> 6] &= ~(1 << UInt64(row & 63))
        readyCount -= 1
    }

    /// Takes whatever is ready, in the order of the table, Linux and Windows apart.
    mutating func search(_ agenda: inout Agenda<WeeksEvent>) {
        searchIsScheduled = false
        var word = 0
        while readyCount > 0 {
            var bits = readyBits[word]
            readyBits[word] = 0
            while bits != 0 {
                let row = word << 6 | bits.trailingZeroBitCount
                bits &= bits - 1
                rows[row].state = .taken
                rows[row].search = searches
                let platform = Int(times[template(row)].platform.rawValue)
                var line = lines[platform]
                join(&line, row)
                lines[platform] = line
                readyCount -= 1
                takenCount += 1
            }
            word += 1
        }
        searches += 1
        if gate == .open {
            launch(&agenda)
        } else {
            wantsGate = takenCount > 0
        }
    }

    /// While a scanner is free, the batch that was found first gets it; of one search Linux goes before Windows.
    mutating func launch(_ agenda: inout Agenda<WeeksEvent>) {
        guard gate == .open else { return }
        while scannersRunning < scannersAtOnce, let platform = nextPlatform() { launchBatch(platform, &agenda) }
        if !isAlwaysOpen, itemsAboard == 0, nextPlatform() == nil { wantsGate = true }
    }

    /// Whether the region may end its turn: nothing is on its way on a scanner or may go there.
    var isDrained: Bool { itemsAboard == 0 && nextPlatform() == nil }

    /// Whose line has the batch that goes next; nil: none may go.
    private func nextPlatform() -> Int? {
        let (linux, windows) = (lines[0].head, lines[1].head)
        guard linux >= 0 || windows >= 0 else { return nil }
        let first = linux >= 0 ? rows[Int(linux)].search : .max
        let second = windows >= 0 ? rows[Int(windows)].search : .max
        if othersWait, min(first, second) >= searchesAllowed { return nil }
        return first <= second ? 0 : 1
    }

    /// Next-fit: rows of one search from the front of the line until one does not fit; a larger one goes alone.
    private mutating func launchBatch(_ platform: Int, _ agenda: inout Agenda<WeeksEvent>) {
        let now = agenda.now.ticks
        var line = lines[platform]
        let search = rows[Int(line.head)].search
        let ready = now + ticks.boot
        var load: Int32 = 0
        var last = ready
        while line.head >= 0, rows[Int(line.head)].search == search {
            let row = Int(line.head)
            let times = times[template(row)]
            guard load == 0 || load + times.volumes <= places else { break }
            load += times.volumes
            leave(&line, row)
            takenCount -= 1
            itemsAboard += 1
            rows[row].state = .onScanner
            rows[row].expiry = .max
            last = max(last, ready + times.onScanner)
            agenda.schedule(
                event(.completed, row), at: SimulationTime(ticks: ready + times.onScanner + times.after))
        }
        lines[platform] = line
        if scannersRunning == 0 { busySince = now }
        scannersRunning += 1
        let gone = last + ticks.drain
        scannerTicks += Int128(measured(from: now, to: gone))
        agenda.schedule(event(.scannerGone), at: SimulationTime(ticks: gone))
    }

    mutating func scannerIsGone(_ agenda: inout Agenda<WeeksEvent>) {
        scannersRunning -= 1
        if scannersRunning == 0 { busy += measured(from: busySince, to: agenda.now.ticks) }
        scheduleLaunch(&agenda)
    }

    /// Free scanners are handed out once everything else of the instant has happened, together with a search.
    private mutating func scheduleLaunch(_ agenda: inout Agenda<WeeksEvent>) {
        // A region that has nothing more to hand out may have to give its place in the window back.
        guard takenCount > 0 || !isAlwaysOpen, gate == .open, !launchIsScheduled else { return }
        launchIsScheduled = true
        agenda.schedule(event(.launches), at: agenda.now, priority: .afterOthers)
    }

    mutating func complete(_ row: Int, _ agenda: inout Agenda<WeeksEvent>) {
        let now = agenda.now.ticks
        guard rows[row].state == .onScanner else { return }
        openRequests -= 1
        itemsAboard -= 1
        tallies[week].scans += 1
        if rows[row].isOfTheStart, !rows[row].isScanned {
            firstScansLeft -= 1
            if firstScansLeft == 0 { firstCycle = now }
        }
        if rows[row].hasEnded {
            free(row)
        } else {
            settle(row, until: now)
            rows[row].since = now
            rows[row].isScanned = true
            awaitDiscovery(row, from: nextDue(row, completed: now), &agenda)
        }
        if !isAlwaysOpen, isDrained { wantsGate = true }
    }

    /// When the record of a scan that is complete has vanished.
    private func nextDue(_ row: Int, completed now: Int64) -> Int64 {
        switch ticks.anchor {
        case .discovery: max(now, rows[row].found + ticks.interval + ticks.expiryLag)
        case .completion: now + ticks.interval + ticks.expiryLag
        case .schedule: now
        }
    }

    /// Ticks of a stretch after the warm-up and before the end.
    func measured(from start: Int64, to end: Int64) -> Int64 {
        max(0, min(end, ticks.horizon) - max(start, ticks.warmUp))
    }
}
