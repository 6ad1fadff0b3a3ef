internal import Estimation
internal import ScanModel

/// Puts plan, run and prices together.
enum AnswerBuilder {
    static func build(_ scenario: Scenario, plan: ScanPlan, run: ScanRun?, extras: StudyExtras) -> StudyAnswer {
        let deployments = scenario.deployments.indices.map { index in
            answer(
                scenario.deployments[index], objective: scenario.objective, plan: plan.deployments[index],
                run: run?.deployments[index], extras: extras)
        }
        return StudyAnswer(
            scenario: scenario.name, seed: scenario.seed, objective: scenario.objective, deployments: deployments,
            isSimulated: run != nil, metrics: AnswerMetrics.combined(deployments))
    }

    private static func answer(
        _ deployment: Deployment, objective: Objective, plan: DeploymentPlan, run: DeploymentRun?, extras: StudyExtras
    ) -> DeploymentAnswer {
        var (plan, run) = (plan, run)
        let simulatedUsage = run.map { BillUsage.ledger(deployment, plan: plan, run: $0) }
        plan.usage.add(BillUsage.ledger(deployment, plan: plan, run: nil))
        if let simulatedUsage { run?.usage.add(simulatedUsage) }
        let planned = plan.regions.map(\.plannedTicks)
        let shared = plan.bound.kind.isBeyondRegions ? plan.bound.ticks : 0
        let gates =
            run?.gates
            ?? ([deployment.gate] + deployment.otherGates).map {
                GateOutcome(gate: $0, makespan: max(shared, $0.makespan(durations: planned)))
            }
        let makespan = plan.scale.seconds(gates[0].makespan)
        let plannedMakespan = plan.scale.seconds(max(shared, deployment.gate.makespan(durations: planned)))
        let plannedEstimate = CostEstimator.estimate(
            plan.usage, pricing: deployment.pricing, makespan: plannedMakespan, interval: deployment.interval)
        let simulatedEstimate = run.map {
            CostEstimator.estimate(
                $0.usage, pricing: deployment.pricing, makespan: makespan, interval: deployment.interval)
        }
        let deadline = objective.deadline ?? deployment.interval
        var answer = DeploymentAnswer(
            deployment: deployment, plan: plan, run: run, plannedEstimate: plannedEstimate,
            simulatedEstimate: simulatedEstimate, deadline: deadline,
            verdict: deadline.map {
                verdict(
                    makespan: makespan,
                    bound: deployment.boundAssumptions.isNone ? plan.scale.seconds(plan.bound.ticks) : .zero,
                    deadline: $0.value, simulated: run != nil)
            },
            binding: BindingAnalysis.binding(deployment, plan: plan, run: run, makespan: gates[0].makespan),
            readings: gates.map {
                ReadingOutcome(gate: $0.gate, makespan: plan.scale.seconds($0.makespan).doubleValue)
            },
            metrics: [])
        answer.reads = ReadOutcome(deployment, run: run)
        let usage = run?.usage ?? plan.usage
        if extras.naive { answer.naive = NaiveDivision(deployment, plan: plan) }
        if extras.limits { answer.limits = LimitRanking.ranked(deployment, plan: plan, deadline: deadline) }
        if extras.caps { answer.caps = CapShares.all(deployment, plan: plan) }
        if extras.billRange {
            answer.billRange = BillRange(
                usage, pricing: deployment.pricing, makespan: makespan, interval: deployment.interval)
        }
        if let showBack = extras.showBack {
            answer.showBack = showBack.showBack(deployment, estimate: answer.estimate, usage: usage)
        }
        if extras.inputs { answer.inputs = InputMarks(answer) }
        answer.metrics = AnswerMetrics.metrics(answer, plannedMakespan: plannedMakespan.doubleValue)
        return answer
    }

    /// - Parameter bound: a proved minimum of this very cycle; 0 where the planner's bounds assume something of it.
    private static func verdict(makespan: Rational, bound: Rational, deadline: Rational, simulated: Bool) -> Verdict {
        if bound > deadline { return .provedTooLate }
        if makespan > deadline { return .misses }
        return simulated ? .fits : .couldFit
    }
}
