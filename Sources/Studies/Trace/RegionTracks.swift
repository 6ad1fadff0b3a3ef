internal import ScanModel
internal import ScanSimulation

/// Turns what happened in one region into tracks.
struct RegionTracks {
    /// What every part of the region's tracks needs.
    struct Context {
        var workflow: ScanWorkflow
        var plan: RegionPlan
        var run: RegionRun
        var history: RegionHistory
        /// The opening of the region, in ticks of the cycle.
        var opening: Int64
        var process: Int
        /// Names of the region's accounts, cut off where they are long.
        var accounts: [String]
        /// Size units in a GiB.
        var unitsPerGiB: Int64
        /// The shortest time that a scanner is billed for, in ticks.
        var minimumBilled: Int64
    }

    /// Successive parts of a life that lie on one track: on one scanner, or off any.
    private struct Phase {
        var item: Int
        /// -1: off any scanner.
        var scanner: Int32
        var parts: Range<Int>
        var from: Int64
        var to: Int64
        var flow: TraceSlice.Flow?
    }

    private let context: Context
    private let names: WalkNames
    private var lives: [[LifePart]] = []
    private var phases: [Phase] = []
    private var waits = Array(repeating: CounterSeries(), count: WaitGroup.allCases.count)
    private var holdings: LimitHoldings
    private(set) var told: TracedRegion
    private var next: Int

    /// What instances wait for, as the counters have it.
    private enum WaitGroup: Int, CaseIterable {
        case tokens, limit, batch, scanner, boot

        var title: String {
            switch self {
            case .tokens: "tokens"
            case .limit: "a limit"
            case .batch: "the batch"
            case .scanner: "a scanner"
            case .boot: "the boot"
            }
        }
    }

    /// - Parameter thread: the number of the first thread.
    init(_ context: Context, names: WalkNames, deployment: String, scope: TraceScope, thread: Int) {
        self.context = context
        self.names = names
        next = thread
        holdings = LimitHoldings(
            context.workflow, context.plan.items, early: context.history.earlyReleases)
        let count = context.plan.items.count
        told = TracedRegion(
            deployment: deployment, region: context.plan.region, instances: count, instancesTold: 0,
            scanners: context.run.scanners.count, scannerTracks: 0, instanceTracks: 0)
        let reader = InstanceLives(context.history, context.workflow)
        var slices = 0
        var isOpen = true
        for item in 0..<count {
            let life = reader.life(of: item)
            addWaits(of: life)
            holdings.add(life, of: item)
            slices += life.count + 3
            isOpen =
                isOpen && item < scope.instances ?? .max && (item == 0 || slices <= scope.slicesMost ?? .max)
            if isOpen { tell(life, item) }
        }
        told.instancesTold = lives.count
    }

    private mutating func addWaits(of life: [LifePart]) {
        for part in life {
            let group: WaitGroup
            switch part.kind {
            case .stage: continue
            case .tokens, .backOff: group = .tokens
            case .line, .look, .round: group = .limit
            case .batch: group = .batch
            case .timer, .place: group = .scanner
            case .launchTokens, .launchRetry, .boot, .lost: group = .boot
            }
            waits[group.rawValue].add(1, from: part.from, to: part.to)
        }
    }

    private mutating func tell(_ life: [LifePart], _ item: Int) {
        lives.append(life)
        let first = phases.count
        var start = 0
        for index in life.indices {
            guard index + 1 == life.count || life[index + 1].scanner != life[index].scanner else { continue }
            phases.append(
                Phase(
                    item: item, scanner: life[index].scanner, parts: start..<(index + 1), from: life[start].from,
                    to: life[index].to))
            start = index + 1
        }
        guard phases.count - first > 1 else { return }
        for index in first..<phases.count {
            phases[index].flow = index == first ? .first : index == phases.count - 1 ? .last : .middle
        }
    }

    /// Tells the tracks, in the order in which they are shown.
    ///
    /// - Returns: the number of the next free thread.
    /// - Complexity: O(n log n) in the steps of the region.
    mutating func emit(scope: TraceScope, _ emit: (TraceEvent) -> Void) -> Int {
        emitScanners(emit)
        emitInstances(emit)
        emitCounters(scope, emit)
        return next
    }

    // MARK: - Tracks

    private mutating func track(_ name: String, _ emit: (TraceEvent) -> Void) -> TraceTrack {
        let track = TraceTrack(process: context.process, thread: next)
        emit(.thread(track, name: name, place: next))
        next += 1
        return track
    }

