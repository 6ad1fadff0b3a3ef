import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport

/// A planned and simulated case with what the naive simulation has to say about it.
struct BatchOutcome: Sendable {
    var scenario: Scenario
    var plan: ScanPlan
    var run: ScanRun
    var histories: [NaiveHistory]
    /// Where something couples the regions.
    var world: NaiveWorld?
    /// What the cycle was to be, by region: setup, teardown and accounts.
    let made: BatchCase
    /// Regions whose columns of copies are not what the case says.
    var misread: [Int]

    struct Infeasible: Error {
        var bottlenecks: [Bottleneck]
    }

    init(_ made: BatchCase, dice: inout Dice) throws {
        self.made = made
        scenario = made.scenario()
        switch try CapacityPlanner.plan(scenario) {
        case .planned(let planned): plan = planned
        case .infeasible(let bottlenecks): throw Infeasible(bottlenecks: bottlenecks)
        }
        if made.shufflesBatches { BatchOutcome.shuffle(&plan, &dice) }
        for region in plan.deployments[0].regions.indices where made.emptyBatches > 0 {
            plan.deployments[0].regions[region].batches.addEmpty(made.emptyBatches)
        }
        let regions = plan.deployments[0].regions
        misread = made.regions.indices.filter { !BatchOutcome.tells(regions[$0].items, made.regions[$0]) }
        run = ScanSimulator.run(scenario, plan: plan, seed: scenario.seed)
        let ticksPerSecond = plan.deployments[0].scale.ticksPerSecond
        let naive = zip(made.regions, plan.deployments[0].regions).enumerated().map { number, entry in
            let (region, plan) = entry
            return NaiveRegion(
                items: region.instances.enumerated().map { item, instance in
                    NaiveItem(
                        account: instance.account, volumes: instance.volumes, isWindows: instance.isWindows,
                        copied: instance.copied, failures: made.failures(item, region: number))
                },
                batches: (0..<plan.batches.count).map { plan.batches[$0].map(Int.init) }, order: made.order,
                scanners: plan.scanners, capacities: region.capacities, rates: region.rates,
                faults: made.faults.map {
                    $0.naive(batches: plan.batches.count, region: number, ticksPerSecond: ticksPerSecond)
                }, setup: region.setup)
        }
        if made.workflow.waves != nil || made.workflow.rounds != nil {
            let world = NaiveWorld.told(made.workflow, naive, accounts: made.accounts)
            self.world = world
            histories = world.histories
        } else {
            histories = naive.map { NaiveSimulation.history(made.workflow, $0) }
        }
    }

    /// Whether the plan tells which volumes must be copied, and nothing if there are none.
    private static func tells(_ items: WorkItems, _ region: BatchCase.Region) -> Bool {
        let sizes = region.instances.map { instance in
            zip(instance.volumes, instance.copied).filter(\.1).map(\.0)
        }
        guard sizes.contains(where: { !$0.isEmpty }) else { return items.copies.isEmpty }
        return items.copies.map(Int.init) == sizes.map(\.count)
            && items.copiedTotal.map(Int.init) == sizes.map { $0.reduce(0, +) }
            && items.copiedLargest.map(Int.init) == sizes.map { $0.max() ?? 0 }
    }

    /// Other batches than the planner's: every item in one, of one to four items, in any order.
    private static func shuffle(_ plan: inout ScanPlan, _ dice: inout Dice) {
        for region in plan.deployments[0].regions.indices {
            var batches = Batches()
            for item in dice.shuffled(Array(0..<plan.deployments[0].regions[region].items.count)) {
                batches.add(item)
                if dice.chance(40) { batches.endBatch() }
            }
            batches.endBatch()
            plan.deployments[0].regions[region].batches = batches
        }
    }

    /// What differs, in words; empty if the engine and the naive simulation agree to the tick.
    func differences() -> [String] {
        let deployment = run.deployments[0]
        return misread.map { "region \($0): columns of copies" }
            + deployment.regions.indices.flatMap { region in
                let comparison = RegionComparison(
                    run: deployment.regions[region], history: histories[region], scale: deployment.scale)
                return comparison.differences().map { "region \(region): \($0)" }
            } + cycleDifferences(deployment)
    }

    /// What is told of the cycle as a whole, where all regions open at once.
    private func cycleDifferences(_ run: DeploymentRun) -> [String] {
        var found: [String] = []
        func ticks(_ length: NaiveFraction) -> Int64 { Int64(length.counted(in: Int128(run.scale.ticksPerSecond))) }
        let ends = zip(made.regions, run.regions).map { ticks($0.setup) + $1.completed + ticks($0.teardown) }
        if run.windows.map(\.activated) != ends.map({ _ in 0 }) { found.append("regions that open late") }
        if run.windows.map(\.ended) != ends || run.makespan != ends.max() { found.append("makespan") }
        let perSecond = Int128(run.scale.ticksPerSecond)
        var changes: [(time: Int128, change: Int)] = []
        for (region, history) in zip(made.regions, histories) {
            let setup = region.setup.counted(in: perSecond)
            for life in history.scanners where life.gone > life.launched {
                changes.append((setup + life.launched * perSecond / history.grain, 1))
                changes.append((setup + life.gone * perSecond / history.grain, -1))
            }
        }
        var (scanners, most) = (0, 0)
        for change in changes.sorted(by: { ($0.time, $0.change) < ($1.time, $1.change) }) {
            scanners += change.change
            most = max(most, scanners)
        }
        if run.peakScanners != most { found.append("peak of \(run.peakScanners) scanners instead of \(most)") }
        for account in made.accounts {
            var last: Int128 = 0
            for (region, history) in zip(made.regions, histories) {
                for (instance, completed) in zip(region.instances, history.completed) {
                    guard instance.account == account, let completed else { continue }
                    last = max(last, region.setup.counted(in: perSecond) + completed * perSecond / history.grain)
                }
            }
            guard let told = run.accounts.first(where: { $0.account == "account-\(account)" }) else {
                found.append("account \(account) missing")
                continue
            }
            if Int128(told.completed) != last, last > 0 { found.append("account \(account) completed") }
        }
        return found
    }
}

