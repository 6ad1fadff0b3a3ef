public import ScanModel

/// The machine-readable form of values with where they come from.
public enum ShownValueJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.values/1"

    /// - Parameter leftOut: values that are not among them.
    public static func document(_ values: [ShownValue], leftOut: Int, version: String) -> JSONValue {
        .members([
            "schema": .text(schema), "version": .text(version), "leftOut": .count(leftOut),
            "values": .array(values.map(value)),
        ])
    }

    private static func value(_ value: ShownValue) -> JSONValue {
        .members([
            "path": .text(value.path),
            "value": .optional(value.value),
            "secret": .bool(value.isSecret),
            "source": source(value.source),
            "default": .optional(value.standard),
            "defaultSource": value.standardProvenance.map(provenance) ?? .null,
            "range": .optional(value.range),
            "meaning": .text(value.meaning),
        ])
    }

    private static func source(_ source: ShownValue.Source) -> JSONValue {
        switch source {
        case .stated(let file, let line):
            .members(["kind": .text("stated"), "file": .text(file), "line": .count(line)])
        case .general(let file, let line):
            .members(["kind": .text("statedForAllRegions"), "file": .text(file), "line": .count(line)])
        case .profile(let id, let found):
            .members(["kind": .text("profile"), "profile": .text(id), "provenance": provenance(found)])
        case .none: .members(["kind": .text("none")])
        }
    }

    private static func provenance(_ provenance: Provenance) -> JSONValue {
        .members([
            "source": .text(provenance.source), "date": .text(provenance.date),
            "confidence": .text(provenance.confidence.rawValue),
        ])
    }
}
