internal import ScanModel
internal import Statistics

extension WorldSearch {
    /// What the search came to.
    func recommendation() -> WorldRecommendation {
        guard let outcome else { preconditionFailure("a search that never ran") }
        let firstOfPlan = firstPoints()
        // From a place among the candidates to the number of a point.
        func point(_ place: Int) -> Int { firstOfPlan[candidates[place]] ?? 0 }
        let comparison: Int?
        switch outcome.decision {
        case .best(let best): comparison = candidates[best]
        case .undecided(let open, let safest): comparison = (safest ?? open.first).map { candidates[$0] }
        case .nothing(let nearest): comparison = nearest.map { candidates[$0] }
        }
        let options = points.enumerated().map { index, entry in
            OptionReport(
                option: entry.option, changes: entry.option.changes(request.axes),
                sameAs: entry.state.plan.flatMap { firstOfPlan[$0] == index ? nil : firstOfPlan[$0] },
                result: result(entry.state, outcome, comparison: comparison, point: point))
        }
        var decision = SelectionDecision.nothing(nearest: nil)
        switch outcome.decision {
        case .best(let best): decision = .best(point(best))
        case .undecided(let open, let safest):
            decision = .undecided(open: open.map(point), safest: safest.map(point))
        case .nothing(let nearest): decision = .nothing(nearest: nearest.map(point) ?? nearestByBound(options))
        }
        return WorldRecommendation(
            settings: settings, objective: base.objective,
            hasDeadline: base.objective.deadline != nil || base.deployments.contains { $0.interval != nil },
            rule: rule, options: options, decision: decision, comparison: comparison.flatMap { firstOfPlan[$0] },
            alternatives: outcome.alternatives.map(point), front: front(options),
            indifference: outcome.indifference, trialsLikely: outcome.trialsLikely, effort: effort())
    }

    /// The first point of each plan, by number.
    private func firstPoints() -> [Int: Int] {
        var first: [Int: Int] = [:]
        for (index, point) in points.enumerated() {
            guard let plan = point.state.plan, first[plan] == nil else { continue }
            first[plan] = index
        }
        return first
    }

    private func result(
        _ state: State, _ outcome: SelectionOutcome, comparison: Int?, point: (Int) -> Int
    ) -> OptionResult {
        switch state {
        case .rejected(let result): return result
        case .plan(let number):
            guard let place = candidates.firstIndex(of: number) else { return .tooLate(planFigures[number]) }
            var standing = outcome.standings[place]
            standing.beatenBy = standing.beatenBy.map(point)
            return .simulated(planFigures[number], simulated(number, standing, comparison: comparison))
        }
    }

    /// The trials that a plan was judged by. An earlier selection, among other options, may have come further with it; what
    /// is said of an option is said of the trials that its judgement and its count of trials speak of.
    private func judged(_ number: Int) -> ArraySlice<CycleFigures> {
        guard let outcome, let place = candidates.firstIndex(of: number) else { return [] }
        return figures[number].prefix(outcome.standings[place].trials)
    }

    private func extraCost(_ number: Int, beyond other: Int) -> ExtraCost? {
        let pairs = zip(judged(number), judged(other)).map { ($0.cost, $1.cost) }
        let differences = Moments(pairs.map { $0 - $1 })
        guard let mean = differences.mean, let whole = Moments(pairs.map { $1 }).mean else { return nil }
        return ExtraCost(
            mean: mean, interval: MeanInterval(differences, confidence: rule.confidence),
            share: whole > 0 ? mean / whole : nil, trials: pairs.count)
    }

    private func simulated(_ number: Int, _ standing: OptionStanding, comparison: Int?) -> SimulatedFigures {
        let seen = judged(number)
        let confidence = rule.confidence
        let (costs, makespans) = (Moments(seen.map(\.cost)), Moments(seen.map(\.makespan)))
        let hasDeadline = seen.first?.isInTime != nil
        let inTime = seen.count { $0.isInTime == true }
        let ages = seen.compactMap(\.worstAge)
        let other = comparison == number ? nil : comparison
        return SimulatedFigures(
            standing: standing, cost: costs.mean ?? 0,
            costInterval: MeanInterval(costs, confidence: confidence), makespan: makespans.mean ?? 0,
            makespanInterval: MeanInterval(makespans, confidence: confidence),
            worstAge: ages.isEmpty ? nil : Moments(ages).mean,
            peakScanners: Moments(seen.map(\.peakScanners)).mean ?? 0, inTime: hasDeadline ? inTime : nil,
            inTimeInterval: hasDeadline && rule.varies
                ? clopperPearsonInterval(successes: inTime, trials: seen.count, confidence: confidence) : nil,
            extraCost: other.flatMap { extraCost(number, beyond: $0) })
    }

    private func nearestByBound(_ options: [OptionReport]) -> Int? {
        let bounds = options.indices.compactMap { index -> (least: Double, index: Int)? in
            guard case .tooLate(let plan) = options[index].result else { return nil }
            return (plan.proof.least, index)
        }
        return bounds.min { $0 < $1 }?.index
    }

    private func front(_ options: [OptionReport]) -> [Int] {
        let simulated = options.indices.filter { options[$0].sameAs == nil && options[$0].figures != nil }
        let eligible = simulated.filter { index in
            let feasibility = options[index].figures?.simulated.standing.feasibility
            return feasibility == .feasible || feasibility == .undecided
        }
        let compared = eligible.isEmpty ? simulated : eligible
        // In the trials that all of them have, which share their draws.
        let plans = compared.compactMap { points[$0].state.plan }
        let rounds = plans.map { judged($0).count }.min() ?? 0
        let rows = plans.map { plan in
            let seen = figures[plan].prefix(rounds)
            return [
                seen.reduce(0) { $0 + $1.cost }, seen.reduce(0) { $0 + $1.makespan },
                seen.reduce(0) { $0 + ($1.worstAge ?? 0) }, seen.reduce(0) { $0 + $1.peakScanners },
            ]
        }
        return ParetoFront.indices(rows).map { compared[$0] }
    }

    private func effort() -> SearchEffort {
        let (settings, trials, plans) = (points.count, rule.trials, figures.count)
        let simulations = figures.reduce(0) { $0 + $1.count }
        let bySamePlans = (settings - plans) * trials
        let byBounds = isRejected.indices.reduce(0) { $0 + (isRejected[$1] ? trials - figures[$1].count : 0) }
        return SearchEffort(
            settings: settings, trials: trials, simulations: simulations, savedBySamePlans: bySamePlans,
            savedByBounds: byBounds, savedByStopping: settings * trials - simulations - bySamePlans - byBounds)
    }
}
