public import ScanModel

/// The machine-readable form of profiles.
public enum ProfileJSON {
    /// Version of the form.
    public static let schema = "scanplan.profile/1"

    /// Identifier and title of each profile.
    public static func list(_ profiles: [VendorProfile]) -> JSONValue {
        .members([
            "schema": .text(schema),
            "profiles": .array(profiles.map { .members(["id": .text($0.id), "title": .text($0.title)]) }),
        ])
    }

    /// Everything a profile holds.
    public static func show(_ profile: VendorProfile) -> JSONValue {
        let shown = JSONValue.members([
            "schema": .text(schema),
            "id": .text(profile.id),
            "title": .text(profile.title),
            "provider": .text(profile.provider),
            "summary": .text(profile.summary),
            "regionReading": .members([
                "value": .text(profile.regionReading.value.rawValue),
                "provenance": provenance(profile.regionReading.provenance),
            ]),
            "scannedVolumes": .members([
                "value": .text(profile.scannedVolumes.value.rawValue),
                "allWhenEnabled": .array(profile.scannedVolumes.allWhenEnabled.map(JSONValue.text)),
                "provenance": provenance(profile.scannedVolumes.provenance),
            ]),
            "parameters": .array(profile.parameters.map(parameter)),
            "targetParameters": .array(profile.targetParameters.map(parameter)),
            "constants": .array(
                profile.constants.map {
                    .members([
                        "name": .text($0.name), "value": .text($0.value), "range": range($0.range),
                        "meaning": .text($0.meaning), "provenance": provenance($0.provenance),
                    ])
                }),
            "buckets": .array(
                profile.buckets.map {
                    .members([
                        "action": .text($0.action), "scope": .text($0.scope.rawValue), "per": .text($0.per.rawValue),
                        "rate": .text($0.rate), "burst": .text($0.burst), "resourceOf": .optional($0.resourceOf),
                        "provenance": provenance($0.provenance),
                    ])
                }),
            "resources": .array(
                profile.resources.map {
                    .members([
                        "name": .text($0.name), "scope": .text($0.scope.rawValue), "per": .text($0.per.rawValue),
                        "capacity": .optional($0.capacity), "meaning": .text($0.meaning),
                        "provenance": provenance($0.provenance),
                    ])
                }),
            "quotas": .array(
                profile.quotas.map {
                    .members([
                        "name": .text($0.name), "title": .text($0.title), "unit": .text($0.unit),
                        "freshAccount": .optional($0.freshAccountValue), "provenance": provenance($0.provenance),
                    ])
                }),
            "stages": .array(profile.stages.map(stage)),
            "scanTypes": .array((profile.scanTypes ?? []).map(scanType)),
        ])
        guard case .object(let members) = shown, let bill = profile.bill else { return shown }
        return .object(
            members + [JSONValue.Member(name: "bill", value: .array(bill.map { .text($0.rawValue) }))])
    }

    private static func parameter(_ parameter: VendorProfile.Parameter) -> JSONValue {
        .members([
            "name": .text(parameter.name), "kind": .text(parameter.kind.rawValue), "unit": .optional(parameter.unit),
            "minimum": .optional(parameter.minimum), "maximum": .optional(parameter.maximum),
            "default": .optional(parameter.defaultValue), "required": .bool(parameter.required),
            "allowedValues": parameter.allowedValues.map { .array($0.map(JSONValue.text)) } ?? .null,
            "needs": .optional(parameter.needs), "meaning": .text(parameter.meaning),
            "provenance": provenance(parameter.provenance),
        ])
    }

    private static func stage(_ stage: VendorProfile.Stage) -> JSONValue {
        let known = JSONValue.members([
            "name": .text(stage.name), "meaning": .text(stage.meaning),
            "acquires": .array(stage.acquires.map(JSONValue.text)),
            "spends": .array(stage.spends.map(JSONValue.text)),
            "releases": .array(stage.releases.map(JSONValue.text)),
            "opens": .array(stage.opens.map { .text($0.rawValue) }),
            "closes": .array(stage.closes.map { .text($0.rawValue) }),
            "scanner": .text(stage.scanner), "size": .text(stage.size.rawValue),
            "base": timing(stage.base), "perGiB": timing(stage.perGiB),
        ])
        guard case .object(let members) = known else { return known }
        return .object(members + rules(stage))
    }

    /// The rules that a stage has, and no members for those that it has not.
    private static func rules(_ stage: VendorProfile.Stage) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if let condition = stage.condition {
            members.append(.init(name: "condition", value: .text(condition.rawValue)))
        }
        if let recheck = stage.recheck {
            members.append(
                .init(
                    name: "recheck",
                    value: .members([
                        "every": .text(recheck.every), "looks": .text(recheck.looks), "check": .text(recheck.check),
                        "scope": .text(recheck.scope.rawValue), "rate": .text(recheck.rate),
                    ])))
        }
        if let poll = stage.poll {
            members.append(
                .init(
                    name: "poll",
                    value: .members([
                        "first": .text(poll.first), "step": .text(poll.step), "longest": .text(poll.longest),
                        "provenance": provenance(poll.provenance),
                    ])))
        }
        return members
    }

    private static func scanType(_ type: VendorProfile.ScanType) -> JSONValue {
        .members([
            "name": .text(type.name), "meaning": .text(type.meaning), "stage": .text(type.stage),
            "enabledBy": .text(type.enabledBy), "timeout": .text(type.timeout),
            "skipsWindows": .bool(type.skipsWindows), "size": .text(type.size.rawValue), "base": timing(type.base),
            "perGiB": timing(type.perGiB),
        ])
    }

    private static func timing(_ timing: VendorProfile.Timing) -> JSONValue {
        .members([
            "value": .text(timing.value), "range": range(timing.range), "provenance": provenance(timing.provenance),
        ])
    }

    private static func range(_ range: [String]?) -> JSONValue {
        range.map { .array($0.map(JSONValue.text)) } ?? .null
    }

    private static func provenance(_ provenance: Provenance) -> JSONValue {
        .members([
            "source": .text(provenance.source), "date": .text(provenance.date),
            "confidence": .text(provenance.confidence.rawValue),
        ])
    }
}
