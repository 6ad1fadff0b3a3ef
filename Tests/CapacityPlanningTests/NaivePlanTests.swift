import CapacityPlanning
import ScanModel
import TestSupport
import Testing

/// Every number of a plan against the same worked out item by item.
@Suite("The plan of a naive planner")
struct NaivePlanTests {
    private func compare(_ scenario: Scenario, _ plan: ScanPlan, _ name: String) {
        for (deployment, planned) in zip(scenario.deployments, plan.deployments) {
            let busy = deployment.regions.map(\.region).filter { !NaiveItem.all(deployment, region: $0).isEmpty }
            #expect(Set(planned.regions.map(\.region)) == Set(busy), "\(name)")
            #expect(planned.idleRegions == deployment.regions.map(\.region).filter { !busy.contains($0) }, "\(name)")
            for region in planned.regions {
                let naive = NaiveRegion(deployment, planned, region)
                compareItems(naive, region, "\(name) \(region.region)")
                compareNumbers(naive, region, "\(name) \(region.region)")
                compareUsage(naive, deployment, planned, region.region, "\(name) \(region.region)")
            }
        }
    }

    private func compareItems(_ naive: NaiveRegion, _ region: RegionPlan, _ name: String) {
        let items = region.items
        #expect(items.account.map { items.accounts[Int($0)] } == naive.items.map(\.account), "\(name)")
        var seen: [Int32] = []
        var known: Set<Int32> = []
        for item in naive.items where known.insert(item.account).inserted { seen.append(item.account) }
        #expect(items.accounts == seen, "\(name)")
        #expect(items.volumes.map { Int($0) } == naive.items.map(\.sizes.count), "\(name)")
        #expect(items.totalSize.map { Int($0) } == naive.items.map(\.total), "\(name)")
        #expect(items.largestSize.map { Int($0) } == naive.items.map(\.largest), "\(name)")
        #expect(Array(items.platform) == naive.items.map(\.platform), "\(name)")
        #expect(items.failures.map { Int($0) } == naive.items.map(\.failures), "\(name)")
        let copied = naive.items.map(\.copied)
        let isPlain = copied.allSatisfy(\.isEmpty)
        #expect(items.copies.map { Int($0) } == (isPlain ? [] : copied.map(\.count)), "\(name)")
        #expect(items.copiedTotal.map { Int($0) } == (isPlain ? [] : copied.map { $0.reduce(0, +) }), "\(name)")
        #expect(items.copiedLargest.map { Int($0) } == (isPlain ? [] : copied.map { $0.max() ?? 0 }), "\(name)")
        #expect((0..<region.batches.count).map { region.batches[$0].map(Int.init) } == naive.batches, "\(name)")
    }

    private func compareNumbers(_ naive: NaiveRegion, _ region: RegionPlan, _ name: String) {
        #expect(region.bounds == NaiveBounds(naive: naive).all, "\(name)")
        let longest = max(Int64(naive.completed), region.bindingBound.ticks)
        #expect(region.plannedTicks == region.setupTicks + longest + region.teardownTicks, "\(name)")
        #expect(region.needs.volumeSizeUnits == Int64(naive.volumeSizeUnits), "\(name)")
    }

    private func compareUsage(
        _ naive: NaiveRegion, _ deployment: Deployment, _ plan: DeploymentPlan, _ region: String, _ name: String
    ) {
        let ticks = Rational(Int128(plan.scale.ticksPerSecond))
        let unitTicks = ticks * Rational(Int128(deployment.fleet.sizeUnitsPerGiB))
        let usage = plan.usage
        #expect(usage[.scannerSeconds, region] == Rational(Int128(naive.billed)) / ticks, "\(name)")
        for (kind, meter) in [
            (UsageKind.volumeGiBSeconds, StorageMeter.volume), (.snapshotGiBSeconds, .snapshot),
            (.copiedSnapshotGiBSeconds, .copy),
        ] {
            #expect(usage[kind, region] == Rational(Int128(naive.storage(meter))) / unitTicks, "\(name) \(meter)")
        }
        let scanner = deployment.scanner
        let launches = naive.launches
        for (index, bucket) in deployment.workflow.buckets.enumerated() {
            let own = (scanner.launchBuckets + scanner.terminateBuckets).count { $0 == index } * launches
            let requests = usage[.requests(action: bucket.action), region]
            #expect(requests == Rational(Int128(naive.requests(index) + own)), "\(name) \(bucket.action)")
        }
    }

