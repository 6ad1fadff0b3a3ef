public import ScanModel
import VendorProfiles

/// How the target stacks reach their accounts, and how long that takes.
public struct StackSetRollout: Hashable, Sendable {
    /// Time that one target stack takes in one account, with its inner set over the regions.
    ///
    /// Assumed: nobody publishes it. The vendor gives a stack 30 minutes before it is rolled back.
    public static let timePerStack = 300
    /// The range in which that time may lie, in seconds.
    public static let timePerStackRange = 120...1800
    /// Accounts worked on at once in one stack set, at most.
    public static var accountsAtOnceMax: Int { AWSCatalog.quota(.accountsAtOnce).value ?? Int.max }

    public var layout: StackSetSettings.Layout
    /// Accounts with a target stack.
    public var accounts: Int
    public var regions: Int
    /// Accounts that the setting asks for at the same time, a share rounded down.
    public var accountsAsked: Int
    /// Accounts worked on at the same time, at least 1.
    public var accountsAtOnce: Int
    /// Seconds for one stack, as used and as it may be.
    public var timePerStackSeconds: Double
    public var timePerStackRangeSeconds: ClosedRange<Double>

    public init(_ deployment: Deployment) {
        let settings = deployment.rollout.stackSets
        layout = settings.layout
        accounts = deployment.eligibility.targetAccounts?.count ?? deployment.fleet.accounts.count
        regions = deployment.regions.count
        accountsAsked = StackSetRollout.accounts(settings.concurrency, of: accounts)
        var most = max(1, min(accountsAsked, StackSetRollout.accountsAtOnceMax))
        if settings.failureMode == .strict { most = min(most, settings.failureTolerance + 1) }
        accountsAtOnce = most
        let stated = settings.timePerStack?.value.doubleValue
        timePerStackSeconds = stated ?? Double(StackSetRollout.timePerStack)
        timePerStackRangeSeconds =
            stated.map { $0...$0 }
            ?? Double(
                StackSetRollout.timePerStackRange.lowerBound)...Double(StackSetRollout.timePerStackRange.upperBound)
    }

    /// Stack instances of the set.
    public var instances: Int { layout == .nested ? accounts : accounts * regions }

    /// Rounds of accounts that follow each other, in one region after the other for a flat set.
    public var rounds: Int {
        (accounts + accountsAtOnce - 1) / accountsAtOnce * (layout == .nested ? 1 : regions)
    }

    /// Seconds from the first stack to the last one.
    public var seconds: Double { Double(rounds) * timePerStackSeconds }

    /// The same if a stack is as fast or as slow as it may be.
    public var secondsRange: ClosedRange<Double> {
        Double(rounds) * timePerStackRangeSeconds.lowerBound...Double(rounds) * timePerStackRangeSeconds.upperBound
    }

    /// Accounts at the same time. CloudFormation rounds a share down: 25 % of 10 are 2.
    ///
    /// Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackSetOperationPreferences.html
    public static func accounts(_ concurrency: StackSetSettings.Concurrency?, of accounts: Int) -> Int {
        switch concurrency {
        case nil: 1
        case .accounts(let count): min(count, accounts)
        case .percentage(let share): accounts * share / 100
        }
    }

    static func findings(_ deployment: Deployment) -> [PreflightFinding] {
        let rollout = StackSetRollout(deployment)
        guard rollout.accounts > 0 else { return [] }
        return rollout.layoutFindings() + rollout.concurrencyFindings(deployment) + rollout.stackFindings(deployment)
            + rollout.timeFindings(deployment)
    }

