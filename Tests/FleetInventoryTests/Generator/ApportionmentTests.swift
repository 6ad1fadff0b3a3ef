import Testing

@testable import FleetInventory

@Suite struct ApportionmentTests {
    @Test func largestFractionsGetTheRest() {
        // 10 of (40, 35, 25): 4, 3.5 and 2.5; the two halves are equal, and the earlier one gets the instance.
        #expect(Apportionment.largestRemainders(10, weights: [40, 35, 25]) == [4, 4, 2])
        #expect(Apportionment.largestRemainders(7, weights: [1, 1, 1]) == [3, 2, 2])
        #expect(Apportionment.largestRemainders(3, weights: [0, 5, 0]) == [0, 3, 0])
        #expect(Apportionment.largestRemainders(0, weights: [1, 2]) == [0, 0])
    }

    @Test func greatNumbersAreExact() {
        let whole: UInt64 = 1_000_000_000_000_000_000
        #expect(
            Apportionment.largestRemainders(20_000_000, weights: [whole / 2 - 1, whole / 2 + 1])
                == [10_000_000, 10_000_000])
        #expect(Apportionment.largestRemainders(20_000_000, weights: [whole - 1, 1]) == [20_000_000, 0])
        #expect(Apportionment.largestRemainders(1, weights: [whole / 2 - 1, whole / 2 + 1]) == [0, 1])
    }

    @Test(arguments: 0..<20)
    func everyPartIsWithinOneOfItsExactShare(seed: Int) {
        let weights = (0..<50).map { UInt64((($0 + seed) * 7919) % 1009) }
        let sum = Int(weights.reduce(0, +))
        for total in [1, 7, 100, 12_345] {
            let parts = Apportionment.largestRemainders(total, weights: weights)
            #expect(parts.reduce(0, +) == total)
            for (part, weight) in zip(parts, weights) { #expect(abs(part * sum - total * Int(weight)) < sum) }
        }
    }

    @Test func everyRegionKeepsItsShareOfWhatIsDealt() {
        let totals = [521, 300, 0, 150, 28, 1]
        let total = totals.reduce(0, +)
        var dealing = RegionDealing(totals: totals)
        var counts = totals.map { _ in 0 }
        var dealt = 0
        var sizes = [1, 1, 1, 2, 1, 5, 1, 3, 40, 1, 1, 7, 0, 1][...]
        while dealt < total {
            let size = min(sizes.first ?? 1, total - dealt)
            sizes = sizes.dropFirst()
            dealing.deal(size)
            #expect(dealing.row.reduce(0, +) == size)
            dealt += size
            for region in totals.indices {
                counts[region] += dealing.row[region]
                #expect(abs(counts[region] * total - dealt * totals[region]) < total)
            }
        }
        #expect(counts == totals)
    }

    @Test func smallAccountsReachSmallRegions() {
        var dealing = RegionDealing(totals: [80, 15, 5])
        var regionsOfSingles: [Int] = []
        for _ in 0..<100 {
            dealing.deal(1)
            regionsOfSingles.append(dealing.row.firstIndex(of: 1)!)
        }
        #expect(regionsOfSingles.count { $0 == 2 } == 5)
        #expect(regionsOfSingles.prefix(20).count { $0 == 2 } == 1)
    }
}
