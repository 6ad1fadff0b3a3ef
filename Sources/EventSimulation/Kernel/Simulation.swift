/// A world that events change.
public protocol SimulationModel: ~Copyable {
    associatedtype Event: BitwiseCopyable & Sendable

    /// Schedules the first events.
    mutating func start(_ agenda: inout Agenda<Event>)

    /// Applies one event; `agenda.now` is its instant. May schedule further events, none of them in the past.
    mutating func handle(_ event: Event, _ agenda: inout Agenda<Event>)
}

/// The clock and the pending events, as a model sees them.
@frozen
public struct Agenda<Event: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    /// The instant of the event being handled.
    public var now: SimulationTime { @inlinable get { queue.now } }

    @usableFromInline var queue: EventQueue<Event>

    @inlinable
    init(capacity: Int) { queue = EventQueue(capacity: capacity) }

    /// Schedules an event at an instant that is not in the past; traps otherwise. Complexity: O(1) amortised.
    @inlinable
    public mutating func schedule(
        _ event: Event, at instant: SimulationTime, priority: EventPriority = .normal
    ) {
        queue.push(event, at: instant, priority: priority)
    }

    /// Schedules an event that can be cancelled, such as a timeout; see `schedule`.
    @inlinable
    public mutating func scheduleCancellable(
        _ event: Event, at instant: SimulationTime, priority: EventPriority = .normal
    ) -> EventHandle {
        queue.pushCancellable(event, at: instant, priority: priority)
    }

    /// Cancels an event; false if it was handled or cancelled before. Complexity: O(1) amortised.
    @inlinable
    @discardableResult
    public mutating func cancel(_ handle: EventHandle) -> Bool { queue.cancel(handle) }
}

/// What a finished simulation tells beside the model itself.
@frozen
public struct SimulationHistory: Hashable, Sendable {
    /// Events handled.
    public var events: Int
    /// Instant of the last event.
    public var end: SimulationTime

    @inlinable
    public init(events: Int, end: SimulationTime) {
        self.events = events
        self.end = end
    }
}

/// Runs models.
public enum Simulation {
    /// Handles events in order until none is pending, or until the next one would be later than `horizon`.
    ///
    /// - Parameter pending: a guess of how many events will be pending at once; only saves growth.
    /// - Complexity: O(events). Allocates only while the pending events grow.
    @inlinable
    public static func run<Model: SimulationModel & ~Copyable>(
        _ model: inout Model, pending: Int = 0, horizon: SimulationTime? = nil
    ) -> SimulationHistory {
        var agenda = Agenda<Model.Event>(capacity: pending)
        model.start(&agenda)
        var handled = 0
        var end = SimulationTime.start
        while let (time, event) = agenda.queue.pop() {
            if let horizon, time > horizon { break }
            model.handle(event, &agenda)
            end = time
            handled &+= 1
        }
        return SimulationHistory(events: handled, end: end)
    }
}
