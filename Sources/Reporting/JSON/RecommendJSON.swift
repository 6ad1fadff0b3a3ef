internal import Estimation
internal import ScanModel
internal import Statistics
public import Studies

/// A recommendation as JSON.
public enum RecommendJSON {
    /// Name and version of the form.
    public static let schema = "scanplan.recommendation/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    public static func document(_ recommendation: Recommendation, version: String) -> JSONValue {
        .members([
            "schema": .text(schema), "schemaVersion": .count(1), "version": .text(version),
            "scenario": .text(recommendation.scenario),
            "seed": .unsigned(recommendation.seed), "deadlineSeconds": .optional(recommendation.deadline),
            "within": .number(recommendation.within),
            "costUnit": .text(recommendation.costsAreMonthly ? "USD per month" : "USD per cycle"),
            "isCoarse": .bool(recommendation.isCoarse),
            "axes": .array(
                recommendation.axes.map {
                    .members([
                        "name": .text($0.name), "paths": .array($0.paths.map(JSONValue.text)),
                        "values": .array($0.values.map(JSONValue.text)),
                    ])
                }), "worlds": .array(recommendation.worlds.map { world($0, axes: recommendation.axes) }),
            "leastRegret": recommendation.leastRegret.map(regret) ?? .null,
        ])
    }

    private static func world(_ world: WorldRecommendation, axes: [SettingAxis]) -> JSONValue {
        var result: (text: String, best: Int?, open: [Int], nearest: Int?)
        switch world.decision {
        case .best(let best): result = ("recommended", best, [], nil)
        case .undecided(let open, let safest): result = ("undecided", safest, open, nil)
        case .nothing(let nearest): result = ("nothingFeasible", nil, [], nearest)
        }
        return .members([
            "settings": .array(world.settings.map(JSONValue.text)),
            "deadlineSeconds": .optional(world.objective.deadline?.value.doubleValue),
            "hasDeadline": .bool(world.hasDeadline), "result": .text(result.text),
            // Of an undecided answer the cheapest setting that is surely feasible.
            "option": .optional(result.best), "open": numbers(result.open), "nearest": .optional(result.nearest),
            "present": .optional(world.present), "comparison": .optional(world.comparison),
            "alternatives": numbers(world.alternatives),
            "front": numbers(world.front), "indifference": .number(world.indifference),
            "trialsLikely": .optional(world.trialsLikely),
            "rule": .members([
                "isRandom": .bool(world.rule.varies), "probability": .number(world.rule.probability),
                "budgetUSD": .optional(world.rule.budget), "confidence": .number(world.rule.confidence),
                "trials": .count(world.rule.trials), "isThorough": .bool(world.rule.isThorough),
            ]),
            "effort": .members([
                "settings": .count(world.effort.settings), "fullGrid": .count(world.effort.fullGrid),
                "simulations": .count(world.effort.simulations),
                "savedBySamePlans": .count(world.effort.savedBySamePlans),
                "savedByBounds": .count(world.effort.savedByBounds),
                "savedByStopping": .count(world.effort.savedByStopping),
            ]),
            "options": .array(world.options.enumerated().map { option($1, number: $0, axes: axes) }),
        ])
    }

    private static func numbers(_ numbers: [Int]) -> JSONValue { .array(numbers.map(JSONValue.count)) }

    private static func option(_ report: OptionReport, number: Int, axes: [SettingAxis]) -> JSONValue {
        let values = zip(axes, report.option.values).map {
            JSONValue.Member(name: $0.name, value: .optional($1))
        }
        var status: String
        var plan: PlanFigures?
        var simulated: SimulatedFigures?
        var reasons: [JSONValue] = []
        switch report.result {
        case .invalid(let issues):
            status = "invalid"
            reasons = issues.map { .text($0.description) }
        case .unanswerable(let reason):
            status = "unanswerable"
            reasons = [.text(reason)]
        case .infeasible(let bottlenecks):
            status = "noPlan"
            reasons = bottlenecks.map {
                .members([
                    "deployment": .text($0.deployment), "region": .optional($0.region), "limit": .text($0.limit),
                    "available": .text($0.available), "needed": .text($0.needed), "remedy": .text($0.remedy),
                ])
            }
        case .unpriced(let missing):
            status = "unpriced"
            reasons = missing.map { .members(["sku": .text($0.item.sku), "region": .text($0.region)]) }
        case .tooLate(let figures):
            status = "provedTooLate"
            plan = figures
        case .simulated(let figures, let found):
            status = "simulated"
            (plan, simulated) = (figures, found)
        }
        return .members([
            "option": .count(number), "values": .object(values), "isPresent": .bool(report.option.isPresent),
            "changes": .array(report.changes.map(JSONValue.text)), "sameAs": .optional(report.sameAs),
            "status": .text(status), "reasons": .array(reasons), "plan": plan.map(planJSON) ?? .null,
            "trials": simulated.map(simulatedJSON) ?? .null,
        ])
    }

    private static func planJSON(_ plan: PlanFigures) -> JSONValue {
        .members([
            "bound": .members([
                "deployment": .text(plan.proof.deployment), "binds": .text(Wording.cycleBound(plan.proof.kind)),
                "leastSeconds": .number(plan.proof.least), "deadlineSeconds": .optional(plan.proof.deadline),
                "assumes": .array(plan.proof.assumptions.names.map(JSONValue.text)),
                "advice": .text(plan.proof.advice),
            ]),
            "plannedCostUSD": .number(plan.plannedCost), "scanners": .count(plan.scanners),
            "vcpuInOneRegion": .count(plan.vcpus), "addressesInOneRegion": .count(plan.addresses),
        ])
    }

    private static func simulatedJSON(_ figures: SimulatedFigures) -> JSONValue {
        .members([
            "count": .count(figures.standing.trials), "feasibility": .text(figures.standing.feasibility.rawValue),
            "deadline": .text(figures.standing.deadline.rawValue), "budget": .text(figures.standing.budget.rawValue),
            "deadlineTrials": .optional(figures.standing.deadlineTrials),
            "budgetTrials": .optional(figures.standing.budgetTrials),
            "beatenBy": .optional(figures.standing.beatenBy),
            "trialsLikely": .optional(figures.standing.trialsLikely),
            "costUSD": mean(figures.cost, figures.costInterval),
            "makespanSeconds": mean(figures.makespan, figures.makespanInterval),
            "worstAgeSeconds": .optional(figures.worstAge), "peakScanners": .number(figures.peakScanners),
            "inTime": .optional(figures.inTime),
            "inTimeProbability": figures.inTimeInterval.map {
                .members(["low": .number($0.low), "high": .number($0.high)])
            } ?? .null,
            // Beyond the comparison, in the trials that both have.
            "extraCostUSD": figures.extraCost.map { extra in
                .members([
                    "mean": .number(extra.mean), "halfWidth": .optional(extra.interval?.halfWidth),
                    "trials": .count(extra.trials),
                ])
            } ?? .null,
        ])
    }

    private static func mean(_ value: Double, _ interval: MeanInterval?) -> JSONValue {
        .members(["mean": .number(value), "halfWidth": .optional(interval?.halfWidth)])
    }

    private static func regret(_ regret: LeastRegret) -> JSONValue {
        .members([
            "option": .optional(regret.best), "hopelessWorlds": numbers(regret.hopeless),
            "options": .array(
                regret.regrets.indices.map { option in
                    .members([
                        "option": .count(option), "greatest": .optional(regret.greatest[option]),
                        "failures": .count(regret.failures[option]),
                        "regrets": .array(regret.regrets[option].map(JSONValue.optional)),
                    ])
                }),
        ])
    }
}
