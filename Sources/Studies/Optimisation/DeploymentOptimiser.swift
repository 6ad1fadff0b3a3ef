internal import CapacityPlanning
internal import ParallelWork
internal import ScanModel
internal import ScanSimulation

/// Finds a near-optimal plan for one deployment and measures what each decision gains.
struct DeploymentOptimiser {
    private let scenario: Scenario
    private let deployment: Deployment
    private let plan: DeploymentPlan
    /// Of each single search.
    private let searchSteps: Int
    private let settings: OptimisationSettings
    private let width: Int
    private let progress: (@Sendable (Int, Int) -> Void)?
    private var cycles = 0

    /// Other ways to arrange a region, the ones preferred among equals first.
    private static let arrangements: [RegionArrangement] = [.largestFirst, .balanced, .largestReadyFirst, .asPlanned]

    init(
        _ scenario: Scenario, _ deployment: Deployment, _ plan: DeploymentPlan, settings: OptimisationSettings,
        width: Int,
        progress: (@Sendable (Int, Int) -> Void)?
    ) {
        self.scenario = scenario
        self.deployment = deployment
        self.plan = plan
        // For each region a proof, an arrangement, and one more for each number of scanners that is tried.
        searchSteps = settings.steps / max(1, 8 * plan.regions.count)
        self.settings = settings
        self.width = width
        self.progress = progress
    }

    mutating func answer() async -> OptimisedDeployment {
        let product = await simulated(PlanVariant(product: deployment, plan))
        let (arrangements, arranged) = await bestArrangements(product)
        var proofs = await proofs()
        var inside = product.variant
        inside.arrangements = arrangements
        var single = await singleMeasures(product, inside: inside, proofs)

        // All of them, or whatever is better if regions disturb one another.
        var whole = inside
        whole.gate.discipline = .sliding
        whole.order = sequence(arranged, proofs, gate: whole.gate)
        var measures: [PlanMeasure] = [.regionOrder, .arrangement]
        if deployment.gate.discipline == .barrier { measures.insert(.slidingWindow, at: 1) }
        var optimised = Measured(measures: measures, simulated: await simulated(whole))
        for other in [Measured(measures: [], simulated: product)] + single
        where other.simulated.run.makespan < optimised.simulated.run.makespan {
            optimised = other
        }
        let end = optimised.simulated.run.makespan
        if cycle(proofs, gate: whole.gate).ticks < end {
            proofs = await searched(proofs, durations: optimised.simulated.durations)
        }
        var sized = optimised
        var forDeadline: Measured?
        if settings.sizesScanners {
            let slim = Measured(measures: [.scannerCounts], simulated: await self.sized(product, end: nil))
            single.append(slim)
            sized = Measured(
                measures: optimised.measures + [.scannerCounts],
                simulated: await self.sized(optimised.simulated, end: nil))
            let (slimRun, run) = (slim.simulated.run, sized.simulated.run)
            if slimRun.makespan <= run.makespan, slimRun.peakScanners < run.peakScanners { sized = slim }
            if let deadline, deadline > end {
                forDeadline = Measured(
                    measures: sized.measures, simulated: await self.sized(optimised.simulated, end: deadline))
            }
        }
        func outcome(_ measured: Measured) -> PlanOutcome {
            self.outcome(measured, bound: cycle(proofs, gate: measured.simulated.variant.gate))
        }
        let right = sized.simulated
        return OptimisedDeployment(
            name: deployment.name, profile: deployment.profile, gate: deployment.gate,
            product: outcome(Measured(measures: [], simulated: product)), single: single.map(outcome),
            optimised: outcome(optimised), sized: outcome(sized), forDeadline: forDeadline.map(outcome),
            regions: regions(product, optimised.simulated, right, proofs), notices: notices(product),
            deployment: right.deployment, plan: right.plan)
    }

    /// A simulated plan, with what it does otherwise than the product.
    private struct Measured {
        var measures: [PlanMeasure]
        var simulated: SimulatedVariant
    }

    /// One measure at a time, numbers of scanners apart; none if nobody wants to know.
    private mutating func singleMeasures(
        _ product: SimulatedVariant, inside: PlanVariant, _ proofs: [ProvedBound]
    ) async -> [Measured] {
        guard settings.tellsSingleMeasures else { return [] }
        var single: [Measured] = []
        var ordered = product.variant
        ordered.order = sequence(product.durations, proofs, gate: deployment.gate)
        single.append(Measured(measures: [.regionOrder], simulated: await simulated(ordered)))
        if deployment.gate.discipline == .barrier {
            var sliding = product.variant
            sliding.gate.discipline = .sliding
            single.append(Measured(measures: [.slidingWindow], simulated: await simulated(sliding)))
        }
        single.append(Measured(measures: [.arrangement], simulated: await simulated(inside)))
        return single
    }

