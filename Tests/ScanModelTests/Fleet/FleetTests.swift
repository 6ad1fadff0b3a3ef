import ScanModel
import Testing

@Suite("Fleet")
struct FleetTests {
    /// Two instances of one account in two regions, the second with tags and no volume.
    private func small() -> Fleet {
        var fleet = Fleet()
        let account = fleet.internAccount("111122223333")
        let east = fleet.internRegion("us-east-1")
        let west = fleet.internRegion("us-west-2")
        let tags = fleet.internTags([Tag(key: "env", value: "prod")])
        fleet.append(account: account, region: east, platform: .linux, volumes: [8, 100])
        fleet.append(account: account, region: west, platform: .windows, tagSet: tags, failures: 2, volumes: [])
        return fleet
    }

    @Test("is empty at first, with the empty tag set at index 0")
    func empty() {
        let fleet = Fleet(sizeUnitsPerGiB: 10)
        #expect(fleet.instanceCount == 0)
        #expect(fleet.volumeCount == 0)
        #expect(fleet.tagSets == [[]])
        #expect(fleet.firstVolume == [0])
        #expect(fleet.sizeUnitsPerGiB == 10)
    }

    @Test("keeps instances as columns, each with its own stretch of volumes")
    func append() {
        let fleet = small()
        #expect(fleet.instanceCount == 2)
        #expect(fleet.volumeCount == 2)
        #expect(fleet.volumes(of: 0) == 0..<2)
        #expect(fleet.volumes(of: 1).isEmpty)
        #expect(fleet.volumeSize == [8, 100])
        #expect(fleet.instanceRegion == [0, 1])
        #expect(fleet.instancePlatform == [.linux, .windows])
        #expect(fleet.instanceFailures == [0, 2])
        #expect(fleet.instanceTagSet == [0, 1])
    }

    @Test("knows a tag set whatever its order")
    func tagSets() {
        var fleet = Fleet()
        let a = Tag(key: "a", value: "2")
        let b = Tag(key: "a", value: "10")
        let c = Tag(key: "c", value: "1")
        let first = fleet.internTags([c, a, b])
        #expect(first == 1)
        #expect(fleet.internTags([a, c, b]) == first)
        #expect(fleet.internTags([a, c]) == 2)
        #expect(fleet.internTags([]) == 0)
        #expect(fleet.tagSets == [[], [b, a, c], [a, c]])
    }

    @Test("takes in another fleet with its own indices")
    func merge() {
        var fleet = Fleet()
        let account = fleet.internAccount("222233334444")
        let west = fleet.internRegion("us-west-2")
        let tags = fleet.internTags([Tag(key: "team", value: "core")])
        fleet.append(account: account, region: west, platform: .linux, tagSet: tags, volumes: [1])
        fleet.intake.files = 1
        fleet.intake.instancesByUnscannableState = ["terminated": 2, "pending": 1]

        var other = small()
        other.intake.files = 2
        other.intake.instancesByUnscannableState = ["terminated": 3]
        other.intake.duplicateInstances = 4
        fleet.append(contentsOf: other)

        #expect(fleet.accounts.texts == ["222233334444", "111122223333"])
        #expect(fleet.regions.texts == ["us-west-2", "us-east-1"])
        #expect(fleet.instanceAccount == [0, 1, 1])
        #expect(fleet.instanceRegion == [0, 1, 0])
        #expect(fleet.instancePlatform == [.linux, .linux, .windows])
        #expect(fleet.instanceFailures == [0, 0, 2])
        #expect(
            fleet.instanceTagSet.map { fleet.tagSets[Int($0)] } == [
                [Tag(key: "team", value: "core")], [], [Tag(key: "env", value: "prod")],
            ])
        #expect((0..<3).map { fleet.volumeSize[fleet.volumes(of: $0)].map(\.self) } == [[1], [8, 100], []])
        #expect(fleet.intake.files == 3)
        #expect(fleet.intake.instancesByUnscannableState == ["terminated": 5, "pending": 1])
        #expect(fleet.intake.duplicateInstances == 4)
    }

    @Test("sums every count of an intake")
    func intake() {
        var one = FleetIntake()
        one.files = 1
        one.instancesByUnscannableState = ["pending": 2]
        one.duplicateInstances = 3
        one.unattachedVolumes = 4
        one.missingVolumes = 5
        one.duplicateVolumes = 6
        one.instancesInLocalZones = 7
        var twice = one
        twice.add(one)
        var expected = FleetIntake()
        expected.files = 2
        expected.instancesByUnscannableState = ["pending": 4]
        expected.duplicateInstances = 6
        expected.unattachedVolumes = 8
        expected.missingVolumes = 10
        expected.duplicateVolumes = 12
        expected.instancesInLocalZones = 14
        #expect(twice == expected)
    }

    @Test("stops the program at indices nobody interned and at fleets of other units")
    func preconditions() async {
        await #expect(processExitsWith: .failure) {
            var fleet = Fleet()
            fleet.append(account: 0, region: 0, platform: .linux, volumes: [1])
        }
        await #expect(processExitsWith: .failure) {
            var fleet = Fleet()
            fleet.append(contentsOf: Fleet(sizeUnitsPerGiB: 2))
        }
        await #expect(processExitsWith: .failure) { _ = Fleet(sizeUnitsPerGiB: 0) }
    }
}
