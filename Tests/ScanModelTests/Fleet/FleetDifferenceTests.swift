import ScanModel
import Testing

@Suite("What sets two fleets apart")
struct FleetDifferenceTests {
    private func difference(_ first: [DrawnInstance], _ second: [DrawnInstance]) -> FleetDifference {
        let (one, two) = (Fleet(first), Fleet(second))
        return FleetDifference(from: one, FleetContent(one), to: two, FleetContent(two))
    }

    private func drawn(_ seed: UInt64) -> [DrawnInstance] {
        var inputs = TestInputs(seed)
        return (0..<50).map { _ in DrawnInstance(&inputs) }
    }

    @Test(
        "is nothing between a fleet and itself, whatever the order of its pairs",
        arguments: [1, 2, 3, 4, 5] as [UInt64])
    func nothing(seed: UInt64) {
        let instances = drawn(seed)
        let grouped = Dictionary(grouping: instances, by: \.pair).sorted { $0.key < $1.key }.flatMap(\.value)
        let found = difference(instances, grouped)
        #expect(found.isEmpty)
        #expect(found.unchangedPairs == Set(instances.map(\.pair)).count)
        #expect(found.before == found.after)
        #expect(found.before.instances == 50)
    }

    @Test("sums up to what was added and taken away", arguments: 1...20 as ClosedRange<UInt64>)
    func sums(seed: UInt64) {
        var inputs = TestInputs(seed + 1_000)
        let before = drawn(seed)
        var after = before.filter { _ in !inputs.chance(percent: 10) }
        for _ in 0..<inputs.number(0...6) { after.append(DrawnInstance(&inputs, accounts: 6, regions: 4)) }
        let found = difference(before, after)
        func sum(_ amount: (FleetDifference.Amount) -> Int) -> Int {
            found.entries.reduce(0) { $0 + amount($1.after) - amount($1.before) }
        }
        #expect(sum(\.instances) == after.count - before.count)
        #expect(sum(\.instances) == found.after.instances - found.before.instances)
        #expect(sum(\.volumes) == found.after.volumes - found.before.volumes)
        let gib = found.entries.reduce(Rational.zero) { $0 + $1.after.gib - $1.before.gib }
        #expect(gib == found.after.gib - found.before.gib)
        #expect(found.entries.map(\.pair) == found.entries.map(\.pair).sorted())
        let (old, new) = (Set(before.map(\.pair)), Set(after.map(\.pair)))
        #expect(Set(found.entries.filter { $0.change == .added }.map(\.pair)) == new.subtracting(old))
        #expect(Set(found.entries.filter { $0.change == .removed }.map(\.pair)) == old.subtracting(new))
        #expect(found.accountsAdded == Set(after.map(\.account)).subtracting(before.map(\.account)).sorted())
        #expect(found.regionsRemoved == Set(before.map(\.region)).subtracting(after.map(\.region)).sorted())
    }

    @Test("names the property of the instances that changed", arguments: FleetDifference.Property.allCases)
    func properties(property: FleetDifference.Property) {
        var changes = 0
        for seed in 1...20 as ClosedRange<UInt64> {
            let before = drawn(seed)
            var after = before
            let place = Int(seed)
            if property == .order {
                let other = after.indices.last { after[$0].pair == after[place].pair && after[$0] != after[place] }
                guard let other else { continue }
                after.swapAt(place, other)
            } else if !after[place].change(property) {
                continue
            }
            changes += 1
            let found = difference(before, after)
            #expect(found.entries.map(\.pair) == [before[place].pair])
            #expect(found.entries.first?.change == .changed)
            #expect(found.entries.first?.properties == [property])
        }
        #expect(changes > 5)
    }
}
