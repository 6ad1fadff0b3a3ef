internal import ScanModel
public import Studies

/// The machine-readable form of optimised plans.
public enum OptimisationJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.optimisation/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    public static func document(_ answer: OptimisationAnswer, version: String) -> JSONValue {
        .members([
            "schema": .text(schema), "schemaVersion": .integer(1), "version": .text(version),
            "scenario": .text(answer.scenario), "seed": .unsigned(answer.seed), "steps": .count(answer.steps),
            "deployments": .array(answer.deployments.map(deployment)),
        ])
    }

    private static func deployment(_ answer: OptimisedDeployment) -> JSONValue {
        .members([
            "name": .text(answer.name), "profile": .text(answer.profile),
            "gate": .members([
                "reading": .text(answer.gate.reading.rawValue), "window": .count(answer.gate.window),
                "discipline": .text(answer.gate.discipline.rawValue),
            ]),
            "assumes": .array(answer.assumptions.names.map(JSONValue.text)), "trials": .count(answer.trials),
            "product": plan(answer.product), "single": .array(answer.single.map(plan)),
            "optimised": plan(answer.optimised), "rightSized": plan(answer.sized),
            "rightSizedForDeadline": answer.forDeadline.map(plan) ?? .null,
            "settings": .array(
                answer.sized.measures.map {
                    .members([
                        "measure": .text($0.rawValue), "setting": .text(MeasureSettings.sentence($0, answer)),
                    ])
                }),
            "regions": .array(answer.regions.map(region)), "notices": .array(answer.notices.map(JSONValue.text)),
        ])
    }

    private static func plan(_ plan: PlanOutcome) -> JSONValue {
        .members([
            "measures": .array(plan.measures.map { .text($0.rawValue) }),
            "makespanSeconds": .number(plan.makespanSeconds),
            "longestMakespanSeconds": .number(plan.longestSeconds), "boundSeconds": .number(plan.boundSeconds),
            "boundRestsOn": .text(plan.bound.proof.title), "gap": .number(plan.gap),
            "peakScanners": .count(plan.peakScanners), "scanners": .count(plan.scanners),
            "givenUp": .number(plan.givenUp), "scannerHours": .number(plan.scannerHours),
            "costPerCycleUSD": .optional(plan.costPerCycle),
        ])
    }

    private static func region(_ region: OptimisedRegion) -> JSONValue {
        .members([
            "region": .text(region.region), "instances": .count(region.items),
            "arrangement": .text(region.arrangement.rawValue), "productBatches": .count(region.productBatches),
            "batches": .count(region.batches), "productScanners": .count(region.productScanners),
            "scanners": .count(region.scanners), "productSeconds": .number(region.productSeconds),
            "optimisedSeconds": .number(region.optimisedSeconds), "rightSizedSeconds": .number(region.sizedSeconds),
            "activatedSeconds": .number(region.activatedSeconds), "boundSeconds": .number(region.boundSeconds),
            "boundRestsOn": .text(region.bound.kind.title),
        ])
    }
}
