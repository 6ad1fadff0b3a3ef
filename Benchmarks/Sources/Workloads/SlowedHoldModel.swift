internal import EventSimulation

/// The hold model with something needless in every event, to prove that the gates see it.
///
/// The engine has no switch for this: the waste is the model's own, as that of a careless change would be.
public struct SlowedHoldModel: ~Copyable {
    /// What every event does in vain; `nothing` is what the others are compared with.
    public enum Waste: String, CaseIterable, Sendable {
        case nothing, allocation, comparison
    }

    private final class Scrap {}

    private let waste: Waste
    private var queue: EventQueue<UInt32>
    private var increments = RandomStream(22)
    private let table = ExponentialTable()
    private var last = SimulationTime.start
    private var sum: UInt64 = 0
    private var scrap: Scrap?
    private var rare: UInt64 = 0
    private let rarest: UInt32

    public init(pending: Int, waste: Waste) {
        self.waste = waste
        rarest = UInt32(pending) / 2
        queue = EventQueue(capacity: pending)
        var initial = RandomStream(21)
        for number in 0..<UInt32(pending) {
            queue.push(number, at: .start + table.increment(initial.next()), priority: .normal)
        }
    }

    public mutating func hold(_ times: Int) {
        switch waste {
        case .nothing: hold(times) { _, _ in }
        case .allocation: hold(times) { model, _ in model.scrap = Scrap() }
        case .comparison: hold(times) { model, number in if number == model.rarest { model.rare &+= 1 } }
        }
    }

    @inline(__always)
    private mutating func hold(_ times: Int, _ waste: (inout SlowedHoldModel, UInt32) -> Void) {
        for _ in 0..<times {
            guard let (time, number) = queue.pop() else { preconditionFailure("an event is lost") }
            precondition(time >= last, "an event was taken before its turn")
            waste(&self, number)
            last = time
            sum &+= UInt64(time.ticks)
            queue.push(number, at: time + table.increment(increments.next()), priority: .normal)
        }
    }

    /// The same result as that of the model without waste.
    public func result(events: Int) -> WorkloadResult {
        // Whoever counts in vain must at least use the count, or the compiler leaves it out.
        precondition(rare <= UInt64(events) * 2, "more events than there are")
        return WorkloadResult(events: events, statistics: [UInt64(last.ticks), sum])
    }
}
