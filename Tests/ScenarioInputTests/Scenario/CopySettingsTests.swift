import Foundation
import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Copies of snapshots in scenarios")
struct CopySettingsTests {
    /// A deployment of one instance, with further lines.
    private static func text(_ encryption: String, profile: String = "qualys-aws@1.8", _ lines: String...) -> String {
        ScenarioSample.least
            .replacing("volumes: [8GiB]}", with: "volumes: [8GiB], encryption: \(encryption)}")
            + lines.map { "    \($0)\n" }.joined()
    }

    private static func deployment(_ encryption: String, _ lines: String...) throws -> Deployment {
        try ScenarioSample.deployment(text(encryption, lines.joined(separator: "\n    ")))
    }

    @Test("Volumes with the default key bring the stages, the limit, the checker and what they rest on")
    func defaultKey() throws {
        let deployment = try Self.deployment("defaultKey")
        #expect(deployment.copying == CopyRule(keys: [.defaultKey]))
        let workflow = deployment.workflow
        #expect(workflow.stages.prefix(4).map(\.name) == ["snapshot", "copySnapshot", "deleteOriginal", "share"])
        let copy = workflow.stages[1]
        #expect(copy.condition == .copyNeeded && copy.opens == [.copy])
        #expect(copy.spends.map { workflow.buckets[$0].action } == ["CopySnapshot"])
        #expect(copy.acquires.map { workflow.resources[$0].name } == ["snapshotCopies"])
        let check = try #require(copy.recheck?.bucket)
        #expect(copy.recheck == RecheckRule(every: Seconds(300), looksMost: 96, bucket: check))
        #expect(
            workflow.buckets[check] == BucketKind(action: "copyGateCheck", scope: .serviceAccount, per: .item))
        for region in deployment.regions {
            #expect(region.capacities == [100, nil, 20])
            #expect(region.buckets[check] == TokenBucketLimit(rate: TokenRate(perSecond: 2), burst: 1))
        }
        let known = Dictionary(uniqueKeysWithValues: deployment.assumptions.map { ($0.name, $0) })
        #expect(known["policies.copyGate.every"]?.value == "300s")
        #expect(known["policies.copyGate.looks"]?.value == "96")
        #expect(known["policies.copyGate.checkRate"]?.range == "1/s to 3/s")
        #expect(known["limits.snapshotCopies"]?.value == "20")
        #expect(known["limits.apiRates.CopySnapshot.rate"]?.value == "5/s")
        #expect(known["timings.copySnapshot.perGiB"]?.range == "0.5s to 10.3s")
    }

    @Test("What the scenario states goes before the profile")
    func stated() throws {
        let deployment = try Self.deployment(
            "defaultKey", "policies: {copyGate: {every: 1m, looks: 7, checkRate: 30/min, checker: region}}",
            "limits: {snapshotCopies: 5, apiRates: {CopySnapshot: {rate: 1/s}}, regions: {eu-west-1: {snapshotCopies: 9}}}",
            "timings: {copySnapshot: {base: 1h}, deleteOriginal: {base: 0s}}")
        let workflow = deployment.workflow
        let check = try #require(workflow.stages[1].recheck?.bucket)
        #expect(workflow.stages[1].recheck == RecheckRule(every: Seconds(60), looksMost: 7, bucket: check))
        #expect(workflow.buckets[check].scope == .serviceAccountRegion)
        #expect(deployment.regions.map { $0.capacities[2] } == [5, 9])
        #expect(deployment.regions[0].buckets[check]?.rate.perSecond == Rational(1, over: 2))
        #expect(deployment.regions[0].buckets[workflow.stages[1].spends[0]]?.rate.perSecond == 1)
        #expect(workflow.stages[1].duration.base == Seconds(3600))
        #expect(deployment.assumptions.first { $0.name == "policies.copyGate.looks" }?.provenance.confidence == .stated)
    }

    @Test(
        "Without such volumes the deployment is the one without a word of copies", arguments: ["none", "customerKey"])
    func noCopies(encryption: String) throws {
        let deployment = try Self.deployment(
            encryption, "limits: {snapshotCopies: 5}", "policies: {copyGate: {looks: 7}}")
        var plain = try ScenarioSample.deployment(ScenarioSample.least)
        plain.fleet = deployment.fleet
        #expect(deployment == plain)
        #expect(!deployment.workflow.copies)
        #expect(deployment.workflow.stages.count == 8 && deployment.regions[0].buckets.count == 11)
    }

    @Test("A key that is not told is a shared one unless the scenario says otherwise")
    func unknownKey() throws {
        let silent = try Self.deployment("unknownKey")
        #expect(silent.copying == CopyRule(keys: [.defaultKey]) && !silent.workflow.copies)
        let shared = try Self.deployment("unknownKey", "policies: {unknownKey: shared}")
        #expect(shared.copying == CopyRule(keys: [.defaultKey], unknownKeyIsStated: true) && !shared.workflow.copies)
        let copied = try Self.deployment("unknownKey", "policies: {unknownKey: copied}")
        #expect(copied.copying == CopyRule(keys: [.defaultKey, .unknownKey], unknownKeyIsStated: true))
        #expect(copied.workflow.copies)
    }

    @Test(
        "What cannot be is told with its place",
        arguments: [
            ("copyGate: {every: 0s}", "copyGate.every: "), ("copyGate: {looks: 0}", "copyGate.looks: is `0`"),
            ("copyGate: {looks: 10001}", "copyGate.looks: is `10001`"),
            ("copyGate: {checkRate: 2}", "copyGate.checkRate: "),
            ("copyGate: {checker: account}", "copyGate.checker: "),
            ("copyGate: {look: 3}", "copyGate.look: unknown key"),
            ("unknownKey: ignored", "unknownKey: is `ignored`"), ("copyGate: 3", "copyGate: is `3`"),
        ])
    func slips(policies: String, issue: String) throws {
        let problems = ScenarioSample.problems(Self.text("defaultKey", "policies: {\(policies)}"))
        #expect(
            problems.count == 1 && problems.first?.contains("deployments[0].policies.\(issue)") == true, "\(problems)")
    }
}

