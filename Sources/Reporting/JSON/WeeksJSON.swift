internal import ScanModel
public import Studies

/// Weeks as JSON.
public enum WeeksJSON {
    /// Name and version of the form.
    public static let schema = "scanplan-weeks/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    public static func document(_ answer: WeeksAnswer, version: String) -> JSONValue {
        .members([
            "format": .text(schema), "version": .text(version), "scenario": .text(answer.scenario),
            "seed": .unsigned(answer.seed), "result": .text("answered"), "weeks": .count(answer.weeks),
            "deployments": .array(answer.deployments.map(deployment)),
        ])
    }

    private static func deployment(_ answer: DeploymentWeeks) -> JSONValue {
        let run = answer.run
        func seconds(_ ticks: Int64) -> JSONValue { .number(run.scale.seconds(ticks).doubleValue) }
        return .members([
            "name": .text(run.name), "profile": .text(answer.deployment.profile),
            "verdict": .text(answer.verdict.rawValue), "weakest": .optional(answer.weakest),
            "load": .number(answer.load), "intervalAnchor": .text(run.settings.anchor.rawValue),
            "intervalSeconds": seconds(run.interval), "periodSeconds": seconds(run.period),
            "warmUpSeconds": seconds(run.warmUp), "ticksPerSecond": .integer(run.scale.ticksPerSecond),
            "staleness": ages(answer.ages), "discovery": discovery(run, seconds: seconds),
            "weeks": .array(answer.weeks.enumerated().map { week($1, number: $0 + 1, scale: run.scale) }),
            "regions": .array(zip(run.regions, run.loads).map { region($0, load: $1, scale: run.scale) }),
            "windowLoad": .optional(run.windowLoad),
            "pointOfNoReturn": run.pointOfNoReturn.map(pointOfNoReturn) ?? .null,
            "accounts": .array(
                answer.accounts.map {
                    .members([
                        "account": .text($0.account), "instances": .count($0.instances), "staleness": ages($0.ages),
                    ])
                }),
            "notices": .array(answer.notices.map(JSONValue.text)),
            "assumptions": .array(
                run.settings.assumptions.map {
                    .members([
                        "name": .text($0.name), "value": .text($0.value), "range": .optional($0.range),
                        "confidence": .text($0.provenance.confidence.rawValue), "source": .text($0.provenance.source),
                    ])
                }),
        ])
    }

    private static func ages(_ ages: AgeDistribution) -> JSONValue {
        let isEmpty = ages.quantile(0.5) == nil
        return .members([
            "p50Seconds": .optional(ages.quantile(0.5)), "p95Seconds": .optional(ages.quantile(0.95)),
            "maxSeconds": isEmpty ? .null : .integer(ages.greatest),
        ])
    }

    private static func discovery(_ run: WeeksRun, seconds: (Int64) -> JSONValue) -> JSONValue {
        let cost = run.discovery
        return .members([
            "pairs": .count(cost.pairs), "pairsMissed": .count(cost.pairsMissed),
            "instancesMissed": .count(cost.instancesMissed), "calls": .count(cost.calls),
            "resumed": .count(cost.resumed), "lengthSeconds": seconds(cost.length),
            "lastSeenSeconds": seconds(cost.lastSeen), "periodSeconds": seconds(cost.period),
        ])
    }

    private static func week(_ week: WeekTally, number: Int, scale: TickScale) -> JSONValue {
        .members([
            "week": .count(number), "due": .count(week.due), "scans": .count(week.scans),
            "forgottenBeforeSnapshot": .count(week.forgottenBeforeSnapshot),
            "forgottenBeforeScan": .count(week.forgottenBeforeScan), "coverage": .number(week.coverage),
            "backlog": .count(week.backlog), "skippedStarts": .count(week.overruns), "started": .count(week.started),
            "ended": .count(week.ended), "neverSeen": .count(week.neverSeen), "seenTooLate": .count(week.seenTooLate),
            "endedBeforeSnapshot": .count(week.endedBeforeSnapshot),
            "meanInstances": .number(
                Double(week.alive) / Double(WeeksSettings.week * scale.ticksPerSecond)),
        ])
    }

    private static func region(_ region: RegionWeeks, load: RegionLoad, scale: TickScale) -> JSONValue {
        let measured = Double(max(1, region.measured))
        return .members([
            "region": .text(region.region), "scanners": .count(region.scanners),
            "busyShare": .number(Double(region.busy) / measured),
            "scannersInUse": .number(Double(region.scannerTicks) / (measured * Double(max(1, region.scanners)))),
            "workSeconds": .number(Double(load.work) / Double(scale.ticksPerSecond)),
            "demand": .number(load.demand), "load": .number(load.factor), "isStable": .bool(load.factor < 1),
            "forgottenAfterWarmUp": .count(region.forgottenAfterWarmUp), "staleness": ages(region.ages),
            "weeks": .array(region.weeks.enumerated().map { week($1, number: $0 + 1, scale: scale) }),
            "events": .count(region.events),
        ])
    }

    private static func pointOfNoReturn(_ point: PointOfNoReturn) -> JSONValue {
        let simulated: JSONValue
        switch point.confirmation {
        case .between(let good, let bad, let runs):
            simulated = .members([
                "keepsUp": .number(good), "doesNot": .number(bad), "trials": .count(runs), "reason": .null,
            ])
        case .none(let reason):
            simulated = .members(["keepsUp": .null, "doesNot": .null, "trials": .count(0), "reason": .text(reason)])
        }
        return .members([
            "region": .optional(point.region), "multiple": .number(point.multiple), "week": .optional(point.week),
            "simulated": simulated,
        ])
    }
}
