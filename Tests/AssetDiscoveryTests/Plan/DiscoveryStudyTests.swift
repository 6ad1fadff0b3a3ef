import ScanModel
import Testing

@testable import AssetDiscovery

@Suite struct DiscoveryStudyTests {
    private static let origin = Provenance(source: "somebody", date: "2026", confidence: .documented)

    static func terms(objective: FreshnessObjective? = nil) -> DiscoveryTerms {
        DiscoveryTerms(
            retention: [.aws: 3600, .azure: 900], assessment: AssessmentRhythm(interval: 14_400, duration: 28_800),
            objective: objective,
            calls: CallTerms(
                bucket: [.aws: .init(burst: 100, perSecond: 20), .azure: .init(burst: 250, perSecond: 25)],
                pageSize: [.aws: 50, .azure: 50], listsPerRegion: [:], listsPerAccount: [:], readsPerAsset: [:],
                millisecondsPerCall: 1...2),
            catalogue: PermissionCatalogue(
                needs: [
                    PermissionNeed(
                        cloud: .aws, use: .inventory, name: "ec2:DescribeInstances", isRequired: true, blocks: true,
                        meaning: "", provenance: origin)
                ], grants: []),
            excludedTypes: [], pollingHours: 1...24)
    }

    private func study(
        _ accounts: [CloudAccount], _ connectors: [Connector], _ classes: [AssetClass],
        objective: FreshnessObjective? = nil
    ) -> DiscoveryStudy {
        DiscoveryStudy(
            ConnectorEstate(connectors: connectors, accounts: accounts, classes: classes),
            terms: Self.terms(objective: objective), samples: 200, seed: 1)
    }

    private func connector(
        _ name: String, _ accounts: [String], polling: Int = 14_400, permissions: [String] = ["ec2:Describe*"],
        uses: Set<ConnectorUse> = [.inventory]
    ) -> Connector {
        Connector(
            name: name, cloud: .aws, polling: polling, accounts: accounts, permissions: permissions, uses: uses)
    }

    private let hourly = AssetClass(name: "hourly", lifetime: .fixed(3600), errors: ["a": 0.1, "b": 0.2])

    @Test func accountsAreCoveredBlockedOrNot() throws {
        let accounts = ["a", "b", "c", "d"].map {
            CloudAccount(id: $0, cloud: .aws, assets: ["hourly": .perDay(240)])
        }
        let study = study(
            accounts,
            [
                connector("one", ["a"]), connector("two", ["a"], polling: 7200, uses: [.inventory, .apiAssessment]),
                connector("three", ["b"], permissions: ["ec2:DescribeImages"]), connector("four", ["d"]),
            ], [hourly])
        #expect(study.plan.uncovered.map(\.id) == ["c"])
        #expect(study.plan.coveredTwice.map(\.account) == ["a"])
        #expect(study.plan.coveredTwice.first?.connectors == ["one", "two"])
        #expect(study.plan.needed.count == 4)
        // The quicker of two connectors counts; 10 of 240 starts a day run at a time.
        let polled = study.classes.map { ($0.means, $0.accounts, $0.running, $0.isAssessed) }
        #expect(polled.map(\.0) == [.polled(every: 7200), .polled(every: 14_400), .blocked, .notCovered])
        #expect(polled.map(\.1) == [["a"], ["d"], ["b"], ["c"]])
        #expect(polled.allSatisfy { abs($0.2 - 10) < 1e-9 })
        #expect(polled.map(\.3) == [true, false, false, false])
        let quick = try #require(study.classes.first)
        // (1 h + 1 h) of 2 h, and 30 % dropped.
        #expect(abs(quick.seen - 1) < 1e-12 && abs(quick.inventoried - 0.7) < 1e-12)
        #expect(abs(quick.dropped("b") - 48) < 1e-9 && quick.missed < 1e-9)
        let slow = study.classes[1]
        #expect(abs(slow.seen - 0.5) < 1e-12 && abs(slow.missed - 120) < 1e-9)
        #expect(study.classes[2].missed == 240 && study.classes[2].simulation == nil)
        #expect(!study.discoversNothing)
        // Both connectors of an account make its requests.
        #expect(study.calls.map(\.connector) == ["one", "two", "three", "four"])
        // 10 running ones and 10 an hour in retention.
        #expect(study.calls.map(\.listed) == [20, 20, 20, 20])
    }

    @Test func nothingIsDiscoveredWithoutConnectors() {
        let account = CloudAccount(id: "a", cloud: .aws, assets: ["hourly": .running(3)])
        #expect(study([account], [], [hourly]).discoversNothing)
        #expect(!study([CloudAccount(id: "a", cloud: .aws, assets: [:])], [], [hourly]).discoversNothing)
    }

    @Test func organizationsTakeOneConnectorInEachEnvironment() {
        func account(_ id: String, _ cloud: ConnectorCloud, _ place: CloudEnvironment, _ organization: String?)
            -> CloudAccount
        {
            CloudAccount(id: id, cloud: cloud, environment: place, organization: organization, assets: [:])
        }
        let plan = ConnectorPlan(
            ConnectorEstate(
                connectors: [],
                accounts: [
                    account("a", .aws, .global, "x"), account("b", .aws, .global, "x"),
                    account("c", .aws, .government, "x"), account("d", .aws, .government, "x"),
                    account("e", .aws, .china, nil), account("f", .azure, .global, "x"),
                    account("g", .azure, .government, "y"), account("h", .azure, .government, "y"),
                ], classes: []))
        // Tenant connectors serve global alone, so g and h need one each.
        #expect(plan.needed.map(\.accounts) == [["a", "b"], ["c", "d"], ["e"], ["f"], ["g"], ["h"]])
        #expect(plan.uncovered.count == 8)
    }

    /// The longest polling that meets an objective meets it, and one hour more does not.
    @Test func theRemedyIsTheLongestPolling() throws {
        for lifetime in [Lifetime.fixed(9000), .exponential(mean: 50_000), .unlimited] {
            for share in [0.3, 0.6, 0.9] {
                let objective = FreshnessObjective(firstSight: 10_800, share: share)
                let assetClass = AssetClass(name: "x", lifetime: lifetime)
                let account = CloudAccount(id: "a", cloud: .aws, assets: ["x": .running(1)])
                let study = study(
                    [account], [connector("c", ["a"], polling: 86_400)], [assetClass], objective: objective)
                let terms = Self.terms(objective: objective)
                let hours = DiscoveryStudy.polling(for: objective, try #require(study.classes.first), terms)
                func reached(_ hours: Int) -> Double {
                    DiscoveryLaw(lifetime, starts: .anyTime, polling: hours * 3600, retention: 3600)
                        .seen(within: 10_800)
                }
                let expected = (1...24).filter { reached($0) >= share }.max()
                #expect(hours == expected)
            }
        }
    }
}
