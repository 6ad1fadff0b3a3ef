internal import ScanModel
internal import SensorMix

/// A mix of sensors as JSON.
public enum SensorJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.sensors/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    public static func document(_ answer: SensorAnswer, version: String) -> JSONValue {
        let (plan, estate) = (answer.plan, answer.estate)
        return .members([
            "schema": .text(schema), "version": .text(version), "name": .text(answer.name),
            "result": .text(answer.meetsNothing ? "unmet" : "answered"),
            "needs": .count(answer.needs), "needsMet": .count(answer.needsMet),
            "metBy": .optional(estate.metBy), "firstDay": .optional(plan.firstDay),
            "cost": .members([
                "totalUSD": dollars(plan.cost.total), "sensorsUSD": dollars(plan.cost.sensors),
                "licencesUSD": dollars(plan.cost.licences), "scansUSD": dollars(plan.cost.scans),
                "fixedUSD": dollars(plan.cost.fixed),
            ]),
            "lowerBoundUSD": dollars(plan.lowerBound), "isOptimal": .bool(plan.isOptimal),
            "gap": .optional(plan.gap), "proofLeaves": .count(plan.proof.leaves), "isChecked": .bool(answer.isChecked),
            "mix": .array(plan.choices.map { choice($0, answer) }),
            "coverage": .array(plan.matrix.cells.map { cell($0, answer) }),
            "gaps": .array(plan.gaps.map { gap($0, answer) }),
            "doubleCoverage": .array(plan.doubles.map { double($0, estate) }),
            "sensors": .array(plan.margins.map { margin($0, answer) }),
            "rollouts": .array(plan.rollouts.map { rollout($0, estate) }),
            "licences": .array(
                plan.licences.map {
                    .members([
                        "licence": .text(estate.licences[$0.licence].name), "assets": .count($0.assets),
                        "owned": .optional(estate.licences[$0.licence].owned), "short": .optional($0.short),
                    ])
                }),
            "tags": .array(
                plan.tags.map {
                    .members([
                        "tag": .text(estate.tags[$0.tag].name), "classes": .count($0.classes),
                        "assets": .count($0.assets),
                    ])
                }),
            "assumptions": .array(answer.assumptions.map(assumption)),
        ])
    }

    private static func dollars(_ micro: Int) -> JSONValue { .number(SensorAnswer.dollars(micro)) }

    private static func optionalDollars(_ micro: Int?) -> JSONValue {
        .optional(micro.map { SensorAnswer.dollars($0) })
    }

    private static func choice(_ choice: SensorChoice, _ answer: SensorAnswer) -> JSONValue {
        let cell = answer.plan.cell(choice)
        let objective = answer.estate.classes[choice.classIndex].wants[choice.assessment]
        return .members([
            "class": .text(answer.estate.classes[choice.classIndex].name),
            "assessment": .text(choice.assessment.rawValue),
            "sensor": .text(answer.estate.sensors[choice.sensorIndex].name),
            "withinSeconds": .optional(objective?.within), "share": .optional(objective?.share),
            "shareInTime": .optional(cell?.shareInTime), "firstDay": .optional(cell?.firstDay),
        ])
    }

    private static func cell(_ cell: CoverageCell, _ answer: SensorAnswer) -> JSONValue {
        let freshness = cell.freshness
        return .members([
            "class": .text(answer.estate.classes[cell.classIndex].name), "assessment": .text(cell.assessment.rawValue),
            "sensor": .text(answer.estate.sensors[cell.sensorIndex].name),
            "canCover": .bool(cell.obstacles.isEmpty), "obstacles": .array(cell.obstacles.map { .text($0.reason) }),
            "meets": .bool(cell.meets), "shareInTime": .optional(cell.shareInTime),
            "meanAgeSeconds": .optional(freshness?.meanAge),
            "p95AgeSeconds": .optional(freshness?.age(ofShare: 0.95)),
            "goneBeforeFirstResult": .optional(freshness?.gone), "firstDay": .optional(cell.firstDay),
            "monthlyUSD": cell.obstacles.isEmpty ? dollars(cell.cost) : .null,
        ])
    }

    private static func gap(_ gap: CoverageGap, _ answer: SensorAnswer) -> JSONValue {
        .members([
            "class": .text(answer.estate.classes[gap.classIndex].name), "assessment": .text(gap.assessment.rawValue),
            "reasons": .array(
                answer.cells(gap.classIndex, gap.assessment).map {
                    .members([
                        "sensor": .text(answer.estate.sensors[$0.sensorIndex].name),
                        "reason": .optional(SensorAnswer.reason($0, metBy: answer.estate.metBy)),
                    ])
                }),
            "remedies": .array(
                gap.remedies.map {
                    .members([
                        "sensor": .text(answer.estate.sensors[$0.sensorIndex].name), "text": .text(answer.words($0)),
                        "isLooserObjective": .bool($0.isLooser), "atMostUSD": dollars($0.cost),
                    ])
                }),
        ])
    }

    private static func double(_ double: DoubleCoverage, _ estate: SensorEstate) -> JSONValue {
        .members([
            "class": .text(estate.classes[double.classIndex].name),
            "sensors": .array(double.sensors.map { .text(estate.sensors[$0].name) }),
            "assessments": .array(double.assessments.map { .text($0.rawValue) }), "isInMix": .bool(double.isInMix),
            "spare": .optional(double.spare.map { estate.sensors[$0].name }), "savingUSD": dollars(double.saving),
        ])
    }

    private static func margin(_ margin: SensorMargin, _ answer: SensorAnswer) -> JSONValue {
        let sensor = answer.estate.sensors[margin.sensorIndex]
        return .members([
            "sensor": .text(sensor.name), "kind": .text(sensor.kind.rawValue), "isUsed": .bool(margin.isUsed),
            "pointedAtAssets": .count(margin.pointedAt), "assets": .count(answer.assets(of: margin.sensorIndex)),
            "withoutUSD": optionalDollars(margin.change), "withoutAtLeastUSD": optionalDollars(margin.lowestChange),
            "needsLost": .count(margin.needsLost), "everywhereUSD": optionalDollars(margin.everywhere),
        ])
    }

    private static func rollout(_ table: RolloutTable, _ estate: SensorEstate) -> JSONValue {
        .members([
            "sensor": .text(estate.sensors[table.sensorIndex].name), "assets": .count(table.assets),
            "curve": .array(
                zip(RolloutTable.days, table.shares).map {
                    .members(["day": .count($0), "share": .number($1)])
                }),
        ])
    }

    private static func assumption(_ assumption: Assumption) -> JSONValue {
        .members([
            "name": .text(assumption.name), "value": .text(assumption.value), "range": .optional(assumption.range),
            "source": .text(assumption.provenance.source), "date": .text(assumption.provenance.date),
            "confidence": .text(assumption.provenance.confidence.rawValue),
        ])
    }
}
