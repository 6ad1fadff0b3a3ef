import ScanModel
import Testing

@Suite struct FleetOverviewTests {
    @Test func everythingIsCountedOnce() {
        var fleet = Fleet(sizeUnitsPerGiB: 2)
        let tags = fleet.internTags([Tag(key: "k", value: "v")])
        _ = fleet.internRegion("unused")
        fleet.append(
            account: fleet.internAccount("b"), region: fleet.internRegion("r2"), platform: .windows, tagSet: tags,
            volumes: [2, 3], encryption: [.none, .defaultKey])
        fleet.describeLast(kind: fleet.internKind(InstanceKind(system: "s", machineType: "m1")))
        fleet.append(
            account: fleet.internAccount("a"), region: fleet.internRegion("r1"), platform: .linux, volumes: [17])
        fleet.describeLast(kind: fleet.internKind(InstanceKind(system: "s", machineType: "m2")))
        fleet.append(
            account: fleet.internAccount("a"), region: fleet.internRegion("r2"), platform: .linux,
            volumes: [] as [Int32])

        let overview = FleetOverview(fleet)
        func words(_ parts: [FleetOverview.Part]) -> [String] {
            parts.map { "\($0.name) \($0.instances) \($0.volumes) \($0.sizeUnits)" }
        }
        #expect(words([overview.total]) == [" 3 3 22"])
        #expect(words(overview.regions) == ["r1 1 1 17", "r2 2 2 5"])
        #expect(words(overview.accounts) == ["a 2 1 17", "b 1 2 5"])
        #expect(words(overview.platforms) == ["linux 2 1 17", "windows 1 2 5"])
        #expect(words(overview.systems) == [" 1 0 0", "s 2 3 22"])
        #expect(overview.encryptions.map(\.volumes) == [2, 0, 1, 0])
        #expect(overview.encryptions.map(\.sizeUnits) == [19, 0, 3, 0])
        #expect((overview.leastSizeUnits, overview.mostSizeUnits) == (2, 17))
        // 1, 1.5 and 8.5 GiB.
        #expect(overview.sizes.map(\.mostGiB) == [1, 2, 4, 8, 16])
        #expect(overview.sizes.map(\.volumes) == [1, 1, 0, 0, 1])
        #expect((overview.tagSets, overview.taggedInstances, overview.groups) == (1, 1, 0))
        #expect(overview.gib(5) == 2.5)
    }

    @Test func anEmptyFleetHasNothing() {
        let overview = FleetOverview(Fleet())
        #expect(overview.total.instances == 0 && overview.regions.isEmpty && overview.sizes.isEmpty)
        #expect(overview.mostSizeUnits == 0)
    }

    /// A size that is a power of two ends its class.
    @Test(arguments: [(1, 1), (2, 2), (3, 4), (4, 4), (5, 8), (65_536, 65_536), (65_537, 131_072)])
    func classesEndAtPowersOfTwo(gib: Int32, most: Int64) {
        var fleet = Fleet()
        fleet.append(
            account: fleet.internAccount("a"), region: fleet.internRegion("r"), platform: .linux, volumes: [gib])
        #expect(FleetOverview(fleet).sizes.map(\.mostGiB) == [most])
    }
}
