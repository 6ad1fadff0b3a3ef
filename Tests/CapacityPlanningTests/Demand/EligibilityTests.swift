import ScanModel
import Testing

/// Who is scanned; an instance that is not is counted once, under the first reason that holds.
@Suite("Eligibility")
struct EligibilityTests {
    /// Facts about an instance that keep it from being scanned, in the order in which they are looked at.
    private let reasons: [ExclusionReason] = [
        .noTargetStack, .notATargetAccount, .regionNotSelected, .tagsDoNotMatch, .tooManyVolumes,
    ]

    private let wanted = Tag(key: "scan", value: "yes")

    private func append(_ fleet: inout Fleet, _ faults: Set<ExclusionReason>) {
        let account =
            faults.contains(.noTargetStack)
            ? "without stack" : faults.contains(.notATargetAccount) ? "not a target" : "target"
        var volumes = [Int32](repeating: 10, count: faults.contains(.tooManyVolumes) ? 5 : 4)
        if faults.contains(.noVolume) { volumes = [] }
        fleet.append(
            account: fleet.internAccount(account),
            region: fleet.internRegion(faults.contains(.regionNotSelected) ? "elsewhere" : "region-0"),
            platform: .linux,
            tagSet: faults.contains(.tagsDoNotMatch)
                ? fleet.internTags([Tag(key: "scan", value: "no")])
                : fleet.internTags([Tag(key: "owner", value: "me"), wanted]),
            volumes: volumes)
    }

    private func scenario(_ fleet: Fleet) -> Scenario {
        var scenario = Scenario.example(
            scanner: .example(.perBatch, places: 4), regions: [.example()], fleet: fleet)
        scenario.deployments[0].eligibility = EligibilityRule(
            targetAccounts: ["target"], accountsWithoutStack: ["without stack"], requiredTags: [wanted],
            volumesMax: 4)
        return scenario
    }

    @Test("every combination of faults counts once, under its first reason")
    func firstReason() throws {
        var fleet = Fleet()
        var expected: [ExclusionReason: Int] = [:]
        for combination in 0..<(1 << reasons.count) {
            let faults = reasons.indices.filter { combination & 1 << $0 != 0 }.map { reasons[$0] }
            append(&fleet, Set(faults))
            if let first = faults.first { expected[first, default: 0] += 1 }
        }
        for faults in [[.noVolume], [.noVolume, .tagsDoNotMatch]] as [[ExclusionReason]] {
            append(&fleet, Set(faults))
            expected[faults.count == 1 ? .noVolume : .tagsDoNotMatch, default: 0] += 1
        }
        let demand = try scenario(fleet).plannedDeployment().demand
        #expect(demand.excluded == expected)
        // Of the 32 combinations 16 have no stack, 8 of the rest are no targets, then 4, 2 and 1.
        #expect(reasons.map { expected[$0] } == [16, 8, 4, 2 + 1, 1])
        #expect(demand.listedInstances == 34)
        #expect(demand.eligibleInstances == 1)
        #expect(demand.excluded.values.reduce(demand.eligibleInstances, +) == demand.listedInstances)
        #expect(demand.listedVolumes == 16 * 4 + 16 * 5)
        #expect(demand.eligibleVolumes == 4)
        #expect(demand.eligibleSizeUnits == 40)
        #expect(demand.accountsWithoutStack == ["without stack"])
    }

    @Test("encrypted volumes count by key, those that are scanned only")
    func encryptedVolumes() throws {
        var fleet = Fleet()
        append(&fleet, [])
        #expect(try scenario(fleet).plannedDeployment().demand.encryptedVolumes == [:])
        for account in ["target", "not a target", "target"] {
            fleet.append(
                account: fleet.internAccount(account), region: 0, platform: .linux, tagSet: fleet.internTags([wanted]),
                volumes: [1, 2, 3], encryption: [.defaultKey, .none, .defaultKey])
        }
        fleet.append(
            account: 0, region: 0, platform: .linux, tagSet: fleet.internTags([wanted]), volumes: [1, 2],
            encryption: [.unknownKey, .customerKey])
        let demand = try scenario(fleet).plannedDeployment().demand
        #expect(demand.eligibleVolumes == 4 + 6 + 2)
        #expect(demand.encryptedVolumes == [.defaultKey: 4, .unknownKey: 1, .customerKey: 1])
    }

    @Test("without a list of targets every account is one, those without a stack excepted")
    func everyAccount() throws {
        var fleet = Fleet()
        append(&fleet, [])
        append(&fleet, [.notATargetAccount])
        append(&fleet, [.noTargetStack])
        var scenario = scenario(fleet)
        scenario.deployments[0].eligibility.targetAccounts = nil
        let demand = try scenario.plannedDeployment().demand
        #expect(demand.eligibleInstances == 2)
        #expect(demand.excluded == [.noTargetStack: 1])
    }

    @Test("all required tags must be there, others may be")
    func requiredTags() throws {
        var fleet = Fleet()
        append(&fleet, [])
        var scenario = scenario(fleet)
        scenario.deployments[0].eligibility.requiredTags = [Tag(key: "owner", value: "me"), wanted]
        #expect(try scenario.plannedDeployment().demand.eligibleInstances == 1)
        scenario.deployments[0].eligibility.requiredTags.append(Tag(key: "owner", value: "you"))
        #expect(try scenario.plannedDeployment().demand.excluded == [.tagsDoNotMatch: 1])
    }

    @Test("regions without work take no place in the plan")
    func idleRegions() throws {
        var scenario = Scenario.example(
            regions: (0..<3).map { .example("region-\($0)") }, fleet: .example([[[1]], [], [[1]]]))
        let plan = try scenario.plannedDeployment()
        #expect(plan.regions.map(\.region) == ["region-0", "region-2"])
        #expect(plan.idleRegions == ["region-1"])
        scenario.deployments[0].fleet = Fleet()
        let empty = try scenario.plannedDeployment()
        #expect(empty.regions.isEmpty && empty.idleRegions.count == 3 && empty.bound.ticks == 0)
    }
}
