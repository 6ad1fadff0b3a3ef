import Rollout
import ScanModel
import Testing

@Suite struct PreflightTests {
    @Test func whatBlocksComesFirst() throws {
        let value = try Case(
            single: 7, parameters: ["SubnetCIDR: 10.0.0.0/26", "VpcCidr: 10.0.0.0/16"],
            instances: [Case.instances(count: 2000)])
        let severities = Preflight.findings(value.deployment, plan: value.plan).map(\.severity)
        #expect(severities.first == .blocks)
        #expect(severities == severities.sorted())
    }

    /// Eight instances are one batch, and their snapshots take 30 hours.
    @Test func anIntervalBelowTheLeastMakespanBlocks() throws {
        let slow = "timings: {snapshot: {base: 30h, perGiB: 0s}}"
        let few = [Case.instances(count: 8)]
        let found = try Case(deployment: [slow], instances: few).findings(.interval)
        #expect(found.map(\.severity) == [.blocks])
        #expect(found.first?.number("interval") == 24)
        #expect((found.first?.number("least makespan") ?? 0) > 30)
        #expect(try Case(interval: 48, deployment: [slow], instances: few).findings(.interval) == [])
    }

    @Test func aScenarioWithoutAPlanIsToldWhy() {
        let bottleneck = Bottleneck(
            deployment: "main", region: "us-east-1", limit: "vCPU quota", available: "1 vCPU", needed: "2 vCPU",
            remedy: "raise the vCPU quota")
        let found = Preflight.findings([bottleneck])
        #expect(found.map(\.contract) == [.plan])
        #expect(found.map(\.severity) == [.blocks])
        #expect(found.first?.regions == ["us-east-1"])
        #expect(found.first?.problem.contains("2 vCPU") == true)
    }
}