/// One region, seen by both.
struct RegionComparison {
    let run: RegionRun
    let history: NaiveHistory
    let scale: TickScale

    /// Whether a number of ticks is a number of grains.
    private func equal(_ ticks: Int128, _ grains: Int128) -> Bool {
        ticks * history.grain == grains * Int128(scale.ticksPerSecond)
    }

    private func equal(_ ticks: [Int64], _ grains: [Int128]) -> Bool {
        ticks.count == grains.count && zip(ticks, grains).allSatisfy { equal(Int128($0), $1) }
    }

    func differences() -> [String] {
        var found: [String] = []
        func check(_ name: String, _ holds: Bool) {
            if !holds { found.append(name) }
        }
        let completed = history.completed.compactMap(\.self).sorted()
        let lost =
            history.gaveUpLooking + history.failedForGood + history.lostScannersForGood
            + history.cutOffForGood
        check("naive simulation stuck", completed.count + lost == history.completed.count)
        check("completions", equal(run.completions, completed))
        if lost == 0 { check("completed", equal(Int128(run.completed), completed.last ?? 0)) }
        check("given up at a limit", run.abandoned[.gaveUpAtLimit] ?? 0 == history.gaveUpLooking)
        check("failed for good", run.abandoned[.attemptsFailed] ?? 0 == history.failedForGood)
        check("lost with their scanners", run.abandoned[.interrupted] ?? 0 == history.lostScannersForGood)
        check("cut off", run.abandoned[.cutOff] ?? 0 == history.cutOffForGood)
        check("failed attempts", run.failedAttempts == history.failedAttempts)
        check("interrupted scanners", run.interruptedScanners == history.interruptedScanners)
        check("interrupted items", run.interruptedItems == history.interruptedItems)
        check("refused launches", run.refusedLaunches == history.refusedLaunches)
        check("waiting for capacity", equal(run.waitingForCapacity, history.waitingForCapacity))
        for meter in [0, 1, 2] { check("leftovers \(meter)", equal(run.leftovers[meter], history.leftovers[meter])) }
        check("billed", equal(run.billed, history.billed))
        check("waiting for scanner", equal(run.waitingForScanner, history.waitingForScanner))
        check("waiting for launch", equal(run.waitingForLaunch, history.waitingForLaunch))
        for meter in [0, 1, 2] { check("storage \(meter)", equal(run.storage[meter], history.storage[meter])) }
        check("requests \(run.requests) instead of \(history.requests)", run.requests == history.requests)
        check("peaks \(run.peaks) instead of \(history.peaks)", run.peaks == history.peaks.map(Int64.init))
        check("attempts", run.attempts == history.attempts)
        check("busy places", equal(run.busyPlaces, history.busyPlaces))
        check("available places", equal(run.availablePlaces, history.availablePlaces))
        check("more places busy than there", run.busyPlaces <= run.availablePlaces)
        check("accounts", equal(run.accountCompleted, history.accountCompleted))
        for (number, (stage, sums)) in zip(run.stages, history.stages).enumerated() {
            check("stage \(number) completions", stage.completions == sums.completions)
            check("stage \(number) refusals", stage.refusals == sums.refusals)
            check("stage \(number) cut off", stage.cutOff == sums.cutOff)
            check("stage \(number) slow reads", stage.reads.total - stage.reads.timing == sums.slowReads)
            check("stage \(number) working", equal(stage.working, sums.working))
            check("stage \(number) resource waits", equal(stage.waitingForResources, sums.waitingForResources))
            check("stage \(number) token waits", equal(stage.waitingForTokens, sums.waitingForTokens))
        }
        found += scannerDifferences()
        return found
    }

    private func scannerDifferences() -> [String] {
        let lives = history.scanners.sorted { ($0.launched, $0.gone) < ($1.launched, $1.gone) }
        let scanners = run.scanners.sorted { ($0.launched, $0.terminated) < ($1.launched, $1.terminated) }
        var found: [String] = []
        if !equal(scanners.map(\.launched), lives.map(\.launched)) { found.append("launches") }
        if !equal(scanners.map(\.terminated), lives.map(\.gone)) { found.append("terminations") }
        if !zip(run.scanners, run.scanners.dropFirst()).allSatisfy({ $0.launched <= $1.launched }) {
            found.append("order of scanners")
        }
        return found
    }
}