    /// The number of a lane in brackets: viewers put the number of the thread behind the name.
    private static func numbered(_ name: String, _ number: Int, of count: Int, row: Int = 0) -> String {
        let digits = String(number + 1)
        let padding = String(repeating: "0", count: max(0, String(count).count - digits.count))
        return "\(name) (\(padding)\(digits)\(row == 0 ? "" : ", place \(row + 1)"))"
    }

    /// A scanner of the history, with when it was billed.
    private func billed(_ scanner: Int) -> ScannerLife? {
        let history = context.history
        if let end = history.ends[scanner] {
            return ScannerLife(
                launched: history.launches[Int(history.launchOfScanner[scanner])].granted, terminated: end.gone)
        }
        // Those that stay are in the run in the order of their numbers, as far as they were launched at all.
        guard history.launches[Int(history.launchOfScanner[scanner])].batch < 0 else { return nil }
        return scanner < context.run.scanners.count ? context.run.scanners[scanner] : nil
    }

    private mutating func emitScanners(_ emit: (TraceEvent) -> Void) {
        let scanners = context.history.launchOfScanner.indices.compactMap { number in
            billed(number).map { (number, $0) }
        }
        let packing = LanePacking.lanes(scanners.map { ($0.1.launched, $0.1.terminated) })
        let aboard = Dictionary(grouping: phases.indices.filter { phases[$0].scanner >= 0 }) { phases[$0].scanner }
        // Instances side by side on one scanner have rows of their own below its own row.
        var rows = Array(repeating: 1, count: packing.count)
        var rowOfPhase: [Int: Int] = [:]
        for (index, scanner) in scanners.enumerated() {
            let inside = aboard[Int32(scanner.0)] ?? []
            let packed = LanePacking.lanes(inside.map { (phases[$0].from, phases[$0].to) })
            for (phase, row) in zip(inside, packed.lanes) { rowOfPhase[phase] = row }
            rows[packing.lanes[index]] = max(rows[packing.lanes[index]], packed.count)
        }
        var tracks: [[TraceTrack]] = []
        for lane in 0..<packing.count {
            tracks.append(
                (0..<rows[lane]).map { row in
                    track(RegionTracks.numbered("scanners", lane, of: packing.count, row: row), emit)
                })
        }
        told.scannerTracks = rows.reduce(0, +)
        for (index, scanner) in scanners.enumerated() {
            let own = tracks[packing.lanes[index]]
            emitScanner(scanner.0, scanner.1, own[0], emit)
            // In the order of time, so that whatever is outside comes first.
            let inside = (aboard[Int32(scanner.0)] ?? []).sorted {
                (phases[$0].from, phases[$0].to, $0) < (phases[$1].from, phases[$1].to, $1)
            }
            for phase in inside { emitPhase(phases[phase], own[rowOfPhase[phase] ?? 0], emit) }
        }
    }

    private func emitScanner(
        _ number: Int, _ life: ScannerLife, _ track: TraceTrack, _ emit: (TraceEvent) -> Void
    ) {
        let history = context.history
        let launch = history.launches[Int(history.launchOfScanner[number])]
        let end = history.ends[number]
        var details = [TraceDetail("scanner", number + 1)]
        if launch.batch >= 0 { details.append(TraceDetail("batch", Int(launch.batch) + 1)) }
        details.append(TraceDetail("asked for (us)", .ticks(launch.asked + context.opening)))
        if life.terminated - life.launched < context.minimumBilled {
            details.append(TraceDetail("billed (us)", .ticks(context.minimumBilled)))
        }
        if end?.isInterrupted == true { details.append(TraceDetail("taken away", "yes")) }
        func slice(_ name: String, _ from: Int64, _ to: Int64, _ details: [TraceDetail] = []) {
            emit(
                .slice(
                    TraceSlice(
                        track: track, category: .scanner, name: name, from: from + context.opening,
                        to: to + context.opening, details: details)))
        }
        slice("scanner \(number + 1)", life.launched, life.terminated, details)
        let ready = min(launch.ready ?? life.terminated, life.terminated)
        if ready > life.launched { slice("boot", life.launched, ready) }
        if let end, end.gone > end.left { slice("end of the scanner", end.left, end.gone) }
    }

    private mutating func emitInstances(_ emit: (TraceEvent) -> Void) {
        let off = phases.indices.filter { phases[$0].scanner < 0 }
        let packing = LanePacking.lanes(off.map { (phases[$0].from, phases[$0].to) })
        told.instanceTracks = packing.count
        let tracks = (0..<packing.count).map {
            track(RegionTracks.numbered("instances", $0, of: packing.count), emit)
        }
        let order = off.indices.sorted {
            (packing.lanes[$0], phases[off[$0]].from, phases[off[$0]].to, $0)
                < (packing.lanes[$1], phases[off[$1]].from, phases[off[$1]].to, $1)
        }
        for index in order { emitPhase(phases[off[index]], tracks[packing.lanes[index]], emit) }
    }

