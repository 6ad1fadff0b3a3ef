import ScanModel
import Testing

@testable import CapacityPlanning

/// Rules about tags, traits, volumes and groups, one at a time.
@Suite("Who is left out")
struct ExclusionTests {
    private static let scan = Tag(key: "scan", value: "yes")
    private static let live = Tag(key: "stage", value: "live")
    private static let test = Tag(key: "stage", value: "test")
    private static let own = Tag(key: "App", value: "scanner")

    private static func fleet(
        tags: [ScanModel.Tag] = [], traits: InstanceTraits = [], volumes: [Int32] = [10, 20],
        volumeTags: [[ScanModel.Tag]] = [],
        group: String? = nil, count: Int = 1
    ) -> Fleet {
        var fleet = Fleet()
        let account = fleet.internAccount("a")
        let region = fleet.internRegion("region-0")
        let tagSet = fleet.internTags(tags)
        let group = group.map { fleet.internGroup($0) } ?? -1
        let volumeTags = volumeTags.map { fleet.internTags($0) }
        for _ in 0..<count {
            fleet.append(account: account, region: region, platform: .linux, tagSet: tagSet, volumes: volumes)
            fleet.describeLast(traits: traits, group: group, volumeTags: volumeTags)
        }
        return fleet
    }

    private static func demand(_ fleet: Fleet, _ change: (inout EligibilityRule) -> Void) throws -> DemandSummary {
        var scenario = Scenario.example(
            scanner: .example(.perBatch, places: 4), regions: [.example()], fleet: fleet)
        var rule = EligibilityRule(
            targetAccounts: nil, accountsWithoutStack: [], requiredTags: [], volumesMax: 4)
        change(&rule)
        scenario.deployments[0].eligibility = rule
        return try scenario.plannedDeployment().demand
    }

    @Test(
        "Lists of tags: all of one, one of another, none of a third",
        arguments: [
            ([scan, live], nil), ([scan, test], .keptOutByTag), ([scan], .noneOfTheTags), ([live], .tagsDoNotMatch),
            ([], .tagsDoNotMatch), ([scan, live, own], .ownScanner), ([own], .ownScanner),
        ] as [([ScanModel.Tag], ExclusionReason?)])
    func tags(tags: [ScanModel.Tag], reason: ExclusionReason?) throws {
        let demand = try Self.demand(Self.fleet(tags: tags)) { rule in
            rule.requiredTags = [Self.scan]
            rule.tagsAnyOf = [Self.live, Self.test]
            rule.tagsNoneOf = [Self.test]
            rule.scannerTag = Self.own
        }
        #expect(demand.excluded == (reason.map { [$0: 1] } ?? [:]))
        #expect(demand.eligibleInstances == (reason == nil ? 1 : 0))
    }

    @Test(
        "Traits count where a rule asks for them",
        arguments: [
            ([.otherState], .stateNotScanned), ([.marketplace], nil), ([.arm64], nil), ([.withoutENA], nil),
            ([.arm64, .withoutENA], nil), ([.marketplace, .arm64], .marketplaceImage),
            ([.marketplace, .withoutENA], .marketplaceImage), ([.cloudAgent], .cloudAgent),
            ([.apiScanned], .apiScanned), ([.cloudAgent, .apiScanned], .cloudAgent),
            ([.otherState, .cloudAgent], .stateNotScanned),
        ] as [(InstanceTraits, ExclusionReason?)])
    func traits(traits: InstanceTraits, reason: ExclusionReason?) throws {
        let strict = try Self.demand(Self.fleet(traits: traits)) { rule in
            (rule.skipsCloudAgent, rule.skipsApiScanned) = (true, true)
            rule.marketplaceTraits = [.arm64, .withoutENA]
        }
        #expect(strict.excluded == (reason.map { [$0: 1] } ?? [:]))
        let lenient = try Self.demand(Self.fleet(traits: traits)) { _ in }
        #expect(lenient.excluded == (traits.contains(.otherState) ? [.stateNotScanned: 1] : [:]))
    }

