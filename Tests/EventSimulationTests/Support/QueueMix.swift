import EventSimulation
import Testing

/// An event that tells which one it is.
protocol NumberedEvent: BitwiseCopyable, Sendable {
    init(number: Int32)
    var number: Int32 { get }
}

extension Int32: NumberedEvent {
    init(number: Int32) { self = number }
    var number: Int32 { self }
}

/// Does not fit into a machine word.
struct LargeEvent: NumberedEvent {
    var number: Int32
    var copies: (Int64, Int64)

    init(number: Int32) {
        self.number = number
        copies = (Int64(number), -Int64(number))
    }
}

/// A random mix of what one can do to a queue, done to a plain heap as well.
struct QueueMix<Event: NumberedEvent>: ~Copyable {
    private var queue: EventQueue<Event>
    private var oracle = PlainHeap()
    private var inputs: TestInputs
    private let cancellable: Int64
    private var handles: [Int32: EventHandle] = [:]
    private var pushed: Int32 = 0
    private(set) var cancelled = 0

    /// - Parameter cancellable: percentage of the events that get a handle.
    init(seed: UInt64, capacity: Int = 0, cancellable: Int64 = 0) {
        queue = EventQueue(capacity: capacity)
        inputs = TestInputs(seed)
        self.cancellable = cancellable
    }

    mutating func run(steps: Int) throws {
        let shapes = DelayShape.allCases
        try run(steps: steps, shape: shapes[Int(inputs.number(0...Int64(shapes.count - 1)))])
    }

    mutating func run(steps: Int, shape: DelayShape) throws {
        for step in 0..<steps {
            // The share of pushes changes, so that the queue grows, drains and grows again.
            if inputs.chance(percent: step % 500 < 250 ? 70 : 40) {
                push(after: shape.delay(push: step, now: oracle.now, &inputs))
            } else if inputs.chance(percent: 30), let number = handles.keys.min() {
                try cancel(number)
            } else {
                try pop()
            }
            let count = queue.count
            try #require(count == oracle.count)
            if step % 41 == 0 { queue.checkInvariants() }
        }
        queue.checkInvariants()
    }

    mutating func drain() throws {
        while oracle.count > 0 { try pop() }
        try pop()
        queue.checkInvariants()
    }

    mutating func removeAll(keepingCapacity: Bool) throws {
        queue.removeAll(keepingCapacity: keepingCapacity)
        queue.checkInvariants()
        let left = (count: queue.count, now: queue.now)
        try #require(left.count == 0)
        try #require(left.now == .start)
        for handle in handles.values {
            let isPending = queue.cancel(handle)
            try #require(!isPending)
        }
        handles = [:]
        oracle = PlainHeap()
    }

    private mutating func push(after delay: Int64) {
        let priority: EventPriority = inputs.chance(percent: 30) ? .afterOthers : .normal
        let instant = SimulationTime(ticks: oracle.now + delay)
        if inputs.chance(percent: cancellable) {
            handles[pushed] = queue.pushCancellable(Event(number: pushed), at: instant, priority: priority)
        } else {
            queue.push(Event(number: pushed), at: instant, priority: priority)
        }
        oracle.push(pushed, at: instant.ticks, priority: priority)
        pushed += 1
    }

    private mutating func cancel(_ number: Int32) throws {
        let known = handles.removeValue(forKey: number)
        let handle = try #require(known)
        let answers = [queue.cancel(handle), queue.cancel(handle)]
        try #require(answers == [true, false])
        oracle.remove(number)
        cancelled += 1
    }

    private mutating func pop() throws {
        let popped = queue.pop()
        let expected = oracle.pop()
        try #require(popped?.event.number == expected?.event)
        try #require(popped?.time.ticks == expected?.time)
        let now = queue.now.ticks
        try #require(now == oracle.now)
        if let expected, let handle = handles.removeValue(forKey: expected.event) {
            let isPending = queue.cancel(handle)
            try #require(!isPending)
        }
    }
}