    private func layoutFindings() -> [PreflightFinding] {
        let most = AWSCatalog.quota(.stackInstances).value ?? Int.max
        let numbers: [PreflightFinding.Number] = [
            .init("accounts", accounts, "accounts"), .init("regions", regions, "regions"),
            .init("stack instances", instances, "instances"), .init("limit of a stack set", most, "instances"),
        ]
        if layout == .flat {
            return [
                PreflightFinding(
                    .blocks, .stackSetLayout,
                    problem: instances > most
                        ? "a flat set of accounts x regions has more stack instances than a stack set may have"
                        : "a flat set of accounts x regions makes the target stack once in every region, and each of "
                            + "them has its own inner set over the regions",
                    numbers: numbers,
                    remedy: "use the nested layout: one instance in one region of each account, \(accounts) in all")
            ]
        }
        guard instances > most else { return [] }
        return [
            PreflightFinding(
                .blocks, .stackInstances, problem: "the stack set would have more instances than it may have",
                numbers: numbers, remedy: "spread the accounts over several stack sets")
        ]
    }

    private func concurrencyFindings(_ deployment: Deployment) -> [PreflightFinding] {
        let settings = deployment.rollout.stackSets
        let numbers: [PreflightFinding.Number] = [
            .init("accounts", accounts, "accounts"), .init("asked for at once", accountsAsked, "accounts"),
            .init("failures tolerated", settings.failureTolerance, "accounts"),
            .init("worked on at once", accountsAtOnce, "accounts"),
        ]
        if case .percentage(let share)? = settings.concurrency, accountsAsked == 0 {
            return [
                PreflightFinding(
                    .warns, .stackSetConcurrency,
                    problem: "\(share) % of \(accounts) accounts round down to none, so they are taken one by one",
                    numbers: numbers, remedy: "state a number of accounts, or a larger share")
            ]
        }
        guard settings.failureMode == .strict, accountsAtOnce < min(accountsAsked, StackSetRollout.accountsAtOnceMax)
        else { return [] }
        return [
            PreflightFinding(
                .warns, .stackSetConcurrency,
                problem:
                    "the failure tolerance holds the rollout down: at most one account more than may fail is worked "
                    + "on at once",
                numbers: numbers,
                remedy: "raise failureTolerance to \(accountsAsked - 1), or use the soft failure mode")
        ]
    }

    private func stackFindings(_ deployment: Deployment) -> [PreflightFinding] {
        guard let existing = deployment.rollout.stackSets.existingStacks,
            let most = AWSCatalog.quota(.stacks).value
        else { return [] }
        // The target stack and the instance of its inner set share the home region.
        var own = 2
        // The service account has its own stack and the network's instance besides, if it is a target, too.
        if let service = deployment.serviceAccount, deployment.eligibility.targetAccounts?.contains(service) == true {
            own += 2
        }
        guard existing + own > most else { return [] }
        return [
            PreflightFinding(
                .blocks, .stacksPerAccount,
                problem: "an account would have more stacks in its home region than allowed",
                numbers: [
                    .init("existing", existing, "stacks"), .init("of the scan", own, "stacks"),
                    .init("quota", most, "stacks"),
                ],
                remedy: "raise the quota of stacks, or delete stacks that nobody needs")
        ]
    }

    private func timeFindings(_ deployment: Deployment) -> [PreflightFinding] {
        let isStated = deployment.rollout.stackSets.timePerStack != nil
        return [
            PreflightFinding(
                .informs, .rolloutTime,
                problem: "the target stacks reach their accounts in \(rounds) rounds"
                    + (isStated ? "" : "; the time of one stack is assumed"),
                numbers: [
                    .init("accounts", accounts, "accounts"), .init("worked on at once", accountsAtOnce, "accounts"),
                    .init("time of a stack", timePerStackSeconds / 60, "min"), .init("rollout", seconds / 3600, "h"),
                    .init("rollout at best", secondsRange.lowerBound / 3600, "h"),
                    .init("rollout at worst", secondsRange.upperBound / 3600, "h"),
                ],
                remedy: isStated
                    ? "work on more accounts at once if that is too long"
                    : "measure one stack and state rollout.stackSets.timePerStack")
        ]
    }
}
