public import ScanModel

/// How long the subscription token lasts, and for how many scan cycles.
public struct TokenLife: Hashable, Sendable {
    /// Cycles that the token should cover if the scenario states no number: about a month of daily scans.
    public static let standardCycles = 30

    /// What the number behind `expiry` is taken to count.
    public var unit: TokenSettings.Unit
    /// Whether the scenario says so.
    public var unitIsStated: Bool
    /// Seconds from issue to expiry.
    public var seconds: Int
    /// The day on which it expires; nil if the day of its issue is not stated, or beyond the year 9999.
    public var expires: CalendarDay?

    /// nil if the scenario does not state the number. The unit is the profile's unless the scenario states one.
    public init?(_ deployment: Deployment) {
        let unit = RolloutFacts(deployment).text("tokenExpiryUnit").flatMap { TokenSettings.Unit(rawValue: $0) }
        self.init(deployment.rollout.token, unit: unit ?? .minutes)
    }

    /// nil if the number is not stated.
    ///
    /// - Parameter unit: what it counts if that is not stated.
    init?(_ settings: TokenSettings, unit standing: TokenSettings.Unit) {
        guard let expiry = settings.expiry else { return nil }
        unit = settings.unit ?? standing
        unitIsStated = settings.unit != nil
        seconds = expiry * unit.seconds
        expires = settings.issued?.adding(days: seconds / 86_400)
    }

    /// Whole cycles that start and end within the token's life when the first one starts with it.
    ///
    /// - Parameters:
    ///   - interval: from one start to the next, above 0.
    ///   - length: of a cycle, at least.
    public func cycles(every interval: Rational, lasting length: Rational) -> Int {
        let spare = Rational(seconds) - length
        guard spare >= .zero else { return 0 }
        return Int(clamping: (spare / interval).floor) + 1
    }

    static func findings(_ deployment: Deployment, _ plan: DeploymentPlan) -> [PreflightFinding] {
        guard let life = TokenLife(deployment) else {
            return [
                PreflightFinding(
                    .informs, .tokenLife,
                    problem: "the scenario does not state how long the subscription token lives",
                    numbers: [],
                    remedy: "state rollout.subscription.expiry, the number that the token is asked for with")
            ]
        }
        return unit(life) + cycles(life, deployment, plan)
    }

    private static func unit(_ life: TokenLife) -> [PreflightFinding] {
        guard !life.unitIsStated else { return [] }
        let count = life.seconds / life.unit.seconds
        return [
            PreflightFinding(
                .warns, .tokenUnit,
                problem: "the vendor does not say what the token's expiry counts; \(life.unit.rawValue) are taken",
                numbers: [
                    .init("expiry", count, ""), .init("in minutes", Double(count) / 1440, "d"),
                    .init("in seconds", Double(count) / 86_400, "d"),
                ],
                remedy:
                    "ask the vendor and state rollout.subscription.unit; until then renew the token as if it were seconds"
            )
        ]
    }

    private static func cycles(
        _ life: TokenLife, _ deployment: Deployment, _ plan: DeploymentPlan
    ) -> [PreflightFinding] {
        guard let interval = deployment.interval, interval.value > .zero else { return [] }
        let length = plan.scale.seconds(plan.bound.ticks)
        let covered = life.cycles(every: interval.value, lasting: length)
        let planned = deployment.rollout.cycles ?? standardCycles
        let isStated = deployment.rollout.cycles != nil
        let day = life.expires.map { ", on \($0)" } ?? ""
        let numbers: [PreflightFinding.Number] = [
            .init("life", Double(life.seconds) / 86_400, "d"), .init("cycles covered", covered, "cycles"),
            .init("cycles planned", planned, "cycles"), .init("interval", interval.value.doubleValue / 3600, "h"),
        ]
        guard covered < planned else {
            return [
                PreflightFinding(
                    .informs, .tokenLife, problem: "the token expires after cycle \(covered)\(day)", numbers: numbers,
                    remedy: "renew it before, by an update of both stacks (`scanplan runbook`)")
            ]
        }
        return [
            PreflightFinding(
                covered == 0 || isStated ? .blocks : .warns, .tokenLife,
                problem: covered == 0
                    ? "the token expires in the first scan cycle\(day)"
                    : "the token expires after cycle \(covered) of \(planned)\(isStated ? "" : ", a usual month")\(day)",
                numbers: numbers,
                remedy: "ask for a longer expiry, or plan the renewal: an update of both stacks (`scanplan runbook`)")
        ]
    }
}
