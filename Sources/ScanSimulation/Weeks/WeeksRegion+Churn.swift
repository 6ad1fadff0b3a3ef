internal import EventSimulation
internal import RandomStreams
internal import ScanModel

/// How instances of a region come and go, in ticks.
struct ChurnTicks: BitwiseCopyable, Sendable {
    /// Instances at the start.
    var fleet: Double
    var week: Double
    /// Starts in a week for each instance; 0: none.
    var starts: Double
    /// Growth in a week, 0: none, and the logarithm of 1 + growth.
    var growth: Double
    var logGrowth: Double
    /// Mean length of life; 0: for ever. Whether every started instance lives just so long, and whether the instances of
    /// the start end too.
    var lifetime: Double
    var isFixed: Bool
    var isRenewal: Bool
    var seed: UInt64
    var regionNumber: UInt16

    init(_ settings: WeeksSettings, fleet: Int, scale: TickScale, seed: UInt64, regionNumber: Int) {
        let perSecond = Double(scale.ticksPerSecond)
        self.fleet = Double(fleet)
        week = Double(WeeksSettings.week) * perSecond
        starts = settings.churn?.perWeek.doubleValue ?? 0
        growth = settings.growth?.doubleValue ?? 0
        logGrowth = exactLog1p(growth)
        lifetime = (settings.churn?.effectiveLifetime.mean.value.doubleValue ?? 0) * perSecond
        isFixed = if case .fixed? = settings.churn?.lifetime { true } else { false }
        isRenewal = settings.churn != nil && settings.churn?.lifetime == nil
        self.seed = seed
        self.regionNumber = UInt16(truncatingIfNeeded: regionNumber)
    }

    /// Coordinates of the draws: the streams of started instances, and the lives of those of the start.
    func key(stage: UInt16, item: Int) -> DrawKey {
        DrawKey(
            seed: seed, trial: 0, region: regionNumber, item: UInt32(truncatingIfNeeded: item),
            stage: 60_000 + stage)
    }

    /// When so many instances have started: the inverse of what starts on average.
    ///
    /// The fleet grows by a share of itself, so growth and churn both follow `(1 + growth)^weeks`.
    func instant(_ stream: Int, after count: Double) -> Double {
        let unit = stream == 0 ? fleet * starts : fleet
        if growth == 0 { return count / unit * week }
        return exactLog1p(stream == 0 ? count * logGrowth / unit : count / unit) / logGrowth * week
    }

    /// How long an instance lives; Int64.max: for ever.
    func life(_ uniform: Double) -> Int64 {
        guard lifetime > 0 else { return .max }
        let life = isFixed ? lifetime : Distribution.exponential(mean: lifetime).quantile(uniform)
        return life < 0x1p60 ? max(1, Int64(life.rounded())) : .max
    }
}

/// Instances that start, one after another: those of the churn, and those of the growth.
struct BirthStream: BitwiseCopyable, Sendable {
    /// Started so far.
    var number = 0
    /// How many would have started on average by the next start.
    var expected = 0.0
}

extension WeeksRegion {
    /// Churn is a stream of chance (exponential gaps), growth one start in each step of 1.
    mutating func scheduleStart(_ stream: Int, _ agenda: inout Agenda<WeeksEvent>) {
        guard templateCount > 0, stream == 0 ? churn.starts > 0 : churn.growth > 0 else { return }
        let uniform = churn.key(stage: UInt16(stream), item: streams[stream].number).uniform(draw: 0)
        if stream == 0 {
            streams[0].expected -= exactLog1p(-uniform)
        } else {
            streams[1].expected = Double(streams[1].number) + uniform
        }
        let instant = churn.instant(stream, after: streams[stream].expected)
        guard instant <= Double(ticks.horizon) else { return }
        agenda.schedule(
            event(.starts, stream), at: SimulationTime(ticks: max(agenda.now.ticks, Int64(instant.rounded()))))
    }

