import AssetDiscovery
import ScanModel
import Testing

@testable import Reporting

@Suite struct ConnectorTextTests {
    private static let origin = Provenance(source: "somebody", date: "2026", confidence: .documented)

    private func answer(accounts: Int, objective: FreshnessObjective? = nil) -> ConnectorAnswer {
        let classes = [
            AssetClass(name: "builders", lifetime: .fixed(1200), errors: ["noAddress": 0.25]),
            AssetClass(name: "servers", lifetime: .unlimited, instanceType: "t3.nano"),
        ]
        let homes = (0..<accounts).map {
            CloudAccount(id: "a\($0)", cloud: .aws, assets: ["builders": .perDay(720), "servers": .running(10)])
        }
        let estate = ConnectorEstate(
            connectors: homes.dropLast().map {
                Connector(
                    name: "c-\($0.id)", cloud: .aws, polling: 14_400, accounts: [$0.id],
                    permissions: ["arn:aws:iam::aws:policy/Admin"], uses: [.inventory, .apiAssessment])
            }, accounts: homes, classes: classes)
        let terms = DiscoveryTerms(
            retention: [.aws: 3600, .azure: 900], assessment: AssessmentRhythm(interval: 14_400, duration: 28_800),
            objective: objective,
            calls: CallTerms(
                bucket: [.aws: .init(burst: 100, perSecond: 20)], pageSize: [.aws: 50], listsPerRegion: [:],
                listsPerAccount: [:], readsPerAsset: [:], millisecondsPerCall: 100...2000),
            catalogue: PermissionCatalogue(
                needs: [
                    PermissionNeed(
                        cloud: .aws, use: .inventory, name: "ec2:DescribeInstances", isRequired: true, blocks: true,
                        meaning: "Lists instances.", provenance: Self.origin)
                ],
                grants: [
                    NamedGrant(cloud: .aws, name: "Admin", grants: ["*"], writes: true, provenance: Self.origin)
                ]), excludedTypes: ["t3.nano"], pollingHours: 1...24)
        return ConnectorAnswer(
            name: "x", estate: estate, terms: terms,
            study: DiscoveryStudy(estate, terms: terms, samples: 1000, seed: 1),
            states: [
                .init(
                    cloud: "aws", state: "terminated", shown: "TERMINATED", meaning: "Ended.", provenance: Self.origin)
            ], remarks: ["look here"],
            assumptions: [Assumption(name: "page", value: "50", range: "50 to 1000", provenance: Self.origin)])
    }

    @Test func theAnswerFitsEightyColumns() {
        let text = ConnectorText.document(
            answer(accounts: 2, objective: FreshnessObjective(firstSight: 3600, share: 0.5)),
            style: TextStyle(width: 80))
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.count <= 80 && !$0.hasSuffix("…") }, "\(text)")
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        for part in [
            // Of two accounts one is held; 80 of 240 minutes of its starts are seen, and none of the other's.
            "x: 1 connector lists 20 of 40 running assets; 1,200 of 1,440 starts a day are never seen.",
            "objective 50 % in the inventory within 1 h: missed",
            "builders on aws: 18.8 %; polling every 1 h would do",
            "builders on aws: 0 %; no connector holds the accounts",
            "builders on aws: 480 assets a day are never seen",
            "builders on aws: 720 assets a day are never seen, because no connector holds a1",
            "builders on aws: 60 assets a day are dropped: noAddress",
            "servers on aws: t3.nano is not activated by itself", "aws terminated TERMINATED Ended.",
            "[x] ec2:DescribeInstances Admin Lists instances.",
            "arn:aws:iam::aws:policy/Admin lets the connector change things", "no connector holds a1", "look here",
            "page 50 50 to 1000 documented",
        ] {
            #expect(words.contains(part), "\(part) in \(text)")
        }
    }

    @Test func longListsAreCutInTextAndWholeInJSON() {
        let answer = answer(accounts: 30)
        let text = ConnectorText.document(answer, style: TextStyle())
        let json = ConnectorJSON.document(answer, version: "1").document
        #expect(text.contains("and 9 more") && !text.contains("c-a8:"))
        #expect(json.contains("\"connector\": \"c-a8\""))
        #expect(json.hasPrefix("{\n  \"schema\": \"scanplan.connectors/1\",\n  \"version\": \"1\",\n  \"name\": \"x\""))
        // Without an objective a line parts the headline from the tables.
        #expect(text.contains(".\n\nDiscovery by class\n"))
    }
}
