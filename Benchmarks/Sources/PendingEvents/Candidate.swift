import EventSimulation

/// A structure for pending events as the hold model uses it: a time, and a word that travels with it.
protocol Candidate: ~Copyable {
    static var name: String { get }
    init(capacity: Int)
    mutating func push(_ word: UInt32, at time: UInt64)
    /// The earliest entry; there is one.
    mutating func pop() -> (time: UInt64, word: UInt32)
}

/// What the product uses.
struct Wheel: Candidate, ~Copyable {
    static let name = "event-queue"
    var queue: EventQueue<UInt32>

    init(capacity: Int) { queue = EventQueue(capacity: capacity) }

    @inline(__always)
    mutating func push(_ word: UInt32, at time: UInt64) {
        queue.push(word, at: SimulationTime(ticks: Int64(bitPattern: time)), priority: .normal)
    }

    @inline(__always)
    mutating func pop() -> (time: UInt64, word: UInt32) {
        guard let (time, word) = queue.pop() else { fatalError("empty") }
        return (UInt64(bitPattern: time.ticks), word)
    }
}
