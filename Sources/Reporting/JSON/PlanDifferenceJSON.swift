internal import ScanModel
public import Studies

/// The machine-readable form of what moved between two plans: everything, however much.
public enum PlanDifferenceJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.plan-difference/1"

    public static func document(_ difference: PlanDifference, version: String) -> JSONValue {
        let effect = ProfileEffect(difference)
        return .members([
            "schema": .text(schema),
            "version": .text(version),
            "before": .text(difference.before),
            "after": .text(difference.after),
            "deploymentsAdded": texts(difference.deploymentsAdded),
            "deploymentsRemoved": texts(difference.deploymentsRemoved),
            "deployments": .array(difference.deployments.map(deployment)),
            "settings": .array(difference.settings.map(setting)),
            "profiles": .array(difference.profiles.map { ProfileDifferenceJSON.document($0) }),
            "verdict": .members([
                "before": .optional(difference.answers.before?.verdict?.rawValue),
                "after": .optional(difference.answers.after?.verdict?.rawValue),
            ]),
            "effect": effect.map(ProfileEffectJSON.value) ?? .null,
            "bottlenecks": .members([
                "before": .array(difference.bottlenecks.before.map(AnswerJSON.bottleneck)),
                "after": .array(difference.bottlenecks.after.map(AnswerJSON.bottleneck)),
            ]),
            "replanning": .members([
                "pairsSorted": .count(difference.work.pairsSorted),
                "pairsKept": .count(difference.work.pairsKept),
                "instancesSorted": .count(difference.work.instancesSorted),
                "regionsPlanned": texts(difference.work.regionsPlanned),
                "regionsKept": texts(difference.work.regionsKept),
                "fromScratch": texts(difference.work.fromScratch),
            ]),
        ])
    }

    private static func texts(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.text)) }

    private static func setting(_ setting: SettingsDifference) -> JSONValue {
        .members([
            "path": .text(setting.path), "before": .optional(setting.before), "after": .optional(setting.after),
        ])
    }

    private static func deployment(_ part: DeploymentDifference) -> JSONValue {
        let fleet = part.fleet
        return .members([
            "name": .text(part.name),
            "fleet": .members([
                "before": amount(fleet.before),
                "after": amount(fleet.after),
                "accountsAdded": texts(fleet.accountsAdded),
                "accountsRemoved": texts(fleet.accountsRemoved),
                "regionsAdded": texts(fleet.regionsAdded),
                "regionsRemoved": texts(fleet.regionsRemoved),
                "unchangedPairs": .count(fleet.unchangedPairs),
                "pairs": .array(fleet.entries.map(entry)),
            ]),
            "unchangedRegions": .count(part.unchangedRegions),
            "regions": .array(
                part.regions.map { region in
                    .members([
                        "region": .text(region.region),
                        "before": region.before.map(figures) ?? .null,
                        "after": region.after.map(figures) ?? .null,
                        "reasons": .array(region.reasons.map(reason)),
                    ])
                }),
        ])
    }

    private static func amount(_ amount: FleetDifference.Amount) -> JSONValue {
        .members([
            "instances": .count(amount.instances), "volumes": .count(amount.volumes),
            "gib": .number(amount.gib.doubleValue),
        ])
    }

    private static func entry(_ entry: FleetDifference.Entry) -> JSONValue {
        .members([
            "account": .text(entry.pair.account),
            "region": .text(entry.pair.region),
            "change": .text(entry.change.rawValue),
            "before": amount(entry.before),
            "after": amount(entry.after),
            "properties": texts(entry.properties.map(\.rawValue)),
        ])
    }

    private static func figures(_ figures: RegionFigures) -> JSONValue {
        .members([
            "place": .count(figures.place),
            "round": .optional(figures.round),
            "instances": .count(figures.items),
            "volumes": .count(figures.volumes),
            "gib": .number(figures.gib),
            "batches": .count(figures.batches),
            "scanners": .count(figures.scanners),
            "clamp": .text(figures.clamp.rawValue),
            "leastSeconds": .number(figures.leastSeconds),
            "bound": .text(figures.binding.title),
            "plannedSeconds": .number(figures.plannedSeconds),
        ])
    }

    private static func reason(_ reason: RegionDifference.Reason) -> JSONValue {
        let text = PlanDifferenceText.sentence(reason)
        switch reason {
        case .fleet(let entry):
            return .members([
                "kind": .text("fleet"), "text": .text(text), "account": .text(entry.pair.account),
                "change": .text(entry.change.rawValue),
            ])
        case .settings(let settings):
            return .members([
                "kind": .text("settings"), "text": .text(text), "paths": texts(settings.map(\.path)),
            ])
        case .order: return .members(["kind": .text("order"), "text": .text(text)])
        }
    }
}

extension ProfileEffect {
    /// The figures of the deployments that both scenarios have; nil unless both have a plan.
    init?(_ difference: PlanDifference) {
        guard var before = difference.answers.before, var after = difference.answers.after else { return nil }
        let names = difference.deployments.map(\.name)
        before.deployments = names.compactMap { name in before.deployments.first { $0.deployment.name == name } }
        after.deployments = names.compactMap { name in after.deployments.first { $0.deployment.name == name } }
        self.init(before: before, after: after, notes: [])
    }
}
