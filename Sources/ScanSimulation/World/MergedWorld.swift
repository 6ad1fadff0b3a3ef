internal import EventSimulation
internal import ScanModel

/// The regions of a deployment on one clock, for workflows in which more than the gate couples them.
///
/// The clock starts when the cycle does. The gate is part of the world: when a region ends, the next one is let in. Events
/// of different regions at one instant happen in the order in which they were scheduled, as everywhere. A region that
/// shares nothing was simulated alone before; it sits here only to take its time in the gate.
struct MergedWorld: ~Copyable, SimulationModel {
    typealias Event = ScanEvent

    /// A world cannot be copied, so it cannot lie in an array itself.
    private final class WorldBox {
        var world: RegionWorld
        let trace: RegionTrace?
        var events = 0

        init(_ world: consuming RegionWorld) {
            trace = world.trace
            self.world = world
        }

        var isDone: Bool { world.isDone }
    }

    private struct Seat {
        enum Occupant {
            case live(WorldBox)
            /// Simulated alone before.
            case known(RegionRun)
        }

        let occupant: Occupant
        /// Whether a batch stands in line for a scanner there.
        var hasReady: Bool {
            guard case .live(let box) = occupant else { return false }
            return box.world.hasReady
        }
        let setup: Int64
        let teardown: Int64
        var activated: Int64 = 0
        var ended: Int64?
    }

    private var seats: [Seat] = []
    private let gate: RegionGate
    /// The next region to let in.
    private var next = 0
    /// Regions between activation and end.
    private var open = 0
    /// nil: every region takes its items through the first stage by itself.
    private var rounds: SnapshotRun?
    /// nil: regions launch scanners whenever they like.
    private var turns: TurnTaking?
    /// Items of each region that were through the first stage when they were last counted.
    private var through: [Int] = []

    /// - Parameters:
    ///   - rounds: needs all regions to be open at once.
    init(gate: RegionGate, regions: Int, rounds: SnapshotRun? = nil, turns: TurnTaking? = nil) {
        precondition(rounds == nil || gate.window >= regions, "rounds take items of all regions")
        self.gate = gate
        self.rounds = rounds
        self.turns = turns
        through = Array(repeating: 0, count: regions)
        seats.reserveCapacity(regions)
    }

    /// Adds the next region in the order of the gate.
    mutating func add(_ world: consuming RegionWorld, plan: RegionPlan) {
        add(.live(WorldBox(world)), plan)
    }

    /// The same for a region that was simulated alone.
    mutating func add(_ run: RegionRun, plan: RegionPlan) { add(.known(run), plan) }

    private mutating func add(_ occupant: Seat.Occupant, _ plan: RegionPlan) {
        seats.append(Seat(occupant: occupant, setup: plan.setupTicks, teardown: plan.teardownTicks))
    }

    mutating func start(_ agenda: inout Agenda<ScanEvent>) {
        letIn(&agenda)
        guard rounds != nil, let setup = seats.map(\.setup).max() else { return }
        let first = SimulationTime(ticks: agenda.now.ticks + setup)
        rounds?.begin(at: first.ticks)
        // After the regions have opened.
        agenda.schedule(ScanEvent(.roundBegins), at: first, priority: .afterOthers)
    }

    mutating func handle(_ event: ScanEvent, _ agenda: inout Agenda<ScanEvent>) {
        let index = Int(event.region)
        switch event.kind {
        case .regionEnded:
            open -= 1
            letIn(&agenda)
            return
        case .searched:
            search(&agenda)
            return
        case .roundBegins:
            beginRound(&agenda)
            return
        default: break
        }
        var last = agenda.now.ticks
        switch seats[index].occupant {
        case .known(let run):
            last += run.completed
        case .live(let box):
            if let trace = box.trace { trace.note(event, at: last) }
            if event.kind == .regionOpens {
                box.world.start(&agenda)
            } else {
                box.events &+= 1
                box.world.handle(event, &agenda)
            }
            if rounds != nil { countThrough(index, box, &agenda) }
            if turns != nil { goOnWithTurns(index, box, &agenda) }
            guard box.isDone else { return }
        }
        // Scanners may still be going after the last item is done.
        guard seats[index].ended == nil else { return }
        let ended = last + seats[index].teardown
        seats[index].ended = ended
        agenda.schedule(ScanEvent(.regionEnded, region: event.region), at: SimulationTime(ticks: ended))
    }

