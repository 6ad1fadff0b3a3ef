/// Pending events in the total order (time, priority, sequence): equal times keep the order in which they were
/// scheduled, whatever the structure inside does.
///
/// The structure is a sorted radix wheel, `EventWheel`. Events of at most 8 bytes travel inside it; larger ones, and
/// those that may be cancelled, wait in a table. Memory grows to the largest number of pending events and is reused.
@frozen
public struct EventQueue<Event: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    /// The instant of the event popped last; at first the start. No event may be pushed before it.
    public var now: SimulationTime {
        @inlinable get { SimulationTime(ticks: base &+ Int64(bitPattern: wheel.now &>> 2)) }
    }

    @usableFromInline var wheel: EventWheel
    @usableFromInline var waiting: WaitingEvents<Event>
    /// Times are kept relative to this one: 0, or `EventQueue.far` once everything before it is over.
    @usableFromInline var base: Int64 = 0
    /// What does not fit into the keys yet, in the order in which it came.
    @usableFromInline var beyond: ContiguousArray<FarEntry> = []
    /// Cancelled events that are still in the wheel or beyond.
    @usableFromInline var dead = 0

    @frozen
    @usableFromInline
    struct FarEntry: BitwiseCopyable, Sendable {
        @usableFromInline var time: Int64
        /// The lowest two bits of the key.
        @usableFromInline var rank: UInt64
        @usableFromInline var word: UInt64

        @inlinable
        init(time: Int64, rank: UInt64, word: UInt64) {
            self.time = time
            self.rank = rank
            self.word = word
        }
    }

    /// Times have 63 bits and a key leaves 62 for them.
    @inlinable static var far: Int64 { 1 << 62 }
    @inlinable static var travels: Bool { WordBits.fits(Event.self) }

    /// An empty queue with room for `capacity` events; many events of the same instant may take more.
    @inlinable
    public init(capacity: Int = 0) {
        wheel = EventWheel(capacity: capacity)
        waiting = WaitingEvents(capacity: EventQueue.travels ? 0 : capacity)
    }

    /// Number of pending events.
    @inlinable
    public var count: Int { wheel.count + beyond.count - dead }

    /// Number of events for which there is memory already, at least.
    @inlinable
    public var capacity: Int { wheel.capacity }

    /// Adds an event at an instant that is not before `now`; traps otherwise. Complexity: O(1) amortised.
    @inlinable
    @inline(__always)
    public mutating func push(_ event: Event, at time: SimulationTime, priority: EventPriority) {
        let rank = UInt64(priority.rawValue) &<< 1
        if EventQueue.travels {
            push(word: WordBits.word(of: event), at: time, rank: rank)
        } else {
            push(word: waiting.add(event).word, at: time, rank: rank)
        }
    }

    /// Adds an event that can be cancelled; see `push`. It costs a visit to a table more than one that cannot.
    @inlinable
    public mutating func pushCancellable(
        _ event: Event, at time: SimulationTime, priority: EventPriority
    ) -> EventHandle {
        let handle = waiting.add(event)
        push(word: handle.word, at: time, rank: UInt64(priority.rawValue) &<< 1 | 1)
        return handle
    }

    /// Removes the first event, or returns nil if none is pending. Complexity: O(1) amortised.
    @inlinable
    @inline(__always)
    public mutating func pop() -> (time: SimulationTime, event: Event)? {
        while true {
            guard let entry = wheel.pop() else {
                guard reachBeyond() else { return nil }
                continue
            }
            if !EventQueue.travels || entry.key & 1 != 0 {
                guard let event = waiting.take(EventHandle(word: entry.word)) else {
                    // The clock does not see events that were cancelled.
                    dead &-= 1
                    continue
                }
                wheel.now = entry.key & ~3
                return (now, event)
            }
            wheel.now = entry.key & ~3
            return (now, WordBits.value(Event.self, of: entry.word))
        }
    }

    /// Cancels a pending event; false if it was popped or cancelled before. Complexity: O(1) amortised.
    ///
    /// Handles are those of this queue; one of another queue has no meaning here.
    @inlinable
    public mutating func cancel(_ handle: EventHandle) -> Bool {
        guard waiting.take(handle) != nil else { return false }
        dead += 1
        if dead > count + EventQueue.deadMax { sweep() }
        return true
    }

    /// Removes all events and returns to the start; handles given out before are void.
    ///
    /// - Complexity: O(1) plus the largest number of cancellable events there ever was.
    @inlinable
    public mutating func removeAll(keepingCapacity: Bool = false) {
        if !keepingCapacity { wheel = EventWheel(capacity: 0) }
        wheel.removeAll()
        waiting.removeAll(keepingCapacity: keepingCapacity)
        beyond.removeAll(keepingCapacity: keepingCapacity)
        base = 0
        dead = 0
    }

    @inlinable static var deadMax: Int { 64 }

    @inlinable
    @inline(__always)
    mutating func push(word: UInt64, at time: SimulationTime, rank: UInt64) {
        let ticks = UInt64(bitPattern: time.ticks &- base)
        // One comparison for both ends: an instant before the base wraps around to a large number.
        guard ticks &>> 62 == 0 else {
            pushBeyond(FarEntry(time: time.ticks, rank: rank, word: word))
            return
        }
        let instant = ticks &<< 2
        precondition(instant >= wheel.now, "an event in the past")
        wheel.push(PendingEntry(key: instant | rank, word: word))
    }

    @usableFromInline
    @inline(never)
    mutating func pushBeyond(_ entry: FarEntry) {
        precondition(entry.time >= EventQueue.far && base == 0, "an event at \(entry.time), in the past")
        beyond.append(entry)
    }

    /// Goes on with the events beyond the keys once all others are over. False if there are none.
    @usableFromInline
    @inline(never)
    mutating func reachBeyond() -> Bool {
        if dead > 0 { sweep() }
        guard !beyond.isEmpty else { return false }
        base = EventQueue.far
        wheel.now = 0
        for entry in beyond {
            wheel.push(PendingEntry(key: UInt64(entry.time - base) << 2 | entry.rank, word: entry.word))
        }
        beyond.removeAll(keepingCapacity: true)
        return true
    }

    /// Drops the entries of cancelled events, once they are more than those pending.
    @usableFromInline
    @inline(never)
    mutating func sweep() {
        EventQueue.sweep(&wheel, &beyond, waiting)
        dead = 0
    }

    private static func sweep(
        _ wheel: inout EventWheel, _ beyond: inout ContiguousArray<FarEntry>, _ waiting: borrowing WaitingEvents<Event>
    ) {
        func isDead(key: UInt64, word: UInt64) -> Bool {
            (!travels || key & 1 != 0) && !waiting.holds(EventHandle(word: word))
        }
        beyond.removeAll { isDead(key: $0.rank, word: $0.word) }
        wheel.removeAll { isDead(key: $0.key, word: $0.word) }
    }
}
