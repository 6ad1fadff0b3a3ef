internal import EventSimulation
internal import RandomStreams
internal import ScanModel

/// One region while weeks go by.
///
/// Every step of an instance is an event of its own: discovery, request, place in the limit, snapshot, search,
/// scanner, completion, expiry of the record, end. An instance waits for the next discovery that sees it by one event at
/// that instant, so a poll costs nothing for the instances whose records stand.
struct WeeksRegion: ~Copyable {
    /// Where the region stands with the window of regions.
    enum GateState: UInt8 {
        case closed, waiting, opening, open, closing
    }

    let ticks: WeeksTicks
    let seat: UInt16
    let name: String
    let scannersAtOnce: Int
    let places: Int32
    let setup: Int64
    let teardown: Int64
    let limit: LeadLimit?
    let churn: ChurnTicks
    let times: FlatBuffer<ItemTimes>
    let templateCount: Int
    let progress: ProgressCounter
    /// Whether it opens once and for all.
    let isAlwaysOpen: Bool

    var rows: FlatBuffer<InstanceRow>
    var rowRoom: Int
    /// Rows in use so far, and those that can be used again, threaded by `next`.
    var rowCount: Int
    var freeRow: Int32 = -1
    var accounts: FlatBuffer<AccountRow>
    let accountCount: Int
    /// Rows that are ready, one bit each: a search takes them in the order of the table.
    var readyBits: FlatBuffer<UInt64>
    var readyCount = 0
    var searchIsScheduled = false
    var searches: Int32 = 0
    /// Taken rows of Linux and Windows.
    var lines: FlatBuffer<RowLine>
    var takenCount = 0
    /// Reports being gathered.
    var reports = RowLine()
    var reportCount: Int32 = 0
    var reportsEnd: Int64 = .max
    var streams: FlatBuffer<BirthStream>

    var gate = GateState.closed
    /// Searches whose rows may go on scanners while other regions wait for a place in the window.
    var searchesAllowed: Int32 = 0
    var othersWait = false
    /// Set by an event that concerns the window: the world looks at it.
    var wantsGate = false
    var launchIsScheduled = false
    var scannersRunning = 0
    var itemsAboard = 0

    /// Requests that are open.
    var openRequests = 0
    /// Items of the start whose first scan is not completed, and when the last one was.
    var firstScansLeft: Int
    var firstCycle: Int64?
    var week = 0
    var tallies: FlatBuffer<WeekTally>
    let weekCount: Int
    var busySince: Int64 = 0
    var busy: Int64 = 0
    var scannerTicks: Int128 = 0
    var forgottenAfterWarmUp = 0
    let classes: AgeDistribution.Classes
    let accountClasses: AgeDistribution.Classes
    var ages: FlatBuffer<AgeDistribution.Weight>
    var accountAges: FlatBuffer<AgeDistribution.Weight>
    var greatest: Int64 = 0

    mutating func handle(_ event: WeeksEvent, _ agenda: inout Agenda<WeeksEvent>) {
        let index = Int(event.index)
        switch event.kind {
        case .found: find(index, &agenda)
        case .asks: ask(index, &agenda)
        case .released: release(index, &agenda)
        case .ready: makeReady(index, &agenda)
        case .search: search(&agenda)
        case .completed: complete(index, &agenda)
        case .scannerGone: scannerIsGone(&agenda)
        case .launches:
            launchIsScheduled = false
            launch(&agenda)
        case .forgotten: forget(index, &agenda)
        case .starts: startInstance(stream: index, &agenda)
        case .ends: endInstance(index, &agenda)
        case .reported: handOverReports(&agenda)
        case .dayEnds: endDay(index, &agenda)
        case .admit, .opened, .closed, .runStarts: preconditionFailure("\(event.kind) is not a region's own")
        }
    }

    @inline(__always)
    func event(_ kind: WeeksEvent.Kind, _ index: Int = 0) -> WeeksEvent { WeeksEvent(kind, index, region: seat) }

    @inline(__always)
    func template(_ row: Int) -> Int { Int(rows[row].template) }

    @inline(__always)
    func account(_ row: Int) -> Int { Int(times[template(row)].account) }
}

// MARK: - The start

extension WeeksRegion {
    mutating func start(_ agenda: inout Agenda<WeeksEvent>) {
        for row in 0..<rowCount {
            if rows[row].end <= ticks.horizon {
                agenda.schedule(event(.ends, row), at: SimulationTime(ticks: rows[row].end))
            }
            awaitDiscovery(row, from: 0, &agenda)
        }
        for stream in 0..<2 { scheduleStart(stream, &agenda) }
        // The last tick of a day: what happens on the next one belongs to the next day.
        agenda.schedule(
            event(.dayEnds, 1), at: SimulationTime(ticks: ticks.week / 7 - 1), priority: .afterOthers)
    }

