internal import EventSimulation
internal import RandomStreams

/// Jobs that are all there at the beginning, on slots that take the next job as soon as they are free.
struct JobSlots: SimulationModel {
    struct Event: BitwiseCopyable, Sendable { var slot: Int32 }

    /// How jobs come to slots.
    enum Sharing: Sendable {
        /// The next job of one list.
        case list
        /// Each slot has so many jobs of its own.
        case equalShares(Int)
    }

    let jobs: Int
    let slots: Int
    let durations: Distribution
    let sharing: Sharing
    let variates: Variates
    /// Sum of the times between ends of jobs, each less its expected value: 1 over the number of jobs that run, because
    /// as many exponential times of mean 1 run down.
    private(set) var deviation = 0.0
    /// The same with each weighted by the sum so far, and that of the squares less the expected squares.
    private(set) var weighted = 0.0
    private(set) var squares = 0.0
    /// The sum of all durations.
    private(set) var work = 0.0
    private var started = 0
    private var running = 0
    private var last: Int64 = 0
    private var doneBySlot: [Int]

    init(jobs: Int, slots: Int, durations: Distribution, sharing: Sharing = .list, _ variates: Variates) {
        self.jobs = jobs
        self.slots = slots
        self.durations = durations
        self.sharing = sharing
        self.variates = variates
        doneBySlot = Array(repeating: 0, count: slots)
    }

    mutating func start(_ agenda: inout Agenda<Event>) {
        for slot in 0..<min(slots, jobs) { begin(slot, &agenda) }
    }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        let span = ModelClock.units(agenda.now.ticks - last)
        last = agenda.now.ticks
        let expected = 1 / Double(running)
        weighted += (span - expected) * deviation
        squares += (span - expected) * (span - expected) - expected * expected
        deviation += span - expected
        running -= 1
        let slot = Int(event.slot)
        doneBySlot[slot] += 1
        switch sharing {
        case .list: if started < jobs { begin(slot, &agenda) }
        case .equalShares(let share): if doneBySlot[slot] < share { begin(slot, &agenda) }
        }
    }

    private mutating func begin(_ slot: Int, _ agenda: inout Agenda<Event>) {
        let duration = variates.draw(durations, started, 0)
        work += duration
        started += 1
        running += 1
        agenda.schedule(Event(slot: Int32(slot)), at: agenda.now + ModelClock.ticks(duration))
    }
}
