import ScanModel
import Testing

@Suite("The content of a fleet by account and region")
struct FleetContentTests {
    private func drawn(_ seed: UInt64, _ count: Int = 60) -> [DrawnInstance] {
        var inputs = TestInputs(seed)
        return (0..<count).map { _ in DrawnInstance(&inputs) }
    }

    @Test("counts what each pair holds", arguments: 1...20 as ClosedRange<UInt64>)
    func counts(seed: UInt64) throws {
        let instances = drawn(seed)
        let content = FleetContent(Fleet(instances))
        let groups = Dictionary(grouping: instances, by: \.pair)
        #expect(content.entries.map(\.pair) == groups.keys.sorted())
        for entry in content.entries {
            let own = try #require(groups[entry.pair])
            #expect(entry.instances == own.count)
            #expect(entry.volumes == own.reduce(0) { $0 + $1.sizes.count })
            #expect(entry.sizeUnits == own.reduce(0) { $0 + $1.sizes.reduce(0) { $0 + Int64($1) } })
            #expect(entry.failuresMost == own.map(\.failures).max())
        }
    }

    @Test("does not depend on intern order, nor on the order of pairs", arguments: 1...20 as ClosedRange<UInt64>)
    func order(seed: UInt64) {
        let instances = drawn(seed)
        let content = FleetContent(Fleet(instances))
        #expect(FleetContent(Fleet(instances, internedFirst: drawn(seed + 100).reversed())).entries == content.entries)
        // A stable sort keeps the order within a pair.
        let sorted = instances.enumerated().sorted { ($0.element.pair, $0.offset) < ($1.element.pair, $1.offset) }
        let fleet = Fleet(sorted.map(\.element))
        #expect(FleetContent(fleet).entries == content.entries)
        let backwards = Dictionary(grouping: instances, by: \.pair).sorted { $0.key > $1.key }.flatMap(\.value)
        #expect(FleetContent(Fleet(backwards)).entries == content.entries)
        #expect(FleetContent(Fleet(backwards)).orders != FleetContent(fleet).orders)
    }

    @Test(
        "changes with every property of an instance, in its pair only", arguments: FleetDifference.Property.allCases)
    func properties(property: FleetDifference.Property) throws {
        var changes = 0
        for seed in 1...20 as ClosedRange<UInt64> {
            var instances = drawn(seed)
            let before = FleetContent(Fleet(instances))
            let place = Int(seed) % instances.count
            let pair = instances[place].pair
            if property == .order {
                let other = instances.indices.last {
                    instances[$0].pair == pair && instances[$0] != instances[place]
                }
                guard let other else { continue }
                instances.swapAt(place, other)
            } else if !instances[place].change(property) {
                continue
            }
            changes += 1
            let after = FleetContent(Fleet(instances))
            for (old, new) in FleetContent.merged(before, after) {
                #expect((old?.digest == new?.digest) == (old?.pair != pair))
            }
        }
        #expect(changes > 5)
    }

    @Test("tells neighbouring volumes and instances apart")
    func borders() {
        func digest(_ volumes: [[Int32]]) -> ContentDigest {
            var fleet = Fleet()
            let (account, region) = (fleet.internAccount("a"), fleet.internRegion("r"))
            for sizes in volumes { fleet.append(account: account, region: region, platform: .linux, volumes: sizes) }
            return FleetContent(fleet).entries[0].digest
        }
        let all = [
            digest([[1, 2]]), digest([[1], [2]]), digest([[2, 1]]), digest([[], [1, 2]]), digest([[1, 2], []]),
        ]
        #expect(Set(all).count == all.count)
    }

    @Test("hashes again only what was touched", arguments: 1...20 as ClosedRange<UInt64>)
    func reuse(seed: UInt64) {
        var instances = drawn(seed)
        let before = FleetContent(Fleet(instances))
        let pair = instances[0].pair
        instances[0].platform = instances[0].platform == .linux ? .windows : .linux
        let gone = instances[1].pair
        instances.removeAll { $0.pair == gone && $0.pair != pair }
        let fleet = Fleet(instances)
        let work = FleetHashing(fleet, reusing: before, touched: [pair])
        #expect(work.pairsToHash == 1)
        #expect(work.content(work.parts.indices.map { work.entries($0) }) == FleetContent(fleet))
    }

    /// Computed with hashlib of Python from the documented form of the bytes.
    @Test("has the digest that another program gives")
    func knownDigest() {
        var fleet = Fleet()
        let (account, region) = (fleet.internAccount("111122223333"), fleet.internRegion("us-east-1"))
        fleet.append(account: account, region: region, platform: .windows, volumes: [30, 100])
        #expect(
            FleetContent(fleet).entries[0].digest.text
                == "888324a2081a1cdb74799e2110a8118faac11c0b44ff01c9a5388f5679d0d0ed")
    }
}
