import Rollout
import ScanModel
import Testing

@Suite struct StackSetRolloutTests {
    private func rollout(_ settings: String, accounts: Int) throws -> (StackSetRollout, Case) {
        let targets = (0..<accounts).map { String(222_200_000_000 + $0) }
        let value = try Case(
            deployment: ["rollout: {stackSets: \(settings)}"], targets: targets,
            instances: [Case.instances(account: targets[0], count: 8)])
        return (StackSetRollout(value.deployment), value)
    }

    /// The vector of AWS's own documentation: 25 % of 10 accounts are 2.
    @Test func sharesAreRoundedDown() throws {
        #expect(StackSetRollout.accounts(.percentage(25), of: 10) == 2)
        let (rollout, _) = try rollout("{concurrency: 25%, failureMode: soft, timePerStack: 6m}", accounts: 10)
        #expect(rollout.accountsAtOnce == 2)
        #expect(rollout.rounds == 5)
        #expect(rollout.seconds == 1800)
    }

    @Test func aShareThatRoundsToNoneTakesOneByOne() throws {
        let (rollout, value) = try rollout("{concurrency: 5%, failureMode: soft}", accounts: 10)
        #expect(rollout.accountsAtOnce == 1)
        #expect(value.findings(.stackSetConcurrency).map(\.severity) == [.warns])
    }

    @Test func theFailureToleranceHoldsAStrictRolloutDown() throws {
        let (rollout, value) = try rollout("{concurrency: 10, failureTolerance: 3}", accounts: 20)
        #expect(rollout.accountsAtOnce == 4)
        #expect(value.findings(.stackSetConcurrency).first?.remedy.contains("failureTolerance to 9") == true)
        let (soft, free) = try self.rollout("{concurrency: 10, failureTolerance: 3, failureMode: soft}", accounts: 20)
        #expect(soft.accountsAtOnce == 10)
        #expect(free.findings(.stackSetConcurrency) == [])
    }

    @Test func aHundredAccountsAtOnceAreTheMost() throws {
        let (rollout, _) = try rollout("{concurrency: 500, failureMode: soft, timePerStack: 5m}", accounts: 5000)
        #expect(rollout.accountsAtOnce == 100)
        #expect(rollout.seconds == 15_000, "50 rounds of 5 minutes: somewhat more than 4 hours")
    }

    /// 5,000 accounts and 30 regions: 150,000 stack instances in a flat set, and 100,000 are allowed.
    @Test func aFlatSetIsRefused() throws {
        let targets = (0..<5000).map { String(222_200_000_000 + $0) }
        let regions = [
            "us-east-1", "us-east-2", "us-west-1", "us-west-2", "af-south-1", "ap-east-1", "ap-south-1", "ap-south-2",
            "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-northeast-1", "ap-northeast-2",
            "ap-northeast-3", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-west-1", "eu-west-2",
        ]
        func find(_ layout: String) throws -> [PreflightFinding] {
            let value = try Case(
                regions: regions.joined(separator: ", "),
                deployment: ["rollout: {stackSets: {layout: \(layout)}}"], targets: targets,
                instances: [Case.instances(account: targets[0], count: 8)])
            return value.findings(.stackSetLayout) + value.findings(.stackInstances)
        }
        let found = try find("flat")
        #expect(found.map(\.severity) == [.blocks])
        #expect(found.first?.number("stack instances") == 105_000)
        #expect(found.first?.number("limit of a stack set") == 100_000)
        #expect(try find("nested") == [])
        let (_, small) = try rollout("{layout: flat}", accounts: 2)
        #expect(small.findings(.stackSetLayout).map(\.severity) == [.blocks])
    }

    @Test func moreThanAHundredThousandAccountsNeedSeveralSets() throws {
        var (_, value) = try rollout("{concurrency: 1}", accounts: 1)
        value.deployment.eligibility.targetAccounts = Set((0...100_000).map { String(100_000_000_000 + $0) })
        #expect(value.findings(.stackInstances).map(\.severity) == [.blocks])
        value.deployment.eligibility.targetAccounts?.remove("100000100000")
        #expect(value.findings(.stackInstances) == [])
    }

    @Test(arguments: [(1998, 0), (1999, 1)])
    func twoThousandStacksFitIntoAnAccount(existing: Int, count: Int) throws {
        let (_, value) = try rollout("{existingStacks: \(existing)}", accounts: 1)
        #expect(value.findings(.stacksPerAccount).map(\.severity) == Array(repeating: .blocks, count: count))
    }
}
