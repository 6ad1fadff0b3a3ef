internal import ScanModel
internal import ScanSimulation

/// The names that a history gives numbers for.
struct WalkNames {
    var stages: [String]
    var resources: [String]
    var buckets: [String]
    /// Actions that a launch and a termination spend tokens of.
    var launch: String
    var terminate: String

    init(_ deployment: Deployment) {
        stages = deployment.workflow.stages.map(\.name)
        resources = deployment.workflow.resources.map(\.name)
        let actions = deployment.workflow.buckets.map(\.action)
        buckets = actions
        launch = deployment.scanner.launchBuckets.map { actions[$0] }.joined(separator: ", ")
        terminate = deployment.scanner.terminateBuckets.map { actions[$0] }.joined(separator: ", ")
    }
}

/// Walks a region's history back from its last completion to its opening.
///
/// Every instant that something began at is the instant at which something else ended, so that the stretches lie end to
/// end and add up to the time from opening to completion, to the tick. Of several things that ended at an instant the
/// one is taken that the simulator's own order of events let the other go on after.
struct RegionWalk {
    /// Stretches from the last to the first, in ticks since the opening.
    private(set) var segments: [PathSegment] = []

    private let history: RegionHistory
    private let names: WalkNames
    private let region: Int
    /// Whether a wait is explained by what the one did that was waited for; else it is a stretch itself.
    private let followsWaits: Bool
    private var time: Int64
    /// What the stretch that is found next lets go on.
    private var link = PathLink.same

    private enum Cursor {
        /// An instance at a step that began at or before the time.
        case item(Int, step: Int32)
        /// A scanner of that instance was ready.
        case ready(scanner: Int32, item: Int?)
        /// The tokens of a request for a scanner were granted.
        case granted(launch: Int32, item: Int?)
        /// A batch stood in line.
        case lined(launch: Int32, item: Int?)
        /// A scanner was taken away.
        case lost(scanner: Int32, item: Int?)
        /// A scanner was gone.
        case gone(scanner: Int32)
    }

    /// Walks at once.
    ///
    /// - Complexity: O(steps on the path).
    init(_ history: RegionHistory, names: WalkNames, region: Int, followsWaits: Bool) {
        self.history = history
        self.names = names
        self.region = region
        self.followsWaits = followsWaits
        time = history.completed
        guard let last = history.lastItem else { return }
        var cursor = enter(last)
        if let scanner = history.abandoned[Int32(last)]?.scanner { cursor = .lost(scanner: scanner, item: last) }
        while time > 0 { cursor = go(from: cursor) }
    }

    private mutating func add(_ kind: PathKind, from: Int64, item: Int?) {
        precondition(from <= time, "\(kind) from \(from) to \(time)")
        guard from < time else { return }
        segments.append(PathSegment(kind: kind, region: region, from: from, to: time, item: item, link: link))
        link = .same
        time = from
    }

    /// An instance in the step that was under way, or ended, at the time.
    private func enter(_ item: Int) -> Cursor {
        var step = history.lastStep[item]
        var marker: Int32 = -1
        while step >= 0, history.steps[Int(step)].from >= time {
            if history.steps[Int(step)].kind == .aboard, history.steps[Int(step)].from == time { marker = step }
            step = history.steps[Int(step)].previous
        }
        if step >= 0, history.steps[Int(step)].to >= time { return .item(item, step: step) }
        // Whatever it did on its scanner took no time.
        return .item(item, step: marker)
    }

    private mutating func hop(to item: Int, _ new: PathLink) -> Cursor {
        if new != .same { link = new }
        return enter(item)
    }

