import Rollout
import ScanModel
import ScenarioInput
import Testing

@Suite struct PreflightComputeTests {
    @Test func aStatedQuotaBelowTheScannersBlocks() throws {
        let found = try Case(deployment: ["limits: {onDemandVcpu: 16}"]).findings(.scannerVcpu)
        #expect(found.map(\.severity) == [.blocks])
        #expect(found.first?.number("vCPU needed") == 20, "10 scanners of 2 vCPU, whatever the quota holds down")
        #expect(found.first?.number("quota") == 16)
        #expect(try Case(deployment: ["limits: {onDemandVcpu: 20}"]).findings(.scannerVcpu) == [])
    }

    @Test func aNewAccountsQuotaIsWarnedOf() throws {
        let found = try Case().findings(.scannerVcpu)
        #expect(found.map(\.severity) == [.warns])
        #expect(found.first?.number("quota") == 5)
    }

    /// Two scanners of 2 vCPU fit into 5.
    @Test func fewScannersFitIntoANewAccount() throws {
        #expect(try Case(instances: [Case.instances(count: 16)]).findings(.scannerVcpu) == [])
    }

    /// A d3.4xlarge takes 15 volumes, its own root volume among them.
    @Test(arguments: [(14, false), (15, true)])
    func volumesBeyondTheAttachLimitBlock(places: Int, blocks: Bool) throws {
        // The scenario reader refuses such a scanner; a deployment that came another way is still looked at.
        var made = try Case(
            deployment: ["scanner: {instanceType: d3.4xlarge, vcpus: 16}", "policies: {volumesPerScanner: 14}"])
        made.deployment.scanner.places = places
        #expect(made.findings(.attachedVolumes).map(\.severity) == (blocks ? [.blocks] : []))
        #expect(throws: InvalidInput.self) {
            try Case(
                deployment: ["scanner: {instanceType: d3.4xlarge, vcpus: 16}", "policies: {volumesPerScanner: 15}"])
        }
    }

    /// An instance is never split, so one with more volumes than the machine type attaches is not scanned.
    @Test func anInstanceWithMoreVolumesThanTheTypeAttachesIsLeftOut() throws {
        let volumes = Array(repeating: "8GiB", count: 20).joined(separator: ", ")
        let made = try Case(
            deployment: [
                "scanner: {instanceType: d3.4xlarge, vcpus: 16}", "policies: {volumesPerScanner: 4}",
            ], instances: [Case.instances(count: 1), Case.instances(volumes: volumes, count: 2)]
        )
        #expect(made.plan.demand.excluded == [.tooManyVolumes: 2])
        let found = made.findings(.attachedVolumes)
        #expect(found.map(\.severity) == [.warns])
        #expect(found.first?.number("instances") == 2)
        #expect(found.first?.number("volumes of one scanner") == 14)
    }

    @Test func moreVolumesThanDeviceNamesAreCounted() throws {
        let volumes = Array(repeating: "8GiB", count: 25).joined(separator: ", ")
        let found = try Case(instances: [Case.instances(count: 1), Case.instances(volumes: volumes, count: 3)])
            .findings(.attachedVolumes)
        #expect(found.map(\.severity) == [.warns])
        #expect(found.first?.number("instances") == 3)
    }
}
