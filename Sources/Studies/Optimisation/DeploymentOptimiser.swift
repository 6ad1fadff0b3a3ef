internal import CapacityPlanning
internal import ParallelWork
internal import ScanModel
internal import ScanSimulation

/// Finds a near-optimal plan for one deployment and measures what each decision gains.
///
/// Where something is random, every plan goes through the same trials. One plan is better than another if its mean makespan
/// over them is less, and no plan is taken that gives up more items than the product's: who scans less is no faster.
struct DeploymentOptimiser {
    private let scenario: Scenario
    private let deployment: Deployment
    /// Of the deployment in the scenario, from 0; its draws are keyed by it.
    private let number: Int
    private let plan: DeploymentPlan
    private let trials: Int
    /// Of each single search.
    private let searchSteps: Int
    private let settings: OptimisationSettings
    private let width: Int
    private var progress: (@Sendable (Int, Int) -> Void)?
    /// Cycles simulated so far, and how many it will be at most.
    private(set) var cycles = 0
    private(set) var cyclesMost = 0

    /// Other ways to arrange a region, the ones preferred among equals first.
    private static let arrangements: [RegionArrangement] = [.largestFirst, .balanced, .largestReadyFirst, .asPlanned]

    init(_ planned: PlannedScenario, deployment number: Int, settings: OptimisationSettings, width: Int) {
        scenario = planned.scenario
        deployment = planned.scenario.deployments[number]
        self.number = number
        plan = planned.plan.deployments[number]
        trials = deployment.isRandom ? settings.trials : 1
        // For each region a proof, an arrangement, and one more for each number of scanners that is tried.
        searchSteps = settings.steps / max(1, 8 * plan.regions.count)
        self.settings = settings
        self.width = width
        // The product's plan, the other arrangements, and all measures at once.
        var plans = 1 + Self.arrangements.count
        if settings.tellsSingleMeasures { plans += deployment.gate.discipline == .barrier ? 3 : 2 }
        if settings.sizesScanners { plans += (deadline == nil ? 2 : 3) * (sizingRoundsMost + 1) }
        cyclesMost = trials * plans
    }

