import ScanModel
import ScenarioInput
import Testing

/// Fleets that a scenario describes under `fleet.generate`.
@Suite("Generated fleets in scenarios")
struct GeneratedFleetSettingsTests {
    private func text(generate: [String], targets: String = "{accounts: generated, ", fleet: [String] = []) -> String {
        let head = [
            "schemaVersion: 1", "deployments:", "  - name: main", "    profile: qualys-aws@1.8",
            "    parameters: {Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, Regions: us-east-1,"
                + " TagKey: Scan, TagValue: daily}",
            "    serviceAccount: \"111122223333\"",
            "    targetAccounts: [\(targets)targetStack: {AWSSourceAccount: \"111122223333\"}}]", "    fleet:",
        ]
        let body = generate.isEmpty ? [] : ["      generate:"] + generate.map { "        " + $0 }
        return (head + fleet.map { "      " + $0 } + body).joined(separator: "\n") + "\n"
    }

    private let described = [
        "instances: 500", "accounts: 20", "seed: 7", "regions: {us-east-1: 75%, eu-west-1: 0.25}",
        "accountSkew: {shape: 1.1, ratio: 200}", "volumesPerInstance: [6, 3, 1]",
        "rootSize: {median: 30GiB, sigma: 0.4, least: 8GiB, most: 200GiB}",
        "dataSize: {median: 100GiB, sigma: 1.0, least: 10GiB, most: 2TiB}", "windowsShare: 20%",
        "tag: {key: Scan, value: daily, share: 90%, otherValue: weekly, otherShare: 5%}",
    ]

    private func draft(_ text: String) throws -> ScenarioDraft {
        try ScenarioReader.read(bytes: Array(text.utf8), file: "s.yaml", standardName: "s")
    }

    private func issues(_ text: String) -> [String] {
        do {
            _ = try draft(text)
            return []
        } catch {
            return (error as? InvalidInput)?.issues.map(\.description) ?? ["\(error)"]
        }
    }

    @Test("every key reaches the specification")
    func everyKey() throws {
        let specification = try #require(try draft(text(generate: described)).deployments[0].generated)
        var expected = FleetSpecification(
            seed: 7, instances: 500, accounts: 20,
            regions: [
                FleetSpecification.RegionShare("us-east-1", share: Rational(3, over: 4)),
                FleetSpecification.RegionShare("eu-west-1", share: Rational(1, over: 4)),
            ],
            accountSkew: FleetSpecification.AccountSkew(shape: 1.1, ratio: 200), volumesPerInstance: [6, 3, 1],
            rootSize: FleetSpecification.SizeDistribution(medianGiB: 30, sigma: 0.4, leastGiB: 8, mostGiB: 200),
            dataSize: FleetSpecification.SizeDistribution(medianGiB: 100, sigma: 1, leastGiB: 10, mostGiB: 2048),
            windowsShare: Rational(1, over: 5))
        expected.tag = FleetSpecification.TagShares(
            key: "Scan", value: "daily", share: Rational(9, over: 10), otherValue: "weekly",
            otherShare: Rational(1, over: 20))
        #expect(specification == expected)
    }

    @Test("the generated accounts are target accounts where the word stands")
    func generatedAccounts() throws {
        let draft = try draft(text(generate: described))
        let scenario = try ScenarioAssembler.assemble(draft, inventories: [Fleet()])
        let targets = try #require(scenario.deployments[0].eligibility.targetAccounts)
        #expect(targets == Set((0..<20).map { 900_000_000_000 + $0 }.map(String.init)))
    }

