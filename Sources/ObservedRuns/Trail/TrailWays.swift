import ScanModel

/// Joins requests about the same snapshot, its copy, the volume made from it and the scanner, and measures the stages.
///
/// CloudTrail tells when a request was granted and nothing of when its work was done. The work of a stage is therefore
/// taken to last until the next request of the same way, if nothing waits for scanners or limits in between: that holds
/// the time until the product noticed as well, and is the time that its way really takes. Where EventBridge told the end,
/// its times are taken instead.
struct TrailWays {
    let stages: LoggedStages
    private(set) var observations: [StageObservation] = []
    private(set) var counts = TrailCounts()

    private struct Way {
        var stage: Int
        var begun: TrailEvent
        var size: GiB?
        var isCopied = false
        /// Whether the next request may still tell how long the stage took.
        var isOpen = true
    }

    private var ways: [Way] = []
    private var wayOfSnapshot: [String: Int] = [:]
    private var wayOfVolume: [String: Int] = [:]
    private var originals: Set<String> = []
    private var volumeMade: [String: LogInstant] = [:]
    private var launches: [String: TrailEvent] = [:]
    private var noticed: [String: TrailNotice] = [:]

    init(stages: LoggedStages) { self.stages = stages }

    /// Measures every way. Events may come in any order and more than once.
    ///
    /// - Complexity: O(n log n) for n events and notices.
    static func measure(_ events: [TrailEvent], notices: [TrailNotice], stages: LoggedStages) -> TrailWays {
        var ways = TrailWays(stages: stages)
        for notice in notices where ways.noticed[notice.id] == nil { ways.noticed[notice.id] = notice }
        let ranks = Dictionary(uniqueKeysWithValues: TrailEvent.Action.allCases.enumerated().map { ($1, $0) })
        var seen: Set<String> = []
        let ordered = events.sorted {
            ($0.time.seconds, ranks[$0.action]!, $0.id) < ($1.time.seconds, ranks[$1.action]!, $1.id)
        }
        for event in ordered {
            guard seen.insert(event.id).inserted else {
                ways.counts.repeated += 1
                continue
            }
            ways.take(event)
        }
        ways.takeNotices()
        ways.counts.unfinished = ways.ways.count { $0.isOpen && !ways.isLast($0.stage) }
        return ways
    }

    private mutating func take(_ event: TrailEvent) {
        switch event.ending {
        case .throttled:
            counts.throttled += 1
            if let stage = stages.stage(beginningWith: event.action.rawValue) {
                observations.append(
                    StageObservation(
                        stage: stages.stages[stage].name, start: event.time.seconds, duration: .zero,
                        region: event.region, account: event.account, outcome: .throttled))
            }
        case .failed: counts.failed += 1
        case .granted: takeGranted(event)
        }
    }

    private mutating func takeGranted(_ event: TrailEvent) {
        counts.granted += 1
        switch event.action {
        case .createSnapshot:
            guard let snapshot = event.snapshot, let stage = stages.stage(beginningWith: event.action.rawValue) else {
                return
            }
            wayOfSnapshot[snapshot] = ways.count
            ways.append(Way(stage: stage, begun: event, size: event.size))
        case .copySnapshot:
            guard let source = event.source, let way = wayOfSnapshot[source] else {
                counts.unknown += 1
                return
            }
            originals.insert(source)
            if let copy = event.snapshot { wayOfSnapshot[copy] = way }
            ways[way].isCopied = true
            go(way, event)
        case .modifySnapshotAttribute, .deleteSnapshot:
            guard let snapshot = event.snapshot, let way = wayOfSnapshot[snapshot] else {
                counts.unknown += 1
                return
            }
            go(way, event)
        case .createVolume:
            if let volume = event.volume { volumeMade[volume] = event.time }
            guard let snapshot = event.snapshot, let way = wayOfSnapshot[snapshot] else {
                counts.unknown += 1
                return
            }
            if let volume = event.volume { wayOfVolume[volume] = way }
            ways[way].size = ways[way].size ?? event.size
            go(way, event)
        case .attachVolume:
            endBoot(event)
            guard let volume = event.volume, let way = wayOfVolume[volume] else {
                counts.unknown += 1
                return
            }
            go(way, event)
        case .detachVolume, .deleteVolume:
            guard let volume = event.volume, let way = wayOfVolume[volume] else {
                counts.unknown += 1
                return
            }
            go(way, event)
        case .runInstances: for instance in event.instances { launches[instance] = event }
        case .terminateInstances: for instance in event.instances { launches[instance] = nil }
        }
    }

