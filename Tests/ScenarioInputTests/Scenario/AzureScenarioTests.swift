import ScanModel
import Testing

@testable import ScenarioInput

/// Scenarios of a cloud that is not AWS.
@Suite struct AzureScenarioTests {
    private func text(_ parameters: String = "Locations: [eastus, westeurope]", _ lines: [String] = []) -> String {
        ([
            "schemaVersion: 1", "deployments:", "  - name: azure", "    profile: qualys-azure@3.20",
            "    parameters: {\(parameters)}", "    serviceAccount: \"111122223333\"",
            "    targetAccounts: [{account: \"222233334444\", targetStack: {}}]", "    fleet:", "      instances:",
            "        - {account: \"222233334444\", region: eastus, volumes: [30GiB, 1TiB]}",
        ] + lines.map { "    " + $0 }).joined(separator: "\n") + "\n"
    }

    private func deployment(_ text: String) throws -> Deployment {
        let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "azure.yaml", standardName: "azure")
        return try ScenarioAssembler.assemble(draft, inventories: [nil]).deployments[0]
    }

    private func issues(_ text: String) -> [String] {
        do throws(InvalidInput) {
            _ = try ScenarioReader.read(bytes: Array(text.utf8), file: "azure.yaml", standardName: "azure")
            return []
        } catch { return error.issues.map(\.description) }
    }

    @Test func theDefaultsAreThoseOfThePackage() throws {
        let deployment = try deployment(text())
        let workflow = deployment.workflow
        #expect(deployment.gate == RegionGate(reading: .turns, window: 2, discipline: .sliding))
        #expect(deployment.otherGates.isEmpty && deployment.provider == "azure")
        #expect(
            workflow.waves == WaveRule(hasBarrier: true, regionsAtOnce: 5, turnLimit: Seconds(14_400)))
        #expect(
            workflow.rounds
                == SnapshotRounds(size: 50, pause: Seconds(8), runLimit: Seconds(1440), every: Seconds(14_400)))
        #expect(workflow.batchWindow == Seconds(600))
        #expect(workflow.stages.map(\.cap?.value) == [600, 300, 600, nil])
        #expect(deployment.scanner.places == 16 && deployment.scanner.instanceType == "Standard_B8ms")
        #expect(deployment.scanner.vcpus == 8 && deployment.regions.map(\.scannersRequested) == [1, 1])
        #expect(deployment.regions[0].subnet?.prefix == 24)
        #expect(deployment.weeks.anchor == .completion && deployment.weeks.pollInterval == Seconds(14_400))
        // Each launch asks for four things and each end for three.
        #expect(deployment.scanner.launchBuckets == [0, 0, 0, 0] && deployment.scanner.terminateBuckets == [2, 2, 2])
    }

    @Test(arguments: [
        (16, "Standard_B8ms", 8), (8, "Standard_B4ms", 4), (4, "Standard_B2s", 2), (2, "Standard_B1s", 1),
    ])
    func theMachineGoesWithTheDisks(disks: Int, type: String, vcpus: Int) throws {
        let deployment = try deployment(text("Locations: [eastus], DisksPerVM: \(disks)"))
        #expect(deployment.scanner.instanceType == type && deployment.scanner.vcpus == vcpus)
        #expect(deployment.scanner.places == disks)
        let places = deployment.assumptions.first { $0.name == "policies.volumesPerScanner" }
        #expect(places?.value == "\(disks)" && places?.provenance.confidence == .documented)
    }

    @Test func disksThatNoMachineTakesAreRefused() {
        let found = issues(text("Locations: [eastus], DisksPerVM: 12"))
        #expect(
            found == [
                "azure.yaml:5:51: deployments[0].parameters.DisksPerVM: 12 volumes for each scanner, and a Standard_B1s "
                    + "attaches 2 beside its own; expected DisksPerVM of at most 2, or another machine type"
            ])
    }

    @Test func regionsOfAnotherCloudAreRefusedEverywhere() {
        let text = """
            schemaVersion: 1
            deployments:
              - name: azure
                profile: qualys-azure@3.20
                parameters: {Locations: [us-east-1]}
                serviceAccount: "111122223333"
                targetAccounts: [{account: "222233334444", targetStack: {}}]
                fleet: {instances: [{account: "222233334444", region: eu-west-1, volumes: [8GiB]}]}
                prices: {standIn: westeuropa}

            """
        let found = issues(text)
        #expect(found.count == 3)
        #expect(
            found[0].contains("8:") && found[0].contains("`eu-west-1` is not a known region") || found[0].contains("5:")
        )
        #expect(found.contains { $0.contains("`us-east-1` is not a known region; expected a region such as eastus") })
        #expect(found.contains { $0.contains("did you mean westeurope") || $0.contains("westeurope") })
    }

    @Test func wavesMayRoll() throws {
        let rolling = try deployment(text("Locations: [eastus]", ["policies: {waves: rolling}"]))
        #expect(rolling.workflow.waves?.hasBarrier == false)
        let staying = try deployment(text("Locations: [eastus]", ["policies: {scannerLifecycle: persistent}"]))
        #expect(staying.workflow.waves == nil && staying.workflow.rounds != nil)
        let aws = ScenarioSample.least + "    policies: {waves: rolling}\n"
        #expect(issues(aws).count == 1 && issues(aws)[0].contains("unknown key"))
        #expect(issues(text("Locations: [eastus]", ["policies: {regionReading: literal}"])).count == 1)
    }

    @Test func whatAWSAloneSellsIsNoKeyHere() {
        let found = issues(text("Locations: [eastus]", ["bill: {include: [keys]}", "reads: {}"]))
        #expect(found.count == 2 && found.allSatisfy { $0.contains("unknown key") })
    }

    @Test func requestsMayBeThrottledByTheHourAsBefore2024() throws {
        let limits = "limits: {apiRates: {ArmWrites: {rate: 1200/h, burst: 1200}}}"
        let bucket = try #require(try deployment(text("Locations: [eastus]", [limits])).regions[0].buckets[0])
        #expect(bucket.rate.perSecond == Rational(1, over: 3) && bucket.burst == 1200)
    }

    @Test func settingsOutsideTheVendorsRangesAreRefused() {
        let found = issues(
            text(
                "Locations: [eastus], Concurrency: 26, SingleLocationConcurrency: 31, IntervalHours: 12, "
                    + "PollRetryInterval: 25, EventsBatchWindow: 4, DisksPerVM: 17"))
        #expect(found.count == 6)
    }
}
