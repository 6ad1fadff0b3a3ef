internal import ScanModel
internal import Studies

/// The limits of an answer, the one that is used up most first.
enum LimitText {
    /// Empty if they were not asked for.
    static func lines(_ answer: DeploymentAnswer, style: TextStyle) -> [String] {
        guard let limits = answer.limits else { return [] }
        var table = TextTable([
            ("limit", .left), ("worst in", .left), ("asks for", .right), ("there is", .right), ("share", .right),
            ("over", .right),
        ])
        for limit in limits {
            let (asked, there) = amounts(limit.measure)
            table.add([
                limit.title, limit.region ?? "all regions", asked, there, Wording.percent(limit.share),
                limit.regionsOver == 0 ? "-" : "\(limit.regionsOver)",
            ])
        }
        let heading = "Limits, the one that is used up most first"
        let meaning =
            "Times are what a limit alone proves, against the deadline; over: regions of \(answer.plan.regions.count) "
            + "where it does not hold; new: what a new account has, where no quota is stated."
        return [style.bold(heading)] + table.lines(width: style.width)
            + TextWrap.lines(meaning, first: "  ", indent: 2, width: style.width)
    }

    /// What is asked for and what there is.
    static func amounts(_ measure: LimitUse.Measure) -> (asked: String, there: String) {
        switch measure {
        case .time(let least, let deadline): (Wording.duration(least), Wording.duration(deadline))
        case .quota(let needed, let available, let unit, let isStated):
            (
                "\(Wording.count(needed)) \(unit)",
                isStated ? Wording.count(available) : "\(Wording.count(available)), new"
            )
        }
    }
}
