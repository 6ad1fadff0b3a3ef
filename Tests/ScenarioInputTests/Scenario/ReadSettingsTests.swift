import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

@Suite("The section of a scenario on reads")
struct ReadSettingsTests {
    private func deployment(_ lines: String...) throws -> Deployment {
        try ScenarioSample.deployment(ScenarioSample.least + lines.map { "    \($0)\n" }.joined())
    }

    @Test("left out, the workflow is the profile's and nothing rests on reads")
    func none() throws {
        let deployment = try deployment()
        #expect(deployment.workflow.reads == nil)
        #expect(!deployment.assumptions.contains { $0.name.hasPrefix("reads.") })
    }

    @Test("empty, it is lazy loading with the numbers of the data files")
    func lazy() throws {
        let deployment = try deployment("reads: {}")
        let rule = try #require(deployment.workflow.reads)
        #expect(rule.method == .lazy && deployment.workflow.stages[rule.stage].name == "scan")
        #expect(rule.firstRead == ByteRate(mebibytes: 30) && rule.volume == ByteRate(mebibytes: 125))
        // c5.large: 650 and 4,750 Mbps, half an hour of bursting.
        #expect(
            rule.instance
                == InstanceBandwidth(
                    baseline: ByteRate(bytesPerSecond: 81_250_000), burst: ByteRate(bytesPerSecond: 593_750_000)))
        #expect(rule.dataShare == Rational(1, over: 2) && rule.readShares == [Rational(1, over: 20)])
        #expect(rule.filling == nil && rule.preparationStage == nil)
        #expect(deployment.workflow.resources.map(\.name) == ["pendingSnapshots", "gp3Storage"])
        let names = deployment.assumptions.map(\.name).filter { $0.hasPrefix("reads.") }
        #expect(
            names == [
                "reads.lazyRate", "reads.volumeThroughput", "reads.instanceBandwidth.baseline",
                "reads.instanceBandwidth.burst", "reads.dataFraction", "reads.scanBytes",
            ])
        #expect(deployment.assumptions.first { $0.name == "reads.lazyRate" }?.range == "10MiB/s to 140MiB/s")
        #expect(
            deployment.assumptions.first { $0.name == "reads.instanceBandwidth.baseline" }?.value == "81.25MB/s")
    }

    @Test("a paid rate is a limit of the region that is asked for on the scanner, before its volumes are made")
    func provisioned() throws {
        let deployment = try deployment(
            "bill: {include: [initialisation]}",
            "reads: {method: provisioned, initialisationRate: 200MiB/s, initialisationRetry: 45s}")
        let workflow = deployment.workflow
        let rule = try #require(workflow.reads)
        let filling = try #require(rule.filling)
        #expect(
            workflow.resources[filling.resource]
                == ResourceKind(
                    name: "initialisationRate", scope: .serviceAccountRegion, per: .volume))
        // 5,000 / 200.
        #expect(deployment.regions.allSatisfy { $0.capacities[filling.resource] == 25 })
        let asking = workflow.stages[workflow.placeStage]
        #expect(asking.acquires == [filling.resource] && asking.duration.base == .zero)
        #expect(asking.recheck == RecheckRule(every: Seconds(45), looksMost: .max, bucket: nil))
        #expect(workflow.stages[workflow.placeStage + 1].name == "createVolume")
        #expect(workflow.stages[rule.stage].name == "scan")
        #expect(workflow.stages[rule.stage].releases == [filling.resource])
        #expect(rule.firstRead == ByteRate(mebibytes: 200))
        // The bill follows, unless it states a rate of its own.
        #expect(deployment.pricing.bill[.initialisationRate] == 200)
        let own = try self.deployment(
            "bill: {include: [initialisation], quantities: {initialisationRate: 100}}",
            "reads: {method: provisioned}")
        #expect(own.pricing.bill[.initialisationRate] == 100)
    }

    @Test("fast restore is waited for before the scanner, and its snapshots are counted")
    func fastRestore() throws {
        let deployment = try deployment("reads: {method: fastRestore, fastRestoreSnapshots: 50}")
        let workflow = deployment.workflow
        let rule = try #require(workflow.reads)
        #expect(rule.preparationStage == workflow.placeStage - 1 && rule.firstRead == nil)
        let resource = try #require(workflow.resources.firstIndex { $0.name == "fastRestoreSnapshots" })
        #expect(workflow.stages[workflow.placeStage - 1].acquires.contains(resource))
        #expect(workflow.stages[workflow.placeStage].releases.contains(resource))
        #expect(deployment.regions.allSatisfy { $0.capacities[resource] == 50 })
        #expect(try self.deployment("reads: {method: fastRestore}").regions[0].capacities[resource] == nil)
    }

    @Test("what is paid for and not billed is noted, and so is what changes nothing")
    func notices() throws {
        func notices(_ lines: String...) throws -> [String] {
            try ScenarioSample.deployment(ScenarioSample.least + lines.map { "    \($0)\n" }.joined()).notices
        }
        let paid = try notices("reads: {method: provisioned}")
        #expect(paid.contains { $0.contains("add initialisation to bill.include") })
        let billed = try notices("reads: {method: provisioned}", "bill: {include: [initialisation]}")
        #expect(!billed.contains { $0.contains("bill.include") })
        let restore = try notices("reads: {method: fastRestore}")
        #expect(
            restore.contains { $0.contains("add fastRestore") } && restore.contains { $0.contains("few snapshots") })
        let idle = try notices("reads: {method: unlimited, lazyRate: 10MiB/s, initialisationRate: 100MiB/s}")
        #expect(idle.count { $0.contains("changes nothing while reads.method is unlimited") } == 2)
        #expect(try !notices("reads: {}").contains { $0.contains("reads.") })
    }

    @Test("rates are exact to the byte, and rounded down to it")
    func rates() throws {
        let rule = try #require(
            try deployment("reads: {lazyRate: 0.001MiB/s, volumeThroughput: 1000.5MB/s}").workflow.reads)
        #expect(rule.firstRead?.bytesPerSecond == 1048)
        #expect(rule.volume?.bytesPerSecond == 1_000_500_000)
    }
}