    /// In ticks; nil: there is none.
    private var deadline: Int64? {
        (scenario.objective.deadline ?? deployment.interval).map {
            Int64(($0.value * Rational(Int128(plan.scale.ticksPerSecond))).floor)
        }
    }

    // MARK: Simulation

    private mutating func simulated(_ variant: PlanVariant, regions only: [Int]? = nil) async -> SimulatedVariant {
        var changed = deployment
        changed.gate = variant.gate
        var plan = plan
        let order = only ?? variant.order
        let arranger = RegionArranger(deployment, plan: self.plan, steps: searchSteps)
        let known = self.plan.regions
        plan.regions = await ParallelWork.map(weights: order.map { known[$0].items.count }, width: width) { place in
            let region = order[place]
            return arranger.arranged(known[region], variant.arrangements[region], scanners: variant.scanners[region])
        }
        let alone = Scenario(
            name: scenario.name, seed: scenario.seed, objective: scenario.objective, deployments: [changed])
        let run = await ScanSimulator.run(
            alone, plan: ScanPlan(deployments: [plan]), seed: scenario.seed, width: width)
        cycles += 1
        progress?(cycles, max(cycles + 1, settings.sizesScanners ? 28 : 9))
        var simulated = SimulatedVariant(variant: variant, deployment: changed, plan: plan, run: run.deployments[0])
        simulated.variant.order = order
        return simulated
    }

    /// The arrangement with which each region ends first, and its ticks then, both in the order of the product's plan.
    private mutating func bestArrangements(
        _ product: SimulatedVariant
    ) async -> (arrangements: [RegionArrangement], durations: [Int64]) {
        var best: [RegionArrangement] = []
        var durations: [Int64] = []
        for arrangement in Self.arrangements {
            var variant = product.variant
            variant.arrangements = variant.arrangements.map { _ in arrangement }
            let found = arrangement == .asPlanned ? product.durations : await simulated(variant).durations
            guard !best.isEmpty else {
                (best, durations) = (found.map { _ in arrangement }, found)
                continue
            }
            for region in found.indices where found[region] < durations[region] {
                best[region] = arrangement
                durations[region] = found[region]
            }
        }
        return (best, durations)
    }

    private func sequence(_ durations: [Int64], _ proofs: [ProvedBound], gate: RegionGate) -> [Int] {
        RegionSequence.best(
            durations: durations, bounds: bounds(proofs), gate: gate,
            steps: searchSteps * max(1, plan.regions.count))
    }

    /// The fewest scanners in each region with which the cycle still ends when it does.
    ///
    /// - Parameter end: when it must end; nil: when it does.
    private mutating func sized(_ full: SimulatedVariant, end: Int64?) async -> SimulatedVariant {
        let durations = full.durations
        let end = end ?? full.run.makespan
        let (allowances, order) = RegionSequence.allowances(
            durations: full.variant.order.map { durations[$0] }, gate: full.variant.gate, end: end)
        var allowed = [Int64](repeating: 0, count: durations.count)
        for (place, region) in full.variant.order.enumerated() { allowed[region] = allowances[place] }
        var least = [Int](repeating: 1, count: durations.count)
        var enough = full.variant.scanners
        while true {
            let open = least.indices.filter { least[$0] < enough[$0] }
            if open.isEmpty { break }
            var variant = full.variant
            for region in open { variant.scanners[region] = (least[region] + enough[region]) / 2 }
            let run = await simulated(variant, regions: open).run
            for (place, region) in open.enumerated() {
                let taken =
                    plan.regions[region].setupTicks + run.regions[place].completed
                    + plan.regions[region].teardownTicks
                if taken <= allowed[region] {
                    enough[region] = variant.scanners[region]
                } else {
                    least[region] = variant.scanners[region] + 1
                }
            }
        }
        var variant = full.variant
        variant.scanners = enough
        variant.order = order.map { full.variant.order[$0] }
        let result = await simulated(variant)
        // Regions that share a bucket may disturb one another more than when they were tried.
        let isNoWorse = result.run.makespan <= end && result.run.peakScanners <= full.run.peakScanners
        return isNoWorse ? result : full
    }

    // MARK: Proofs

