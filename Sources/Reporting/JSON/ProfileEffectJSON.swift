/// The machine-readable form of what another profile does to a plan.
enum ProfileEffectJSON {
    static func value(_ effect: ProfileEffect) -> JSONValue {
        .members([
            "scenario": .text(effect.scenario),
            "deployments": .array(
                effect.parts.map { part in
                    .members([
                        "name": .text(part.deployment), "before": .text(part.before), "after": .text(part.after),
                        "notes": .array(part.notes.map(JSONValue.text)),
                        "figures": .array(
                            part.rows.map { row in
                                .members([
                                    "name": .text(row.name), "unit": .text(row.unit), "before": .optional(row.before),
                                    "after": .optional(row.after), "change": .optional(row.change),
                                ])
                            }),
                    ])
                }),
        ])
    }
}