@Suite("Rules of stages in profiles")
struct StageRuleTests {
    /// No AWS profile polls, because nobody published such pauses; the form is there for one that does.
    @Test("A poll of a profile's stage becomes the stage's schedule")
    func poll() throws {
        let log = IssueLog(file: "s.yaml")
        let text = ScenarioSample.least
        let root = Field(
            node: try #require(Document.read(bytes: Array(text.utf8), limits: .scenario, log: log)), path: .root,
            log: log)
        let list = try #require(root.child("deployments"))
        guard case .sequence(let nodes) = list.node.content else { throw CancellationError() }
        var settings = try #require(
            DeploymentSettings(Field(node: nodes[0], path: .index(0, of: list.path), log: log)))
        let known = try #require(settings.profile)
        let json = try #require(String(data: JSONEncoder().encode(known), encoding: .utf8))
        let polled = json.replacing(
            "\"name\":\"scan\"",
            with:
                "\"name\":\"scan\",\"poll\":{\"first\":\"10s\",\"step\":\"500ms\",\"longest\":\"1m\",\"source\":\"x\","
                + "\"date\":\"undated\",\"confidence\":\"assumed\"}")
        let profile = try JSONDecoder().decode(VendorProfile.self, from: Data(polled.utf8))
        #expect(profile != known)
        settings.profile = profile
        let stages = try #require(DeploymentBuilder(settings)).deployment.workflow.stages
        #expect(
            stages.first { $0.name == "scan" }?.poll
                == PollSchedule(first: Seconds(10), step: Seconds(Rational(1, over: 2)), longest: Seconds(60)))
        #expect(stages.count { $0.poll != nil } == 1)
    }
}
