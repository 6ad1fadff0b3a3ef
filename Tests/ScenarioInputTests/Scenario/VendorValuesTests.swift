import ScanModel
import Testing

@testable import ScenarioInput

/// What a deployment tells of its vendor parameters and its accounts, for whoever deploys it.
@Suite("The vendor's values of a deployment")
struct VendorValuesTests {
    @Test("Every parameter with a value as it is written, in the order of the profile")
    func parameters() throws {
        let values = try ScenarioSample.deployment(ScenarioSample.full).vendorParameters
        #expect(
            values.map { "\($0.name)=\($0.text)" } == [
                "Concurrency=2", "SingleRegionConcurrency=3", "IntervalHours=48", "Regions=us-east-1,eu-west-1",
                "TagKey=Scan", "TagValue=daily", "AdditionalTagKey=Stage", "AdditionalTagValue=live",
                "SubnetCIDR=10.82.64.0/22", "VpcCidr=10.82.64.0/20", "QEndPoint=https://gateway.qg1.apps.qualys.com",
                "QToken=env:QUALYS_TOKEN",
            ])
        #expect(values.filter(\.isSecretReference).map(\.name) == ["QToken"])
        #expect(values.allSatisfy { !$0.isDefault })
    }

    @Test("A text stays as it is written, and what is left out and has no default is left out")
    func least() throws {
        let values = try ScenarioSample.deployment(ScenarioSample.least).vendorParameters
        #expect(values.first { $0.name == "Regions" }?.text == "us-east-1, eu-west-1")
        #expect(!values.contains { $0.name == "SubnetCIDR" })
    }

    @Test("Every account in the listed order with what its target stack is told")
    func targets() throws {
        let stack = [VendorParameterValue(name: "AWSSourceAccount", text: "111122223333", role: .serviceAccount)]
        #expect(
            try ScenarioSample.deployment(ScenarioSample.full).targets == [
                DeploymentTarget(account: "111122223333", stackParameters: stack),
                DeploymentTarget(account: "222233334444", stackParameters: stack),
                DeploymentTarget(account: "333344445555", stackParameters: stack),
                DeploymentTarget(account: "444455556666", stackParameters: nil),
            ])
    }

    @Test("Generated accounts are told what their entry says")
    func generated() throws {
        let text = ScenarioSample.least.replacing(
            "- account: \"222233334444\"", with: "- accounts: generated"
        ).replacing(
            /instances:[\s\S]*/,
            with: """
                generate:
                        seed: 1
                        instances: 4
                        accounts: 2
                        accountSkew: {shape: 1.1, ratio: 2}
                        regions: {us-east-1: 100%}
                        volumesPerInstance: [1]
                        rootSize: {median: 30GiB, sigma: 0.4, least: 8GiB, most: 200GiB}
                        dataSize: {median: 30GiB, sigma: 0.4, least: 8GiB, most: 200GiB}
                        windowsShare: 20%
                        tag: {key: Scan, value: daily, share: 90%}

                """)
        let draft = try ScenarioSample.draft(text)
        let scenario = try ScenarioAssembler.assemble(draft, inventories: [Fleet()])
        let targets = try #require(scenario.deployments.first).targets
        #expect(targets.count == 2)
        #expect(targets.allSatisfy { $0.stackParameters?.map(\.text) == ["111122223333"] })
    }
}