    @Test("is the plan, in small random scenarios", arguments: 51...54 as ClosedRange<UInt64>)
    func small(seed: UInt64) throws {
        var scenarios = RandomScenarios(seed: seed)
        for number in 1...100 {
            let scenario = scenarios.next()
            compare(scenario, try scenario.planned(), "scenario \(seed)/\(number)")
        }
    }

    @Test("is the plan where volumes must be copied", arguments: 55...58 as ClosedRange<UInt64>)
    func copies(seed: UInt64) throws {
        var scenarios = RandomScenarios(seed: seed)
        for number in 1...100 {
            let scenario = scenarios.nextWithCopies()
            compare(scenario, try scenario.planned(), "scenario \(seed)/\(number)")
        }
    }

    /// Enough instances for several parts of a fleet and for sorting by digits, dealt to regions and accounts at random,
    /// a few of them refused.
    @Test("is the plan of large fleets, for any number of tasks", arguments: 61...64 as ClosedRange<UInt64>)
    func large(seed: UInt64) async throws {
        var scenarios = RandomScenarios(seed: seed)
        var scenario = scenarios.next()
        var dice = scenarios.dice
        let deployment = scenario.deployments[0]
        let mayFail = deployment.fleet.instanceFailures.contains { $0 > 0 }
        scenario.deployments[0].fleet = .dealt(
            40_000, over: deployment.regions.map(\.region), failing: mayFail, sizesMost: dice.pick([40, 90_000]),
            unitsPerGiB: deployment.fleet.sizeUnitsPerGiB, dice: &dice)
        scenario.deployments[0].eligibility = EligibilityRule(
            targetAccounts: nil, accountsWithoutStack: ["account-3"], requiredTags: [Tag(key: "scan", value: "yes")],
            volumesMax: 5)
        // A part of the fleet may have copies while another has none.
        if seed % 2 == 1 { scenario.deployments[0].copying.keys = [.defaultKey] }
        scenario.deployments[0].itemOrder = ItemOrder.allCases[Int(seed % 3)]
        for region in deployment.regions.indices {
            scenario.deployments[0].regions[region].scannersRequested = 300
            // Whatever else binds, no plan is impossible.
            scenario.deployments[0].regions[region].capacities = deployment.workflow.resources.map {
                $0.per == .sizeUnit ? nil : dice.pick([nil, 1_000_000])
            }
        }
        let alone = try CapacityPlanner.plan(scenario)
        guard case .planned(let plan) = alone else { throw NoPlan(outcome: alone) }
        compare(scenario, plan, "scenario \(seed)")
        #expect(plan.deployments[0].demand.eligibleInstances > 22_000)
        for width in [1, 2, 3, 7] {
            #expect(try await CapacityPlanner.plan(scenario, width: width) == alone, "width \(width)")
        }
    }
}

extension Fleet {
    /// Instances of one to six volumes in regions and accounts at random, one in ten without the tag `scan=yes`.
    fileprivate static func dealt(
        _ count: Int, over regions: [String], failing: Bool, sizesMost: Int, unitsPerGiB: Int64, dice: inout Dice
    ) -> Fleet {
        var fleet = Fleet(sizeUnitsPerGiB: unitsPerGiB)
        let tagged = fleet.internTags([Tag(key: "scan", value: "yes")])
        let accounts = (0..<9).map { fleet.internAccount("account-\($0)") }
        let places = regions.map { fleet.internRegion($0) }
        for _ in 0..<count {
            fleet.append(
                account: dice.pick(accounts), region: dice.pick(places), platform: dice.pick(Platform.allCases),
                tagSet: dice.chance(90) ? tagged : 0, failures: failing && dice.chance(20) ? 2 : 0,
                volumes: (0..<dice.pick([0, 1, 1, 1, 2, 3, 6])).map { _ in Int32(dice.roll(1...sizesMost)) },
                encryption: [])
            if fleet.instanceCount < count / 4, dice.chance(20) {
                fleet.append(
                    account: dice.pick(accounts), region: dice.pick(places), platform: .linux, tagSet: tagged,
                    volumes: [8, 16, 24], encryption: [.defaultKey, .customerKey, .defaultKey])
            }
        }
        return fleet
    }
}