    @Test("what depends on several values is an issue of the description")
    func faults() {
        var wrong = described
        wrong[3] = "regions: {us-east-1: 0%}"
        wrong[6] = "rootSize: {median: 30GiB, sigma: 0.4, least: 300GiB, most: 200GiB}"
        #expect(
            issues(text(generate: wrong)) == [
                "s.yaml:13:18: deployments[0].fleet.generate.regions: all shares are 0; expected one above 0",
                "s.yaml:16:68: deployments[0].fleet.generate.rootSize.most: is `200GiB`; "
                    + "expected a whole number from 300 to 65536, in GiB",
            ])
        wrong.remove(at: 7)
        #expect(issues(text(generate: wrong)).count == 2)
        wrong = described
        wrong[5] = "volumesPerInstance: [0, 0]"
        wrong[9] = "tag: {key: Scan, value: daily, share: 90%, otherValue: daily, otherShare: 11%}"
        #expect(
            issues(text(generate: wrong)) == [
                "s.yaml:15:29: deployments[0].fleet.generate.volumesPerInstance: all weights are 0; expected one above 0",
                "s.yaml:19:64: deployments[0].fleet.generate.tag.otherValue: is the same as tag.value",
                "s.yaml:19:83: deployments[0].fleet.generate.tag.otherShare: is 1.01 together with tag.share; "
                    + "expected at most 1",
            ])
    }

    @Test(
        "the shares of regions are the whole, exactly",
        arguments: [
            ("us-east-1: 60%, eu-west-1: 30%", "90%"), ("us-east-1: 60%, eu-west-1: 0.5", "110%"),
            ("us-east-1: 33.333333333%, eu-west-1: 66.666666666%", "99.999999999%"), ("us-east-1: 1%", "1%"),
        ])
    func shares(regions: String, sum: String) {
        var wrong = described
        wrong[3] = "regions: {\(regions)}"
        #expect(
            issues(text(generate: wrong)) == [
                "s.yaml:13:18: deployments[0].fleet.generate.regions: the shares are \(sum) together; "
                    + "expected 100% together"
            ])
        wrong[3] = "regions: {us-east-1: 33.333333333%, eu-west-1: 66.666666667%}"
        #expect(issues(text(generate: wrong)).isEmpty)
    }

    @Test("a median lies within its bounds")
    func medians() {
        var wrong = described
        wrong[6] = "rootSize: {median: 7GiB, sigma: 0.4, least: 8GiB, most: 200GiB}"
        wrong[7] = "dataSize: {median: 3TiB, sigma: 1.0, least: 10GiB, most: 2TiB}"
        #expect(
            issues(text(generate: wrong)) == [
                "s.yaml:16:28: deployments[0].fleet.generate.rootSize.median: is `7GiB`; "
                    + "expected a median from least to most: 8GiB to 200GiB",
                "s.yaml:17:28: deployments[0].fleet.generate.dataSize.median: is `3TiB`; "
                    + "expected a median from least to most: 10GiB to 2048GiB",
            ])
        wrong[6] = "rootSize: {median: 8GiB, sigma: 0.4, least: 8GiB, most: 200GiB}"
        wrong[7] = "dataSize: {median: 2TiB, sigma: 1.0, least: 10GiB, most: 2TiB}"
        #expect(issues(text(generate: wrong)).isEmpty)
        wrong[6] = "rootSize: {median: 300GiB, sigma: 0.4, least: 8GiB, most: 200GiB}"
        wrong.remove(at: 7)
        #expect(issues(text(generate: wrong)).count == 1)
    }

    @Test("single values are issues of their own place, all at once")
    func values() {
        var wrong = described
        wrong[0] = "instances: 0"
        wrong[8] = "windowsShare: 120%"
        wrong.append("encrypted: 10%")
        let found = issues(text(generate: wrong))
        #expect(found.count == 3)
        #expect(found[0].hasPrefix("s.yaml:10:20: deployments[0].fleet.generate.instances: is `0`"))
        #expect(found[1].hasPrefix("s.yaml:18:23: deployments[0].fleet.generate.windowsShare: is `120%`"))
        #expect(found[2].hasPrefix("s.yaml:20:9: deployments[0].fleet.generate.encrypted: unknown key"))
    }

    @Test("the word needs a description, and accounts only one place")
    func words() {
        let listed = "instances: [{account: \"900000000003\", region: us-east-1, volumes: [8GiB]}]"
        #expect(
            issues(text(generate: [], fleet: [listed])) == [
                "s.yaml:7:33: deployments[0].targetAccounts[0].accounts: names generated accounts; "
                    + "expected a fleet with `generate`"
            ])
        let both =
            "{account: \"900000000003\", targetStack: {AWSSourceAccount: \"111122223333\"}}, "
            + "{accounts: generated, "
        #expect(
            issues(text(generate: described, targets: both)).first?.hasSuffix(
                "the account `900000000003` is generated and listed") == true)
    }

    @Test("tables and counts are named with what is assumed of them")
    func tables() throws {
        let inventory = [
            "inventory:", "  fleetCsv: [a.csv, b.csv]",
            "  resourceCounts: {files: [counts.csv], volumeSize: 50GiB, volumesPerInstance: 2, tags: {Scan: daily}}",
        ]
        let deployment = try draft(text(generate: described, fleet: inventory)).deployments[0]
        #expect(deployment.inventories.map(\.path) == ["a.csv", "b.csv"])
        #expect(deployment.inventories.allSatisfy { $0.format == .fleetCsv })
        let counts = try #require(deployment.counts)
        #expect(counts.files.map(\.path) == ["counts.csv"])
        #expect(counts.volumeGiB == 50)
        #expect(counts.volumesPerInstance == 2)
        #expect(counts.tags == [Tag(key: "Scan", value: "daily")])
        #expect(deployment.needsFleet)
    }
}
