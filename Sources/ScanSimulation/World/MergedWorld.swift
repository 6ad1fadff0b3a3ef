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

    init(gate: RegionGate, regions: Int) {
        self.gate = gate
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

    mutating func start(_ agenda: inout Agenda<ScanEvent>) { letIn(&agenda) }

    mutating func handle(_ event: ScanEvent, _ agenda: inout Agenda<ScanEvent>) {
        let index = Int(event.region)
        guard event.kind != .regionEnded else {
            open -= 1
            letIn(&agenda)
            return
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
