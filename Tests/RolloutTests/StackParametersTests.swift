import Rollout
import ScanModel
import Testing

@Suite struct StackParametersTests {
    private func parameters(_ more: [String]) throws -> StackParameters {
        StackParameters(try Case(parameters: more).deployment)
    }

    @Test func valuesAreTextsInTheOrderOfTheProfile() throws {
        let service = try parameters(["SubnetCIDR: 10.0.0.0/24"]).service
        #expect(
            service.map { "\($0.name)=\($0.value)" } == [
                "Concurrency=1", "SingleRegionConcurrency=1", "IntervalHours=24", "Regions=us-east-1,eu-west-1",
                "TagKey=Scan", "TagValue=daily", "SubnetCIDR=10.0.0.0/24",
            ])
        #expect(try parameters([]).target.map { "\($0.name)=\($0.value)" } == ["AWSSourceAccount=111122223333"])
    }

    @Test(arguments: [
        ("env:SCAN_TOKEN", "SCAN_TOKEN", nil),
        ("file:/run/secrets/a b", "QTOKEN", "export QTOKEN=\"$(cat '/run/secrets/a b')\""),
        ("file:x'$(id)", "QTOKEN", "export QTOKEN=\"$(cat 'x'\\''$(id)')\""),
        (
            "arn:aws:ssm:us-east-1:111122223333:parameter/scan", "QTOKEN",
            "export QTOKEN=\"$(aws ssm get-parameter --with-decryption --name "
                + "arn:aws:ssm:us-east-1:111122223333:parameter/scan --query Parameter.Value --output text)\""
        ),
    ])
    func secretsStayReferences(reference: String, variable: String, command: String?) throws {
        let given = try parameters(["QToken: \"\(reference)\""])
        #expect(given.service.last == StackParameter(name: "QToken", value: "${\(variable)}"))
        #expect(given.secrets.map(\.variable) == [variable])
        #expect(given.secrets.map(\.reference) == [reference])
        #expect(given.secrets.map(\.command) == [command])
    }

    @Test func whatHasNoValueIsNamed() throws {
        #expect(
            try parameters([]).missing == [
                "AdditionalTagKey", "AdditionalTagValue", "SubnetCIDR", "VpcCidr", "QEndPoint", "QToken",
            ])
    }

    @Test func accountsWithOtherParametersHaveOverrides() throws {
        var deployment = try Case().deployment
        func target(_ account: String, _ regions: String?) -> DeploymentTarget {
            DeploymentTarget(
                account: account,
                stackParameters: regions.map {
                    [
                        VendorParameterValue(name: "ServiceAccount", text: "111122223333"),
                        VendorParameterValue(name: "TargetRegions", text: $0),
                    ]
                })
        }
        deployment.targets = [
            target("1", "us-east-1"), target("2", "eu-west-1"), target("3", nil), target("4", "us-east-1"),
            target("5", "eu-west-1"),
        ]
        let groups = StackParameters(deployment).groups
        #expect(groups.map(\.accounts) == [["1", "4"], ["2", "5"]])
        #expect(groups.map(\.overrides) == [[], [StackParameter(name: "TargetRegions", value: "eu-west-1")]])
    }
}
