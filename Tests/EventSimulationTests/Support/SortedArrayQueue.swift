import EventSimulation

/// Pending events in a plain array that is sorted at every push: slow, and hard to get wrong.
struct SortedArrayQueue {
    struct Entry: Equatable {
        var time: Int64
        var priority: EventPriority
        var order: Int
        var event: Int32

        var rank: (Int64, UInt8, Int) { (time, priority.rawValue, order) }
    }

    private var entries: [Entry] = []
    private var pushed = 0

    var count: Int { entries.count }

    mutating func push(_ event: Int32, at time: Int64, priority: EventPriority) {
        let entry = Entry(time: time, priority: priority, order: pushed, event: event)
        pushed += 1
        let place = entries.firstIndex { $0.rank > entry.rank } ?? entries.endIndex
        entries.insert(entry, at: place)
    }

    mutating func pop() -> Entry? { entries.isEmpty ? nil : entries.removeFirst() }
}
