import ScanModel
import Testing

@testable import ScenarioInput

@Suite struct RolloutFieldsTests {
    /// What the reader makes of a mapping, and what it has against it.
    private func read(_ text: String) -> (settings: RolloutSettings?, issues: [String]) {
        let log = IssueLog(file: "rollout.yaml")
        guard let node = Document.read(bytes: Array(text.utf8), format: .yaml, limits: .scenario, log: log) else {
            return (nil, log.issues.map(\.description))
        }
        let settings = Field(node: node, path: .root, log: log).rollout()
        return (settings, log.issues.map(\.description))
    }

    @Test func everyKeyIsRead() {
        let (settings, issues) = read(
            """
            subscription: {expiry: 500000, unit: seconds, issued: 2026-11-21}
            licensedAddresses: 5000
            schedule: 0 0 2 ? * * *
            otherAddresses: 2
            cycles: 7
            blackouts: ["Sat 00:00-Sun 24:00", 2026-12-24/2026-12-26]
            stackSets:
              {concurrency: 40, layout: flat, failureTolerance: 5, failureMode: soft, timePerStack: 5m, existingStacks: 9}
            """)
        #expect(issues == [])
        #expect(settings?.token == TokenSettings(expiry: 500_000, unit: .seconds, issued: CalendarDay("2026-11-21")))
        #expect(settings?.licensedAddresses == 5000)
        #expect(settings?.schedule?.description == "0 0 2 ? * * *")
        #expect(settings?.otherAddresses == 2)
        #expect(settings?.cycles == 7)
        #expect(
            settings?.blackouts.map(\.description) == ["Sat 00:00-Sun 24:00", "2026-12-24T00:00Z/2026-12-27T00:00Z"])
        #expect(
            settings?.stackSets
                == StackSetSettings(
                    concurrency: .accounts(40), layout: .flat, failureTolerance: 5, failureMode: .soft,
                    timePerStack: Seconds(300), existingStacks: 9))
        #expect(read("stackSets: {concurrency: 25%}").settings?.stackSets.concurrency == .percentage(25))
        #expect(read("{}").settings == RolloutSettings())
    }

    @Test(arguments: [
        ("subscription: {expiry: 0}", "subscription.expiry: is `0`"),
        ("subscription: {unit: hours}", "one of minutes, seconds"),
        ("subscription: {issued: 2026-02-30}", "no day of the calendar"),
        ("subscription: {issued: tomorrow}", "a day such as"),
        ("schedule: 0 0 2 * * *", "a day of month and a day of week"), ("schedule: daily", "six or seven fields"),
        ("stackSets: {concurrency: 0%}", "a whole share from 1% to 100%"),
        ("stackSets: {concurrency: 101%}", "a whole share from 1% to 100%"),
        ("stackSets: {concurrency: 0}", "stackSets.concurrency: is `0`"),
        ("stackSets: {layout: deep}", "one of nested, flat"), ("stackSets: {timePerStack: 5}", "timePerStack"),
        ("blackouts: [weekend]", "blackouts[0]: is `weekend`"), ("blackouts: []", "has 0 elements"),
        ("blackouts: [\"Mon 18:00-08:00\"]", "an end after the start"),
        ("blackouts: [2026-02-30/2026-03-01]", "days of the calendar"), ("blackouts: Sat", "a list"),
        ("licence: 5", "unknown key"), ("cycles: 0", "cycles: is `0`"),
    ])
    func faultsAreTold(text: String, expected: String) {
        let issues = read(text).issues
        #expect(issues.count == 1 && issues[0].contains(expected), "\(issues)")
    }
}