    /// A request leads a way from one stage into another.
    private mutating func go(_ index: Int, _ event: TrailEvent) {
        let isOriginal = event.action == .deleteSnapshot && event.snapshot.map(originals.contains) == true
        let next =
            isOriginal
            ? stages.stages.firstIndex { $0.isOfCopies && $0.requests.contains(event.action.rawValue) }
            : stages.stage(beginningWith: event.action.rawValue)
        guard let next else {
            counts.unknown += 1
            return
        }
        let way = ways[index]
        // Asked again, or by somebody else: the first request counts.
        guard next > way.stage else {
            counts.again += 1
            return
        }
        if way.isOpen, let stage = stages.stage(between: way.stage, and: next, isCopied: way.isCopied),
            !isNoticed(way, stage), let length = LogInstant.length(from: way.begun.time, to: event.time)
        {
            observe(
                stages.stages[stage].name, from: way.begun, length, size: way.size)
            counts.untilNext += 1
        }
        (ways[index].stage, ways[index].begun) = (next, event)
        ways[index].isOpen = !isLast(next)
    }

    private func isLast(_ stage: Int) -> Bool { stage == stages.stages.count - 1 }

    /// Whether EventBridge tells how long the work of a request took.
    private func isNoticed(_ way: Way, _ stage: Int) -> Bool {
        guard stage == way.stage else { return false }
        let id =
            switch way.begun.action {
            case .createSnapshot, .copySnapshot: way.begun.snapshot
            case .createVolume: way.begun.volume
            default: nil as String?
            }
        return id.map { noticed[$0] != nil } ?? false
    }

    /// The boot of a scanner ends when the volume that is attached to it first was asked for.
    private mutating func endBoot(_ event: TrailEvent) {
        guard let instance = event.instances.first, let launch = launches.removeValue(forKey: instance) else { return }
        guard let made = event.volume.flatMap({ volumeMade[$0] }),
            let length = LogInstant.length(from: launch.time, to: made)
        else {
            counts.bootsUnclear += 1
            return
        }
        observe(LoggedStages.scannerBoot, from: launch, length, size: nil)
        counts.boots += 1
    }

    private mutating func takeNotices() {
        for notice in noticed.values.sorted(by: { ($0.end.seconds, $0.id) < ($1.end.seconds, $1.id) }) {
            let action: TrailEvent.Action =
                switch notice.subject {
                case .snapshot: .createSnapshot
                case .copy: .copySnapshot
                case .volume: .createVolume
                }
            guard let start = notice.start ?? volumeMade[notice.id],
                let stage = stages.stage(beginningWith: action.rawValue),
                let length = LogInstant.length(from: start, to: notice.end)
            else {
                counts.noticesUnclear += 1
                continue
            }
            let way = (notice.subject == .volume ? wayOfVolume : wayOfSnapshot)[notice.id]
            observations.append(
                StageObservation(
                    stage: stages.stages[stage].name, size: way.flatMap { ways[$0].size }, start: start.seconds,
                    duration: length.duration, region: notice.region, account: notice.account,
                    resolution: length.resolution))
            counts.noticed += 1
        }
    }

    private mutating func observe(
        _ stage: String, from begun: TrailEvent, _ length: (duration: Seconds, resolution: Seconds?), size: GiB?
    ) {
        observations.append(
            StageObservation(
                stage: stage, size: size, start: begun.time.seconds, duration: length.duration, region: begun.region,
                account: begun.account, resolution: length.resolution))
    }
}

/// What became of the requests of a trail.
struct TrailCounts: Hashable {
    /// Records of requests that are not known here.
    var others = 0
    var granted = 0
    var failed = 0
    var throttled = 0
    /// Events that were delivered before.
    var repeated = 0
    /// Requests about a snapshot or volume whose making is not in the log.
    var unknown = 0
    /// Requests that a way had made before.
    var again = 0
    /// Ways whose last request in the log begins a stage that is not the last.
    var unfinished = 0
    /// Stages measured until the next request.
    var untilNext = 0
    /// Stages measured by a notice.
    var noticed = 0
    var noticesUnclear = 0
    var boots = 0
    /// Scanners whose first volume was not asked for after their launch.
    var bootsUnclear = 0
}