    // MARK: - Instances

    private func emitPhase(_ phase: Phase, _ track: TraceTrack, _ emit: (TraceEvent) -> Void) {
        let items = context.plan.items
        let item = phase.item
        let size = Rational(Int128(items.totalSize[item]), over: Int128(context.unitsPerGiB))
        var details = [
            TraceDetail("account", context.accounts[Int(items.account[item])]),
            TraceDetail("instance", item + 1),
            TraceDetail("volumes", Int(items.volumes[item])),
            TraceDetail(
                "GiB", size.isWhole ? .whole(Int64(size.numerator)) : .text(size.description)),
            TraceDetail("platform", "\(items.platform[item])"),
        ]
        if phase.scanner >= 0 { details.append(TraceDetail("scanner", Int(phase.scanner) + 1)) }
        if let abandonment = context.history.abandoned[Int32(item)], abandonment.at == phase.to {
            details.append(TraceDetail("given up", "yes"))
        }
        func slice(
            _ category: TraceSlice.Category, _ name: String, _ from: Int64, _ to: Int64, _ details: [TraceDetail],
            _ flow: TraceSlice.Flow? = nil
        ) {
            emit(
                .slice(
                    TraceSlice(
                        track: track, category: category, name: name, from: from + context.opening,
                        to: to + context.opening, details: details, flow: flow,
                        flowNumber: context.process << 32 | item)))
        }
        slice(.instance, "instance \(item + 1)", phase.from, phase.to, details, phase.flow)
        for part in lives[item][phase.parts] {
            let kind = pathKind(part)
            guard part.kind == .stage else {
                let title = part.kind == .launchTokens ? kind.title + " of its scanner" : kind.title
                slice(.wait, TraceText.short(title), part.from, part.to, cause(part.cause))
                continue
            }
            slice(
                .stage, TraceText.short(kind.title), part.from, part.to,
                part.isCut ? [TraceDetail("taken away", "yes")] : [])
            if part.worked < part.to { slice(.poll, "end not noticed yet", part.worked, part.to, []) }
        }
    }

    private func cause(_ cause: ItemStep.Cause) -> [TraceDetail] {
        switch cause {
        case .none: []
        case .item(let item): [TraceDetail("ended by instance", Int(item) + 1)]
        case .scannerReady(let scanner): [TraceDetail("ended by the boot of scanner", Int(scanner) + 1)]
        case .scannerLost(let scanner): [TraceDetail("ended by the loss of scanner", Int(scanner) + 1)]
        }
    }

    private func pathKind(_ part: LifePart) -> PathKind {
        switch part.kind {
        case .stage: .stage(names.stages[part.stage])
        case .tokens(let bucket): .tokens(names.buckets[Int(bucket)])
        case .backOff(let bucket): .backOff(names.buckets[Int(bucket)])
        case .line(let resource):
            .limit(resource < 0 ? "of \(names.stages[part.stage])" : names.resources[Int(resource)])
        case .look(let resource): .look(names.resources[Int(resource)])
        case .round: .round
        case .batch: .batch
        case .timer: .timer
        case .place: .place
        case .launchTokens: .tokens(names.launch)
        case .launchRetry: .launchRetry
        case .boot: .boot
        case .lost: .lost
        }
    }

    // MARK: - Counters

    private func emitCounters(_ scope: TraceScope, _ emit: (TraceEvent) -> Void) {
        func tell(_ group: String, _ name: String, _ series: CounterSeries) {
            for point in series.points(most: scope.pointsMost) {
                emit(
                    .counter(
                        process: context.process, group: group, name: name, at: point.at + context.opening,
                        value: point.value))
            }
        }
        var billed = CounterSeries()
        for scanner in context.run.scanners { billed.add(1, from: scanner.launched, to: scanner.terminated) }
        tell("scanners", "billed", billed)
        for group in WaitGroup.allCases { tell("instances waiting for", group.title, waits[group.rawValue]) }
        for (resource, series) in zip(context.workflow.resources, holdings.series) where !series.isEmpty {
            tell("in use:", resource.name, series)
        }
        var done = CounterSeries()
        for instant in context.run.completions { done.add(1, at: instant) }
        tell("instances", "scanned", done)
    }
}
