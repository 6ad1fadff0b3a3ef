internal import EventSimulation
internal import ParallelWork

/// Items go through five stages in regions that do not touch each other.
public struct ScanFleet: Sendable {
    public static let regions = 30

    /// By region and item, the microseconds of its five stages.
    private let durations: [ContiguousArray<UInt32>]

    /// Draws all durations. Complexity: O(items).
    public init(items: Int) {
        let table = ExponentialTable()
        durations = (0..<Self.regions).map { region in
            var drawn = ContiguousArray<UInt32>()
            drawn.reserveCapacity((items / Self.regions + 1) * Stage.count)
            for item in stride(from: region, to: items, by: Self.regions) {
                for stage in 0..<Stage.count { drawn.append(Self.duration(of: stage, item: item, table)) }
            }
            return drawn
        }
    }

    /// One region after another, on this thread.
    public func simulate() -> WorkloadResult {
        Self.total(ParallelWork.map(Self.regions) { RegionOfItems.simulate(durations[$0]) })
    }

    /// The same with several tasks.
    public func simulate(tasks: Int) async -> WorkloadResult {
        Self.total(await ParallelWork.map(Self.regions, width: tasks) { RegionOfItems.simulate(durations[$0]) })
    }

    public static func duration(of stage: Int, item: Int, _ table: borrowing ExponentialTable) -> UInt32 {
        let bits = RandomStream(31 + UInt64(stage)).number(at: item)
        switch stage {
        case 0: return 30_000_000 + UInt32(table.draw(bits, mean: 60_000_000))
        case 1: return 20_000_000 + UInt32(table.draw(bits, mean: 40_000_000))
        case 2: return 5_000_000 + UInt32(table.draw(bits, mean: 10_000_000))
        case 3: return 10_000_000 + 250_000 * UInt32(8 + ((bits >> 32) * 193) >> 32)
        default: return 3_000_000 + UInt32(table.draw(bits, mean: 5_000_000))
        }
    }

    private static func total(_ regions: [RegionOfItems.Outcome]) -> WorkloadResult {
        var total = RegionOfItems.Outcome()
        for region in regions {
            total.events += region.events
            total.makespan = max(total.makespan, region.makespan)
            total.slotWait += region.slotWait
            total.tokenWait += region.tokenWait
            total.done += region.done
        }
        let statistics = [total.makespan, total.slotWait, total.tokenWait, total.done]
        return WorkloadResult(events: total.events, statistics: statistics.map { UInt64($0) })
    }
}

/// Numbers, not cases, because the stage that follows is the number that follows.
struct Stage: Hashable, BitwiseCopyable, Sendable {
    var number: Int32

    static var snapshot: Stage { Stage(number: 0) }
    static var attach: Stage { Stage(number: 2) }
    static var scan: Stage { Stage(number: 3) }
    static let count = 5

    var next: Stage { Stage(number: number &+ 1) }
    var isOver: Bool { number == Stage.count }
}

/// One region as a model. Its state lies in columns by place; the state of an item is where it stands in `durations`.
struct RegionOfItems: SimulationModel, ~Copyable {
    /// The end of a stage.
    struct Event: BitwiseCopyable, Sendable {
        var place: Int32
        var stage: Stage
    }

    struct Outcome: Sendable {
        var events = 0
        var makespan: Int64 = 0
        var slotWait: Int64 = 0
        var tokenWait: Int64 = 0
        var done: Int64 = 0
    }

    private static let places = 500

    private let durations: ContiguousArray<UInt32>
    /// The index of the first duration of the next item.
    private var unstarted = 0
    private var freeSlots = 70
    private var tokens = TokenBucket(interval: 200_000, tolerance: 99 * 200_000)
    /// By place: the index of the next duration of the item there.
    private let next = Column<Int32>(repeating: 0, count: places)
    /// By place: since when the item waits for a slot.
    private let waitingSince = Column<Int64>(repeating: 0, count: places)
    /// The places of the items that wait for a slot.
    private var waiting = Line()
    private var outcome = Outcome()

    static func simulate(_ durations: ContiguousArray<UInt32>) -> Outcome {
        var region = RegionOfItems(durations: durations)
        let history = Simulation.run(&region, pending: Self.places)
        region.outcome.events = history.events
        region.outcome.makespan = history.end.ticks >> 9
        return region.outcome
    }

    private init(durations: ContiguousArray<UInt32>) { self.durations = durations }

    mutating func start(_ agenda: inout Agenda<Event>) {
        for place in 0..<Int32(Self.places) { startItem(in: place, at: 0, &agenda) }
    }

    @inline(__always)
    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        let now = agenda.now.ticks &>> 9
        var place = event.place
        var stage = event.stage.next
        if stage == .attach {
            guard freeSlots > 0 else {
                waitingSince[Int(place)] = now
                waiting.append(Int64(place))
                return
            }
            freeSlots -= 1
        } else if stage.isOver {
            outcome.done += 1
            startItem(in: place, at: now, &agenda)
            guard !waiting.isEmpty else {
                freeSlots += 1
                return
            }
            place = Int32(truncatingIfNeeded: waiting.removeFirst())
            outcome.slotWait += now - waitingSince[Int(place)]
            stage = .attach
        }
        begin(stage, in: place, at: now, &agenda)
    }

    @inline(never)
    private mutating func startItem(in place: Int32, at now: Int64, _ agenda: inout Agenda<Event>) {
        guard unstarted < durations.count else { return }
        next[Int(place)] = Int32(unstarted)
        unstarted += Stage.count
        begin(.snapshot, in: place, at: now, &agenda)
    }

    @inline(__always)
    private mutating func begin(_ stage: Stage, in place: Int32, at now: Int64, _ agenda: inout Agenda<Event>) {
        // All stages but the scan take a token. Taking none of them costs less than a branch that nobody foresees.
        let granted = tokens.grant(stage == .scan ? 0 : 1, at: now)
        let start = stage == .scan ? now : granted
        outcome.tokenWait += start - now
        let end = start + Int64(durations[Int(next[Int(place)])])
        next[Int(place)] += 1
        // Places tell apart the events of one microsecond.
        agenda.schedule(Event(place: place, stage: stage), at: SimulationTime(ticks: end << 9 | Int64(place)))
    }
}
