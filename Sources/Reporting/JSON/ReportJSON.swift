internal import ScanModel
public import Studies

/// Everything that a report shows, as JSON.
public enum ReportJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.report/1"

    /// The whole material. Member order and number spelling are fixed, so equal materials give equal bytes.
    public static func document(_ material: ReportMaterial, version: String) -> JSONValue {
        .members([
            "schema": .text(schema), "version": .text(version), "scenario": .text(material.answer.scenario),
            "notes": .array(material.notes.map(JSONValue.text)),
            "answer": AnswerJSON.document(material.answer, version: version),
            "trials": TrialJSON.report(material.trials),
            "thresholds": .array(material.thresholds.map(ThresholdJSON.result)),
            "timelines": .array(material.timelines.map(timeline)),
            "knobs": material.knobs.map(knobs) ?? .null,
            "search": material.search.map { RecommendJSON.document($0, version: version) } ?? .null,
            "tornadoes": .array(material.tornadoes.map { SensitivityJSON.document($0, version: version) }),
        ])
    }

    private static func numbers(_ numbers: [Double]) -> JSONValue { .array(numbers.map(JSONValue.number)) }

    private static func timeline(_ timeline: CycleTimeline) -> JSONValue {
        .members([
            "deployment": .text(timeline.deployment), "stretchSeconds": .number(timeline.stretch),
            "stretches": .count(timeline.stretches), "regions": .array(timeline.regions.map(region)),
        ])
    }

    private static func region(_ region: RegionTimeline) -> JSONValue {
        .members([
            "region": .text(region.region), "instances": .count(region.instances),
            "activatedSeconds": .number(region.activated), "openedSeconds": .number(region.opened),
            "completedSeconds": .number(region.completed), "endedSeconds": .number(region.ended),
            "scannersAllowed": .count(region.scannersAllowed), "scanners": numbers(region.scanners),
            "spans": region.spans.map { spans in
                .array(
                    spans.map {
                        .members(["launchedSeconds": .number($0.launched), "endedSeconds": .number($0.ended)])
                    })
            } ?? .null,
            "limits": .array(
                region.limits.map {
                    .members([
                        "limit": .text($0.name), "kind": .text($0.kind.rawValue), "capacity": .number($0.capacity),
                        "shares": numbers($0.shares),
                    ])
                }),
        ])
    }

    private static func knobs(_ grid: KnobGrid) -> JSONValue {
        .members([
            "simulated": .bool(grid.isSimulated), "trials": .count(grid.trials),
            "axes": .array(
                grid.axes.map {
                    .members([
                        "name": .text($0.name), "values": .array($0.values.map(JSONValue.text)),
                        "present": .optional($0.present),
                    ])
                }),
            "points": .array(grid.points.map(point)),
        ])
    }

    private static func point(_ point: KnobPoint) -> JSONValue {
        .members([
            "makespanSeconds": .optional(point.makespan), "boundSeconds": .optional(point.bound),
            "perCycleUSD": .optional(point.costPerCycle), "perMonthUSD": .optional(point.costPerMonth),
            "peakScanners": .optional(point.peakScanners), "scannerHours": .optional(point.scannerHours),
            "inTime": .optional(point.inTime), "binds": .optional(point.binds), "reason": .optional(point.reason),
            "sameAs": .optional(point.sameAs),
        ])
    }
}
