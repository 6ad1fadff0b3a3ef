import ScanModel
import Testing

@Suite("Rows of a fleet")
struct FleetRowsTests {
    /// Four instances, of which some have encryption, traits, a group, a kind or tags on a volume.
    private func fleet() -> Fleet {
        var fleet = Fleet()
        let accounts = [fleet.internAccount("a"), fleet.internAccount("b")]
        let region = fleet.internRegion("r")
        let tags = fleet.internTags([Tag(key: "k", value: "v")])
        let group = fleet.internGroup("g")
        fleet.append(account: accounts[0], region: region, platform: .linux, volumes: [1, 2])
        fleet.append(
            account: accounts[1], region: region, platform: .windows, tagSet: tags, failures: 3, volumes: [3],
            encryption: [.customerKey])
        fleet.describeLast(traits: [.cloudAgent], group: group, volumeTags: [tags])
        fleet.append(account: accounts[0], region: region, platform: .linux, volumes: [])
        fleet.append(account: accounts[0], region: region, platform: .linux, volumes: [4, 5])
        fleet.intake.files = 3
        return fleet
    }

    @Test("all rows in order are the fleet, but for what its import counted")
    func all() {
        var fleet = fleet()
        let rows = fleet.rows([0, 1, 2, 3])
        #expect(rows.intake == FleetIntake())
        fleet.intake = FleetIntake()
        #expect(rows == fleet)
    }

    @Test("a row takes everything along that is said of its instance")
    func some() {
        let rows = fleet().rows([3, 1, 1, 0])
        #expect(rows.volumeSize == [4, 5, 3, 3, 1, 2])
        #expect(rows.firstVolume == [0, 2, 3, 4, 6])
        #expect(rows.instancePlatform == [.linux, .windows, .windows, .linux])
        #expect(rows.instanceFailures == [0, 3, 3, 0])
        #expect(rows.instanceAccount == [0, 1, 1, 0])
        #expect((0..<4).map { rows.traits(of: $0) } == [[], [.cloudAgent], [.cloudAgent], []])
        #expect((0..<4).map { rows.group(of: $0) } == [-1, 0, 0, -1])
        #expect(
            (0..<6).map { rows.encryption(ofVolume: $0) } == [.none, .none, .customerKey, .customerKey, .none, .none])
        #expect((0..<6).map { rows.tagSet(ofVolume: $0) } == [0, 0, 1, 1, 0, 0])
    }

    @Test("columns that say nothing of the rows are left out")
    func plain() {
        let rows = fleet().rows([0, 2, 3])
        #expect(rows.volumeEncryption.isEmpty && rows.instanceTraits.isEmpty)
        #expect(rows.instanceGroup.isEmpty && rows.volumeTagSet.isEmpty)
        #expect(fleet().rows([]).instanceCount == 0)
    }

    @Test("instances may move to other accounts")
    func moved() {
        let moved = fleet().moved(to: { $0 == 0 ? "c" : "a" })
        #expect(moved.instanceAccount.map { moved.accounts[$0] } == ["c", "a", "a", "a"])
        #expect(moved.volumeSize == fleet().volumeSize)
    }
}