    /// Lets regions in while the gate has room; with a barrier, only when the whole group before has ended.
    private mutating func letIn(_ agenda: inout Agenda<ScanEvent>) {
        if gate.discipline == .barrier, open > 0 { return }
        while open < gate.window, next < seats.count {
            seats[next].activated = agenda.now.ticks
            agenda.schedule(
                ScanEvent(.regionOpens, region: UInt16(next)),
                at: SimulationTime(ticks: agenda.now.ticks + seats[next].setup))
            next += 1
            open += 1
        }
    }

    /// Items of the next round enter the first stage.
    private mutating func beginRound(_ agenda: inout Agenda<ScanEvent>) {
        guard let members = rounds?.round() else { return }
        for (seat, item) in members {
            guard case .live(let box) = seats[Int(seat)].occupant else {
                preconditionFailure("a region with rounds was simulated alone")
            }
            if let trace = box.trace { trace.note(ScanEvent(.roundBegins, Int(item)), at: agenda.now.ticks) }
            box.world.enterRound(Int(item), &agenda)
        }
        // Some items have nothing to do in the first stage: they may be ready, and the round over.
        for index in Set(members.map { Int($0.seat) }).sorted() {
            guard case .live(let box) = seats[index].occupant else { continue }
            countThrough(index, box, &agenda)
            if turns != nil { goOnWithTurns(index, box, &agenda) }
        }
    }

    private mutating func countThrough(_ index: Int, _ box: WorldBox, _ agenda: inout Agenda<ScanEvent>) {
        let count = box.world.throughFirstStage
        guard count > through[index] else { return }
        let next = rounds?.are(through: count - through[index], at: agenda.now.ticks)
        through[index] = count
        if let next { agenda.schedule(ScanEvent(.roundBegins), at: SimulationTime(ticks: next)) }
    }

    /// A search when something is ready and nobody is in turn, or the next turn when one has ended.
    private mutating func goOnWithTurns(_ index: Int, _ box: WorldBox, _ agenda: inout Agenda<ScanEvent>) {
        if turns?.isActive(index) == true, box.world.turnBegan == nil {
            turns?.ended(index)
            letNextTurns(&agenda)
            guard turns?.isIdle == true else { return }
            if seats.contains(where: { $0.hasReady }) { scheduleSearch(&agenda) }
        } else if box.world.hasReady {
            scheduleSearch(&agenda)
        }
    }

    private mutating func scheduleSearch(_ agenda: inout Agenda<ScanEvent>) {
        guard let instant = turns?.nextSearch(at: agenda.now.ticks) else { return }
        agenda.schedule(ScanEvent(.searched), at: SimulationTime(ticks: instant), priority: .afterOthers)
    }

    private mutating func search(_ agenda: inout Agenda<ScanEvent>) {
        turns?.found(seats.indices.filter { seats[$0].hasReady })
        letNextTurns(&agenda)
    }

    private mutating func letNextTurns(_ agenda: inout Agenda<ScanEvent>) {
        while let region = turns?.letNext() {
            guard case .live(let box) = seats[region].occupant else { continue }
            box.world.beginTurn(&agenda)
        }
    }

    /// What a region that was taken down did; nil for others.
    func history(of region: Int) -> RegionHistory? {
        guard case .live(let box) = seats[region].occupant, let trace = box.trace else { return nil }
        return trace.history(opening: box.world.opening, completed: box.world.run.completed - box.world.opening)
    }

    /// What happened in each region, and when each was active.
    mutating func finish() -> (regions: [RegionRun], windows: [RegionWindow]) {
        precondition(open == 0 && next == seats.count, "\(open) regions never ended")
        return (
            seats.map { seat in
                switch seat.occupant {
                case .known(let run): run
                case .live(let box): box.world.finish(events: box.events)
                }
            },
            seats.map { RegionWindow(activated: $0.activated, ended: $0.ended ?? $0.activated) }
        )
    }
}
