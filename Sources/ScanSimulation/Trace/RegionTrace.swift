internal import EventSimulation

/// Takes down what happens in a region while it is simulated once more for its explanation.
///
/// Nothing of it exists in other simulations: the world asks for it only where something waits, where a scanner comes or
/// goes, and in stages with rules; a traced region is compiled so that every stage has rules.
final class RegionTrace {
    /// The event that is being handled, and when; nil: the region opens.
    private var event: ScanEvent?
    private var now: Int64 = 0
    private var steps: [ItemStep] = []
    private var lastStep: [Int32]
    /// Since when an item stands in line, and for which resource.
    private var lines: [(from: Int64, resource: Int32)]
    private var launches: [LaunchStep] = []
    private var launchOfScanner: [Int32] = []
    private var ends: [ScannerEnd?] = []
    private var boardings: [RegionHistory.Boarding] = []
    private var earlyReleases: [RegionHistory.EarlyRelease] = []
    private var abandoned: [Int32: RegionHistory.Abandonment] = [:]
    /// By batch: what is known before a scanner is asked for.
    private var batches: [BatchState]
    /// Scanners whose positions became free at this instant, and when that was.
    private var freed: [Int32] = []
    private var freedAt: Int64 = .min
    /// Places on scanners that stay, given back at this instant.
    private var places: [(scanner: Int32, cause: ItemStep.Cause)] = []
    private var placesAt: Int64 = .min
    /// How long the work of the stage lasts that begins next, before anybody looks.
    var unnoticed: Int64?

    private struct BatchState {
        var formed: Int64 = 0
        var formedBy = ItemStep.Cause.none
        var lined: Int64 = 0
        var lastLaunch: Int32 = -1
    }

    init(items: Int, batches: Int) {
        lastStep = Array(repeating: -1, count: items)
        lines = Array(repeating: (0, -1), count: items)
        self.batches = Array(repeating: BatchState(), count: batches)
    }

    /// The next event is about to be handled.
    func note(_ event: ScanEvent, at now: Int64) {
        self.event = event.kind == .regionOpens ? nil : event
        self.now = now
        guard event.kind != .regionOpens else {
            // Batches without items stand in line from then on.
            for batch in batches.indices { (batches[batch].formed, batches[batch].lined) = (now, now) }
            return
        }
        switch event.kind {
        case .scannerGone: free(event.index)
        case .scannerReady: give(back: event.index, .scannerReady(event.index))
        default: break
        }
    }

    /// Who makes things happen right now.
    private var cause: ItemStep.Cause {
        guard let event else { return .none }
        return switch event.kind {
        case .scannerInterrupted: .scannerLost(event.index)
        case .scannerReady: .scannerReady(event.index)
        case .stageEnded, .tokensContinue, .asksToLook, .looks, .volumesFull, .roundBegins: .item(event.index)
        default: .none
        }
    }

    private func free(_ scanner: Int32) {
        if freedAt != now { freed = [] }
        freedAt = now
        freed.append(scanner)
    }

    private func give(back scanner: Int32, _ cause: ItemStep.Cause) {
        if placesAt != now { places = [] }
        placesAt = now
        places.append((scanner, cause))
    }

    private func add(
        _ kind: ItemStep.Kind, _ item: Int, stage: Int, what: Int, from: Int64, to: Int64,
        cause: ItemStep.Cause = .none
    ) {
        guard to > from || kind == .aboard else { return }
        steps.append(
            ItemStep(
                kind: kind, stage: UInt8(stage), what: Int32(what), previous: lastStep[item], cause: cause, from: from,
                to: to))
        lastStep[item] = Int32(steps.count - 1)
    }
}

// MARK: - Items

extension RegionTrace {
    /// A stage begins once its tokens are granted at `instant`, the last of them from `bucket`.
    func begins(_ stage: Int, _ item: Int, bucket: Int, now: Int64, at instant: Int64, for duration: Int64) {
        tokens(item, stage: stage, bucket: bucket, from: now, to: instant)
        let work = min(unnoticed ?? duration, duration)
        unnoticed = nil
        add(.work, item, stage: stage, what: -1, from: instant, to: instant + work)
        add(.poll, item, stage: stage, what: -1, from: instant + work, to: instant + duration)
    }

    func tokens(_ item: Int, stage: Int, bucket: Int, from: Int64, to: Int64) {
        add(.tokens, item, stage: stage, what: bucket, from: from, to: to)
    }

    func backOff(_ item: Int, stage: Int, bucket: Int, from: Int64, to: Int64) {
        add(.backOff, item, stage: stage, what: bucket, from: from, to: to)
    }

    func looksAgain(_ item: Int, stage: Int, resource: Int, from: Int64, to: Int64) {
        add(.look, item, stage: stage, what: resource, from: from, to: to)
    }

    /// An item enters the first stage with its round; it waited for that since the region opened.
    func entersRound(_ item: Int, from opening: Int64, at now: Int64) {
        add(.round, item, stage: 0, what: -1, from: opening, to: now)
    }

    func joinsLine(_ item: Int, resource: Int, at now: Int64) { lines[item] = (now, Int32(resource)) }

    func leavesLine(_ item: Int, stage: Int, at now: Int64) {
        add(
            .line, item, stage: stage, what: Int(lines[item].resource), from: lines[item].from, to: now, cause: cause)
    }

    func goesAboard(_ item: Int, stage: Int, scanner: Int, at now: Int64) {
        add(.aboard, item, stage: stage, what: scanner, from: now, to: now)
    }

