internal import EventSimulation
internal import ScanModel

/// Regions of a deployment on one clock, with the window of regions and the schedule that they share.
///
/// The window counts regions whose scanners work; snapshots are made as soon as an instance is found, as the vendor's
/// template does. A region stands in line for the window when a search has found something and gives its place back
/// when nothing is on its way. While others wait in line it takes nothing that was found after it was let in, so that
/// every region has its turn.
struct WeeksWorld: ~Copyable, SimulationModel {
    typealias Event = WeeksEvent

    /// A region cannot be copied, so it cannot lie in an array itself.
    private final class Box {
        var region: WeeksRegion
        var events = 0

        init(_ region: consuming WeeksRegion) { self.region = region }
    }

    private var boxes: [Box] = []
    private let gate: RegionGate?
    /// Starts of the schedule in ticks; empty with the other anchors.
    private let starts: [Int64]
    private let week: Int64
    /// Regions in line for the window, and between being let in and being taken down.
    private var line: [Int] = []
    private var active = 0
    private var admissionIsScheduled = false

    init(gate: RegionGate?, starts: [Int64], week: Int64) {
        self.gate = gate
        self.starts = starts
        self.week = week
    }

    /// Adds the next region; it has to know its seat already.
    mutating func add(_ region: consuming WeeksRegion) {
        boxes.append(Box(region))
        line.reserveCapacity(boxes.count)
    }

    mutating func start(_ agenda: inout Agenda<WeeksEvent>) {
        for box in boxes { box.region.start(&agenda) }
        scheduleRun(0, &agenda)
    }

    mutating func handle(_ event: WeeksEvent, _ agenda: inout Agenda<WeeksEvent>) {
        let seat = Int(event.region)
        switch event.kind {
        case .admit: letIn(&agenda)
        case .opened: open(seat, &agenda)
        case .closed: close(seat, &agenda)
        case .runStarts: startRun(Int(event.index), &agenda)
        default:
            let box = boxes[seat]
            box.events &+= 1
            box.region.handle(event, &agenda)
        }
        if boxes[seat].region.wantsGate { attend(seat, &agenda) }
    }

    // MARK: The window

    /// A region has found work, or has none left.
    private mutating func attend(_ seat: Int, _ agenda: inout Agenda<WeeksEvent>) {
        let box = boxes[seat]
        box.region.wantsGate = false
        switch box.region.gate {
        case .closed:
            guard box.region.takenCount > 0 else { return }
            box.region.gate = .waiting
            line.append(seat)
            tellLine(&agenda)
            scheduleAdmission(&agenda)
        case .open:
            guard !box.region.isAlwaysOpen, box.region.isDrained else { return }
            box.region.gate = .closing
            agenda.schedule(
                WeeksEvent(.closed, region: UInt16(seat)), at: agenda.now + box.region.teardown)
        case .waiting, .opening, .closing: return
        }
    }

    private mutating func scheduleAdmission(_ agenda: inout Agenda<WeeksEvent>) {
        guard !admissionIsScheduled else { return }
        admissionIsScheduled = true
        agenda.schedule(WeeksEvent(.admit), at: agenda.now, priority: .afterOthers)
    }

    private mutating func letIn(_ agenda: inout Agenda<WeeksEvent>) {
        admissionIsScheduled = false
        if let gate, gate.discipline == .barrier, active > 0 { return }
        while let seat = line.first, gate.map({ active < $0.window }) ?? true {
            line.removeFirst()
            active += 1
            let box = boxes[seat]
            box.region.gate = .opening
            if box.region.setup == 0 {
                open(seat, &agenda)
            } else {
                agenda.schedule(WeeksEvent(.opened, region: UInt16(seat)), at: agenda.now + box.region.setup)
            }
        }
        tellLine(&agenda)
    }

    private mutating func open(_ seat: Int, _ agenda: inout Agenda<WeeksEvent>) {
        let box = boxes[seat]
        box.region.gate = .open
        box.region.searchesAllowed = box.region.searches
        box.region.launch(&agenda)
        if box.region.wantsGate { attend(seat, &agenda) }
    }

    private mutating func close(_ seat: Int, _ agenda: inout Agenda<WeeksEvent>) {
        active -= 1
        boxes[seat].region.gate = .closed
        boxes[seat].region.wantsGate = boxes[seat].region.takenCount > 0
        if !line.isEmpty { scheduleAdmission(&agenda) }
    }

    /// Open regions learn whether others wait; if none does any more, they go on with what they have found since.
    private mutating func tellLine(_ agenda: inout Agenda<WeeksEvent>) {
        let othersWait = !line.isEmpty
        for seat in boxes.indices where boxes[seat].region.othersWait != othersWait {
            let box = boxes[seat]
            box.region.othersWait = othersWait
            guard !othersWait, box.region.gate == .open else { continue }
            box.region.launch(&agenda)
            if box.region.wantsGate { attend(seat, &agenda) }
        }
    }

    // MARK: The schedule

    private func scheduleRun(_ number: Int, _ agenda: inout Agenda<WeeksEvent>) {
        guard number < starts.count else { return }
        agenda.schedule(WeeksEvent(.runStarts, number), at: SimulationTime(ticks: starts[number]))
    }

    /// All known instances are to be scanned, unless the run before is still busy.
    private mutating func startRun(_ number: Int, _ agenda: inout Agenda<WeeksEvent>) {
        scheduleRun(number + 1, &agenda)
        if boxes.contains(where: { $0.region.openRequests > 0 }) {
            let box = boxes[0]
            box.region.tallies[box.region.week].overruns += 1
            if agenda.now.ticks > box.region.ticks.warmUp { box.region.forgottenAfterWarmUp += 1 }
            return
        }
        for box in boxes { box.region.requestAll(&agenda) }
    }

    /// What happened in each region.
    mutating func finish(accountNames: [[String]]) -> [RegionWeeks] {
        zip(boxes, accountNames).map { $0.region.finish(accountNames: $1, events: $0.events) }
    }
}
