import RandomStreams
import ScanModel
import Testing

@testable import FleetInventory

/// The short cuts of the generator give what the long way gives.
@Suite struct FleetPartsTests {
    /// Both more and fewer accounts than parts: with one account, every cut is inside it.
    @Test(arguments: [1, 3, 700], [1, 2, 8])
    func anyNumberOfTasksGivesTheSameFleet(accounts: Int, width: Int) async {
        var specification = FleetSpecification.sample(seed: 5, instances: 40_000, accounts: accounts)
        specification.encryption = EncryptionShares(
            customerKey: Rational(1, over: 100), defaultKey: Rational(1, over: 3))
        let alone = FleetGenerator.fleet(specification)
        let together = await FleetGenerator.fleet(specification, width: width)
        #expect(together == alone)
    }

    @Test(arguments: [1, 2, 7, 500, 501])
    func partsAreCutFromTheSameRuns(wanted: Int) {
        let deal = Deal(.sample(instances: 500, accounts: 40))
        func list(_ parts: [Deal.Part]) -> [[Int]] {
            var list: [[Int]] = []
            for part in parts {
                deal.forEachRun(part) { account, region, numbers in
                    for number in numbers { list.append([account, region, number]) }
                }
            }
            return list
        }
        let parts = deal.parts(wanted)
        #expect(parts.reduce(0) { $0 + $1.count } == 500)
        #expect(list(parts) == list(deal.parts(1)))
    }

    /// Searches all regions for each instance, as the definition says.
    private func dealtByDefinition(_ counts: inout [Int], _ dealt: inout Int, totals: [Int]) -> Int {
        let total = totals.reduce(0, +)
        dealt += 1
        var best = -1
        for region in totals.indices where counts[region] * total < dealt * totals[region] {
            if best < 0 || totals[region] * (counts[best] + 1) > totals[best] * (counts[region] + 1) { best = region }
        }
        counts[best] += 1
        return best
    }

    @Test(arguments: 0..<40)
    func regionsAreDealtByTheDefinition(seed: Int) {
        let regions = 1 + seed % 30
        let totals = (0..<regions).map { seed % 4 == 0 ? 12 : (($0 + seed) * 7919 + 1) % [3, 50, 331][seed % 3] }
        let total = totals.reduce(0, +)
        var dealing = RegionDealing(totals: totals)
        var counts = totals.map { _ in 0 }
        var dealt = 0
        for _ in 0..<total {
            dealing.deal(1)
            let expected = dealtByDefinition(&counts, &dealt, totals: totals)
            #expect(dealing.row.firstIndex(of: 1) == expected, "instance \(dealt) of \(totals)")
        }
    }

    @Test(arguments: [
        FleetSpecification.SizeDistribution(medianGiB: 30, sigma: 0.5, leastGiB: 8, mostGiB: 500),
        FleetSpecification.SizeDistribution(medianGiB: 100, sigma: 10, leastGiB: 1, mostGiB: 65_536),
        FleetSpecification.SizeDistribution(medianGiB: 12.5, sigma: 0, leastGiB: 1, mostGiB: 100),
        FleetSpecification.SizeDistribution(medianGiB: 0.3, sigma: 2, leastGiB: 4, mostGiB: 5),
    ])
    func sizesFromTheTableAreThoseThatAreDrawn(distribution: FleetSpecification.SizeDistribution) {
        let exact = SizeDraw(distribution)
        let tabulated = SizeDraw(distribution, expected: 128 << 8)
        var bits: UInt64 = 1
        for cell in 0..<256 as Range<UInt64> {
            bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            for bits in [cell << 56, cell << 56 | 1 << 56 - 1, cell << 56 | bits >> 8, bits] {
                #expect(tabulated.size(bits) == exact.size(bits), "bits \(bits)")
            }
        }
    }

    @Test func aShareHappensForItsPartOfTheBits() {
        let third = Chance(Rational(1, over: 3))
        #expect(third.holds(0x5555_5555_5555_5555) && !third.holds(0x5555_5555_5555_5556))
        #expect(!third.isNever && !third.isCertain)
        let half = Chance(Rational(1, over: 2))
        #expect(half.holds(1 << 63 - 1) && !half.holds(1 << 63))
        #expect(Chance(.zero).isNever && !Chance(.zero).holds(0))
        #expect(Chance(.one).isCertain && Chance(.one).holds(.max))
    }
}
