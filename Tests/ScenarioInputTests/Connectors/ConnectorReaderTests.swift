import AssetDiscovery
import ScanModel
import Testing

@testable import ScenarioInput

@Suite struct ConnectorReaderTests {
    static let complete = """
        schemaVersion: 1
        name: complete
        objective: {firstSight: 4h, share: 95%}
        retention: {aws: 50m, azure: 10m}
        assessment: {interval: 6h, duration: 3h}
        classes:
          - {name: web, lifetime: unlimited, instanceType: t3.nano}
          - {name: job, lifetime: 20m, starts: {every: 24h, after: 30m}, errors: {noAddress: 1%, other: 0.02}}
          - {name: worker, lifetime: {mean: 2h}, starts: anyTime}
          - {name: batch, lifetime: {from: 1h, to: 3h}}
        accounts:
          - {id: "111122223333", cloud: aws, environment: govcloud, organization: acme, regions: 3, assets: {web: 40, job: {perDay: 600}}}
          - {id: shop, cloud: azure, regions: 1, assets: {worker: 5}}
        connectors:
          - name: gov
            cloud: aws
            environment: govcloud
            scope: organization
            polling: 6h
            accounts: ["111122223333"]
            externalId: true
            apiAssessment: true
            cspm: false
            remediation: true
            permissions: [SecurityAudit, "ec2:Describe*"]
          - {name: tenant, cloud: azure, scope: organization, polling: 25h, accounts: [shop], permissions: [Reader]}

        """

    static func read(_ text: String, file: String = "a.yaml") throws(InvalidInput) -> ConnectorRequest {
        try ConnectorReader.read(bytes: Array(text.utf8), file: file, standardName: "standard")
    }

    static func found(_ text: String) -> [String] {
        issues { () throws(InvalidInput) in try read(text) }
    }

    @Test func theCompleteDocumentIsReadInWhole() throws {
        let request = try Self.read(Self.complete)
        #expect(request.name == "complete")
        let estate = ConnectorEstate(
            connectors: [
                Connector(
                    name: "gov", cloud: .aws, environment: .government, scope: .organization, polling: 21_600,
                    accounts: ["111122223333"], permissions: ["SecurityAudit", "ec2:Describe*"], hasExternalID: true,
                    uses: [.inventory, .organization, .apiAssessment, .remediation]),
                // A tenant connector polls in whole days.
                Connector(
                    name: "tenant", cloud: .azure, scope: .organization, polling: 172_800, pollingAsked: 90_000,
                    accounts: ["shop"], permissions: ["Reader"], uses: [.inventory, .organization]),
            ],
            accounts: [
                CloudAccount(
                    id: "111122223333", cloud: .aws, environment: .government, organization: "acme", regions: 3,
                    assets: ["web": .running(40), "job": .perDay(600)]),
                CloudAccount(id: "shop", cloud: .azure, assets: ["worker": .running(5)]),
            ],
            classes: [
                AssetClass(name: "web", lifetime: .unlimited, instanceType: "t3.nano"),
                AssetClass(
                    name: "job", lifetime: .fixed(1200), starts: .every(period: 86_400, after: 1800),
                    errors: ["noAddress": 0.01, "other": 0.02]),
                AssetClass(name: "worker", lifetime: .exponential(mean: 7200)),
                AssetClass(name: "batch", lifetime: .uniform(low: 3600, high: 10_800)),
            ])
        #expect(request.estate == estate)
        #expect(request.terms.objective == FreshnessObjective(firstSight: 14_400, share: 0.95))
        #expect(request.terms.retention == [.aws: 3000, .azure: 600])
        #expect(request.terms.assessment == AssessmentRhythm(interval: 21_600, duration: 10_800))
        #expect(request.remarks.count == 2)
        #expect(request.remarks.contains { $0.hasPrefix("tenant asks for 1500 min") && $0.hasSuffix(": 2 d is used") })
        #expect(!request.assumptions.contains { $0.name.hasPrefix("retention") || $0.name.hasPrefix("assessment") })
        #expect(request.states.count == 9)
    }

    @Test func whatIsLeftOutIsTakenFromTheVendor() throws {
        let request = try Self.read(
            """
            schemaVersion: 1
            classes: [{name: web, lifetime: unlimited}]
            accounts: [{id: shop, cloud: azure, regions: 1, assets: {web: 5}}]
            connectors: [{name: c, cloud: azure, accounts: [shop], permissions: []}]

            """)
        #expect(request.name == "standard")
        #expect(request.estate.connectors.map(\.polling) == [14_400])
        #expect(request.terms.retention[.azure] == 900)
        let said = Dictionary(
            uniqueKeysWithValues: request.assumptions.map { ($0.name, "\($0.value) (\($0.range ?? ""))") })
        #expect(said["retention.azure"] == "15m ()")
        #expect(said["time of a request"] == "500ms (100ms to 2000ms)")
        #expect(said["retention.aws"] == nil && said["assessment.duration"] == nil)
        #expect(request.states.allSatisfy { $0.cloud == .azure })
    }