    /// What is proved of each region without a search.
    private func proofs() async -> [ProvedBound] {
        let (deployment, plan) = (deployment, plan)
        return await ParallelWork.map(weights: plan.regions.map(\.items.count), width: width) { region in
            Self.strongest(StrongBounds(deployment, plan: plan.regions[region], ticks: plan.ticks).bounds())
        }
    }

    /// The same after a search where a region takes longer than is proved.
    private func searched(_ proofs: [ProvedBound], durations: [Int64]) async -> [ProvedBound] {
        let (deployment, plan, steps) = (deployment, plan, searchSteps)
        let bounds = bounds(proofs)
        return await ParallelWork.map(weights: plan.regions.map(\.items.count), width: width) { region in
            guard bounds[region] < durations[region] else { return proofs[region] }
            let found = StrongBounds(deployment, plan: plan.regions[region], ticks: plan.ticks).packing(steps: steps)
            return Self.strongest([proofs[region]] + (found.map { [$0] } ?? []))
        }
    }

    private static func strongest(_ bounds: [ProvedBound]) -> ProvedBound {
        bounds.dropFirst().reduce(bounds[0]) { $1.ticks > $0.ticks ? $1 : $0 }
    }

    /// Proved ticks of each region with setup and teardown.
    private func bounds(_ proofs: [ProvedBound]) -> [Int64] {
        zip(plan.regions, proofs).map { $0.setupTicks + $1.ticks + $0.teardownTicks }
    }

    private func cycle(_ proofs: [ProvedBound], gate: RegionGate) -> ProvedCycle {
        StrongCycleBounds.strongest(
            zip(plan.regions, proofs).map {
                (name: $0.region, bound: $1, ticks: $0.setupTicks + $1.ticks + $0.teardownTicks)
            }, gate: gate, planned: plan.bound, steps: searchSteps * max(1, plan.regions.count))
    }

    // MARK: Answer

    private func outcome(_ measured: Measured, bound: ProvedCycle) -> PlanOutcome {
        let variant = measured.simulated
        let alone = Scenario(
            name: scenario.name, seed: scenario.seed, objective: scenario.objective,
            deployments: [variant.deployment])
        let answer = AnswerBuilder.build(
            alone, plan: ScanPlan(deployments: [variant.plan]), run: ScanRun(deployments: [variant.run]),
            extras: StudyExtras())
        return PlanOutcome(
            measures: measured.measures, makespan: variant.run.makespan, bound: bound,
            makespanSeconds: plan.scale.seconds(variant.run.makespan).doubleValue,
            boundSeconds: plan.scale.seconds(bound.ticks).doubleValue, peakScanners: variant.run.peakScanners,
            scanners: variant.plan.regions.reduce(0) { $0 + $1.scanners },
            scannerHours: answer.value(.scannerHours) ?? 0, costPerCycle: answer.value(.costPerCycle))
    }

    private func regions(
        _ product: SimulatedVariant, _ optimised: SimulatedVariant, _ right: SimulatedVariant, _ proofs: [ProvedBound]
    ) -> [OptimisedRegion] {
        func seconds(_ ticks: Int64) -> Double { plan.scale.seconds(ticks).doubleValue }
        let bounds = bounds(proofs)
        let (before, full, after) = (product.durations, optimised.durations, right.durations)
        return right.variant.order.enumerated().map { place, region in
            let known = plan.regions[region]
            return OptimisedRegion(
                region: known.region, items: known.items.count, arrangement: right.variant.arrangements[region],
                productBatches: known.batches.count, batches: right.plan.regions[place].batches.count,
                productScanners: known.scanners, scanners: right.plan.regions[place].scanners,
                productSeconds: seconds(before[region]), optimisedSeconds: seconds(full[region]),
                sizedSeconds: seconds(after[region]), activatedSeconds: seconds(right.run.windows[place].activated),
                boundSeconds: seconds(bounds[region]), bound: proofs[region])
        }
    }

    private func notices(_ product: SimulatedVariant) -> [String] {
        var notices: [String] = []
        if !product.run.couplings.isEmpty || !product.run.outageRegions.isEmpty {
            notices.append(
                "Regions disturb one another here (\((product.run.couplings + product.run.outageRegions).joined(separator: ", "))), "
                    + "so what is best for one alone need not be best for all; each plan is simulated as a whole.")
        }
        if deployment.workflow.attempts != nil || deployment.faults != nil {
            notices.append(
                "Faults are drawn anew for each plan, so small differences between plans may be luck; this is one trial."
            )
        }
        return notices
    }
}
