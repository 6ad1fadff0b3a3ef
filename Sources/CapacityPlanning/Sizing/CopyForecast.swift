import ScanModel

/// When the items with copies come out of their stages before the scanner, by the planner's arithmetic.
///
/// It knows the limit that is looked at and the pauses between looks, and nothing of the rate of looks or of request
/// tokens: those are left to the simulation. Whoever comes first looks first, so it is a forecast, not a bound.
struct CopyForecast: Sendable {
    /// Beyond this capacity a limit is taken as unlimited here.
    static let capacityMost = 1_000

    /// Items with copies, rising.
    private(set) var members: [Int32] = []
    /// Stages for copied volumes before the scanner.
    let stages: [Int]
    /// Ticks that a member waits at such a stage before it begins there: by stage, then by member.
    private(set) var waits: [[Int64]]
    /// Instant at which a member is given up, and its stage; -1: it is not.
    private(set) var goneAt: [Int64] = []
    private(set) var goneStage: [Int32] = []
    /// Looks by stage of the workflow.
    private(set) var looks: [Int]

    private let items: WorkItems
    private let ticks: WorkflowTicks

    /// What it needs of the limits of a region.
    struct Gates {
        let workflow: ScanWorkflow
        let limits: RegionLimits
        let scale: TickScale
    }

    /// - Parameter starts: when each item begins its first stage.
    /// - Complexity: O(c log c + c * capacity) for c items with copies; O(1) if there are none.
    init(_ gates: Gates, items: WorkItems, ticks: WorkflowTicks, starts: [UInt64]) {
        self.items = items
        self.ticks = ticks
        let workflow = gates.workflow
        looks = [Int](repeating: 0, count: workflow.stages.count)
        guard !items.copies.isEmpty else {
            stages = []
            waits = []
            return
        }
        stages = (0..<workflow.placeStage).filter { workflow.stages[$0].condition == .copyNeeded }
        members = (0..<items.count).filter { items.hasCopies($0) }.map(Int32.init)
        waits = stages.map { _ in [] }
        goneAt = [Int64](repeating: -1, count: members.count)
        goneStage = [Int32](repeating: -1, count: members.count)
        var arrivals = members.map { Int64(truncatingIfNeeded: starts[Int($0)]) }
        var done = 0
        for (number, stage) in stages.enumerated() {
            let span = StageSpan(done..<stage, ticks)
            for member in members.indices { arrivals[member] += span.ticks(items, Int(members[member])) }
            waits[number] = [Int64](repeating: 0, count: members.count)
            if workflow.stages[stage].recheck != nil { look(gates, number, arrivals) }
            for member in members.indices {
                arrivals[member] += waits[number][member] + copyTicks(stage, Int(members[member]))
            }
            done = stage
        }
    }

    /// How long a stage for copied volumes lasts for an item.
    func copyTicks(_ stage: Int, _ item: Int) -> Int64 {
        ticks.copyDuration(
            stage: stage, copiedTotal: items.copiedTotal[item], copiedLargest: Int64(items.copiedLargest[item]))
    }

    /// Ticks that the stages for copied volumes before a stage take a member, waits included.
    func delay(_ member: Int, before stage: Int) -> Int64 {
        var sum: Int64 = 0
        for (number, own) in stages.enumerated() where own < stage {
            sum += waits[number][member] + copyTicks(own, Int(members[member]))
        }
        return sum
    }

    /// Every member takes units of the limit of a stage at the first of its looks that finds enough of them.
    private mutating func look(_ gates: Gates, _ number: Int, _ arrivals: [Int64]) {
        let stage = gates.workflow.stages[stages[number]]
        guard let rule = stage.recheck else { return }
        looks[stages[number]] = members.indices.count { goneAt[$0] < 0 }
        let kind = gates.workflow.resources[stage.acquires[0]]
        guard let capacity = gates.limits.capacities[stage.acquires[0]], capacity <= Self.capacityMost else { return }
        let every = gates.scale.ticks(rule.every.value)
        let released = gates.workflow.stages.firstIndex { $0.releases.contains(stage.acquires[0]) } ?? stages[number]
        let perAccount = kind.scope == .targetAccountRegion
        // Rising instants at which units of each owner become free.
        var free = [[Int64]](
            repeating: [Int64](repeating: 0, count: capacity), count: perAccount ? items.accounts.count : 1)
        let order = members.indices.sorted { (arrivals[$0], $0) < (arrivals[$1], $1) }
        for member in order where goneAt[member] < 0 {
            let item = Int(members[member])
            let owner = perAccount ? Int(items.account[item]) : 0
            let wanted = min(capacity, kind.per == .item ? 1 : Int(items.copies[item]))
            let refused = max(0, (free[owner][wanted - 1] - arrivals[member] + every - 1) / every)
            looks[stages[number]] += Int(min(refused, Int64(rule.looksMost) - 1))
            guard refused < Int64(rule.looksMost) else {
                goneAt[member] = arrivals[member] + Int64(rule.looksMost - 1) * every
                goneStage[member] = Int32(stages[number])
                continue
            }
            waits[number][member] = refused * every
            let start = arrivals[member] + refused * every
            let end = start + heldTicks(stages[number]...released, item)
            free[owner].removeFirst(wanted)
            let place = free[owner].partitioningIndex { $0 >= end }
            free[owner].insert(contentsOf: repeatElement(end, count: wanted), at: place)
        }
    }

    /// Ticks of some stages for an item with copies, one after another.
    private func heldTicks(_ stages: ClosedRange<Int>, _ item: Int) -> Int64 {
        stages.reduce(StageSpan(stages.lowerBound..<(stages.upperBound + 1), ticks).ticks(items, item)) {
            $0 + copyTicks($1, item)
        }
    }
}

extension Array {
    /// The first index of which a condition holds that holds for all later ones too. Complexity: O(log n).
    fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
