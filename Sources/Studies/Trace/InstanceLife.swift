internal import ScanModel
internal import ScanSimulation

/// One stretch of an instance's way through a region; stretches follow one another without gaps. Ticks since the region
/// opened.
struct LifePart: Hashable {
    enum Kind: Hashable {
        /// The work of a stage, and until somebody notices its end.
        case stage
        /// For tokens of a bucket, as an index, or for the next request of it.
        case tokens(Int32)
        case backOff(Int32)
        /// In line for a resource, as an index, or until the next look at it; -1: the history does not tell which.
        case line(Int32)
        case look(Int32)
        case round
        /// For the other instances of the batch, the vendor's timer, and a position or a place on a scanner.
        case batch
        case timer
        case place
        /// For the tokens of a launch, the next request for one, the boot, and a scanner that was lost before it was
        /// ready.
        case launchTokens
        case launchRetry
        case boot
        case lost

        /// Whether the scanner was asked for and the instance waits for it.
        var isLaunch: Bool { [.launchTokens, .launchRetry, .boot, .lost].contains(self) }
        /// Whether the instance waits until its scanner is asked for, or for its place on one that stays.
        var isScannerWait: Bool { [.batch, .timer, .place].contains(self) }
    }

    var kind: Kind
    var stage: Int
    var from: Int64
    var to: Int64
    /// The scanner that the instance is on; -1: none.
    var scanner: Int32
    /// When the work of a stage was over, in a stage; else `to`.
    var worked: Int64
    /// Whether the scanner was taken away in the middle of the stage.
    var isCut = false
    /// Who ended a wait.
    var cause = ItemStep.Cause.none
}

/// Tells the lives of a region's instances from its history.
struct InstanceLives {
    private let history: RegionHistory
    private let places: ClosedRange<Int>
    /// The first place of each instance on a scanner that stays, and the next after each; -1: none.
    private var firstBoarding: [Int32] = []
    private var nextBoarding: [Int32] = []

    /// Complexity: O(boardings).
    init(_ history: RegionHistory, _ workflow: ScanWorkflow) {
        self.history = history
        places = workflow.placeStage...workflow.lastPlaceStage
        guard !history.boardings.isEmpty else { return }
        firstBoarding = Array(repeating: -1, count: history.lastStep.count)
        nextBoarding = Array(repeating: -1, count: history.boardings.count)
        for index in history.boardings.indices.reversed() {
            let item = Int(history.boardings[index].item)
            nextBoarding[index] = firstBoarding[item]
            firstBoarding[item] = Int32(index)
        }
    }

    /// What an instance did from the opening of the region to its end. Stages and waits without length are left out.
    ///
    /// - Complexity: O(its steps).
    func life(of item: Int) -> [LifePart] {
        var numbers: [Int32] = []
        var number = history.lastStep[item]
        while number >= 0 {
            numbers.append(number)
            number = history.steps[Int(number)].previous
        }
        var life = Life(history: history, places: places)
        var boarding = firstBoarding.isEmpty ? -1 : firstBoarding[item]
        func board() {
            life.board(history.boardings[Int(boarding)].scanner, at: history.boardings[Int(boarding)].at)
            boarding = nextBoarding[Int(boarding)]
        }
        for number in numbers.reversed() {
            let step = history.steps[Int(number)]
            switch step.kind {
            case .aboard:
                life.loseScanner()
                life.wait(for: .launch(history.launchOfScanner[Int(step.what)]), until: step.from)
                life.board(step.what, at: step.from)
            case .place:
                life.add(.place, step)
                if boarding >= 0 { board() }
            default:
                if boarding >= 0, history.boardings[Int(boarding)].at <= step.from { board() }
                life.add(step)
            }
        }
        if boarding >= 0 { board() }
        if let abandonment = history.abandoned[Int32(item)], abandonment.scanner != nil || abandonment.at > life.time {
            life.loseScanner()
            if let scanner = abandonment.scanner { life.wait(for: .lost(scanner), until: abandonment.at) }
        }
        return life.parts
    }
}

/// A life while it is told.
private struct Life {
    enum Goal {
        case launch(Int32)
        case lost(Int32)
    }

