import EventSimulation
import Testing

/// How the delays of a mix of pushes are chosen.
enum DelayShape: String, CaseIterable, Sendable {
    /// Anywhere in a million ticks.
    case spread
    /// One of four instants.
    case ties
    /// One of a few crowded stretches of 20 ticks, a million ticks apart.
    case clusters
    /// Mostly near, now and then half of all time away.
    case farFuture
    /// Mostly near, now and then as late as there are instants.
    case endOfTime
    /// Within some ticks, as a simulation of short steps does it.
    case near
    /// Always before almost everything that was pushed earlier.
    case falling
    /// All at the present instant.
    case none
    /// Of every order of magnitude.
    case powers

    func delay(push: Int, now: Int64, _ inputs: inout TestInputs) -> Int64 {
        let left = Int64.max - now
        let wanted: Int64 =
            switch self {
            case .spread: inputs.number(0...1_000_000)
            case .ties: inputs.number(0...3)
            case .clusters: inputs.number(0...4) * 1_000_000 + inputs.number(0...20)
            case .farFuture:
                inputs.chance(percent: 10) ? Int64.max / 2 - inputs.number(0...2) : inputs.number(0...1_000)
            case .endOfTime: inputs.chance(percent: 10) ? left - inputs.number(0...2) : inputs.number(0...1_000_000_000)
            case .near: inputs.number(0...50)
            case .falling: 2_000_000 - Int64(push % 1_000) * 2_000
            case .none: 0
            case .powers: 1 << inputs.number(0...61)
            }
        return max(0, min(wanted, left))
    }
}

@Suite("Event queue")
struct EventQueueTests {
    @Test("agrees with a plain heap on random mixes of pushes and pops", arguments: DelayShape.allCases)
    func agreesWithHeap(shape: DelayShape) throws {
        for seed in 1...4 as ClosedRange<UInt64> {
            var mix = QueueMix<Int32>(seed: seed, capacity: seed == 1 ? 2_000 : 0)
            try mix.run(steps: 1_500, shape: shape)
            try mix.drain()
        }
    }

    @Test("agrees with a plain heap when the shape of the delays changes on the way")
    func changingShapes() throws {
        for seed in 11...14 as ClosedRange<UInt64> {
            var mix = QueueMix<Int32>(seed: seed)
            for _ in 1...6 { try mix.run(steps: 400) }
            try mix.drain()
        }
    }

    @Test("carries events larger than a machine word", arguments: [DelayShape.spread, .ties, .endOfTime])
    func largeEvents(shape: DelayShape) throws {
        var mix = QueueMix<LargeEvent>(seed: 21)
        try mix.run(steps: 2_000, shape: shape)
        try mix.drain()
    }

    @Test("agrees with a plain heap when events are cancelled", arguments: DelayShape.allCases)
    func cancellations(shape: DelayShape) throws {
        for seed in 31...33 as ClosedRange<UInt64> {
            var mix = QueueMix<Int32>(seed: seed, cancellable: 40)
            try mix.run(steps: 2_000, shape: shape)
            try mix.drain()
            let cancelled = mix.cancelled
            #expect(cancelled > 100, "a mix that cancels")
        }
        var large = QueueMix<LargeEvent>(seed: 34, cancellable: 60)
        try large.run(steps: 2_000, shape: shape)
        try large.drain()
    }

    @Test("keeps a million events of one instant in the order in which they came", arguments: EventPriority.allCases)
    func millionEqualTimes(priority: EventPriority) {
        var queue = EventQueue<Int32>()
        let instant = SimulationTime(ticks: 42)
        for event in 0..<1_000_000 as Range<Int32> { queue.push(event, at: instant, priority: priority) }
        let count = queue.count
        #expect(count == 1_000_000)
        var next: Int32 = 0
        while let (time, event) = queue.pop(), event == next, time == instant { next += 1 }
        #expect(next == 1_000_000)
    }

    @Test("puts what joins a crowded instant behind its crowd", arguments: EventPriority.allCases)
    func joiningACrowd(priority: EventPriority) {
        var queue = EventQueue<Int32>()
        // Enough instants that the crowded one is not in front from the start.
        for event in 0..<300 as Range<Int32> { queue.push(event, at: SimulationTime(ticks: 9), priority: priority) }
        for early in 0..<9 as Range<Int64> { queue.push(-1, at: SimulationTime(ticks: early), priority: .normal) }
        var order: [Int32] = []
        while let (time, event) = queue.pop() {
            order.append(event)
            if time.ticks == 9, event < 300 { queue.push(event + 300, at: time, priority: priority) }
            queue.checkInvariants()
        }
        #expect(order == Array(repeating: -1, count: 9) + Array(0..<600))
    }

