import ScanModel
import Testing

@Suite("Details of a fleet")
struct FleetDetailsTests {
    /// Instances of which each has two volumes; `described` says more of the instance of that number.
    private func fleet(_ instances: Int, described: Int?) -> Fleet {
        var fleet = Fleet()
        let account = fleet.internAccount("a")
        let region = fleet.internRegion("r")
        for instance in 0..<instances {
            fleet.append(account: account, region: region, platform: .linux, volumes: [1, 2])
            if instance == described {
                let tags = fleet.internTags([Tag(key: "k", value: "v\(instances)")])
                let group = fleet.internGroup("g\(instances)")
                fleet.describeLast(traits: [.arm64, .marketplace], group: group, volumeTags: [0, tags])
            } else {
                fleet.describeLast(volumeTags: [0, 0])
            }
        }
        return fleet
    }

    @Test("Nothing is kept of what says nothing, and a column ends with the last that says something")
    func columns() {
        let plain = fleet(3, described: nil)
        #expect(plain.instanceTraits.isEmpty && plain.instanceGroup.isEmpty && plain.volumeTagSet.isEmpty)
        let one = fleet(3, described: 1)
        #expect(one.instanceTraits == [[], [.arm64, .marketplace]])
        #expect(one.instanceGroup == [-1, 0])
        #expect(one.volumeTagSet == [0, 0, 0, 1])
        #expect((0..<3).map { one.traits(of: $0).isEmpty } == [true, false, true])
        #expect((0..<3).map { one.group(of: $0) } == [-1, 0, -1])
        #expect((0..<6).map { one.tagSet(ofVolume: $0) } == [0, 0, 0, 1, 0, 0])
    }

    @Test("Appending a fleet keeps what both say", arguments: [nil, 0, 2] as [Int?], [nil, 0, 3] as [Int?])
    func append(first: Int?, second: Int?) {
        let (left, right) = (fleet(3, described: first), fleet(4, described: second))
        var joined = left
        joined.append(contentsOf: right)
        for instance in 0..<7 {
            let (part, index) = instance < 3 ? (left, instance) : (right, instance - 3)
            #expect(joined.traits(of: instance) == part.traits(of: index))
            let (group, own) = (joined.group(of: instance), part.group(of: index))
            #expect((group < 0) == (own < 0))
            if group >= 0, own >= 0 { #expect(joined.groups.texts[Int(group)] == part.groups.texts[Int(own)]) }
            for volume in 0..<2 {
                #expect(
                    joined.tagSets[Int(joined.tagSet(ofVolume: instance * 2 + volume))]
                        == part.tagSets[Int(part.tagSet(ofVolume: index * 2 + volume))])
            }
        }
        #expect(joined.instanceTraits.isEmpty == (first == nil && second == nil))
    }
}
