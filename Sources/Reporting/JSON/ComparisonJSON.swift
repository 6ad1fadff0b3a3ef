internal import ScanModel
internal import Studies

/// The machine-readable form of comparisons: every metric, also those that do not differ.
public enum ComparisonJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.comparison/1"

    public static func document(_ comparison: Comparison, version: String) -> JSONValue {
        .members([
            "schema": .text(schema),
            "version": .text(version),
            "trials": .count(comparison.report.trials),
            "confidence": .number(comparison.report.confidence),
            "scenarios": .array(
                comparison.names.indices.map { index in
                    let settings = index == 0 ? [] : comparison.settings[index - 1]
                    return .object(
                        [.init(name: "name", value: .text(comparison.names[index]))]
                            + SweepJSON.point(comparison.report.points[index]).filter { $0.name != "values" }
                            + [.init(name: "settings", value: .array(settings.map(setting)))])
                }),
            "notes": .array(comparison.notes.map(JSONValue.text)),
        ])
    }

    private static func setting(_ setting: SettingsDifference) -> JSONValue {
        .members([
            "path": .text(setting.path), "before": .optional(setting.before), "after": .optional(setting.after),
        ])
    }
}