    mutating func endDay(_ day: Int, _ agenda: inout Agenda<WeeksEvent>) {
        progress.advance(by: templateCount)
        if day % 7 == 0 {
            tallies[week].backlog = openRequests
            week = min(week + 1, weekCount - 1)
        }
        agenda.schedule(event(.dayEnds, day + 1), at: agenda.now + ticks.week / 7, priority: .afterOthers)
    }
}

// MARK: - Discovery and requests

extension WeeksRegion {
    /// The first discovery at an instant or later that sees an account; Int64.max: none ever does.
    func sighting(_ account: Int, from instant: Int64) -> Int64 {
        let offset = accounts[account].offset
        return offset < 0 ? .max : WeeksTicks.next(instant, every: ticks.poll, from: offset)
    }

    /// The instance is idle until the next discovery that sees it while it lives.
    mutating func awaitDiscovery(_ row: Int, from instant: Int64, _ agenda: inout Agenda<WeeksEvent>) {
        let sighting = sighting(account(row), from: instant)
        rows[row].state = .idle
        rows[row].sighting = sighting
        rows[row].expiry = .max
        // With a schedule the starts look at the rows themselves.
        guard ticks.anchor != .schedule, sighting < rows[row].end, sighting < ticks.horizon else { return }
        agenda.schedule(event(.found, row), at: SimulationTime(ticks: sighting))
    }

    private mutating func find(_ row: Int, _ agenda: inout Agenda<WeeksEvent>) {
        guard rows[row].state == .idle, rows[row].sighting == agenda.now.ticks else { return }
        request(row, &agenda)
    }

    /// A record is made and a scan is asked for.
    mutating func request(_ row: Int, _ agenda: inout Agenda<WeeksEvent>) {
        let now = agenda.now.ticks
        rows[row].found = now
        rows[row].isKnown = true
        rows[row].state = .asking
        openRequests += 1
        tallies[week].due += 1
        let before = times[template(row)].before
        if before > 0 {
            agenda.schedule(event(.asks, row), at: agenda.now + before)
        } else {
            ask(row, &agenda)
        }
    }

    /// Every known instance without a request gets one. Complexity: O(rows).
    mutating func requestAll(_ agenda: inout Agenda<WeeksEvent>) {
        let now = agenda.now.ticks
        for row in 0..<rowCount
        where rows[row].state == .idle && !rows[row].hasEnded && (rows[row].isKnown || rows[row].sighting <= now) {
            request(row, &agenda)
        }
    }

    /// The record of a request vanishes, and the request with it.
    private mutating func forget(_ row: Int, _ agenda: inout Agenda<WeeksEvent>) {
        let now = agenda.now.ticks
        guard rows[row].expiry == now else { return }
        switch rows[row].state {
        case .inLine:
            leaveLimitLine(row)
            tallies[week].forgottenBeforeSnapshot += 1
        case .ready:
            unmark(row)
            tallies[week].forgottenBeforeScan += 1
        case .taken:
            let platform = Int(times[template(row)].platform.rawValue)
            var line = lines[platform]
            leave(&line, row)
            lines[platform] = line
            takenCount -= 1
            tallies[week].forgottenBeforeScan += 1
        case .free, .idle, .reported, .asking, .holding, .resting, .onScanner: return
        }
        openRequests -= 1
        if now > ticks.warmUp { forgottenAfterWarmUp += 1 }
        if rows[row].hasEnded {
            free(row)
        } else {
            awaitDiscovery(row, from: now, &agenda)
        }
    }
}

// MARK: - Lines of rows

extension WeeksRegion {
    mutating func join(_ line: inout RowLine, _ row: Int) {
        rows[row].next = -1
        rows[row].previous = line.tail
        if line.tail < 0 { line.head = Int32(row) } else { rows[Int(line.tail)].next = Int32(row) }
        line.tail = Int32(row)
    }

    mutating func leave(_ line: inout RowLine, _ row: Int) {
        let (next, previous) = (rows[row].next, rows[row].previous)
        if previous < 0 { line.head = next } else { rows[Int(previous)].next = next }
        if next < 0 { line.tail = previous } else { rows[Int(next)].previous = previous }
    }

    mutating func free(_ row: Int) {
        rows[row].state = .free
        rows[row].next = freeRow
        freeRow = Int32(row)
    }
}
