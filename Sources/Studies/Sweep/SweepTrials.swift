internal import ParallelWork
internal import ScanModel

extension SweepStudy {
    /// Trials that are simulated before the memory is told of them, for each worker.
    private static let slice = 16

    /// The trials of each plan, in order: one where nothing is random.
    ///
    /// Where there is a memory, trials that it has are not simulated, and others are kept some at a time, so that little is
    /// lost with the program.
    static func trials(
        of plans: [(planned: PlannedScenario, key: PlanKey)], trials: Int, width: Int, depth: StudyDepth,
        _ memory: (any TrialMemory)?, _ progress: (@Sendable () -> Void)?
    ) async -> [[PricedOutcome]] {
        if depth == .plan {
            return await plannedOutcomes(plans.map(\.planned), width: width)
        }
        var all: [[PricedOutcome?]] = plans.map { plan in
            var known = [PricedOutcome?](repeating: nil, count: plan.planned.scenario.isRandom ? trials : 1)
            for outcome in memory?.outcomes(of: plan.key.text) ?? [] where Int(outcome.outcome.trial) < known.count {
                known[Int(outcome.outcome.trial)] = outcome
                progress?()
            }
            return known
        }
        let cycles = plans.indices.flatMap { plan in
            all[plan].indices.filter { all[plan][$0] == nil }.map { (plan: plan, trial: UInt32($0)) }
        }
        let most = memory == nil ? max(1, cycles.count) : slice * width
        for start in stride(from: 0, to: cycles.count, by: most) {
            let part = cycles[start..<min(start + most, cycles.count)]
            let found = await TrialStudy.map(part.count, width: width) { index in
                (planned: plans[part[start + index].plan].planned, trial: part[start + index].trial)
            } keep: { index, answer in
                progress?()
                return PricedOutcome(answer, trial: part[start + index].trial)
            }
            for (cycle, outcome) in zip(part, found) { all[cycle.plan][Int(cycle.trial)] = outcome }
            guard let memory else { continue }
            for run in runs(of: Array(zip(part.map(\.plan), found))) {
                memory.keep(run.outcomes, of: plans[run.plan].key.text)
            }
        }
        return all.map { $0.compactMap { $0 } }
    }

    private static func plannedOutcomes(_ plans: [PlannedScenario], width: Int) async -> [[PricedOutcome]] {
        await ParallelWork.map(plans.count, width: width) {
            [PricedOutcome(plans[$0].plannedAnswer(), trial: 0)]
        }
    }

    /// Outcomes of one plan whose trials follow one another.
    private static func runs(of outcomes: [(Int, PricedOutcome)]) -> [(plan: Int, outcomes: [PricedOutcome])] {
        var runs: [(plan: Int, outcomes: [PricedOutcome])] = []
        for (plan, outcome) in outcomes {
            if let last = runs.last, last.plan == plan, let trial = last.outcomes.last?.outcome.trial,
                trial + 1 == outcome.outcome.trial
            {
                runs[runs.count - 1].outcomes.append(outcome)
            } else {
                runs.append((plan, [outcome]))
            }
        }
        return runs
    }
}
