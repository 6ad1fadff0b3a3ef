import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

@Suite struct WeeksSectionTests {
    /// What the reader makes of a scenario with a section `weeks`, and what it has against it.
    private func read(
        _ weeks: String, profile: String = "qualys-aws@1.19", parameters: String = "{}", stack: String = ""
    ) -> (weeks: WeeksSettings?, issues: [String]) {
        let account = profile.hasSuffix("1.8") ? "AWSSourceAccount" : "ServiceAccount"
        let text = """
            schemaVersion: 1
            deployments:
              - name: main
                profile: \(profile)
                parameters: \(parameters)
                serviceAccount: "111122223333"
                targetAccounts:
                  - account: "222233334444"
                    targetStack: {\(account): "111122223333"\(stack)}
                fleet:
                  instances: [{account: "222233334444", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB]}]
                weeks: \(weeks)
            """
        do throws(InvalidInput) {
            let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "f.yaml", standardName: "f")
            return (draft.deployments[0].deployment.weeks, [])
        } catch {
            return (nil, error.issues.map(\.description))
        }
    }

    private let classic =
        "{Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, Regions: us-east-1, TagKey: Scan, "
        + "TagValue: daily}"

    @Test func theTemplatesOwnTimesAreTaken() throws {
        let weeks = try #require(read("{}", parameters: "{PollRetryInterval: 60, EventsBatchWindow: 15}").weeks)
        #expect(weeks.anchor == .discovery)
        #expect(weeks.pollInterval == Seconds(3600) && weeks.searchInterval == Seconds(900))
        #expect(weeks.discoveredExpiry == Seconds(6 * 3600))
        #expect(weeks.terminatedVisible == Seconds(3600) && weeks.expiryLag == .zero)
        let fanOut = try #require(weeks.fanOut)
        #expect(fanOut.taskBatch == 100 && fanOut.workers == 1000 && fanOut.instancesPerPage == 50)
        #expect(fanOut.volumesPerPage == 500 && fanOut.creationTimeout == Seconds(180))
        #expect(fanOut.taskTimeout == Seconds(275))
        #expect(weeks.churn == nil && weeks.growth == nil && weeks.callRate == nil)
        // The stack's own default: reports are caught in us-east-1 alone.
        let events = try #require(weeks.events)
        #expect(events.batch == 50 && events.window == Seconds(180))
        #expect(events.reaches(account: "222233334444", region: "us-east-1"))
        #expect(!events.reaches(account: "222233334444", region: "eu-west-1"))
        #expect(!events.reaches(account: "333344445555", region: "us-east-1"))
        #expect(weeks.assumptions.contains { $0.name == "weeks.discovery.callTime" && $0.range == "0.1s to 3s" })
    }

    @Test func theConnectorOf18PollsEveryFourHours() throws {
        let weeks = try #require(read("{}", profile: "qualys-aws@1.8", parameters: classic).weeks)
        #expect(weeks.pollInterval == Seconds(4 * 3600) && weeks.searchInterval == Seconds(600))
        #expect(weeks.fanOut == nil && weeks.events == nil && weeks.discoveredExpiry == nil)
        let own = try #require(
            read("{pollInterval: 1h, searchInterval: 0s}", profile: "qualys-aws@1.8", parameters: classic).weeks)
        #expect(own.pollInterval == Seconds(3600) && own.searchInterval == .zero)
        #expect(own.assumptions.contains { $0.name == "weeks.pollInterval" && $0.provenance.confidence == .stated })
    }

    @Test func everyKeyIsRead() throws {
        let weeks = try #require(
            read(
                """
                {intervalAnchor: schedule, discovery: {callTime: 1s, taskBatchTime: 50ms, callRate: 25/s},
                 events: everywhere, recordExpiryLag: 5m, terminatedVisible: 15m, firstDay: 2026-11-30,
                 churn: {perWeek: 250%, lifetime: {mean: 3h, shape: fixed}}, growth: {perWeek: 1.5%}}
                """
            ).weeks)
        #expect(weeks.anchor == .schedule)
        #expect(weeks.fanOut?.perCall == Seconds(1) && weeks.fanOut?.perTaskBatch == Seconds(Rational(1, over: 20)))
        #expect(weeks.callRate == TokenRate(perSecond: 25))
        #expect(weeks.events?.reach == .everywhere)
        #expect(weeks.expiryLag == Seconds(300) && weeks.terminatedVisible == Seconds(900))
        #expect(weeks.firstDay == CalendarDay("2026-11-30"))
        #expect(weeks.churn == FleetChurn(perWeek: Rational(5, over: 2), lifetime: .fixed(Seconds(10_800))))
        #expect(weeks.growth == Rational(15, over: 1000))
    }

    @Test func stacksSayWhoseStartsAreReported() throws {
        let two = try #require(read("{}", stack: ", TargetRegions: [us-east-1, eu-west-1]").weeks?.events)
        #expect(two.reaches(account: "222233334444", region: "eu-west-1"))
        #expect(read("{}", stack: ", EventBasedScan: Disabled").weeks?.events == nil)
        #expect(read("{events: none}").weeks?.events == nil)
        let renewal = try #require(read("{churn: {perWeek: 10%}}").weeks?.churn)
        #expect(renewal.lifetime == nil)
        #expect(renewal.effectiveLifetime == .exponential(mean: Seconds(Rational(10 * 604_800))))
    }

    @Test(arguments: [
        ("{pollInterval: 1h}", "unknown key"), ("{churn: {lifetime: {mean: 1h}}}", "perWeek"),
        ("{churn: {perWeek: 0.1}}", "0.1%"), ("{churn: {perWeek: 0%}}", "above 0%"),
        ("{growth: {perWeek: 10001%}}", "above 0% to 10000%"), ("{events: all}", "one of stacks, everywhere, none"),
        ("{churn: {perWeek: 1%, lifetime: {mean: 0s}}}", "above 0s"),
        ("{churn: {perWeek: 1%, lifetime: {mean: 1h, shape: normal}}}", "one of exponential, fixed"),
        ("{intervalAnchor: start}", "one of discovery, completion, schedule"),
        ("{firstDay: 2026-02-30}", "no day of the calendar"), ("{discovery: {callRate: 25}}", "25/s"),
    ])
    func faultsAreTold(weeks: String, expected: String) {
        let issues = read(weeks).issues
        #expect(issues.count == 1 && issues[0].contains(expected), "\(issues)")
    }
}