    private mutating func go(from cursor: Cursor) -> Cursor {
        switch cursor {
        case .item(let item, let number):
            var number = number
            while number >= 0, history.steps[Int(number)].kind != .aboard || history.steps[Int(number)].from > time,
                history.steps[Int(number)].from >= time
            {
                number = history.steps[Int(number)].previous
            }
            precondition(number >= 0, "nothing of instance \(item) before \(time)")
            return follow(item, history.steps[Int(number)])
        case .ready(let scanner, let item):
            let launch = history.launchOfScanner[Int(scanner)]
            add(.boot, from: history.launches[Int(launch)].granted, item: item)
            return .granted(launch: launch, item: item)
        case .granted(let number, let item):
            let launch = history.launches[Int(number)]
            add(.tokens(names.launch), from: launch.asked, item: item)
            if launch.previous >= 0 {
                add(.launchRetry, from: history.launches[Int(launch.previous)].granted, item: item)
                return .granted(launch: launch.previous, item: item)
            }
            if followsWaits, launch.lined < launch.asked, launch.freedBy >= 0 {
                link = .place
                return .gone(scanner: launch.freedBy)
            }
            add(.place, from: launch.lined, item: item)
            return .lined(launch: number, item: item)
        case .lined(let number, let item):
            let launch = history.launches[Int(number)]
            add(.timer, from: launch.formed, item: item)
            return complete(launch, item)
        case .lost(let scanner, let item):
            let launch = history.launchOfScanner[Int(scanner)]
            add(.lost, from: history.launches[Int(launch)].granted, item: item)
            return .granted(launch: launch, item: item)
        case .gone(let scanner):
            guard let end = history.ends[Int(scanner)] else { preconditionFailure("scanner \(scanner) never ended") }
            if end.isInterrupted { return .lost(scanner: scanner, item: nil) }
            let item = end.lastItem < 0 ? nil : Int(end.lastItem)
            add(.drain, from: end.granted, item: item)
            add(.tokens(names.terminate), from: end.left, item: item)
            return item.map { enter($0) } ?? .ready(scanner: scanner, item: nil)
        }
    }

    /// Who completed a batch.
    private mutating func complete(_ launch: LaunchStep, _ item: Int?) -> Cursor {
        switch launch.formedBy {
        case .scannerLost(let scanner): return .lost(scanner: scanner, item: item)
        case .item(let last):
            guard !followsWaits, let item else { return hop(to: Int(last), .same) }
            // The instance itself was ready before.
            var step = history.lastStep[item]
            while step >= 0, history.steps[Int(step)].from >= time { step = history.steps[Int(step)].previous }
            let ready = step < 0 ? 0 : min(time, history.steps[Int(step)].to)
            add(.batch, from: ready, item: item)
            return .item(item, step: step)
        case .none, .scannerReady:
            preconditionFailure("nobody completed the batch \(launch.batch) at \(time)")
        }
    }

    private mutating func follow(_ item: Int, _ step: ItemStep) -> Cursor {
        precondition(step.to >= time, "instance \(item) did nothing from \(step.to) to \(time)")
        func on() -> Cursor { .item(item, step: step.previous) }
        let stage = names.stages[Int(step.stage)]
        switch step.kind {
        case .work: add(.stage(stage), from: step.from, item: item)
        case .poll: add(.poll(stage), from: step.from, item: item)
        case .tokens: add(.tokens(names.buckets[Int(step.what)]), from: step.from, item: item)
        case .backOff: add(.backOff(names.buckets[Int(step.what)]), from: step.from, item: item)
        case .look: add(.look(names.resources[Int(step.what)]), from: step.from, item: item)
        case .round: add(.round, from: step.from, item: item)
        case .aboard: return .ready(scanner: step.what, item: item)
        case .line:
            let name = names.resources[Int(step.what)]
            if followsWaits, let cursor = hop(step.cause, .limit(name)) { return cursor }
            add(.limit(name), from: step.from, item: item)
        case .place:
            if followsWaits, let cursor = hop(step.cause, .place) { return cursor }
            add(.place, from: step.from, item: item)
        }
        return on()
    }

    private mutating func hop(_ cause: ItemStep.Cause, _ new: PathLink) -> Cursor? {
        switch cause {
        case .none: return nil
        case .item(let other): return hop(to: Int(other), new)
        case .scannerLost(let scanner):
            link = new
            return .lost(scanner: scanner, item: nil)
        case .scannerReady(let scanner): return .ready(scanner: scanner, item: nil)
        }
    }
}
