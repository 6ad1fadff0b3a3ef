import EventSimulation
import Testing

/// How the times of a mix of pushes are chosen.
enum TimeShape: String, CaseIterable, Sendable {
    /// Anywhere in a million ticks.
    case spread
    /// One of four instants.
    case ties
    /// One of a few crowded stretches of 20 ticks, a million ticks apart.
    case clusters
    /// Mostly near, now and then at the end of time or long before everything else.
    case farFuture
    /// Some ticks after the event popped last, as a simulation does it.
    case hold
    /// Always before everything that was pushed earlier.
    case falling
    /// All at the same instant.
    case equal

    func time(push: Int, lastPopped: Int64, _ inputs: inout TestInputs) -> Int64 {
        switch self {
        case .spread: inputs.number(0...1_000_000)
        case .ties: inputs.number(0...3)
        case .clusters: inputs.number(0...4) * 1_000_000 + inputs.number(0...20)
        case .farFuture:
            switch inputs.number(0...9) {
            case 0: Int64.max - inputs.number(0...2)
            case 1: Int64.min + inputs.number(0...2)
            default: inputs.number(0...1_000)
            }
        case .hold: lastPopped + inputs.number(0...50)
        case .falling: -Int64(push)
        case .equal: 7
        }
    }
}

@Suite("Event queue")
struct EventQueueTests {
    @Test("agrees with a sorted array on random mixes of pushes and pops", arguments: TimeShape.allCases)
    func agreesWithSortedArray(shape: TimeShape) throws {
        for seed in 1...4 as ClosedRange<UInt64> {
            var inputs = TestInputs(seed)
            var queue = EventQueue<Int32>(capacity: seed == 1 ? 2_000 : 0)
            var oracle = SortedArrayQueue()
            var lastPopped: Int64 = 0
            for step in 0..<1_500 {
                // The share of pushes changes, so that the queue grows, drains and grows again.
                if inputs.chance(percent: step % 500 < 250 ? 70 : 40) {
                    let time = shape.time(push: step, lastPopped: lastPopped, &inputs)
                    let priority: EventPriority = inputs.chance(percent: 30) ? .afterOthers : .normal
                    queue.push(Int32(step), at: SimulationTime(ticks: time), priority: priority)
                    oracle.push(Int32(step), at: time, priority: priority)
                } else {
                    let popped = queue.pop()
                    let expected = oracle.pop()
                    try #require(popped?.event == expected?.event, "step \(step) of seed \(seed)")
                    try #require(popped?.time.ticks == expected?.time, "step \(step) of seed \(seed)")
                    lastPopped = expected?.time ?? lastPopped
                }
                try #require(queue.count == oracle.count)
            }
            while let expected = oracle.pop() {
                let popped = queue.pop()
                try #require(popped?.event == expected.event, "draining seed \(seed)")
                try #require(popped?.time.ticks == expected.time, "draining seed \(seed)")
            }
            #expect(queue.pop() == nil)
            #expect(queue.count == 0)
        }
    }

    @Test("keeps a million events of one instant in the order in which they came")
    func millionEqualTimes() {
        var queue = EventQueue<Int32>()
        let instant = SimulationTime(ticks: 42)
        for event in 0..<1_000_000 as Range<Int32> { queue.push(event, at: instant, priority: .normal) }
        #expect(queue.count == 1_000_000)
        var next: Int32 = 0
        while let (time, event) = queue.pop(), event == next, time == instant { next += 1 }
        #expect(next == 1_000_000)
    }

    @Test("puts the priority before the order of pushing, and the time before both")
    func totalOrder() {
        var queue = EventQueue<Int32>()
        queue.push(1, at: SimulationTime(ticks: 5), priority: .afterOthers)
        queue.push(2, at: SimulationTime(ticks: 5), priority: .normal)
        queue.push(3, at: SimulationTime(ticks: 4), priority: .afterOthers)
        queue.push(4, at: SimulationTime(ticks: 5), priority: .afterOthers)
        queue.push(5, at: SimulationTime(ticks: 5), priority: .normal)
        var order: [Int32] = []
        while let (_, event) = queue.pop() { order.append(event) }
        #expect(order == [3, 2, 5, 1, 4])
    }

    @Test("is a value: a copy goes its own way")
    func copiesAreIndependent() {
        var queue = EventQueue<Int32>()
        queue.push(1, at: .start, priority: .normal)
        var copy = queue
        copy.push(2, at: .start, priority: .normal)
        #expect(queue.count == 1)
        #expect(copy.pop()?.event == 1)
        #expect(queue.pop()?.event == 1)
        #expect(queue.pop() == nil)
        #expect(copy.pop()?.event == 2)
    }
}
