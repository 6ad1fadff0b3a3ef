internal import EventSimulation

/// The hold model: the earliest of many pending events is taken and put back later, over and over.
public struct HoldModel: ~Copyable {
    private var queue: EventQueue<UInt32>
    private var increments = RandomStream(22)
    private let table = ExponentialTable()
    private var last = SimulationTime.start
    private var sum: UInt64 = 0

    public init(pending: Int) {
        queue = EventQueue(capacity: pending)
        var initial = RandomStream(21)
        for number in 0..<UInt32(pending) {
            queue.push(number, at: .start + table.increment(initial.next()), priority: .normal)
        }
    }

    public mutating func hold(_ times: Int) {
        for _ in 0..<times {
            guard let (time, number) = queue.pop() else { preconditionFailure("an event is lost") }
            precondition(time >= last, "an event was taken before its turn")
            last = time
            sum &+= UInt64(time.ticks)
            queue.push(number, at: time + table.increment(increments.next()), priority: .normal)
        }
    }

    /// - Parameter events: how many of the holds count as measured.
    public func result(events: Int) -> WorkloadResult {
        WorkloadResult(events: events, statistics: [UInt64(last.ticks), sum])
    }
}
