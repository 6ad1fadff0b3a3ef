import ScanModel

/// How the items of a region get their copies through, one item after another.
struct NaiveCopies {
    /// When each item comes to each stage before the scanner, and to the scanner itself; when it begins there after its
    /// looks.
    private(set) var arrived: [[Int]] = []
    private(set) var began: [[Int]] = []
    /// When an item is given up, and at which stage.
    private(set) var gone: [Int: (at: Int, stage: Int)] = [:]
    /// Looks by stage.
    private(set) var looks: [Int: Int] = [:]

    init(_ naive: NaiveRegion, starts: [Int]) {
        let workflow = naive.deployment.workflow
        let items = naive.items
        var now = starts
        for stage in 0..<workflow.placeStage {
            arrived.append(now)
            if workflow.stages[stage].recheck != nil { look(naive, stage, &now) }
            began.append(now)
            for item in items.indices { now[item] += items[item].time(stage..<(stage + 1), naive.plan, workflow) }
        }
        arrived.append(now)
        began.append(now)
    }

    private mutating func look(_ naive: NaiveRegion, _ stage: Int, _ now: inout [Int]) {
        let workflow = naive.deployment.workflow
        let rule = workflow.stages[stage].recheck!
        let every = Int(naive.plan.scale.ticks(rule.every.value))
        let resource = workflow.stages[stage].acquires[0]
        let lookers = naive.items.indices.filter { !naive.items[$0].copied.isEmpty && gone[$0] == nil }
        looks[stage] = lookers.count
        guard let capacity = naive.region.limits.capacities[resource] else { return }
        let kind = workflow.resources[resource]
        let given = workflow.stages.firstIndex { $0.releases.contains(resource) }!
        var ends: [Int32: [Int]] = [:]
        for item in lookers.sorted(by: { (now[$0], $0) < (now[$1], $1) }) {
            let owner = kind.scope == .targetAccountRegion ? naive.items[item].account : -1
            let wanted = min(capacity, naive.items[item].units(kind.per, in: workflow.stages[stage]))
            var instant = now[item]
            var refused = 0
            while ends[owner, default: []].count(where: { $0 > instant }) + wanted > capacity,
                refused < rule.looksMost
            {
                refused += 1
                instant += every
            }
            looks[stage]! += min(refused, rule.looksMost - 1)
            if refused == rule.looksMost {
                gone[item] = (at: instant - every, stage: stage)
                continue
            }
            now[item] = instant
            let held = naive.items[item].time(stage..<(given + 1), naive.plan, workflow)
            ends[owner, default: []] += Array(repeating: instant + held, count: wanted)
        }
    }
}
