import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// The strong bounds are promises about every plan, so they are held against plans of all kinds.
@Suite("Strong lower bounds hold")
struct StrongBoundsTests {
    private func proofs(_ scenario: Scenario, _ plan: DeploymentPlan, _ region: RegionPlan) -> [ProvedBound] {
        let strong = StrongBounds(scenario.deployments[0], plan: region, ticks: plan.ticks)
        return strong.bounds() + (strong.packing(steps: 20_000).map { [$0] } ?? [])
    }

    /// A region with its items in any order and its batches filled in any way.
    private func shuffled(_ region: RegionPlan, _ deployment: Deployment, _ dice: inout Dice) -> RegionPlan {
        var region = region
        region.dispatch = dice.pick(DispatchOrder.allCases)
        region.scanners = dice.roll(1...region.scanners)
        guard deployment.scanner.lifecycle == .perBatch else { return region }
        var batches = Batches()
        for platform in Platform.allCases {
            var load = 0
            let own = (0..<region.items.count).filter { region.items.platform[$0] == platform }
            for item in dice.shuffled(own) {
                let volumes = Int(region.items.volumes[item])
                if load > 0, load + volumes > deployment.scanner.places || dice.chance(20) {
                    batches.endBatch()
                    load = 0
                }
                batches.add(item)
                load += volumes
            }
            batches.endBatch()
        }
        region.batches = batches
        region.scanners = min(region.scanners, batches.count)
        return region
    }

    @Test("for any batches, orders and numbers of scanners", arguments: 1...4 as ClosedRange<UInt64>)
    func hold(seed: UInt64) throws {
        var scenarios = RandomScenarios(seed: 100 + seed)
        for number in 1...50 {
            let scenario = scenarios.next()
            let planned = try scenario.planned()
            let plan = planned.deployments[0]
            let bounds = plan.regions.map { proofs(scenario, plan, $0) }
            var other = plan
            for index in plan.regions.indices {
                other.regions[index] = shuffled(plan.regions[index], scenario.deployments[0], &scenarios.dice)
            }
            let run = scenario.simulated(ScanPlan(deployments: [other]))
            for (index, region) in run.regions.enumerated() {
                for bound in bounds[index] where bound.ticks > region.completed {
                    Issue.record("scenario \(seed)/\(number), region \(index): \(bound.kind.title)")
                }
            }
            let regions = zip(plan.regions, bounds).map { region, bounds in
                let best = bounds.max { $0.ticks < $1.ticks } ?? bounds[0]
                return (
                    name: region.region, bound: best,
                    ticks: region.setupTicks + best.ticks + region.teardownTicks
                )
            }
            let cycle = StrongCycleBounds.strongest(
                regions, gate: scenario.deployments[0].gate, planned: CycleBound(kind: .regionWindow, ticks: 0),
                steps: 20_000)
            #expect(cycle.ticks <= run.makespan, "scenario \(seed)/\(number): \(cycle.proof)")
        }
    }

    @Test("and each kind proves more than every plan knows, somewhere")
    func eachPays() throws {
        var scenarios = RandomScenarios(seed: 77)
        var paying: [String: Int] = [:]
        for _ in 0..<150 {
            let scenario = scenarios.next()
            let plan = try scenario.plannedDeployment()
            for region in plan.regions {
                let most = region.bindingBound.ticks
                for bound in proofs(scenario, plan, region) where bound.ticks > most {
                    switch bound.kind {
                    case .crowd: paying["crowd", default: 0] += 1
                    case .packing: paying["packing", default: 0] += 1
                    case .arrivals: paying["arrivals", default: 0] += 1
                    case .lastGrant: paying["grant", default: 0] += 1
                    case .plan: paying["plan", default: 0] += 1
                    }
                }
            }
        }
        for kind in ["crowd", "packing", "arrivals", "grant"] {
            #expect(paying[kind, default: 0] > 3, "\(kind): \(paying)")
        }
        #expect(paying["plan"] == nil)
    }

    /// One region small enough to try every order of the items, with every division of each order into batches.
    @Test("and are no more than the least over all orders and batches", arguments: ScannerLifecycle.allCases)
    func exhaustive(lifecycle: ScannerLifecycle) throws {
        var dice = Dice(seed: 5)
        var reached = 0
        for number in 0..<20 {
            let scenario = tiny(lifecycle, &dice)
            let plan = try scenario.plannedDeployment()
            let region = plan.regions[0]
            let bounds = proofs(scenario, plan, region)
            var least = Int64.max
            for order in permutations(region.items.count) {
                for cuts in lifecycle == .perBatch ? 0..<(1 << (order.count - 1)) : 0..<1 {
                    guard let other = divided(region, scenario.deployments[0], order, cuts) else { continue }
                    var whole = plan
                    whole.regions = [other]
                    least = min(least, scenario.simulated(ScanPlan(deployments: [whole])).regions[0].completed)
                }
            }
            let best = bounds.reduce(0) { max($0, $1.ticks) }
            for bound in bounds { #expect(bound.ticks <= least, "case \(number): \(bound.kind.title)") }
            if best == least { reached += 1 }
        }
        #expect(reached >= 8, "\(reached) of 20")
    }

    private func tiny(_ lifecycle: ScannerLifecycle, _ dice: inout Dice) -> Scenario {
        var stages = [ScanStage.lasting(1), .lasting(2, scanner: .takesAndGivesBack), .lasting(1)]
        stages[0].duration.perGiB = decimal(dice.pick(["0", "0.5"])) == .zero ? .zero : Seconds(decimal("0.5"))
        stages[1].duration.perGiB = seconds(1)
        stages[0].spends = [0]
        let workflow = ScanWorkflow(
            stages: stages, resources: [],
            buckets: [BucketKind(action: "Snapshot", scope: .serviceAccountRegion, per: .item)])
        let sizes = (0..<4).map { _ in [Int32(dice.roll(1...12))] }
        return .example(
            workflow, scanner: .example(lifecycle, boot: dice.roll(0...3), drain: 1, places: 2),
            regions: [
                .example(scanners: dice.roll(1...2), buckets: [dice.chance(50) ? .every(dice.roll(1...6)) : nil])
            ],
            fleet: .example([sizes]))
    }

    /// The region with its items in an order, cut into batches where a bit is set; nil if a batch is too large.
    private func divided(_ region: RegionPlan, _ deployment: Deployment, _ order: [Int], _ cuts: Int) -> RegionPlan? {
        var other = region
        other.dispatch = .listed
        other.items.account = NarrowColumn(order.map { region.items.account[$0] })
        other.items.volumes = NarrowColumn(order.map { region.items.volumes[$0] })
        other.items.totalSize = NarrowColumn(order.map { region.items.totalSize[$0] })
        other.items.largestSize = NarrowColumn(order.map { region.items.largestSize[$0] })
        guard deployment.scanner.lifecycle == .perBatch else { return other }
        var batches = Batches()
        var load = 0
        for place in order.indices {
            load += 1
            if load > deployment.scanner.places { return nil }
            batches.add(place)
            if cuts >> place & 1 == 1 {
                batches.endBatch()
                load = 0
            }
        }
        batches.endBatch()
        other.batches = batches
        return other
    }

    private func permutations(_ count: Int) -> [[Int]] {
        guard count > 0 else { return [[]] }
        return permutations(count - 1).flatMap { shorter in
            (0..<count).map { place in
                var longer = shorter
                longer.insert(count - 1, at: place)
                return longer
            }
        }
    }
}