    /// A new instance, like one of the start that is drawn.
    mutating func startInstance(stream: Int, _ agenda: inout Agenda<WeeksEvent>) {
        let now = agenda.now.ticks
        let key = churn.key(stage: UInt16(stream), item: streams[stream].number)
        streams[stream].number += 1
        let template = min(templateCount - 1, Int(key.uniform(draw: 1) * Double(templateCount)))
        let life = stream == 0 || churn.isRenewal ? churn.life(key.uniform(draw: 2)) : .max
        let row = newRow()
        rows[row] = InstanceRow(
            since: now, end: life == .max ? .max : now + life, sighting: .max, template: Int32(template))
        tallies[week].started += 1
        if rows[row].end <= ticks.horizon {
            agenda.schedule(event(.ends, row), at: SimulationTime(ticks: rows[row].end))
        }
        if accounts[account(row)].isReported {
            report(row, &agenda)
        } else {
            awaitDiscovery(row, from: now, &agenda)
        }
        scheduleStart(stream, &agenda)
    }

    private mutating func newRow() -> Int {
        if freeRow >= 0 {
            let row = Int(freeRow)
            freeRow = rows[row].next
            return row
        }
        if rowCount == rowRoom { grow() }
        rowCount += 1
        return rowCount - 1
    }

    /// Twice the room for rows.
    @inline(never)
    private mutating func grow() {
        rowRoom = max(64, 2 * rowRoom)
        var larger = FlatBuffer<InstanceRow>(capacity: rowRoom)
        for row in 0..<rowCount { larger[row] = rows[row] }
        rows = larger
        var bits = FlatBuffer<UInt64>(repeating: 0, count: rowRoom / 64 + 1)
        for word in 0..<(rowCount + 63) / 64 { bits[word] = readyBits[word] }
        readyBits = bits
    }

    /// The start joins the reports that are handed over when there are enough of them or their window ends.
    private mutating func report(_ row: Int, _ agenda: inout Agenda<WeeksEvent>) {
        rows[row].state = .reported
        var line = reports
        join(&line, row)
        reports = line
        reportCount += 1
        if reportCount == ticks.reportBatch {
            reportsEnd = agenda.now.ticks
            handOverReports(&agenda)
        } else if reportCount == 1 {
            reportsEnd = agenda.now.ticks + ticks.reportWindow
            agenda.schedule(event(.reported), at: SimulationTime(ticks: reportsEnd))
        }
    }

    mutating func handOverReports(_ agenda: inout Agenda<WeeksEvent>) {
        let now = agenda.now.ticks
        guard reportsEnd == now else { return }
        reportsEnd = .max
        reportCount = 0
        while reports.head >= 0 {
            let row = Int(reports.head)
            var line = reports
            leave(&line, row)
            reports = line
            rows[row].state = .idle
            rows[row].sighting = now
            if ticks.anchor != .schedule { request(row, &agenda) }
        }
    }

    mutating func endInstance(_ row: Int, _ agenda: inout Agenda<WeeksEvent>) {
        let now = agenda.now.ticks
        guard rows[row].state != .free, !rows[row].hasEnded, rows[row].end == now else { return }
        settle(row, until: now)
        rows[row].hasEnded = true
        tallies[week].ended += 1
        switch rows[row].state {
        case .idle:
            if !rows[row].isKnown { countUnseen(row, sighting: rows[row].sighting, now) }
            free(row)
        case .reported:
            var line = reports
            leave(&line, row)
            reports = line
            reportCount -= 1
            countUnseen(row, sighting: sighting(account(row), from: rows[row].since), now)
            free(row)
        case .asking, .inLine:
            if rows[row].state == .inLine { leaveLimitLine(row) }
            openRequests -= 1
            tallies[week].endedBeforeSnapshot += 1
            free(row)
        case .holding, .resting, .ready, .taken, .onScanner, .free:
            // Its snapshot is there, or nearly: it is scanned all the same.
            break
        }
    }

    /// An instance has ended without any request.
    private mutating func countUnseen(_ row: Int, sighting: Int64, _ now: Int64) {
        if sighting <= now {
            // Only with a schedule: it was seen, and no start came.
            tallies[week].endedBeforeSnapshot += 1
        } else if sighting != .max, sighting - now <= ticks.visible {
            tallies[week].seenTooLate += 1
        } else {
            tallies[week].neverSeen += 1
        }
    }
}
