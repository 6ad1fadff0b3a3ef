public import Rollout
internal import Studies

/// Preflight for people.
public enum PreflightText {
    /// Requests shown for a deployment; all of them are in the JSON.
    private static let requestsShown = 12

    public static func document(_ reports: [PreflightReport], style: TextStyle) -> String {
        var lines: [String] = []
        for (index, report) in reports.enumerated() {
            if index > 0 { lines.append("") }
            lines += self.lines(report, style: style)
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func lines(_ report: PreflightReport, style: TextStyle) -> [String] {
        func count(_ severity: PreflightFinding.Severity) -> Int {
            report.findings.count { $0.severity == severity }
        }
        let heading =
            "\(report.deployment) (\(report.profile)): \(count(.blocks)) block, \(count(.warns)) warn, "
            + "\(count(.informs)) inform."
        var lines = [style.verdict(heading, report.blocks ? .misses : .fits)]
        for severity in PreflightFinding.Severity.allCases where count(severity) > 0 {
            lines += ["", style.bold(title(severity))]
            for finding in report.findings where finding.severity == severity {
                lines += self.lines(finding, style: style)
            }
        }
        return lines + requests(report.requests, style: style)
    }

    private static func title(_ severity: PreflightFinding.Severity) -> String {
        switch severity {
        case .blocks: "Blocks the deployment"
        case .warns: "Works, but not as it is set"
        case .informs: "Good to know"
        }
    }

    private static func lines(_ finding: PreflightFinding, style: TextStyle) -> [String] {
        let place = finding.regions.isEmpty ? "" : " in \(Wording.some(finding.regions))"
        var lines = TextWrap.lines(
            "\(finding.contract.rawValue)\(place): \(finding.problem)", first: "  ", indent: 6, width: style.width)
        if !finding.numbers.isEmpty {
            lines += TextWrap.lines(
                finding.numbers.map(self.text).joined(separator: "; "), first: "      ", indent: 6, width: style.width)
        }
        return lines + TextWrap.lines("do: \(finding.remedy)", first: "      ", indent: 6, width: style.width)
    }

    private static func text(_ number: PreflightFinding.Number) -> String {
        let value = Wording.trimmed(number.value, places: 2)
        return "\(number.name) \(value)" + (number.unit.isEmpty ? "" : " \(number.unit)")
    }

    private static func requests(_ requests: [QuotaRequest], style: TextStyle) -> [String] {
        guard !requests.isEmpty else { return [] }
        var table = TextTable([
            ("account", .left), ("region", .left), ("service", .left), ("code", .left), ("has", .right),
            ("ask for", .right), ("quota", .left),
        ])
        for request in requests.prefix(requestsShown) {
            table.add([
                request.account, request.region, request.service, request.code ?? "by support case",
                request.current.map { Wording.trimmed($0, places: 2) } ?? "unknown", Wording.count(request.wanted),
                "\(request.title), \(request.unit)",
            ])
        }
        var lines = ["", style.bold("Quota increases to ask for")] + table.lines(width: style.width)
        if requests.count > requestsShown {
            lines.append(
                "  and \(Wording.count(requests.count - requestsShown)) more; --quota-requests FILE writes all")
        }
        return lines
    }
}

extension Wording {
    /// The first few of some names, and how many more there are.
    static func some(_ names: [String]) -> String {
        names.count <= 4
            ? names.joined(separator: ", ") : names.prefix(3).joined(separator: ", ") + " and \(names.count - 3) more"
    }
}
