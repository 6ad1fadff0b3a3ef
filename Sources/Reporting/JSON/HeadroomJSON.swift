internal import ScanModel
internal import Statistics
public import Studies

/// Headroom as JSON.
public enum HeadroomJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.headroom/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    public static func document(_ answer: HeadroomAnswer, version: String) -> JSONValue {
        let scenario = answer.scenario
        return .members([
            "schema": .text(schema), "version": .text(version), "scenario": .text(scenario.name),
            "seed": .unsigned(scenario.seed), "result": .text("answered"),
            "objective": .members([
                "deadlineSeconds": .optional(scenario.objective.deadline?.value.doubleValue),
                "probability": answer.trials == nil ? .null : .number(scenario.objective.probability),
                "monthlyBudgetUSD": .optional(scenario.objective.monthlyBudget?.value.doubleValue),
            ]),
            "trials": .optional(answer.trials), "fewestTrials": .optional(answer.fewestTrials),
            "confidence": .number(scenario.study.confidence), "lookConfidence": .optional(answer.lookConfidence),
            "boundAssumes": .array(answer.boundAssumptions.names.map(JSONValue.text)),
            "resolution": .number(answer.settings.resolution), "largestFactor": .number(answer.most),
            "copiesGoTo": .text(answer.settings.owner == .sameAccount ? "sameAccount" : "newAccounts"),
            "whole": part(answer.whole, isProof: answer.boundAssumptions.isNone),
            "budget": answer.budget.map {
                .members([
                    "factor": .optional($0.holds), "failsAt": .optional($0.fails),
                    "forecast": answer.budgetForecast.map(forecast) ?? .null,
                ])
            } ?? .null,
            "regions": .array(answer.regions.map { part($0, isProof: answer.boundAssumptions.isNone) }),
            "regionsLeftOut": .count(answer.regionsLeftOut),
        ])
    }

    private static func part(_ part: PartHeadroom, isProof: Bool) -> JSONValue {
        .members([
            "deployment": .optional(part.deployment), "region": .optional(part.region),
            "factor": .optional(part.edge.holds), "failsAt": .optional(part.edge.fails),
            "missedFrom": .optional(part.missedFrom), "provedFrom": .optional(part.provedFrom),
            "holdsAgainAt": .array(part.edge.holdsAbove.map(JSONValue.number)),
            "forecast": part.forecast.map(forecast) ?? .null,
            "points": .array(part.points.map { point($0, isProof: isProof) }),
        ])
    }

    private static func forecast(_ forecast: GrowthForecast) -> JSONValue {
        .members([
            "share": .number(forecast.rate.share), "period": .text(forecast.rate.period.rawValue),
            "periodsKept": .optional(forecast.periodsKept), "endless": .bool(forecast.isEndless),
            "outgrownFrom": .optional(forecast.reached?.description),
        ])
    }

    private static func point(_ point: GrowthPoint, isProof: Bool) -> JSONValue {
        .members([
            "factor": .number(point.factor), "instances": .count(point.instances),
            "verdict": .text(point.verdict.rawValue), "boundSeconds": .optional(point.bound),
            "makespanSeconds": .optional(point.makespan), "costPerMonthUSD": .optional(point.costPerMonth),
            "trials": .count(point.trials), "inTime": .count(point.inTime),
            "probability": point.probability.map {
                .members(["low": .number($0.low), "high": .number($0.high)])
            } ?? .null,
            "bindings": .array(
                point.bindings.map { binding in
                    binding.map {
                        .members([
                            "bound": .text(Wording.cycleBound($0.bound)),
                            "provedShare": isProof ? .number($0.provedShare) : .null,
                            "lastRegion": .text($0.lastRegion), "advice": .text($0.advice),
                        ])
                    } ?? .null
                }),
            "limits": .array(
                point.limits.map { limits in
                    .array(
                        limits.map {
                            .members([
                                "limit": .text($0.title), "region": .optional($0.region), "share": .number($0.share),
                            ])
                        })
                }),
            "bottlenecks": .array(
                point.bottlenecks.map {
                    .members([
                        "deployment": .text($0.deployment), "region": .optional($0.region), "limit": .text($0.limit),
                        "available": .text($0.available), "needed": .text($0.needed), "remedy": .text($0.remedy),
                    ])
                }),
        ])
    }
}
