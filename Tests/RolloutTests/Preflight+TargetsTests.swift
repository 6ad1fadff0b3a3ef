import Rollout
import ScanModel
import Testing

@Suite struct PreflightTargetsTests {
    private func find(_ regions: [String]) throws -> [PreflightFinding] {
        var value = try Case()
        value.deployment.profile = "qualys-aws@1.19"
        value.deployment.targets = regions.enumerated().map { index, regions in
            DeploymentTarget(
                account: "22223333444\(index)",
                stackParameters: [VendorParameterValue(name: "TargetRegions", text: regions)])
        }
        return value.findings(.targetRegions)
    }

    @Test func regionsThatNoTargetStackCoversAreNamed() throws {
        let found = try find(["us-east-1", "eu-west-1, us-east-1", "us-east-1"])
        #expect(found.map(\.severity) == [.warns])
        #expect(found.first?.regions == ["eu-west-1"])
        #expect(found.first?.number("accounts") == 2)
        #expect(try find(["us-east-1,eu-west-1"]) == [])
    }

    @Test func targetStacksWithoutRegionsCoverAll() throws { #expect(try Case().findings(.targetRegions) == []) }
}
