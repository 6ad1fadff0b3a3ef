internal import MachineScheduling
public import ScanModel

/// Lower bounds that cost too much for every plan. Like those of every plan they hold for any order, any batching of at
/// most the scanner's places, and any assignment with at most the plan's scanners, in every cycle that is as
/// `Deployment.boundAssumptions` says.
///
/// Those of the plan count on all items, so they may fail where items leave after their last attempt or with their
/// scanner. The bounds added here hold even then: each item goes through one attempt at least, and where items may leave
/// otherwise nothing is added.
///
/// The idea of heads and tails is J. Carlier's ("The one-machine sequencing problem", EJOR 11, 1982): whatever holds for
/// some items on the scanners holds for them after the least of their times before and ahead of the least of their times
/// after. For which items it proves most is tried for thresholds on each of the three times.
public struct StrongBounds {
    private let items: BoundedItems?
    private let plan: RegionPlan
    private let supply: ScannerSupply?
    private let arrivals: Arrivals?

    /// - Complexity: O(n log n) for n items and each stage ahead of the scanner.
    public init(_ deployment: Deployment, plan: RegionPlan, ticks: WorkflowTicks) {
        self.plan = plan
        items = plan.items.count > 0 && plan.scanners > 0 ? BoundedItems(deployment, plan: plan, ticks: ticks) : nil
        supply = items.map { ScannerSupply($0, firstSearch: $0.before.reduce(.max, min)) }
        arrivals = items.map { Arrivals($0) }
    }

    /// The bounds of the plan, and those that need no search: crowds, arrivals and last grants.
    ///
    /// - Complexity: O(n) for each of about a hundred crowds.
    public func bounds() -> [ProvedBound] {
        var bounds = plan.bounds.map { ProvedBound(kind: .plan($0.kind), ticks: $0.ticks) }
        guard let items, let arrivals else { return bounds }
        bounds.append(ProvedBound(kind: .crowd, ticks: crowds().reduce(0) { max($0, $1.ticks) }))
        bounds.append(ProvedBound(kind: .arrivals, ticks: arrival(items, arrivals)))
        bounds += arrivals.lastGrants.map { ProvedBound(kind: .lastGrant(action: $0.action), ticks: $0.ticks) }
        return bounds
    }

    /// How the work is shared out among the scanners at best, by a search within so many steps.
    ///
    /// - Parameter steps: see MachineScheduling; a step is about the work on a word of memory.
    public func packing(steps: Int) -> ProvedBound? {
        guard let items, let best = crowds().max(by: { $0.ticks < $1.ticks }) else { return nil }
        var ticks: Int64 = 0
        var crowds = [Crowd.everyone]
        if best.crowd != .everyone { crowds.append(best.crowd) }
        for crowd in crowds {
            guard let part = part(crowd, items) else { continue }
            let jobs = items.jobs { part.isIn($0) }
            guard jobs.count <= Self.jobsMost,
                let problem = try? MachineProblem(durations: jobs.map { Int($0) }, machines: items.machines)
            else { continue }
            let bound = MachineSchedule.near(problem, budget: steps / crowds.count).bound.value
            ticks = max(ticks, part.head + Int64(bound) - items.drain + part.tail)
        }
        return ticks > 0 ? ProvedBound(kind: .packing, ticks: ticks) : nil
    }

    private static let jobsMost = 1 << 20
}

extension StrongBounds {
    /// Items by a threshold on one of their times.
    private enum Crowd: Hashable {
        case everyone
        case before(Int64)
        case onScanner(Int64)
        case after(Int64)
    }

    /// Items, with the least of their times before and after the scanner.
    private struct Part {
        let isIn: (Int) -> Bool
        var head = Int64.max
        var tail = Int64.max
    }

    private func part(_ crowd: Crowd, _ items: BoundedItems) -> Part? {
        var part =
            switch crowd {
            case .everyone: Part(isIn: { _ in true })
            case .before(let least): Part(isIn: { items.before[$0] >= least })
            case .onScanner(let least): Part(isIn: { items.onScanner[$0] >= least })
            case .after(let least): Part(isIn: { items.after[$0] >= least })
            }
        var isEmpty = true
        for item in 0..<items.count where part.isIn(item) {
            isEmpty = false
            part.head = min(part.head, items.before[item])
            part.tail = min(part.tail, items.after[item])
        }
        return isEmpty ? nil : part
    }

    /// What each crowd proves without a search.
    private func crowds() -> [(crowd: Crowd, ticks: Int64)] {
        guard let items, let supply else { return [] }
        var crowds = [Crowd.everyone]
        crowds += Self.thresholds(items.before).map { .before($0) }
        crowds += Self.thresholds(items.onScanner).map { .onScanner($0) }
        crowds += Self.thresholds(items.after).map { .after($0) }
        return crowds.compactMap { crowd in
            guard let part = part(crowd, items) else { return nil }
            let jobs = items.jobs { part.isIn($0) }
            let work = jobs.reduce(Int128(0)) { $0 + Int128($1) }
            var end = max(supply.end(from: part.head, work: work), part.head + jobs[0])
            if jobs.count > items.machines {
                // Of so many jobs two share a machine.
                end = max(end, part.head + jobs[items.machines - 1] + jobs[items.machines])
            }
            return (crowd, end - items.drain + part.tail)
        }
    }

    /// Values above which few, some or many of the values lie.
    private static func thresholds(_ values: [Int64]) -> [Int64] {
        let falling = values.sorted(by: >)
        guard let last = falling.last, falling[0] > last else { return [] }
        let even = (1..<16).map { falling.count * $0 / 16 }
        let few = (0..<16).map { 1 << $0 }
        let ranks = Set((even + few).filter { (1...falling.count).contains($0) })
        // The least value is everyone's.
        return Set(ranks.map { falling[$0 - 1] }).filter { $0 > last }.sorted()
    }

    /// Items come to the scanners so late that there is work left at the end.
    private func arrival(_ items: BoundedItems, _ arrivals: Arrivals) -> Int64 {
        guard let supply else { return 0 }
        let count = items.count
        let boot = items.perBatch ? items.ticks.boot : 0
        // The k-th to come finds at best that the k with the longest ways came before.
        let onward = (0..<count).map { items.onward($0) }.sorted(by: >)
        var ticks: Int64 = 0
        for number in 0..<count { ticks = max(ticks, arrivals.atScanner[number] + boot + onward[number]) }
        let tail = items.after.reduce(Int64.max, min)
        let ranks = Set((0..<16).map { count * $0 / 16 } + (0..<16).map { count - (1 << $0) })
        for rank in ranks.filter({ (0..<count).contains($0) }).sorted() {
            // At most `rank` items have come before; the others need the scanners from then on.
            let work = items.jobs(without: rank).reduce(Int128(0)) { $0 + Int128($1) }
            guard work > 0 else { continue }
            ticks = max(ticks, supply.end(from: arrivals.atScanner[rank], work: work) - items.drain + tail)
        }
        return ticks
    }
}
