public import Verification

/// The machine-readable form of the self-test.
public enum SelfTestJSON {
    /// Version of the form; raised when a member changes its meaning or disappears.
    public static let schema = "scanplan.selftest/1"

    /// The whole report. Member order and number spelling are fixed, so equal reports give equal bytes.
    public static func document(_ report: SelfTestReport, version: String) -> JSONValue {
        .members([
            "schema": .text(schema),
            "schemaVersion": .integer(1),
            "version": .text(version),
            "seed": .unsigned(report.seed),
            "effort": .text(report.effort.rawValue),
            "result": .text(report.failures.isEmpty ? "passed" : "failed"),
            "rows": .count(report.count),
            "failures": .count(report.failures.count),
            "sections": .array(
                report.sections.map { section in
                    .members(["kind": .text(section.kind.rawValue), "rows": .array(section.rows.map(row))])
                }),
        ])
    }

    private static func row(_ row: SelfTestRow) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init(name: "id", value: .text(row.id)), .init(name: "title", value: .text(row.title)),
            .init(name: "parameters", value: .text(row.parameters)), .init(name: "metric", value: .text(row.metric)),
        ]
        switch row.subject {
        case .number(let expected, let got, let error):
            members.append(.init(name: "expected", value: finite(expected)))
            members.append(.init(name: "got", value: finite(got)))
            members.append(.init(name: "standardError", value: error.map(finite) ?? .null))
        case .text(let expected, let got):
            members.append(.init(name: "expected", value: .text(expected)))
            members.append(.init(name: "got", value: .text(got)))
        case .law(let comparisons, let violations):
            members.append(.init(name: "comparisons", value: .count(comparisons)))
            members.append(.init(name: "violations", value: .array(violations.map { .text($0) })))
        }
        if let sampling = row.sampling {
            members.append(.init(name: "observations", value: .count(sampling.observations)))
            members.append(.init(name: "controls", value: .count(sampling.controls)))
            members.append(.init(name: "plainValue", value: finite(sampling.plainValue)))
            members.append(.init(name: "plainStandardError", value: finite(sampling.plainStandardError)))
        }
        members.append(.init(name: "method", value: .text(row.method)))
        members.append(.init(name: "verdict", value: .text(row.verdict.rawValue)))
        return .object(members)
    }

    private static func finite(_ value: Double) -> JSONValue { value.isFinite ? .number(value) : .null }
}
