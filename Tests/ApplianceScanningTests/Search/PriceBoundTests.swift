import Testing

@testable import ApplianceScanning

@Suite("Price bound")
struct PriceBoundTests {
    @Test("any prices prove a bound that no plan is below")
    func anyPrices() throws {
        var near = 0
        for number in 0..<60 {
            var dice = Dice(seed: 1000 + number)
            let estate = ScanEstate.random(&dice)
            let terms = ApplianceTerms.sample.inOrder
            let least = ExhaustivePlan(estate, terms).leastCost()
            let graph = ReachGraph(estate)
            let components = graph.components().compactMap { CompiledComponent($0, of: graph, terms: terms)?.problem }
            var greatest = 0
            for _ in 0..<20 {
                var bound = 0
                for problem in components {
                    let prices = problem.segments.map { _ in dice.roll(12_000_000) * PriceBound.scale }
                    bound += PriceBound.microDollars(PriceBound(problem).evaluate(prices, LevelRanges(problem)))
                }
                greatest = max(greatest, bound)
            }
            #expect(greatest <= least, "\(number)")
            if greatest > least / 2 { near += 1 }
        }
        // Bounds of no use would pass too.
        #expect(near > 30)
    }

    @Test("one place, one segment: the bound is the cost at the right price")
    func tight() {
        // Three hosts at a place with a machine of 50 for two hosts: two machines.
        let problem = CoverProblem(
            perSlot: 1, segments: [.init(hosts: 3, units: 1, perSlot: 1, outside: nil)],
            menus: [CapacityMenu(sizes: [(50, 2)], work: 3)], menuOfPlace: [0], arcs: [[(0, 0)]])
        let evaluator = PriceBound(problem)
        let ranges = LevelRanges(problem)
        func bound(_ price: Int) -> Int {
            PriceBound.microDollars(evaluator.evaluate([price * PriceBound.scale], ranges))
        }
        #expect(bound(10) == 30)
        #expect(bound(25) == 75)
        #expect(bound(50) == 100)
        #expect(bound(80) == 100)
    }

    @Test("narrowed ranges keep every plan that is cheaper than the limit")
    func narrowing() {
        let problem = CoverProblem(
            perSlot: 1, segments: [.init(hosts: 4, units: 1, perSlot: 1, outside: nil)],
            menus: [CapacityMenu(sizes: [(50, 2)], work: 4)], menuOfPlace: [0, 0], arcs: [[(0, 0)], [(0, 30)]])
        let evaluator = PriceBound(problem)
        var ranges = LevelRanges(problem)
        let prices = [50 * PriceBound.scale]
        let bound = evaluator.evaluate(prices, ranges)
        evaluator.narrow(&ranges, prices: prices, bound: bound, upper: 110)
        #expect(ranges.low == [2, 0] && ranges.high == [2, 0])
    }
}
