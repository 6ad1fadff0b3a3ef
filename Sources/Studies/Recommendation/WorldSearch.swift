internal import Estimation
internal import ScanModel
internal import Statistics

/// The search in one world.
struct WorldSearch {
    /// A point of the search, and what became of it.
    struct Point {
        var option: SettingsOption
        var state: State
    }

    enum State {
        case plan(Int)
        case rejected(OptionResult)
    }

    let request: RecommendationRequest
    let settings: [String]
    /// The scenario in this world.
    let base: Scenario
    private let width: Int
    private let progress: (@Sendable () -> Void)?

    /// In the order of settings.
    private(set) var points: [Point] = []
    private var catalog = PlanCatalog()
    /// By plan.
    private(set) var figures: [[CycleFigures]] = []
    private(set) var planFigures: [PlanFigures] = []
    private(set) var isRejected: [Bool] = []
    private var isRandom = false
    private var boundsHold = true

    /// Plans that take part in the selection, in the order of settings.
    private(set) var candidates: [Int] = []
    /// Its options are places among ``candidates``.
    private(set) var outcome: SelectionOutcome?

    init(
        _ request: RecommendationRequest, settings: [String], base: Scenario, width: Int,
        progress: (@Sendable () -> Void)?
    ) {
        self.request = request
        self.settings = settings
        self.base = base
        self.width = width
        self.progress = progress
    }

    var rule: SelectionRule {
        // Without an interval there is no month to hold a budget against.
        let hasMonths = base.deployments.allSatisfy { $0.interval != nil }
        return SelectionRule(
            probability: base.objective.probability,
            budget: hasMonths ? base.objective.monthlyBudget?.value.doubleValue : nil,
            confidence: base.study.confidence, within: request.within, trials: request.trials,
            varies: isRandom, isThorough: request.isThorough)
    }

    /// Adds points, and selects among all that there are.
    mutating func run(_ options: [SettingsOption], source: inout some SettingsSource) async {
        for option in options {
            points.append(Point(option: option, state: await plan(option, source: &source)))
        }
        points.sort { $0.option < $1.option }
        screen()
        await select()
    }

    // MARK: - Planning

    private mutating func plan(_ option: SettingsOption, source: inout some SettingsSource) async -> State {
        let scenario: Scenario
        switch source.scenario(changedBy: settings + option.changes(request.axes)) {
        case .success(let changed): scenario = changed
        case .failure(let invalid): return .rejected(.invalid(invalid.issues))
        }
        let attempt: PlanningAttempt
        do {
            attempt = try await PlanningAttempt(scenario, width: width)
        } catch {
            return .rejected(.unanswerable(error.reason))
        }
        guard case .planned(let planned) = attempt else {
            guard case .infeasible(let bottlenecks) = attempt else { preconditionFailure("neither plan nor reasons") }
            return .rejected(.infeasible(bottlenecks))
        }
        let answer = planned.plannedAnswer()
        guard let cost = CycleFigures.cost(answer) else { return .rejected(.unpriced(answer.missingPrices)) }
        let (number, isNew) = catalog.number(of: planned)
        if isNew {
            figures.append([])
            planFigures.append(PlanFigures(planned, answer, cost: cost))
            isRejected.append(false)
            isRandom = isRandom || scenario.isRandom
            boundsHold = boundsHold && !scenario.deployments.contains(where: \.boundAssumptions.nominalDurations)
        }
        return .plan(number)
    }

    /// Rejects the plans that a bound proves to be too late, and lets go of them.
    private mutating func screen() {
        guard boundsHold else { return }
        for number in planFigures.indices where planFigures[number].proof.isTooLate && !isRejected[number] {
            isRejected[number] = true
            catalog.drop(number)
        }
    }

    // MARK: - Simulation

    private mutating func select() async {
        var candidates: [Int] = []
        for case .plan(let number) in points.map(\.state) where !isRejected[number] && !candidates.contains(number) {
            candidates.append(number)
        }
        self.candidates = candidates
        var known = candidates.map { figures[$0] }
        let simulator = Simulator(
            plans: candidates.map { number in
                guard let plan = catalog.plans[number] else { preconditionFailure("plan \(number) was dropped") }
                return plan
            }, plannedCosts: candidates.map { planFigures[$0].plannedCost }, width: width)
        let progress = progress
        outcome = await SettingsSelection.run(&known, rule: rule) { work in
            await simulator.figures(work) { progress?() }
        }
        for (place, number) in candidates.enumerated() { figures[number] = known[place] }
    }

    /// Points next to the best one, or to the nearest to it, that were not tried.
    func refinement() -> [SettingsOption] {
        guard let outcome else { return [] }
        let place: Int?
        switch outcome.decision {
        case .best(let best): place = best
        case .undecided(let open, let safest): place = safest ?? open.first
        case .nothing(let nearest): place = nearest
        }
        guard let place else { return [] }
        let number = candidates[place]
        let tried = Set(points.map { SettingsOption(values: $0.option.values) })
        guard let point = points.first(where: { $0.state.plan == number }) else { return [] }
        return SettingsGrid.around(point.option, axes: request.axes, tried: tried)
    }
}

extension WorldSearch.State {
    /// The number of the plan, if there is one.
    var plan: Int? {
        if case .plan(let number) = self { return number }
        return nil
    }
}

/// Simulates trials of plans side by side.
private struct Simulator: Sendable {
    let plans: [PlannedScenario]
    let plannedCosts: [Double]
    let width: Int

    /// The figures of each piece of work.
    func figures(
        _ work: [SettingsSelection.Work], progress: @escaping @Sendable () -> Void
    ) async -> [[CycleFigures]] {
        let turns = work.flatMap { piece in piece.trials.map { (option: piece.option, trial: $0) } }
        let (plans, plannedCosts) = (plans, plannedCosts)
        let flat = await TrialStudy.map(turns.count, width: width) { index in
            (planned: plans[turns[index].option], trial: turns[index].trial)
        } keep: { index, answer in
            progress()
            return CycleFigures(answer, plannedCost: plannedCosts[turns[index].option])
        }
        var start = 0
        return work.map { piece in
            defer { start += piece.trials.count }
            return Array(flat[start..<(start + piece.trials.count)])
        }
    }
}

extension PlanFigures {
    /// - Parameter answer: the planner's.
    init(_ planned: PlannedScenario, _ answer: StudyAnswer, cost: Double) {
        let proofs = zip(answer.deployments, planned.plan.deployments).map { deployment, plan in
            BoundProof(
                deployment: plan.name, kind: plan.bound.kind,
                least: plan.scale.seconds(plan.bound.ticks).doubleValue,
                deadline: deployment.deadline?.value.doubleValue,
                assumptions: deployment.deployment.boundAssumptions,
                advice: deployment.binding?.advice ?? "")
        }
        guard let first = proofs.first else { preconditionFailure("a scenario without deployments") }
        // The deployment whose bound takes the greatest part of its deadline.
        func share(_ proof: BoundProof) -> Double { proof.least / max(proof.deadline ?? .infinity, 1e-9) }
        proof = proofs.dropFirst().reduce(first) { share($1) > share($0) ? $1 : $0 }
        let regions = planned.plan.deployments.flatMap(\.regions)
        plannedCost = cost
        vcpus = regions.map(\.needs.vcpus).max() ?? 0
        addresses = regions.map(\.needs.addresses).max() ?? 0
        scanners = regions.reduce(0) { $0 + $1.scanners }
    }
}
