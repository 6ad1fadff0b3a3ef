import ScanModel
import Testing

@testable import FleetInventory

/// Which instances of generated fleets other scans of the vendor cover.
@Suite struct GeneratedTraitsTests {
    private func sample(agent: Rational, api: Rational, instances: Int = 5000) -> FleetSpecification {
        var specification = FleetSpecification.sample(seed: 3, instances: instances)
        specification.cloudAgentShare = agent
        specification.apiScannedShare = api
        return specification
    }

    private func count(_ traits: InstanceTraits, in fleet: Fleet) -> Int {
        (0..<fleet.instanceCount).count { fleet.traits(of: $0).isSuperset(of: traits) }
    }

    @Test func sharesAreMetAndIndependent() {
        let fleet = FleetGenerator.fleet(sample(agent: Rational(1, over: 5), api: Rational(1, over: 2)))
        #expect(isClose(count(.cloudAgent, in: fleet), of: 5000, to: 0.2))
        #expect(isClose(count(.apiScanned, in: fleet), of: 5000, to: 0.5))
        #expect(isClose(count([.cloudAgent, .apiScanned], in: fleet), of: 5000, to: 0.1))
    }

    @Test func nothingElseChangesAndNothingIsKeptWithoutThem() {
        let plain = FleetGenerator.fleet(sample(agent: .zero, api: .zero))
        #expect(plain.instanceTraits.isEmpty)
        var covered = FleetGenerator.fleet(sample(agent: Rational(1, over: 5), api: .one))
        #expect(covered.instanceTraits.count == 5000)
        #expect(covered != plain)
        let bare = (0..<5000).map { covered.volumeSize[covered.volumes(of: $0)].map { $0 } }
        #expect(bare == (0..<5000).map { plain.volumeSize[plain.volumes(of: $0)].map { $0 } })
        covered.intake = plain.intake
        #expect(covered.instanceTagSet == plain.instanceTagSet && covered.instancePlatform == plain.instancePlatform)
    }

    @Test func blocksDrawWhatSingleInstancesDraw() {
        let specification = sample(agent: Rational(1, over: 3), api: Rational(1, over: 7), instances: 2000)
        let fleet = FleetGenerator.fleet(specification)
        var traits: [InstanceTraits] = []
        FleetGenerator.forEachInstance(specification) { traits.append($0.traits) }
        #expect(traits == (0..<2000).map { fleet.traits(of: $0) })
    }

    @Test func theTableIsTheSameWithoutHoldingTheFleet() {
        for specification in [
            sample(agent: Rational(1, over: 4), api: .zero, instances: 700),
            sample(agent: Rational(1, over: 4), api: Rational(1, over: 4), instances: 700),
            sample(agent: .zero, api: .zero, instances: 700),
            sample(agent: Rational(1, over: 1_000_000), api: .zero, instances: 20),
        ] {
            var streamed: [UInt8] = []
            FleetCSV.write(generated: specification) { streamed += $0 }
            #expect(String(decoding: streamed, as: UTF8.self) == table(of: FleetGenerator.fleet(specification)))
        }
    }

    @Test func sharesBeyondOneAreFaults() {
        #expect(sample(agent: 2, api: .zero).faults.map(\.field) == ["cloudAgent"])
        #expect(sample(agent: .zero, api: Rational(-1, over: 2)).faults.map(\.field) == ["apiScanned"])
    }
}