    @Test func jsonSaysTheSame() throws {
        let json = """
            {"schemaVersion": 1, "classes": [{"name": "web", "lifetime": "2h"}],
            "accounts": [{"id": "111122223333", "cloud": "aws", "regions": 1, "assets": {"web": {"perDay": 5}}}],
            "connectors": [{"name": "c", "cloud": "aws", "accounts": ["111122223333"], "permissions": ["ec2:*"]}]}
            """
        let yaml = """
            schemaVersion: 1
            classes: [{name: web, lifetime: 2h}]
            accounts: [{id: 111122223333, cloud: aws, regions: 1, assets: {web: {perDay: 5}}}]
            connectors: [{name: c, cloud: aws, accounts: [111122223333], permissions: ["ec2:*"]}]

            """
        #expect(try Self.read(json, file: "a.json") == Self.read(yaml))
    }

    @Test func everyIssueIsReportedAtOnceWithItsPlace() {
        let text = """
            schemaVersion: 1
            clases: []
            classes:
              - {name: web, lifetime: unlimitd}
              - {name: web, lifetime: {from: 3h, to: 1h}, errors: {a: 60%, b: 50%}}
            accounts:
              - {id: "12345", cloud: aws, regions: 0, assets: {wep: 1}}
              - {id: shop, cloud: azure, environment: govcloud, regions: 1, assets: {web: many}}
            connectors:
              - {name: c, cloud: aws, environment: global, accounts: [], permissions: ["a;b"], polling: 30m}
              - {name: c, cloud: gcp, accounts: [shop, shop], permissions: [Reader], externalId: maybe}

            """
        #expect(
            Self.found(text) == [
                "a.yaml:2:1: clases: unknown key; expected one of accounts, assessment, classes, connectors, "
                    + "name, objective, retention, schemaVersion",
                "a.yaml:4:27: classes[0].lifetime: is `unlimitd`; expected unlimited, a time such as 2h, "
                    + "{mean: 2h} or {from: 1h, to: 3h}; did you mean unlimited?",
                "a.yaml:5:12: classes[1].name: another class is named `web`; expected a name of its own",
                "a.yaml:5:42: classes[1].lifetime.to: is `1h`, not above `from`; expected a longer time",
                "a.yaml:5:55: classes[1].errors: add up to 110 %; expected 100 % at most",
                "a.yaml:7:10: accounts[0].id: is \"12345\"; expected an account of 12 digits",
                "a.yaml:7:40: accounts[0].regions: is `0`; expected a whole number from 1 to 100",
                "a.yaml:7:52: accounts[0].assets.wep: there is no class `wep`; expected the name of one "
                    + "under `classes`; did you mean web?",
                "a.yaml:8:43: accounts[1].environment: is `govcloud`; expected one of global, government, china",
                "a.yaml:8:79: accounts[1].assets.web: is `many`; expected a whole number from 0 to 1000000, "
                    + "or {perDay: 200}",
                "a.yaml:10:40: connectors[0].environment: is `global`; expected one of commercial, govcloud, "
                    + "china",
                "a.yaml:10:58: connectors[0].accounts: has 0 elements; expected 1 to 20000",
                "a.yaml:10:76: connectors[0].permissions[0]: is \"a;b\"; expected an action such as "
                    + "ec2:DescribeInstances, or the name of a policy or role",
                "a.yaml:10:93: connectors[0].polling: is `30m`; expected whole minutes from 1h to 24h",
                "a.yaml:11:12: connectors[1].name: another connector is named `c`; expected a name of its own",
                "a.yaml:11:22: connectors[1].cloud: is `gcp`; expected one of aws, azure",
                "a.yaml:11:37: connectors[1].accounts: has 2 accounts; a connector holds one unless its "
                    + "scope is an organization; expected one account, or `scope: organization`",
                "a.yaml:11:44: connectors[1].accounts[1]: the account `shop` is given twice; expected each "
                    + "account once",
                "a.yaml:11:86: connectors[1].externalId: is `maybe`; expected true or false",
            ])
    }

    /// One line of the complete document is changed, and one issue is found.
    @Test(arguments: [
        ("schemaVersion: 1", "schemaVersion: 2", "schemaVersion: is `2`"),
        ("share: 95%", "share: 95", "a share such as 50% or 0.5"),
        ("firstSight: 4h", "firstSight: 40d", "whole seconds, at most 31d"),
        ("aws: 50m", "gcp: 50m", "unknown key"),
        ("azure: 10m", "azure: 10", "a number without a unit"),
        ("{interval: 6h,", "{interval: 0s,", "above 0s"),
        ("lifetime: 20m", "lifetime: 20", "did you mean 20s?"),
        ("lifetime: 20m", "lifetime: -20m", "negative"),
        ("lifetime: 20m", "lifetime: 500ms", "whole seconds"),
        ("lifetime: 20m", "lifetime: 367d", "366d"),
        ("lifetime: 20m", "lifetime: [20m]", "unlimited, a time such as 2h"),
        ("{mean: 2h}", "{mean: 2h, to: 3h}", "stands beside `mean`"),
        ("{from: 1h, to: 3h}", "{from: 3h, to: 3h}", "not above `from`"),
        ("{from: 1h, to: 3h}", "{from: 1h}", "the key `to` is missing"),
        ("lifetime: 20m, starts", "lifetime: unlimited, starts", "stands beside an unlimited lifetime"),
        ("{every: 24h, after: 30m}", "{every: 90s}", "whole minutes"),
        ("{every: 24h, after: 30m}", "weekly", "one of anyTime"),
        ("noAddress: 1%", "noAddress: 99%", "add up to 101 %"),
        ("name: batch", "name: job", "another class is named `job`"),
        ("web: 40", "wed: 40", "there is no class `wed`; expected the name of one under `classes`; did you mean web?"),
        ("web: 40", "web: {perDay: 40}", "counts starts, and assets of `web` never end"),
        ("web: 40", "web: 1000001", "or {perDay: 200}"),
        ("regions: 3", "regions: 101", "a whole number from 1 to 100"),
        ("id: shop", "id: \"shop 1\"", "1 to 64 letters"),
        ("polling: 6h", "polling: 25h", "whole minutes from 1h to 24h"),
        ("polling: 6h", "polling: 59m", "whole minutes from 1h to 24h"),
        ("polling: 25h", "polling: 8d", "7d for a tenant connector"),
        ("accounts: [shop]", "accounts: [shop, shop]", "the account `shop` is given twice"),
        ("accounts: [shop]", "accounts: [shup]", "there is no account `shup`"),
        ("externalId: true", "externalId: sesame", "true or false"),
        ("cspm: false", "cspm: 1", "true or false"),
        ("scope: organization, polling: 25h", "externalId: true, polling: 23h", "only roles of aws have one"),
        ("permissions: [Reader]", "permissions: [\"Rea\\tder\"]", "an action such as ec2:DescribeInstances"),
        (
            "    environment: govcloud\n    scope", "    environment: commercial\n    scope",
            "is in the environment govcloud, the connector in commercial; one connector serves one environment; "
                + "expected a connector of its own for govcloud with this account"
        ),
        (
            "{name: tenant, cloud: azure,", "{name: tenant, cloud: azure, environment: government,",
            "serves global alone"
        ),
        ("name: tenant", "name: gov", "another connector is named `gov`"),
    ])
    func oneFaultIsOneIssue(from: String, to: String, issue: String) throws {
        #expect(Self.complete.contains(from))
        let found = Self.found(Self.complete.replacing(from, with: to))
        // A connector in a wrong environment does not fit its accounts either, and what never ends has no starts.
        let hasTwo = issue == "serves global alone" || issue == "stands beside an unlimited lifetime"
        #expect(found.count == (hasTwo ? 2 : 1), "\(found)")
        #expect(found.contains { $0.contains(issue) }, "\(found)")
    }

    @Test func anAccountConnectorHoldsOneAccountOfItsOwnCloud() {
        let text = """
            schemaVersion: 1
            classes: [{name: web, lifetime: unlimited}]
            accounts:
              - {id: "111122223333", cloud: aws, regions: 1, assets: {web: 5}}
              - {id: "222233334444", cloud: aws, regions: 1, assets: {web: 5}}
            connectors:
              - {name: one, cloud: aws, accounts: ["111122223333", "222233334444"], permissions: []}
              - {name: two, cloud: azure, accounts: ["111122223333"], permissions: []}

            """
        #expect(
            Self.found(text) == [
                "a.yaml:7:39: connectors[0].accounts: has 2 accounts; a connector holds one unless its scope is an "
                    + "organization; expected one account, or `scope: organization`",
                "a.yaml:8:42: connectors[1].accounts[0]: is an account of aws in a connector of azure; expected a "
                    + "connector of aws for it",
            ])
    }

    @Test func secretsAreNotShown() {
        let text = Self.complete.replacing("externalId: true", with: "secretKey: abc-sesame")
        let found = Self.found(text)
        #expect(!found.isEmpty && found.allSatisfy { !$0.contains("sesame") }, "\(found)")
    }
}
