import Rollout
import ScanModel
import Testing

@Suite struct CloudFormationExportTests {
    @Test func aNestedSetHasOneInstanceInEachAccount() throws {
        let value = try Case(
            deployment: ["rollout: {stackSets: {concurrency: 25%, failureTolerance: 2, failureMode: soft}}"],
            targets: ["222233334444", "333344445555"])
        let request = try #require(CloudFormationExport(value.deployment).instances.first)
        #expect(request.accounts == ["222233334444", "333344445555"])
        #expect(request.regions == ["us-east-1"])
        #expect(request.concurrency == .percentage(25))
        #expect(request.failureTolerance == 2)
        #expect(request.failureMode == .soft)
    }

    @Test func aFlatSetNamesEveryRegion() throws {
        let value = try Case(deployment: ["rollout: {stackSets: {layout: flat}}"])
        #expect(CloudFormationExport(value.deployment).instances.first?.regions == ["us-east-1", "eu-west-1"])
    }

    @Test func withoutTargetStacksThereAreNoInstances() throws {
        var deployment = try Case().deployment
        deployment.targets = [DeploymentTarget(account: "222233334444", stackParameters: nil)]
        #expect(CloudFormationExport(deployment).instances == [])
    }
}
