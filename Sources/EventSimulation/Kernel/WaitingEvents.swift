/// Names an event that can be cancelled. Valid until the event is popped, cancelled or removed, and never again.
@frozen
public struct EventHandle: Hashable, BitwiseCopyable, Sendable {
    @usableFromInline let slot: UInt32
    @usableFromInline let generation: UInt32

    @inlinable
    init(slot: UInt32, generation: UInt32) {
        self.slot = slot
        self.generation = generation
    }

    @inlinable
    init(word: UInt64) {
        slot = UInt32(truncatingIfNeeded: word)
        generation = UInt32(truncatingIfNeeded: word &>> 32)
    }

    @inlinable var word: UInt64 { UInt64(generation) &<< 32 | UInt64(slot) }
}

/// A table of events under handles; slots are reused, each time with another generation.
@frozen
@usableFromInline
struct WaitingEvents<Event: BitwiseCopyable & Sendable>: ~Copyable, Sendable {
    @frozen
    @usableFromInline
    struct Slot: BitwiseCopyable, Sendable {
        /// That of the handle under which an event waits here, or will wait next.
        @usableFromInline var generation: UInt32
        /// The next free slot, if this one is free.
        @usableFromInline var nextFree: UInt32

        @inlinable
        init(generation: UInt32, nextFree: UInt32) {
            self.generation = generation
            self.nextFree = nextFree
        }
    }

    @usableFromInline var events: FlatBuffer<Event>
    @usableFromInline var slots: FlatBuffer<Slot>
    @usableFromInline var firstFree = UInt32.max
    /// Slots from here on were never used.
    @usableFromInline var fresh = 0
    /// The generation of a slot that was never used.
    @usableFromInline var firstGeneration: UInt32 = 0

    @inlinable
    init(capacity: Int) {
        events = FlatBuffer(capacity: capacity)
        slots = FlatBuffer(capacity: capacity)
    }

    /// Complexity: O(1) amortised.
    @inlinable
    mutating func add(_ event: Event) -> EventHandle {
        if firstFree == .max { addSlot() }
        let slot = firstFree
        let index = Int(slot)
        events[index] = event
        firstFree = slots[index].nextFree
        return EventHandle(slot: slot, generation: slots[index].generation)
    }

    /// Whether an event waits under this handle.
    @inlinable
    func holds(_ handle: EventHandle) -> Bool {
        Int(handle.slot) < fresh && slots[Int(handle.slot)].generation == handle.generation
    }

    /// Removes and returns the event under this handle, or returns nil.
    @inlinable
    mutating func take(_ handle: EventHandle) -> Event? {
        guard holds(handle) else { return nil }
        let index = Int(handle.slot)
        // The last generation is never given out again, so that no old handle ever fits.
        let generation = handle.generation &+ 1
        slots[index] = Slot(generation: generation, nextFree: firstFree)
        if generation != .max { firstFree = handle.slot }
        return events[index]
    }

    @inlinable
    mutating func removeAll(keepingCapacity: Bool) {
        let used = fresh
        firstFree = .max
        fresh = 0
        for index in 0..<used { firstGeneration = max(firstGeneration, slots[index].generation) }
        if used > 0 { firstGeneration += 1 }
        if !keepingCapacity {
            events = FlatBuffer(capacity: 0)
            slots = FlatBuffer(capacity: 0)
        }
    }

    @inlinable
    @inline(never)
    mutating func addSlot() {
        precondition(fresh < Int(UInt32.max) - 1 && firstGeneration < .max, "more than 2^32 events")
        if fresh == slots.capacity {
            events.grow(to: 2 * fresh, keeping: fresh)
            slots.grow(to: 2 * fresh, keeping: fresh)
        }
        slots[fresh] = Slot(generation: firstGeneration, nextFree: .max)
        firstFree = UInt32(fresh)
        fresh += 1
    }
}