    /// An item gives the place back that it had on a scanner that stays.
    func givesPlaceBack(_ item: Int, scanner: Int) { give(back: Int32(scanner), .item(Int32(item))) }

    /// An item gets a place on a scanner that stays.
    func getsPlace(_ item: Int, stage: Int, scanner: Int, at now: Int64, opening: Int64) {
        boardings.append(RegionHistory.Boarding(item: Int32(item), scanner: Int32(scanner), at: now))
        let ready = lastStep[item] < 0 ? opening : steps[Int(lastStep[item])].to
        guard ready < now, placesAt == now else { return }
        // Of several places given back at once: the last of its own scanner, else the last that let the line go on.
        let own = places.last { $0.scanner == Int32(scanner) } ?? places.last
        add(
            .place, item, stage: stage, what: scanner, from: ready, to: now, cause: own?.cause ?? .none)
    }

    func releasesEarly(_ item: Int, resource: Int, at now: Int64) {
        earlyReleases.append(
            RegionHistory.EarlyRelease(item: Int32(item), resource: Int32(resource), at: now))
    }

    func isAbandoned(_ item: Int, at now: Int64) {
        var scanner: Int32?
        if case .scannerLost(let lost) = cause { scanner = lost }
        abandoned[Int32(item)] = RegionHistory.Abandonment(at: now, scanner: scanner)
    }
}

// MARK: - Scanners

extension RegionTrace {
    /// A batch is complete, or lost its scanner.
    func isFormed(_ batch: Int, at now: Int64) {
        batches[batch].formed = now
        batches[batch].formedBy = cause
    }

    func isLinedUp(_ batch: Int, at now: Int64) {
        batches[batch].lined = now
        batches[batch].lastLaunch = -1
    }

    func asks(batch: Int, at now: Int64, granted: Int64) {
        let state = batches[batch]
        var freedBy: Int32 = -1
        if state.lastLaunch < 0, state.lined < now, freedAt == now, !freed.isEmpty { freedBy = freed.removeFirst() }
        launches.append(
            LaunchStep(
                batch: Int32(batch), previous: state.lastLaunch, formed: state.formed, formedBy: state.formedBy,
                lined: state.lined, asked: now, freedBy: freedBy, granted: granted, ready: nil))
        batches[batch].lastLaunch = Int32(launches.count - 1)
    }

    /// The request that was made last has a scanner.
    func launches(scanner: Int) {
        launchOfScanner.append(Int32(launches.count - 1))
        ends.append(nil)
        precondition(launchOfScanner.count == scanner + 1, "scanner \(scanner) out of order")
    }

    /// A scanner that stays is asked for when the region opens.
    func asksForPersistent(_ scanner: Int, at now: Int64, granted: Int64, ready: Int64) {
        launches.append(
            LaunchStep(
                batch: -1, previous: -1, formed: now, formedBy: .none, lined: now, asked: now, freedBy: -1,
                granted: granted, ready: ready))
        launches(scanner: scanner)
    }

    func isReady(_ scanner: Int, at now: Int64) { launches[Int(launchOfScanner[scanner])].ready = now }

    func terminates(_ scanner: Int, at now: Int64, granted: Int64, gone: Int64) {
        var item: Int32 = -1
        if case .item(let last) = cause { item = last }
        ends[scanner] = ScannerEnd(left: now, lastItem: item, granted: granted, gone: gone, isInterrupted: false)
    }

    func isTakenAway(_ scanner: Int, at now: Int64) {
        ends[scanner] = ScannerEnd(left: now, lastItem: -1, granted: now, gone: now, isInterrupted: true)
        free(Int32(scanner))
    }
}

// MARK: - The end

extension RegionTrace {
    /// The history, with instants from the opening on.
    func history(opening: Int64, completed: Int64) -> RegionHistory {
        for index in steps.indices {
            steps[index].from -= opening
            steps[index].to -= opening
        }
        for index in boardings.indices { boardings[index].at -= opening }
        for index in earlyReleases.indices { earlyReleases[index].at -= opening }
        for index in launches.indices {
            launches[index].formed -= opening
            launches[index].lined -= opening
            launches[index].asked -= opening
            launches[index].granted -= opening
            launches[index].ready = launches[index].ready.map { $0 - opening }
        }
        let ends = ends.map { end in
            end.map {
                ScannerEnd(
                    left: $0.left - opening, lastItem: $0.lastItem, granted: $0.granted - opening,
                    gone: $0.gone - opening, isInterrupted: $0.isInterrupted)
            }
        }
        return RegionHistory(
            steps: steps, lastStep: lastStep, launches: launches, launchOfScanner: launchOfScanner, ends: ends,
            boardings: boardings, earlyReleases: earlyReleases,
            abandoned: abandoned.mapValues {
                RegionHistory.Abandonment(at: $0.at - opening, scanner: $0.scanner)
            }, completed: completed)
    }
}

/// A region alone that is taken down.
struct TracedWorld: ~Copyable, SimulationModel {
    typealias Event = ScanEvent

    var world: RegionWorld
    let trace: RegionTrace

    mutating func start(_ agenda: inout Agenda<ScanEvent>) {
        trace.note(ScanEvent(.regionOpens), at: agenda.now.ticks)
        world.start(&agenda)
    }

    mutating func handle(_ event: ScanEvent, _ agenda: inout Agenda<ScanEvent>) {
        trace.note(event, at: agenda.now.ticks)
        world.handle(event, &agenda)
    }
}
