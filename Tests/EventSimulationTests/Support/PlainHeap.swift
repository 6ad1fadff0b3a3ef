import EventSimulation

/// Pending events in a binary heap over (time, priority, order of pushing): plain, and nothing like what it checks.
struct PlainHeap {
    struct Entry: Equatable {
        var time: Int64
        var priority: EventPriority
        var order: Int
        var event: Int32

        func precedes(_ other: Entry) -> Bool {
            (time, priority.rawValue, order) < (other.time, other.priority.rawValue, other.order)
        }
    }

    private var entries: [Entry] = []
    private var pushed = 0
    private var gone: Set<Int32> = []
    /// The time of the entry popped last.
    private(set) var now: Int64 = 0

    var count: Int { entries.count - gone.count }

    mutating func push(_ event: Int32, at time: Int64, priority: EventPriority) {
        entries.append(Entry(time: time, priority: priority, order: pushed, event: event))
        pushed += 1
        var child = entries.count - 1
        while child > 0, entries[child].precedes(entries[(child - 1) / 2]) {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func remove(_ event: Int32) { gone.insert(event) }

    mutating func pop() -> Entry? {
        while let first = popAny() {
            if gone.remove(first.event) == nil {
                now = first.time
                return first
            }
        }
        return nil
    }

    private mutating func popAny() -> Entry? {
        guard let first = entries.first else { return nil }
        let last = entries.removeLast()
        if entries.isEmpty { return first }
        entries[0] = last
        var parent = 0
        while true {
            let children = (2 * parent + 1)..<min(2 * parent + 3, max(2 * parent + 1, entries.count))
            guard let least = children.min(by: { entries[$0].precedes(entries[$1]) }),
                entries[least].precedes(entries[parent])
            else { return first }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
