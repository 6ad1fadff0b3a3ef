import ScanModel
import Testing
import VendorProfiles

@testable import ScenarioInput

@Suite("What an answer rests on")
struct AssumptionTests {
    private func assumptions(_ text: String) throws -> [String: Assumption] {
        let list = try ScenarioSample.deployment(text).assumptions
        #expect(Set(list.map(\.name)).count == list.count)
        return Dictionary(uniqueKeysWithValues: list.map { ($0.name, $0) })
    }

    @Test("Every constant and timing in use, with value, range and provenance")
    func profileValues() throws {
        let profile = try #require(VendorProfiles.profile("qualys-aws@1.8"))
        let known = try assumptions(ScenarioSample.least)
        let boot = try #require(profile.constant("scannerBoot"))
        #expect(
            known["timings.scannerBoot"]
                == Assumption(
                    name: "timings.scannerBoot", value: boot.value, range: boot.range?.joined(separator: " to "),
                    provenance: boot.provenance))
        let scan = try #require(profile.stages.first { $0.name == "scan" })
        #expect(known["timings.scan.perGiB"]?.value == scan.perGiB.value)
        #expect(known["timings.scan.perGiB"]?.provenance == scan.perGiB.provenance)
        #expect(known["limits.apiRates.CreateSnapshot.rate"]?.value == "5/s")
        #expect(known["limits.apiRates.CreateSnapshot.burst"]?.value == "100")
        #expect(known["limits.pendingSnapshots"]?.value == "100")
        #expect(known["limits.gp3Storage"] == nil)
        for stage in profile.stages {
            // Nothing is copied, so what copies rest on is no assumption.
            #expect((known["timings.\(stage.name).base"] != nil) == (stage.condition == nil))
        }
        for name in ["regionsPerConcurrencyUnit", "roundSize", "hoursPerMonth", "scannerMinimumBilled"] {
            #expect(known[name]?.value == profile.constant(name)?.value)
        }
    }

    @Test("Constants that are not in use are not listed")
    func unused() throws {
        let least = try assumptions(ScenarioSample.least)
        let full = try assumptions(ScenarioSample.full)
        for name in ["subnetReservedAddresses", "addressesPerScanner", "policies.backoff.first"] {
            #expect(least[name] == nil)
            #expect(full[name] != nil)
        }
    }

    @Test("What the scenario states stands with its place and without a range")
    func stated() throws {
        let known = try assumptions(ScenarioSample.full)
        for (name, value) in [
            ("timings.scannerBoot", "60s"), ("timings.snapshot.base", "30s"), ("timings.scan.perGiB", "250ms"),
            ("timings.regionSetup", "2m"), ("policies.volumesPerScanner", "12"), ("scanner.instanceType", "m5.xlarge"),
            ("scanner.rootVolume", "16GiB"), ("prices.snapshotStoredFraction", "50%"),
            ("policies.backoff.first", "2s"), ("policies.backoff.factor", "3"), ("policies.backoff.limit", "30s"),
            ("limits.apiRates.CreateSnapshot.rate", "300/min"), ("limits.gp3Storage", "50TiB"),
            ("limits.pendingSnapshots", "90"), ("limits.onDemandVcpu", "140"),
            ("limits.regions.eu-west-1.onDemandVcpu", "64"),
            ("limits.regions.eu-west-1.apiRates.CreateSnapshot.burst", "60"),
        ] {
            #expect(
                known[name]
                    == Assumption(
                        name: name, value: value, range: nil,
                        provenance: .stated(at: "s.yaml: deployments[0].\(name)")))
        }
    }

    @Test("Quotas count as stated when every region has them")
    func quotas() throws {
        func unstated(_ lines: String...) throws -> [String] {
            let text = ScenarioSample.least + lines.map { "    \($0)\n" }.joined()
            return try ScenarioSample.deployment(text).unstatedQuotas.map(\.name)
        }
        #expect(try unstated() == ["onDemandVcpu", "gp3Storage", "subnetAddresses"])
        #expect(try unstated("limits: {onDemandVcpu: 10, gp3Storage: 1TiB}") == ["subnetAddresses"])
        #expect(
            try unstated("limits: {regions: {us-east-1: {onDemandVcpu: 10}}}")
                == ["onDemandVcpu", "gp3Storage", "subnetAddresses"])
        #expect(
            try unstated("limits: {regions: {us-east-1: {onDemandVcpu: 10}, eu-west-1: {onDemandVcpu: 10}}}")
                == ["gp3Storage", "subnetAddresses"])
        #expect(try ScenarioSample.deployment(ScenarioSample.full).unstatedQuotas == [])
        let vcpu = try #require(try ScenarioSample.deployment(ScenarioSample.least).unstatedQuotas.first)
        #expect(vcpu.title == "on-demand standard vCPU")
        #expect(vcpu.freshAccountValue == 5)
        #expect(vcpu.unit == "vCPU")
    }
}
