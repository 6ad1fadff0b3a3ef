public import Rollout

/// Preflight as JSON.
public enum PreflightJSON {
    public static func document(scenario: String, reports: [PreflightReport], version: String) -> JSONValue {
        .members([
            "format": .text("scanplan-preflight/1"), "version": .text(version), "scenario": .text(scenario),
            "blocks": .bool(reports.contains(where: \.blocks)),
            "deployments": .array(
                reports.map { report in
                    .members([
                        "deployment": .text(report.deployment), "profile": .text(report.profile),
                        "findings": .array(report.findings.map(finding)),
                        "quotaRequests": .array(report.requests.map(request)),
                    ])
                }),
        ])
    }

    /// The requests of all deployments alone, ready to be worked off.
    public static func requests(_ reports: [PreflightReport]) -> JSONValue {
        .array(reports.flatMap(\.requests).map(request))
    }

    private static func finding(_ finding: PreflightFinding) -> JSONValue {
        .members([
            "severity": .text(finding.severity.rawValue), "contract": .text(finding.contract.rawValue),
            "regions": .array(finding.regions.map(JSONValue.text)), "problem": .text(finding.problem),
            "numbers": .array(
                finding.numbers.map {
                    .members(["name": .text($0.name), "value": .number($0.value), "unit": .text($0.unit)])
                }),
            "remedy": .text(finding.remedy),
        ])
    }

    private static func request(_ request: QuotaRequest) -> JSONValue {
        .members([
            "account": .text(request.account), "region": .text(request.region),
            "serviceCode": .text(request.service), "quotaCode": .optional(request.code),
            "quotaName": .text(request.title), "unit": .text(request.unit), "current": .optional(request.current),
            "wanted": .count(request.wanted), "reason": .text(request.reason),
            "askedBy": .text(
                request.code == nil ? "support case: no public source names a quota code" : "Service Quotas"),
            "source": .text(request.source),
        ])
    }
}
