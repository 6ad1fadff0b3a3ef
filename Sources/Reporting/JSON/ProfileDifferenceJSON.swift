public import ScanModel

/// The machine-readable form of what sets two profiles apart.
public enum ProfileDifferenceJSON {
    /// Version of the form.
    public static let schema = "scanplan.profile-difference/1"

    /// The members of the difference itself; what it does to a scenario may follow them.
    public static func document(_ difference: ProfileDifference, effect: ProfileEffect? = nil) -> JSONValue {
        .members([
            "schema": .text(schema),
            "before": .text(difference.before),
            "after": .text(difference.after),
            "entries": .array(difference.entries.map(entry)),
            "effect": effect.map(ProfileEffectJSON.value) ?? .null,
        ])
    }

    private static func entry(_ entry: ProfileDifference.Entry) -> JSONValue {
        let (word, summary, properties): (String, String?, [ProfileDifference.Property]) =
            switch entry.change {
            case .added(let summary): ("added", summary, [])
            case .removed(let summary): ("removed", summary, [])
            case .changed(let properties): ("changed", nil, properties)
            }
        return .members([
            "part": .text(entry.part.rawValue),
            "name": .text(entry.name),
            "change": .text(word),
            "summary": .optional(summary),
            "properties": .array(
                properties.map {
                    .members(["name": .text($0.name), "before": .text($0.before), "after": .text($0.after)])
                }),
        ])
    }
}