    /// Each of the later events brings two earlier ones, which go before all that wait.
    @Test("lets events of an instant go before a hundred thousand that wait for the others")
    func laterPriorityWaits() {
        let count = 100_000 as Int32
        var queue = EventQueue<Int32>()
        for event in 0..<count { queue.push(event, at: .start, priority: .afterOthers) }
        var wrong = 0
        for event in 0..<count {
            if queue.pop()?.event != event { wrong += 1 }
            queue.push(-1, at: .start, priority: .normal)
            queue.push(-2, at: .start, priority: .normal)
            if queue.pop()?.event != -1 || queue.pop()?.event != -2 { wrong += 1 }
        }
        let left = queue.count
        #expect(wrong == 0)
        #expect(left == 0)
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

    @Test("orders the last instants that there are")
    func lastInstants() {
        let instants = [Int64.max, 0, Int64.max / 2, Int64.max - 1, Int64.max / 2 + 1, Int64.max / 2 + 2, 1]
        var queue = EventQueue<Int64>()
        for instant in instants { queue.push(instant, at: SimulationTime(ticks: instant), priority: .normal) }
        var order: [Int64] = []
        var clock: [Int64] = []
        while let (_, event) = queue.pop() {
            order.append(event)
            clock.append(queue.now.ticks)
        }
        #expect(order == instants.sorted())
        #expect(clock == order)
        queue.push(7, at: SimulationTime(ticks: .max), priority: .normal)
        let last = queue.pop()?.event
        #expect(last == 7)
    }

    @Test("stops the program when an event is pushed before the one popped last")
    func past() async {
        await #expect(processExitsWith: .failure) {
            var queue = EventQueue<Int32>()
            queue.push(1, at: SimulationTime(ticks: -1), priority: .normal)
        }
        await #expect(processExitsWith: .failure) {
            var queue = EventQueue<Int32>()
            queue.push(1, at: SimulationTime(ticks: .max), priority: .normal)
            _ = queue.pop()
            queue.push(1, at: SimulationTime(ticks: 5), priority: .normal)
        }
        await #expect(processExitsWith: .success) {
            var queue = EventQueue<Int32>()
            queue.push(1, at: SimulationTime(ticks: 10), priority: .afterOthers)
            _ = queue.pop()
            queue.push(1, at: SimulationTime(ticks: 10), priority: .normal)
        }
        await #expect(processExitsWith: .failure) {
            var queue = EventQueue<Int32>()
            queue.push(1, at: SimulationTime(ticks: 10), priority: .normal)
            _ = queue.pop()
            queue.push(1, at: SimulationTime(ticks: 9), priority: .normal)
        }
    }

    @Test("starts anew when everything is removed, and knows old handles no more", arguments: [true, false])
    func removeAll(keepingCapacity: Bool) throws {
        var mix = QueueMix<Int32>(seed: 41, cancellable: 30)
        for _ in 1...4 {
            try mix.run(steps: 700)
            try mix.removeAll(keepingCapacity: keepingCapacity)
        }
        try mix.run(steps: 700, shape: .spread)
        try mix.drain()
    }
}

@Suite("Cancelled events")
struct CancelledEventTests {
    private func at(_ ticks: Int64) -> SimulationTime { SimulationTime(ticks: ticks) }

    private func drain(_ queue: inout EventQueue<Int32>) -> [Int32] {
        var order: [Int32] = []
        while let (_, event) = queue.pop() { order.append(event) }
        return order
    }

    @Test("are gone once, and only under their own handle")
    func once() {
        var queue = EventQueue<Int32>()
        let first = queue.pushCancellable(1, at: at(10), priority: .normal)
        let second = queue.pushCancellable(2, at: at(10), priority: .normal)
        queue.push(3, at: at(10), priority: .normal)
        let answers = [queue.cancel(first), queue.cancel(first)]
        #expect(answers == [true, false])
        let count = queue.count
        #expect(count == 2)
        // The slot of the first is used again, under a handle that differs.
        let third = queue.pushCancellable(4, at: at(10), priority: .normal)
        #expect(third != first)
        let again = queue.cancel(first)
        #expect(!again)
        let order = drain(&queue)
        #expect(order == [2, 3, 4])
        let late = [queue.cancel(second), queue.cancel(third)]
        #expect(late == [false, false])
    }

    @Test("do not move the clock")
    func clock() {
        var queue = EventQueue<Int32>()
        queue.push(1, at: at(5), priority: .normal)
        let near = queue.pushCancellable(2, at: at(50), priority: .normal)
        let far = queue.pushCancellable(3, at: at(.max), priority: .normal)
        _ = queue.pop()
        let answers = [queue.cancel(near), queue.cancel(far)]
        #expect(answers == [true, true])
        let order = drain(&queue)
        #expect(order.isEmpty)
        let now = queue.now
        #expect(now == at(5))
        queue.push(4, at: at(6), priority: .normal)
        let later = drain(&queue)
        #expect(later == [4])
    }

    @Test("leave no more behind than a few times what is pending")
    func sweeping() {
        var queue = EventQueue<Int32>()
        var pending: [EventHandle] = []
        var refused = 0
        // Timeouts that are cancelled long before their time.
        for step in 0..<100_000 as Range<Int64> {
            pending.append(queue.pushCancellable(Int32(step), at: at(1_000_000_000 + step * 37), priority: .normal))
            guard pending.count == 64 else { continue }
            for handle in pending where !queue.cancel(handle) { refused += 1 }
            pending.removeAll(keepingCapacity: true)
            queue.checkInvariants()
        }
        let (count, capacity) = (queue.count, queue.capacity)
        #expect(refused == 0)
        #expect(count == pending.count)
        #expect(capacity < 2_000)
    }
}
