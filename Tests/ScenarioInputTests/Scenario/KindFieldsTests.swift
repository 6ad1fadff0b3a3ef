import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Systems, machine types and pairs of tags in a scenario")
struct KindFieldsTests {
    private static func text(
        policies: String = "{}", parameters: String = "", instance: String = "", regions: String = "us-east-1"
    ) -> String {
        """
        schemaVersion: 1
        deployments:
          - name: production
            profile: qualys-aws@1.8
            parameters: {Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, Regions: "\(regions)", \
        TagKey: Scan, TagValue: daily\(parameters)}
            serviceAccount: "111122223333"
            targetAccounts:
              - {account: "222233334444", targetStack: {AWSSourceAccount: "111122223333"}}
            policies: \(policies)
            fleet:
              instances:
                - {account: "222233334444", region: us-east-1, volumes: [8GiB]\(instance)}

        """
    }

    @Test("An instance tells what it is")
    func kinds() throws {
        let fleet = try ScenarioSample.deployment(
            Self.text(instance: ", os: Ubuntu 22.04, machineType: t3.nano, count: 2")
        ).fleet
        #expect(
            (0..<2).map { fleet.kinds[fleet.kind(of: $0)] }
                == Array(repeating: InstanceKind(system: "Ubuntu 22.04", machineType: "t3.nano"), count: 2))
        #expect(try ScenarioSample.deployment(Self.text()).fleet.instanceKind.isEmpty)
    }

    @Test("The scenario's own list comes after the profile's")
    func systems() throws {
        let standing = try ScenarioSample.deployment(Self.text()).eligibility
        #expect(!standing.systems.supports("macOS") && standing.systems.supports("Windows Server 2008"))
        #expect(standing.typesNotActivated.contains("t3.nano") && !standing.skipsTypesNotActivated)
        let own = try ScenarioSample.deployment(
            Self.text(policies: "{unsupportedSystems: [Windows Server 2008, linux], skipTypesNotActivated: true}")
        ).eligibility
        #expect(!own.systems.supports("windows server 2008 R2") && own.systems.supports("Windows Server 2019"))
        #expect(!own.systems.supports("Linux/UNIX"))
        #expect(own.skipsTypesNotActivated)
    }

    @Test("One of two classic pairs is enough where the scenario says so")
    func pairs() throws {
        let second = ", AdditionalTagKey: Team, AdditionalTagValue: a"
        let both = [ScanModel.Tag(key: "Scan", value: "daily"), ScanModel.Tag(key: "Team", value: "a")]
        let all = try ScenarioSample.deployment(Self.text(parameters: second)).eligibility
        #expect(all.requiredTags == both && all.tagsAnyOf == [])
        let any = try ScenarioSample.deployment(Self.text(policies: "{tagPairs: any}", parameters: second)).eligibility
        #expect(any.requiredTags == [] && any.tagsAnyOf == both)
        let alone = try ScenarioSample.deployment(Self.text(policies: "{tagPairs: any}"))
        #expect(alone.eligibility.tagsAnyOf == [both[0]])
        #expect(alone.notices.contains { $0.contains("policies.tagPairs changes nothing") })
    }

    @Test("Regions of other partitions are refused with the reason", arguments: ["us-gov-west-1", "cn-north-1"])
    func partitions(region: String) {
        let issues = ScenarioSample.problems(Self.text(regions: region))
        #expect(issues.count == 1)
        #expect(issues.first?.contains("another partition") == true)
        #expect(issues.first?.contains("subscription") == true)
    }
}