    @Test("The root volume alone is read, encrypted or not, and only what is read has to fit on a scanner")
    func rootOnly() throws {
        let fleet = Self.fleet(volumes: [10, 20, 30, 40, 50], count: 3)
        #expect(try Self.demand(fleet) { _ in }.excluded == [.tooManyVolumes: 3])
        let demand = try Self.demand(fleet) { $0.volumes = .root }
        #expect(demand.eligibleInstances == 3 && demand.eligibleVolumes == 3 && demand.eligibleSizeUnits == 30)
        #expect(demand.listedVolumes == 15)
        var encrypted = Fleet()
        let account = encrypted.internAccount("a")
        encrypted.append(
            account: account, region: encrypted.internRegion("region-0"), platform: .linux, volumes: [1, 2],
            encryption: [.customerKey, .defaultKey])
        #expect(try Self.demand(encrypted) { $0.volumes = .root }.encryptedVolumes == [.customerKey: 1])
        let none = try Self.demand(Self.fleet(volumes: [])) { $0.volumes = .root }
        #expect(none.excluded == [.noVolume: 1])
    }

    @Test("Volumes with a tag are not read, and without any other the instance is left out")
    func volumeTags() throws {
        let scratch = Tag(key: "scratch", value: "yes")
        func demand(_ tags: [[ScanModel.Tag]], _ selection: VolumeSelection = .all) throws -> DemandSummary {
            try Self.demand(Self.fleet(volumes: [10, 20, 40, 80, 160], volumeTags: tags)) { rule in
                rule.volumeTagsNoneOf = [scratch]
                rule.volumes = selection
            }
        }
        let some = try demand([[], [scratch], [], [Self.live, scratch], []])
        #expect(some.eligibleVolumes == 3 && some.eligibleSizeUnits == 10 + 40 + 160 && some.excluded == [:])
        let every = [[ScanModel.Tag]](repeating: [scratch], count: 5)
        #expect(try demand(every).excluded == [.noValidVolume: 1])
        #expect(try demand([[scratch], [], [], [], []], .root).excluded == [.noValidVolume: 1])
        #expect(try demand([[], [scratch], [scratch], [scratch], [scratch]], .root).eligibleSizeUnits == 10)
        // Five volumes are too many for this scanner, four are not.
        #expect(try demand([]).excluded == [.tooManyVolumes: 1])
        #expect(try demand([[scratch], [], [], [], []]).excluded == [:])
    }

    @Test(
        "Of a group the share is scanned, rounded up, and the first member always is",
        arguments: [(1, 10, 1), (10, 10, 1), (11, 10, 2), (20, 10, 2), (99, 10, 10), (4, 50, 2), (5, 50, 3), (3, 1, 1)])
    func sample(members: Int, percent: Int, scanned: Int) throws {
        let demand = try Self.demand(Self.fleet(group: "web", count: members)) { $0.samplePercent = percent }
        #expect(demand.eligibleInstances == scanned)
        #expect(demand.excluded[.notInSample] ?? 0 == members - scanned)
        #expect(try Self.demand(Self.fleet(group: "web", count: members)) { _ in }.eligibleInstances == members)
    }

    @Test("Who is in no group is scanned, groups do not mix, and a member that is left out anyway does not count")
    func sampleOfCandidates() throws {
        var fleet = Self.fleet(count: 5)
        fleet.append(contentsOf: Self.fleet(group: "web", count: 20))
        fleet.append(contentsOf: Self.fleet(group: "jobs", count: 10))
        fleet.append(contentsOf: Self.fleet(traits: [.otherState], group: "jobs", count: 30))
        let demand = try Self.demand(fleet) { $0.samplePercent = 10 }
        #expect(demand.eligibleInstances == 5 + 2 + 1)
        #expect(demand.excluded == [.notInSample: 18 + 9, .stateNotScanned: 30])
    }

    @Test("The seed decides who stands for a group, each member as often as any other")
    func seed() {
        let fleet = Self.fleet(group: "web", count: 8)
        var chosen = [Int](repeating: 0, count: 8)
        for seed in 0..<400 {
            let leftOut = GroupSample.leftOut(of: fleet, percent: 10, seed: UInt64(seed)) { _ in true }
            #expect(leftOut == GroupSample.leftOut(of: fleet, percent: 10, seed: UInt64(seed)) { _ in true })
            for (instance, isOut) in leftOut.enumerated() where !isOut { chosen[instance] += 1 }
        }
        #expect(chosen.reduce(0, +) == 400)
        // 50 are expected of each, with a standard deviation of 6.6.
        #expect(chosen.allSatisfy { (24...76).contains($0) }, "\(chosen)")
    }
}
