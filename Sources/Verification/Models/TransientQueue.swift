internal import EventSimulation
internal import RandomStreams

/// A queue with exponential gaps and services that begins empty, or with its first customer, and is looked at once.
///
/// One run is one observation. Controls as in ``MultiServer``, with weights that also depend on the time.
struct TransientQueue: SimulationModel {
    enum Event: BitwiseCopyable, Sendable { case arrival, departure }

    /// What is looked at.
    enum Question: Sendable {
        /// The number inside at an instant.
        case number(at: Double)
        /// How long the first customer and those who come meanwhile keep the server busy.
        case busyPeriod
    }

    let arrivalRate: Double
    let serviceRate: Double
    let servers: Int
    let question: Question
    let variates: Variates
    /// By kind of event, weight.
    private(set) var controls = Array(repeating: 0.0, count: 2 * TransientQueue.weightCount)
    /// The number at the instant, or the length of the busy period.
    private(set) var answer = 0.0

    static let weightCount = 5
    /// The controls that count arrivals and departures.
    static let plainSums = [0, weightCount]
    private var came = 0
    private var started = 0
    private var inside = 0
    private var busy = 0
    private var last = 0.0
    private var isOver = false

    init(arrivalRate: Double, serviceRate: Double, servers: Int, question: Question, _ variates: Variates) {
        self.arrivalRate = arrivalRate
        self.serviceRate = serviceRate
        self.servers = servers
        self.question = question
        self.variates = variates
    }

    private var horizon: Double {
        if case .number(let instant) = question { return instant }
        return .infinity
    }

    mutating func start(_ agenda: inout Agenda<Event>) {
        if case .busyPeriod = question {
            inside = 1
            begin(&agenda)
        }
        scheduleArrival(&agenda)
    }

    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>) {
        guard !isOver else { return }
        let now = ModelClock.units(agenda.now.ticks)
        integrate(to: min(now, horizon))
        guard now <= horizon else { return finish(Double(inside)) }
        switch event {
        case .arrival:
            weigh(1, at: now, kind: 0)
            inside += 1
            scheduleArrival(&agenda)
        case .departure:
            weigh(1, at: now, kind: 1)
            inside -= 1
            busy -= 1
        }
        if busy < servers, busy < inside { begin(&agenda) }
        if inside == 0, case .busyPeriod = question { finish(now) }
    }

    private mutating func finish(_ answer: Double) {
        self.answer = answer
        isOver = true
    }

    private mutating func scheduleArrival(_ agenda: inout Agenda<Event>) {
        let gap = variates.draw(.exponential(mean: 1 / arrivalRate), came, 0)
        came += 1
        agenda.schedule(.arrival, at: agenda.now + ModelClock.ticks(gap))
    }

    private mutating func begin(_ agenda: inout Agenda<Event>) {
        busy += 1
        let service = variates.draw(.exponential(mean: 1 / serviceRate), started, 1)
        started += 1
        agenda.schedule(.departure, at: agenda.now + ModelClock.ticks(service))
    }

    /// Takes the expected number of events of the time that has passed off the controls. The weights grow linearly
    /// meanwhile at most, so that their value in the middle is their mean.
    private mutating func integrate(to now: Double) {
        let span = now - last
        let middle = last + span / 2
        weigh(-arrivalRate * span, at: middle, kind: 0)
        weigh(-serviceRate * Double(busy) * span, at: middle, kind: 1)
        last = now
    }

    private mutating func weigh(_ amount: Double, at instant: Double, kind: Int) {
        let first = kind * Self.weightCount
        let few = Double(min(inside, 6))
        controls[first] += amount
        controls[first + 1] += amount * instant
        if case .number(let end) = question {
            let left = end - instant
            controls[first + 2] += amount * few
            controls[first + 3] += amount * left * few
            if inside <= 1 { controls[first + 4] += amount }
        } else {
            controls[first + 2] += amount * Double(inside)
        }
    }
}