    let history: RegionHistory
    let places: ClosedRange<Int>
    var parts: [LifePart] = []
    var time: Int64 = 0
    var scanner: Int32 = -1

    private var lostAt: Int64? {
        guard scanner >= 0, let end = history.ends[Int(scanner)], end.isInterrupted else { return nil }
        return end.gone
    }

    mutating func board(_ scanner: Int32, at instant: Int64) {
        self.scanner = -1
        if instant > time { append(.place, places.lowerBound, from: time, to: instant) }
        self.scanner = scanner
        time = max(time, instant)
    }

    mutating func add(_ step: ItemStep) {
        let stage = Int(step.stage)
        if !places.contains(stage) { scanner = -1 }
        switch step.kind {
        case .work, .poll: add(.stage, step)
        case .tokens: add(.tokens(step.what), step)
        case .backOff: add(.backOff(step.what), step)
        case .line: add(.line(step.what), step)
        case .look: add(.look(step.what), step)
        case .round: add(.round, step)
        case .aboard, .place: preconditionFailure("\(step.kind) is handled before")
        }
    }

    mutating func add(_ kind: LifePart.Kind, _ step: ItemStep) {
        let stage = Int(step.stage)
        if kind == .place { scanner = -1 }
        var to = step.to
        var isCut = false
        if let lostAt {
            // What was promised for later never came.
            guard step.from < lostAt else { return }
            if to > lostAt { (to, isCut) = (lostAt, true) }
        }
        if step.kind == .poll, let last = parts.last, last.kind == .stage, last.stage == stage, last.to == step.from,
            last.worked == last.to, last.scanner == scanner, !last.isCut
        {
            parts[parts.count - 1].to = to
            parts[parts.count - 1].isCut = isCut
        } else {
            append(kind, stage, from: step.from, to: to, worked: step.kind == .poll ? step.from : to)
            parts[parts.count - 1].isCut = isCut && kind == .stage
            parts[parts.count - 1].cause = step.cause
        }
        time = to
    }

    private mutating func append(
        _ kind: LifePart.Kind, _ stage: Int, from: Int64, to: Int64, worked: Int64? = nil
    ) {
        parts.append(LifePart(kind: kind, stage: stage, from: from, to: to, scanner: scanner, worked: worked ?? to))
    }

    /// The scanner was taken away under the instance.
    mutating func loseScanner() {
        guard let lostAt else { return }
        if time < lostAt {
            // It stood in line for units of a limit; what for the history does not keep.
            let stage = parts.last.map { $0.scanner == scanner ? $0.stage : places.lowerBound } ?? places.lowerBound
            append(.line(-1), stage, from: time, to: lostAt)
            time = lostAt
        } else if let last = parts.last, last.scanner == scanner, last.to == lostAt, last.kind == .stage {
            parts[parts.count - 1].isCut = true
        }
        scanner = -1
    }

    /// Waits for a scanner, or for one that was lost before it was ready, told backwards from its end.
    mutating func wait(for goal: Goal, until end: Int64) {
        scanner = -1
        var waits: [LifePart] = []
        var end = end
        func back(_ kind: LifePart.Kind, from: Int64) {
            let start = max(from, time)
            guard start < end else { return }
            waits.append(
                LifePart(kind: kind, stage: places.lowerBound, from: start, to: end, scanner: -1, worked: end))
            end = start
        }
        let stop = end
        var number: Int32
        switch goal {
        case .launch(let launch): number = launch
        case .lost(let scanner):
            number = history.launchOfScanner[Int(scanner)]
            back(.lost, from: history.launches[Int(number)].granted)
        }
        while end > time {
            let launch = history.launches[Int(number)]
            back(.boot, from: launch.granted)
            back(.launchTokens, from: launch.asked)
            if launch.previous >= 0 {
                number = launch.previous
                back(.launchRetry, from: history.launches[Int(number)].granted)
                continue
            }
            back(.place, from: launch.lined)
            back(.timer, from: launch.formed)
            if case .scannerLost(let lost) = launch.formedBy, end > time {
                number = history.launchOfScanner[Int(lost)]
                back(.lost, from: history.launches[Int(number)].granted)
            } else {
                back(.batch, from: time)
            }
        }
        parts += waits.reversed()
        time = max(time, stop)
    }
}
