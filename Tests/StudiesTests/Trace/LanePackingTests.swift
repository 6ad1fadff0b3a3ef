import TestSupport
import Testing

@testable import Studies

@Suite("Lanes")
struct LanePackingTests {
    @Test(
        "hold stretches without overlap, as many as there are stretches at once",
        arguments: 1...20 as ClosedRange<UInt64>)
    func property(seed: UInt64) {
        var dice = Dice(seed: seed)
        let stretches = (0..<dice.roll(1...300)).map { _ in
            let from = Int64(dice.roll(0...200))
            return (from: from, to: from + Int64(dice.chance(10) ? 0 : dice.roll(1...40)))
        }
        let packing = LanePacking.lanes(stretches)
        for (lane, members) in Dictionary(grouping: stretches.indices, by: { packing.lanes[$0] }) {
            let inOrder = members.map { stretches[$0] }.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
            #expect(zip(inOrder, inOrder.dropFirst()).allSatisfy { $0.to <= $1.from }, "lane \(lane)")
            #expect(lane < packing.count)
        }
        // Counted instant by instant; a stretch without length takes a lane at its instant too.
        let most = (0...240 as ClosedRange<Int64>).map { now in
            stretches.count { $0.from <= now && now < $0.to || $0.from == now && $0.to == now }
        }.max()
        #expect(packing.count <= most ?? 0)
        let real = (0...240 as ClosedRange<Int64>).map { now in stretches.count { $0.from <= now && now < $0.to } }
            .max()
        #expect(packing.count >= real ?? 0)
    }

    @Test("are taken from the lowest on")
    func lowest() {
        #expect(LanePacking.lanes([(0, 5), (0, 3), (3, 9), (4, 6), (5, 7)]).lanes == [1, 0, 0, 2, 1])
        #expect(LanePacking.lanes([]).count == 0)
    }
}
