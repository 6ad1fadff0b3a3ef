public import Verification

/// The self-test as people read it.
public enum SelfTestText {
    /// Every row, then what failed.
    public static func document(_ report: SelfTestReport, style: TextStyle) -> String {
        var lines = [headline(report)]
        for section in report.sections {
            lines += ["", "\(section.kind.title): \(tally(section.rows))"]
            switch section.kind {
            case .knownAnswers: lines += knownAnswers(section.rows, style)
            case .closedForms: lines += numbers(section.rows, style)
            case .referenceDocuments: lines += documents(section.rows, style)
            case .laws: lines += laws(section.rows, style)
            }
        }
        let failures = report.failures
        if !failures.isEmpty {
            lines += ["", "Failed"]
            for row in failures { lines += failure(row, style) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func headline(_ report: SelfTestReport) -> String {
        let failed = report.failures.count
        let precision = Wording.percent(report.effort.precision, places: 0)
        return "self-test: \(failed == 0 ? "passed" : "FAILED"). \(Wording.count(report.count - failed)) of "
            + "\(Wording.count(report.count)) rows pass (seed \(report.seed), standard errors at most \(precision), "
            + "allowed are 4 of them)."
    }

    private static func tally(_ rows: [SelfTestRow]) -> String {
        "\(rows.count { $0.verdict == .passed }) of \(rows.count)"
    }

    private static func word(_ verdict: SelfTestRow.Verdict) -> String {
        switch verdict {
        case .passed: "ok"
        case .differs, .plainDiffers: "DIFFERS"
        case .imprecise: "IMPRECISE"
        case .draws: "DRAWS"
        }
    }

    private static func numbers(_ rows: [SelfTestRow], _ style: TextStyle) -> [String] {
        var table = TextTable([
            ("case", .left), ("metric", .left), ("expected", .right), ("got", .right), ("error", .right),
            ("off by", .right), ("", .left), ("model", .left),
        ])
        for row in rows {
            guard case .number(let expected, let got, let error) = row.subject else { continue }
            table.add([
                row.id, row.metric, number(expected), number(got), error.map(relative(expected)) ?? "exact",
                error.map { offset(got - expected, $0, expected) } ?? "", word(row.verdict),
                [row.title, row.parameters].joined(separator: ", "),
            ])
        }
        return table.lines(width: style.width)
    }

    /// One line for each document; its metrics are many.
    private static func documents(_ rows: [SelfTestRow], _ style: TextStyle) -> [String] {
        var table = TextTable([
            ("case", .left), ("metrics", .right), ("expected makespan", .right), ("got", .right), ("", .left),
        ])
        var ids: [String] = []
        for row in rows where ids.last != row.id { ids.append(row.id) }
        for id in ids {
            let own = rows.filter { $0.id == id }
            let passed = own.count { $0.verdict == .passed }
            guard let makespan = own.first(where: { $0.metric == "makespan" }),
                case .number(let expected, let got, _) = makespan.subject
            else { continue }
            table.add([
                id, "\(passed)/\(own.count)", number(expected) + " s", number(got) + " s",
                passed == own.count ? "ok" : "DIFFERS",
            ])
        }
        return table.lines(width: style.width)
    }

    /// A standard error as a share of what is expected.
    private static func relative(_ expected: Double) -> (Double) -> String {
        { error in
            let share = error / (expected == 0 ? 1 : expected.magnitude)
            return share < 0.00005 ? "< 0.01 %" : Wording.grouped(share * 100, places: 2) + " %"
        }
    }

    /// How many standard errors; empty where they are below the rounding of the clock.
    private static func offset(_ difference: Double, _ error: Double, _ expected: Double) -> String {
        error > 1e-6 * expected.magnitude ? Wording.grouped(difference / error, places: 1) + " se" : ""
    }

    private static func knownAnswers(_ rows: [SelfTestRow], _ style: TextStyle) -> [String] {
        var table = TextTable([("case", .left), ("generator", .left), ("input", .left), ("got", .left), ("", .left)])
        for row in rows {
            guard case .text(_, let got) = row.subject else { continue }
            table.add([row.id, row.title, row.parameters, got, word(row.verdict)])
        }
        return table.lines(width: style.width)
    }

    private static func laws(_ rows: [SelfTestRow], _ style: TextStyle) -> [String] {
        var table = TextTable([("case", .left), ("kept", .right), ("", .left), ("law", .left)])
        for row in rows {
            guard case .law(let comparisons, let violations) = row.subject else { continue }
            table.add([row.id, "\(comparisons - violations.count)/\(comparisons)", word(row.verdict), row.title])
        }
        return table.lines(width: style.width)
    }

    private static func failure(_ row: SelfTestRow, _ style: TextStyle) -> [String] {
        let name = [row.id, row.title, row.parameters, row.metric].filter { !$0.isEmpty }.joined(separator: ", ")
        let problem: String
        switch row.subject {
        case .number(let expected, let got, let error):
            let values = "expected \(expected), got \(got)"
            switch row.verdict {
            case .imprecise: problem = "\(values) with a standard error of \(error ?? 0), which is too much"
            case .plainDiffers:
                problem =
                    "expected \(expected), got \(row.sampling?.plainValue ?? got) without controls with a standard error of "
                    + "\(row.sampling?.plainStandardError ?? 0)"
            case .draws: problem = "\(values); the draws are not those of the stated distributions"
            default: problem = values + (error.map { " with a standard error of \($0)" } ?? "")
            }
        case .text(let expected, let got): problem = "expected \(expected), got \(got)"
        case .law(let comparisons, let violations):
            problem = "broken in \(violations.count) of \(comparisons) cases, such as \(violations.first ?? "")"
        }
        return TextWrap.lines("\(name): \(problem)", first: "  ", indent: 4, width: style.width)
    }

    /// Eight significant digits.
    private static func number(_ value: Double) -> String {
        var places = 7
        var magnitude = value.magnitude
        while magnitude >= 10, places > 0 { (magnitude, places) = (magnitude / 10, places - 1) }
        return Wording.trimmed(value, places: places)
    }
}
