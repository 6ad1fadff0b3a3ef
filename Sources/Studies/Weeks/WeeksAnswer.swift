public import ScanModel

/// Whether the product keeps up, week after week.
public enum WeeksVerdict: String, Hashable, Sendable {
    /// Every load is below 1 and nothing was forgotten or skipped after the warm-up.
    case stable
    /// A load is 1 or more: whatever the order, there is more to do than scanners can.
    case unstable
    /// Every load is below 1, and yet requests were forgotten or starts skipped after the warm-up.
    case late
}

/// What weeks did to one deployment.
public struct DeploymentWeeks: Hashable, Sendable {
    public var deployment: Deployment
    public var plan: DeploymentPlan
    public var run: WeeksRun
    public var verdict: WeeksVerdict
    /// The first thing to look at if it does not keep up: the region of the greatest load, or nil for the window of
    /// regions.
    public var weakest: String?
    /// The load of that.
    public var load: Double
    /// All regions together.
    public var weeks: [WeekTally]
    public var ages: AgeDistribution
    /// All regions together, the account with the oldest scans first.
    public var accounts: [AccountWeeks]

    /// Complexity: O(regions * classes + accounts log accounts).
    public init(_ deployment: Deployment, plan: DeploymentPlan, run: WeeksRun) {
        self.deployment = deployment
        self.plan = plan
        self.run = run
        let worst = run.loads.indices.max { run.loads[$0].factor < run.loads[$1].factor }
        let greatest = worst.map { run.loads[$0].factor } ?? 0
        load = max(run.windowLoad ?? 0, greatest)
        weakest = load > greatest ? nil : worst.map { run.loads[$0].region }
        let forgotten = run.regions.reduce(0) { $0 + $1.forgottenAfterWarmUp }
        verdict = load >= 1 ? .unstable : forgotten > 0 ? .late : .stable
        weeks = run.regions.first?.weeks ?? []
        for region in run.regions.dropFirst() {
            for week in weeks.indices { weeks[week].add(region.weeks[week]) }
        }
        ages = run.regions.first?.ages ?? AgeDistribution(AgeDistribution.Classes(bits: 2, minutes: 0))
        for region in run.regions.dropFirst() { ages.add(region.ages) }
        accounts = DeploymentWeeks.accounts(run)
    }

    private static func accounts(_ run: WeeksRun) -> [AccountWeeks] {
        var byName: [String: AccountWeeks] = [:]
        for account in run.regions.flatMap(\.accounts) {
            if var known = byName[account.account] {
                known.instances += account.instances
                known.ages.add(account.ages)
                byName[account.account] = known
            } else {
                byName[account.account] = account
            }
        }
        // Quantiles are worth computing once.
        let keyed = byName.values.map { account in
            (account: account, high: account.ages.quantile(0.95) ?? 0)
        }
        return keyed.sorted { left, right in
            (right.high, right.account.ages.greatest, left.account.account)
                < (left.high, left.account.ages.greatest, right.account.account)
        }.map(\.account)
    }

    /// All weeks together.
    public var total: WeekTally {
        var total = WeekTally()
        for week in weeks { total.add(week) }
        return total
    }

    /// Sentences the answer must carry.
    public var notices: [String] { WeeksNotices.sentences(self) }
}

/// The answer to a scenario.
public struct WeeksAnswer: Hashable, Sendable {
    public var scenario: String
    public var seed: UInt64
    public var weeks: Int
    public var deployments: [DeploymentWeeks]
}

/// An answer, or the reasons why there is none.
public enum WeeksOutcome: Hashable, Sendable {
    case answered(WeeksAnswer)
    case infeasible(scenario: String, bottlenecks: [Bottleneck])
}