    /// - Parameter progress: called after each simulated cycle, with cycles done and how many there will be at most; the
    ///   last call tells the same number twice.
    mutating func answer(progress: (@Sendable (Int, Int) -> Void)?) async -> OptimisedDeployment {
        self.progress = progress
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
        let allowed = product.givenUp.reduce(0, +)
        func rank(_ simulated: SimulatedVariant) -> (Int, Int64) {
            (max(0, simulated.givenUp.reduce(0, +) - allowed), simulated.makespan)
        }
        for other in [Measured(measures: [], simulated: product)] + single
        where rank(other.simulated) < rank(optimised.simulated) {
            optimised = other
        }
        if cycle(proofs, gate: whole.gate).ticks < optimised.simulated.makespan {
            proofs = await searched(proofs, durations: optimised.simulated.durations)
        }
        var sized = optimised
        var forDeadline: Measured?
        if settings.sizesScanners {
            let late = deadline.flatMap { $0 > optimised.simulated.longest ? $0 : nil }
            if deadline != nil, late == nil { cyclesMost -= trials * (sizingRoundsMost + 1) }
            let slim = Measured(measures: [.scannerCounts], simulated: await self.sized(product, end: nil))
            single.append(slim)
            sized = Measured(
                measures: optimised.measures + [.scannerCounts],
                simulated: await self.sized(optimised.simulated, end: nil))
            let (slimmer, full) = (slim.simulated, sized.simulated)
            if slimmer.makespan <= full.makespan, slimmer.peakScanners < full.peakScanners { sized = slim }
            if let late {
                forDeadline = Measured(
                    measures: sized.measures, simulated: await self.sized(optimised.simulated, end: late))
            }
        }
        func outcome(_ measured: Measured) -> PlanOutcome {
            self.outcome(measured, bound: cycle(proofs, gate: measured.simulated.variant.gate))
        }
        let right = sized.simulated
        return OptimisedDeployment(
            name: deployment.name, profile: deployment.profile, gate: deployment.gate,
            assumptions: deployment.boundAssumptions, trials: trials,
            product: outcome(Measured(measures: [], simulated: product)), single: single.map(outcome),
            optimised: outcome(optimised), sized: outcome(sized), forDeadline: forDeadline.map(outcome),
            regions: regions(product, optimised.simulated, right, proofs),
            notices: notices(product, single.map(\.simulated) + [optimised.simulated, right]),
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
        var runs: [DeploymentRun] = []
        for trial in 0..<trials {
            let run = await ScanSimulator.run(
                alone, plan: ScanPlan(deployments: [plan]), seed: scenario.seed, trial: UInt32(trial),
                firstDeployment: number, width: width)
            runs.append(run.deployments[0])
            cycles += 1
            progress?(cycles, cyclesMost)
        }
        var simulated = SimulatedVariant(variant: variant, deployment: changed, plan: plan, runs: runs)
        simulated.variant.order = order
        return simulated
    }

    /// The arrangement with which each region ends first without giving up more items than the product, and its ticks
    /// then, both in the order of the product's plan.
    private mutating func bestArrangements(
        _ product: SimulatedVariant
    ) async -> (arrangements: [RegionArrangement], durations: [Int64]) {
        let allowed = product.givenUp
        var best = allowed.map { _ in RegionArrangement.asPlanned }
        var durations = [Int64](repeating: .max, count: best.count)
        for arrangement in Self.arrangements {
            var variant = product.variant
            variant.arrangements = variant.arrangements.map { _ in arrangement }
            let found = arrangement == .asPlanned ? product : await simulated(variant)
            for (region, ticks) in found.durations.enumerated()
            where ticks < durations[region] && found.givenUp[region] <= allowed[region] {
                best[region] = arrangement
                durations[region] = ticks
            }
        }
        return (best, durations)
    }

    private func sequence(_ durations: [Int64], _ proofs: [ProvedBound], gate: RegionGate) -> [Int] {
        RegionSequence.best(
            durations: durations, bounds: bounds(proofs), gate: gate,
            steps: searchSteps * max(1, plan.regions.count))
    }

    /// The fewest scanners in each region with which the cycle still ends when it does, in the mean over the trials, and
    /// no more items are given up.
    ///
    /// - Parameter end: when it must end in every trial; nil: when it does.
    private mutating func sized(_ full: SimulatedVariant, end: Int64?) async -> SimulatedVariant {
        let allowed = full.runs.indices.map { trial in
            allowances(full.variant, durations: full.durations(trial: trial), end: end ?? full.runs[trial].makespan)
                .ticks
        }
        var least = full.variant.scanners.map { _ in 1 }
        var enough = full.variant.scanners
        var rounds = 0
        while true {
            let open = least.indices.filter { least[$0] < enough[$0] }
            if open.isEmpty { break }
            var variant = full.variant
            for region in open { variant.scanners[region] = (least[region] + enough[region]) / 2 }
            let tried = await simulated(variant, regions: open)
            rounds += 1
            for (place, region) in open.enumerated() {
                let besides = plan.regions[region].setupTicks + plan.regions[region].teardownTicks
                let isInTime = zip(tried.runs, allowed).allSatisfy {
                    $0.regions[place].completed + besides <= $1[region]
                }
                if isInTime, tried.givenUp[region] <= full.givenUp[region] {
                    enough[region] = variant.scanners[region]
                } else {
                    least[region] = variant.scanners[region] + 1
                }
            }
        }
        cyclesMost -= trials * (sizingRoundsMost - rounds)
        var variant = full.variant
        variant.scanners = enough
        variant.order = allowances(variant, durations: full.durations, end: end ?? full.makespan).order
        let result = await simulated(variant)
        // Regions that share a bucket may disturb one another more than when they were tried, and in the mean over trials
        // another region may be the last.
        let isInTime = end.map { result.longest <= $0 } ?? (result.makespan <= full.makespan)
        let isNoWorse =
            isInTime && result.peakScanners <= full.peakScanners
            && result.givenUp.reduce(0, +) <= full.givenUp.reduce(0, +)
        return isNoWorse ? result : full
    }

    /// What each region may take of the time until `end` by the order of a variant, in the order of the product's plan,
    /// and the order of regions that goes with it.
    private func allowances(
        _ variant: PlanVariant, durations: [Int64], end: Int64
    ) -> (ticks: [Int64], order: [Int]) {
        let (ticks, order) = RegionSequence.allowances(
            durations: variant.order.map { durations[$0] }, gate: variant.gate, end: end)
        var allowed = durations
        for (place, region) in variant.order.enumerated() { allowed[region] = ticks[place] }
        return (allowed, order.map { variant.order[$0] })
    }

    /// Halvings after which a number of scanners up to that of the largest region is known.
    private var sizingRoundsMost: Int {
        let most = plan.regions.reduce(1) { max($0, $1.scanners) }
        return Int.bitWidth - (most - 1).leadingZeroBitCount
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
        let answers = variant.runs.map {
            AnswerBuilder.build(
                alone, plan: ScanPlan(deployments: [variant.plan]), run: ScanRun(deployments: [$0]),
                extras: StudyExtras())
        }
        func mean(_ metric: Metric) -> Double? {
            let values = answers.compactMap { $0.value(metric) }
            return values.count < answers.count ? nil : values.reduce(0, +) / Double(answers.count)
        }
        return PlanOutcome(
            measures: measured.measures, makespan: variant.makespan, bound: bound,
            makespanSeconds: variant.runs.reduce(0) { $0 + plan.scale.seconds($1.makespan).doubleValue }
                / Double(trials),
            longestSeconds: plan.scale.seconds(variant.longest).doubleValue,
            boundSeconds: plan.scale.seconds(bound.ticks).doubleValue, peakScanners: variant.peakScanners,
            scanners: variant.plan.regions.reduce(0) { $0 + $1.scanners },
            givenUp: Double(variant.givenUp.reduce(0, +)) / Double(trials),
            scannerHours: mean(.scannerHours) ?? 0, costPerCycle: mean(.costPerCycle))
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
                sizedSeconds: seconds(after[region]),
                activatedSeconds: seconds(SimulatedVariant.mean(right.runs.map { $0.windows[place].activated })),
                boundSeconds: seconds(bounds[region]), bound: proofs[region])
        }
    }

    private func notices(_ product: SimulatedVariant, _ others: [SimulatedVariant]) -> [String] {
        var notices = VariationNotices.sentences(deployment, nil)
        let run = product.runs[0]
        if !run.couplings.isEmpty {
            notices.append(
                "Regions share the request rate of \(run.couplings.joined(separator: ", ")), so what is best for one alone "
                    + "need not be best for all; each plan is simulated as a whole.")
        }
        if !run.outageRegions.isEmpty {
            notices.append(
                "Outages have their time in the cycle, so how long \(run.outageRegions.joined(separator: ", ")) takes "
                    + "depends on when it opens; each plan is simulated as a whole.")
        }
        if deployment.isRandom {
            notices.append(
                trials == 1
                    ? "Something is random here, and every plan went through one trial; differences between plans may be luck."
                    : "Something is random here, so every plan went through the same \(trials) trials. Figures are means "
                        + "over them, peaks the most of any, and plans are chosen by the mean makespan; small differences "
                        + "may be luck.")
        }
        if ([product] + others).contains(where: { $0.givenUp.contains { $0 > 0 } }) {
            let cycles = trials == 1 ? "one cycle" : "\(trials) cycles"
            notices.append(
                "Plans may give up instances here: the product's gave up \(product.givenUp.reduce(0, +)) in \(cycles). No "
                    + "plan that gives up more was chosen.")
        }
        return notices
    }
}
