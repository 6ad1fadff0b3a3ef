import ScanModel
import Testing

@testable import CapacityPlanning

/// Operating systems and machine types.
@Suite("Who is left out for what it is")
struct KindExclusionTests {
    private static func demand(
        _ kinds: [InstanceKind], traits: InstanceTraits = [], _ change: (inout EligibilityRule) -> Void
    ) throws -> DemandSummary {
        var fleet = Fleet()
        let account = fleet.internAccount("a")
        let region = fleet.internRegion("region-0")
        for kind in kinds {
            fleet.append(account: account, region: region, platform: .linux, volumes: [10])
            fleet.describeLast(traits: traits, kind: fleet.internKind(kind))
        }
        var scenario = Scenario.example(scanner: .example(.perBatch, places: 4), regions: [.example()], fleet: fleet)
        var rule = EligibilityRule(targetAccounts: nil, accountsWithoutStack: [], requiredTags: [], volumesMax: 4)
        change(&rule)
        scenario.deployments[0].eligibility = rule
        return try scenario.plannedDeployment().demand
    }

    private static let rules = [
        SystemRule(prefix: "macOS", isSupported: false), SystemRule(prefix: "Linux", isSupported: true),
        SystemRule(prefix: "Ubuntu 12", isSupported: false), SystemRule(prefix: "Ubuntu", isSupported: true),
    ]

    @Test(
        "The longest beginning that fits decides, and what is unknown is supported",
        arguments: [
            ("", true), ("macOS 14", false), ("MACOS", false), ("mac", true), ("Ubuntu 22.04", true),
            ("ubuntu 12.04", false), ("Plan 9", true), ("Linux/UNIX", true),
        ])
    func systems(system: String, isScanned: Bool) throws {
        let demand = try Self.demand([InstanceKind(system: system), InstanceKind(system: "Ubuntu 22.04")]) {
            $0.systems = Self.rules
        }
        #expect(demand.eligibleInstances == (isScanned ? 2 : 1))
        #expect(demand.excluded == (isScanned ? [:] : [.osNotSupported: 1]))
        #expect(try Self.demand([InstanceKind(system: system)]) { _ in }.eligibleInstances == 1)
    }

    @Test("Machine types are left out where the rule says so")
    func types() throws {
        let kinds = ["t3.nano", "t3.micro", ""].map { InstanceKind(machineType: $0) }
        func demand(skips: Bool) throws -> DemandSummary {
            try Self.demand(kinds) { rule in
                rule.typesNotActivated = ["t3.nano"]
                rule.skipsTypesNotActivated = skips
            }
        }
        #expect(try demand(skips: true).excluded == [.typeNotActivated: 1])
        #expect(try demand(skips: false).excluded == [:])
    }

    @Test("What other scans cover is told before what is not supported")
    func order() throws {
        let demand = try Self.demand([InstanceKind(system: "macOS")], traits: .cloudAgent) { rule in
            rule.systems = Self.rules
            rule.skipsCloudAgent = true
        }
        #expect(demand.excluded == [.cloudAgent: 1])
    }
}
