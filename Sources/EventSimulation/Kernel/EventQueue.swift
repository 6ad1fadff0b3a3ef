/// Pending events in the total order (time, priority, sequence): equal times keep the order in which they were
/// scheduled, whatever the structure inside does.
///
/// A 4-ary heap of entries in one flat array: half the depth of a binary heap, and the children of an entry lie side
/// by side. Memory grows to the largest number of pending events and is reused.
@frozen
public struct EventQueue<Event: BitwiseCopyable & Sendable>: Sendable {
    @frozen
    @usableFromInline
    struct Entry: BitwiseCopyable {
        @usableFromInline var time: Int64
        /// Priority in the highest 8 bits, sequence number below.
        @usableFromInline var rank: UInt64
        @usableFromInline var event: Event

        @inlinable
        init(time: Int64, rank: UInt64, event: Event) {
            self.time = time
            self.rank = rank
            self.event = event
        }

        @inlinable
        func precedes(_ other: Entry) -> Bool {
            time != other.time ? time < other.time : rank < other.rank
        }
    }

    @usableFromInline var heap: ContiguousArray<Entry> = []
    @usableFromInline var sequence: UInt64 = 0

    /// An empty queue with room for `capacity` events.
    @inlinable
    public init(capacity: Int = 0) { heap.reserveCapacity(capacity) }

    /// Number of pending events.
    @inlinable
    public var count: Int { heap.count }

    /// Adds an event. Complexity: O(log n).
    @inlinable
    public mutating func push(_ event: Event, at time: SimulationTime, priority: EventPriority) {
        precondition(sequence < 1 << 56, "more than 2^56 events")
        let entry = Entry(time: time.ticks, rank: UInt64(priority.rawValue) << 56 | sequence, event: event)
        sequence += 1
        heap.append(entry)
        var hole = heap.count - 1
        while hole > 0 {
            let parent = (hole - 1) / 4
            guard entry.precedes(heap[parent]) else { break }
            heap[hole] = heap[parent]
            hole = parent
        }
        heap[hole] = entry
    }

    /// Removes the first event, or returns nil if none is pending. Complexity: O(log n).
    @inlinable
    public mutating func pop() -> (time: SimulationTime, event: Event)? {
        // Not `heap.first`: unspecialised, in a debug build, the optional costs an allocation for each event.
        guard !heap.isEmpty else { return nil }
        let first = heap[0]
        let last = heap.removeLast()
        let count = heap.count
        if count > 0 {
            var hole = 0
            while true {
                let firstChild = hole * 4 + 1
                guard firstChild < count else { break }
                var least = firstChild
                var child = firstChild + 1
                while child < min(firstChild + 4, count) {
                    if heap[child].precedes(heap[least]) { least = child }
                    child += 1
                }
                guard heap[least].precedes(last) else { break }
                heap[hole] = heap[least]
                hole = least
            }
            heap[hole] = last
        }
        return (SimulationTime(ticks: first.time), first.event)
    }
}
