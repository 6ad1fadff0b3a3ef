internal import AssetDiscovery
internal import ScanModel
internal import Statistics

/// Discovery by connectors as JSON.
public enum ConnectorJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.connectors/1"

    /// The whole answer. Member order and number spelling are fixed, so equal answers give equal bytes.
    public static func document(_ answer: ConnectorAnswer, version: String) -> JSONValue {
        let study = answer.study
        return .members([
            "schema": .text(schema), "version": .text(version), "name": .text(answer.name),
            "result": .text(study.discoversNothing ? "undiscovered" : "answered"),
            "assetsRunning": .number(answer.running.all), "assetsListed": .number(answer.running.listed),
            "startsPerDay": .number(answer.starts.all), "startsNeverSeenPerDay": .number(answer.starts.missed),
            "objective": answer.terms.objective.map {
                .members(["firstSightSeconds": .count($0.firstSight), "share": .number($0.share)])
            } ?? .null,
            "classes": .array(study.classes.map { discovery($0, answer) }),
            "states": .array(answer.states.map(state)),
            "assessment": answer.hasAssessment ? assessment(answer.terms.assessment) : .null,
            "synchronisations": .array(study.calls.map(calls)),
            "plan": plan(study.plan),
            "permissions": .array(study.checklists.map(checklist)),
            "remarks": .array(answer.remarks.map(JSONValue.text)),
            "assumptions": .array(answer.assumptions.map(assumption)),
        ])
    }

    private static func discovery(_ discovery: ClassDiscovery, _ answer: ConnectorAnswer) -> JSONValue {
        var (means, polling): (String, Int?) = ("polled", nil)
        switch discovery.means {
        case .polled(let every): polling = every
        case .notCovered: means = "notCovered"
        case .blocked: means = "blocked"
        }
        return .members([
            "class": .text(discovery.assetClass.name), "cloud": .text(discovery.cloud.rawValue),
            "means": .text(means), "pollingSeconds": .optional(polling),
            "retentionSeconds": .optional(answer.terms.retention[discovery.cloud]),
            "accounts": .array(discovery.accounts.map(JSONValue.text)),
            "running": .number(discovery.running), "startsPerDay": .number(discovery.perDay),
            "seen": .number(discovery.seen), "inInventory": .number(discovery.inventoried),
            "neverSeenPerDay": .number(discovery.perDay * (1 - discovery.seen)),
            "closedForm": discovery.law.map(law) ?? .null,
            "simulation": discovery.simulation.map(simulation) ?? .null,
            "dropped": .array(
                discovery.assetClass.errors.sorted { $0.key < $1.key }.map { reason, share in
                    .members([
                        "reason": .text(reason), "share": .number(share),
                        "assets": .number(discovery.dropped(reason)),
                    ])
                }),
            "isActivatedByItself": .bool(!answer.isExcluded(discovery)),
            "meetsObjective": answer.isMet(discovery).map(JSONValue.bool) ?? .null,
            "inInventoryInTime": .optional(
                answer.terms.objective.map { discovery.inventoried(within: $0.firstSight) }),
            "pollingHoursThatMeet": .optional(answer.remedy(discovery)),
        ])
    }

    private static func law(_ law: DiscoveryLaw) -> JSONValue {
        .members([
            "neverSeen": .number(law.outcomes.neverSeen), "seenRunning": .number(law.outcomes.seenRunning),
            "seenEndedOnly": .number(law.outcomes.seenEndedOnly),
            "seenThenFoundEnded": .number(law.outcomes.seenThenFoundEnded),
            "seenThenGone": .number(law.outcomes.seenThenGone),
            "staysRunning": .number(law.outcomes.staysRunning),
            "meanDelaySeconds": .optional(law.meanDelay), "delay95Seconds": .optional(law.delay95),
            "meanStaleSeconds": .optional(law.meanStale), "staleShare": .optional(law.staleShare),
        ])
    }

    private static func simulation(_ run: DiscoverySimulation) -> JSONValue {
        .members([
            "samples": .count(run.samples), "confidence": .number(run.confidence), "seen": share(run.seen),
            "seenRunning": share(run.seenRunning), "seenEndedOnly": share(run.seenEndedOnly),
            "seenThenFoundEnded": share(run.seenThenFoundEnded), "seenThenGone": share(run.seenThenGone),
            "assessed": run.assessed.map(share) ?? .null,
            "meanDelaySeconds": run.meanDelay.map(mean) ?? .null, "delay95Seconds": .optional(run.delay95),
            "meanStaleSeconds": run.meanStale.map(mean) ?? .null, "stale95Seconds": .optional(run.stale95),
        ])
    }

    private static func share(_ share: DiscoverySimulation.Share) -> JSONValue {
        .members([
            "value": .number(share.value), "low": .number(share.interval.low), "high": .number(share.interval.high),
        ])
    }

    private static func mean(_ mean: MeanInterval) -> JSONValue {
        .members([
            "value": .number(mean.mean), "low": .number(mean.interval.low), "high": .number(mean.interval.high),
        ])
    }

    private static func state(_ state: ConnectorAnswer.State) -> JSONValue {
        .members([
            "cloud": .text(state.cloud), "state": .text(state.state), "shown": .text(state.shown),
            "meaning": .text(state.meaning), "source": .text(state.provenance.source),
            "date": .text(state.provenance.date), "confidence": .text(state.provenance.confidence.rawValue),
        ])
    }

    private static func assessment(_ rhythm: AssessmentRhythm) -> JSONValue {
        .members([
            "intervalSeconds": .count(rhythm.interval), "durationSeconds": .count(rhythm.duration),
            "cycleSeconds": .count(rhythm.cycle), "oldestInTurnSeconds": .count(rhythm.oldestInTurn),
            "oldestSeconds": .count(rhythm.oldest),
        ])
    }

    private static func calls(_ calls: SynchronisationCalls) -> JSONValue {
        .members([
            "account": .text(calls.account), "connector": .text(calls.connector), "listed": .count(calls.listed),
            "requests": .count(calls.requests), "throttleMilliseconds": .count(calls.throttleMilliseconds),
            "quickMilliseconds": .count(calls.milliseconds.lowerBound),
            "slowMilliseconds": .count(calls.milliseconds.upperBound), "verdict": .text(calls.verdict.rawValue),
        ])
    }

    private static func plan(_ plan: ConnectorPlan) -> JSONValue {
        .members([
            "neededAtLeast": .count(plan.needed.count),
            "needed": .array(
                plan.needed.map {
                    .members([
                        "cloud": .text($0.cloud.rawValue), "environment": .text($0.environment.word(in: $0.cloud)),
                        "scope": .text($0.scope.rawValue), "name": .text($0.name),
                        "accounts": .array($0.accounts.map(JSONValue.text)),
                    ])
                }),
            "uncovered": .array(plan.uncovered.map { .text($0.id) }),
            "coveredTwice": .array(
                plan.coveredTwice.map {
                    .members([
                        "account": .text($0.account), "connectors": .array($0.connectors.map(JSONValue.text)),
                    ])
                }),
        ])
    }

    private static func checklist(_ list: PermissionChecklist) -> JSONValue {
        .members([
            "connector": .text(list.connector), "blocksDiscovery": .bool(list.blocksDiscovery),
            "items": .array(
                list.items.map {
                    .members([
                        "permission": .text($0.need.name), "use": .text($0.need.use.rawValue),
                        "isRequired": .bool($0.need.isRequired), "grantedBy": .optional($0.grantedBy),
                        "meaning": .text($0.need.meaning), "source": .text($0.need.provenance.source),
                        "date": .text($0.need.provenance.date),
                        "confidence": .text($0.need.provenance.confidence.rawValue),
                    ])
                }),
            "surplus": .array(
                list.surplus.map { .members(["grant": .text($0.grant), "kind": .text($0.kind.rawValue)]) }),
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
