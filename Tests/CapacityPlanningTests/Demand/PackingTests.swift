import ScanModel
import TestSupport
import Testing

@testable import CapacityPlanning

/// Further ways to fill batches.
@Suite("Packing")
struct PackingTests {
    private func weights(_ dice: inout Dice, _ count: ClosedRange<Int>, _ most: Int) -> [Int] {
        (0..<dice.roll(count)).map { _ in dice.roll(1...most) }
    }

    private func loads(_ bins: [[Int]], _ weights: [Int]) -> [Int] { bins.map { $0.reduce(0) { $0 + weights[$1] } } }

    @Test("everything once, never over the capacity except alone, in a fixed order", arguments: BatchingRule.allCases)
    func properties(rule: BatchingRule) {
        var dice = Dice(seed: 1)
        for _ in 0..<500 {
            let capacity = dice.roll(1...9)
            let weights = weights(&dice, 0...40, 11)
            let bins = Packing.bins(rule, weights: weights, capacity: capacity)
            #expect(bins.flatMap(\.self).sorted() == Array(weights.indices))
            #expect(bins.allSatisfy { $0 == $0.sorted() && !$0.isEmpty })
            #expect(bins.map { $0[0] } == bins.map { $0[0] }.sorted())
            for (bin, load) in zip(bins, loads(bins, weights)) { #expect(load <= capacity || bin.count == 1) }
        }
    }

    /// Looks through all bins for every weight.
    private func naive(_ rule: BatchingRule, _ weights: [Int], _ capacity: Int) -> [Int] {
        var order = Array(weights.indices)
        if rule == .firstFitDecreasing { order.sort { (-weights[$0], $0) < (-weights[$1], $1) } }
        var rooms: [Int] = []
        for index in order {
            let fitting = rooms.indices.filter { weights[index] <= capacity && rooms[$0] >= weights[index] }
            let best =
                switch rule {
                case .nextFit: fitting.last.flatMap { $0 == rooms.count - 1 ? $0 : nil }
                case .bestFit: fitting.min { rooms[$0] < rooms[$1] }
                case .firstFit, .firstFitDecreasing: fitting.first
                }
            if let best { rooms[best] -= weights[index] } else { rooms.append(max(0, capacity - weights[index])) }
        }
        return rooms.sorted()
    }

    /// Which of two equally full bins best-fit takes does not change how full all of them are in the end.
    @Test("as full as with a search through all bins", arguments: BatchingRule.allCases)
    func agrees(rule: BatchingRule) {
        var dice = Dice(seed: 2)
        for _ in 0..<500 {
            let capacity = dice.roll(2...24)
            let weights = weights(&dice, 1...60, capacity + 2)
            let bins = Packing.bins(rule, weights: weights, capacity: capacity)
            let rooms = loads(bins, weights).map { max(0, capacity - $0) }.sorted()
            #expect(rooms == naive(rule, weights, capacity), "\(weights) in \(capacity)")
        }
    }

    /// The fewest bins: every way to place one weight after the other, except those that are no better.
    private func fewest(_ weights: [Int], _ capacity: Int) -> Int {
        let sorted = weights.sorted(by: >)
        var best = sorted.count
        func place(_ index: Int, _ rooms: [Int]) {
            if rooms.count >= best { return }
            if index == sorted.count {
                best = rooms.count
                return
            }
            for room in Set(rooms) where room >= sorted[index] {
                var rooms = rooms
                rooms[rooms.firstIndex(of: room)!] -= sorted[index]
                place(index + 1, rooms)
            }
            place(index + 1, rooms + [capacity - sorted[index]])
        }
        place(0, [])
        return best
    }

    @Test("first-fit decreasing needs no more than 11/9 of the fewest bins and 6/9")
    func guarantee() {
        var dice = Dice(seed: 3)
        var (better, optimal) = (0, 0)
        for _ in 0..<400 {
            let capacity = dice.roll(4...24)
            let weights = weights(&dice, 1...11, capacity)
            let best = fewest(weights, capacity)
            let found = Packing.bins(.firstFitDecreasing, weights: weights, capacity: capacity).count
            #expect(9 * found <= 11 * best + 6, "\(weights) in \(capacity): \(found) for \(best)")
            #expect(found >= best)
            if found == best { optimal += 1 }
            if found < Packing.bins(.nextFit, weights: weights, capacity: capacity).count { better += 1 }
        }
        #expect(better > 50 && optimal > 300)
    }

    @Test("a worked example")
    func example() {
        let weights = [2, 5, 3, 6, 1, 7]
        // Capacity 8. Next-fit: 2+5, 3, 6+1, 7. First-fit: 2+5+1, 3, 6, 7. Decreasing: 7+1, 6+2, 5+3.
        #expect(Packing.bins(.nextFit, weights: weights, capacity: 8) == [[0, 1], [2], [3, 4], [5]])
        #expect(Packing.bins(.firstFit, weights: weights, capacity: 8) == [[0, 1, 4], [2], [3], [5]])
        #expect(Packing.bins(.firstFitDecreasing, weights: weights, capacity: 8) == [[0, 3], [1, 2], [4, 5]])
    }

    private func scenario(_ items: [(Platform, Int)], places: Int, _ rule: BatchingRule) -> Scenario {
        var fleet = Fleet()
        let account = fleet.internAccount("account-0")
        let region = fleet.internRegion("region-0")
        for (platform, volumes) in items {
            fleet.append(
                account: account, region: region, platform: platform, volumes: [Int32](repeating: 1, count: volumes))
        }
        var scenario = Scenario.example(
            scanner: .example(.perBatch, places: places), regions: [.example(scanners: 3)], fleet: fleet)
        scenario.deployments[0].batching = rule
        return scenario
    }

    @Test("plans keep platforms apart, scan everyone and never have fewer batches than the bound")
    func plans() throws {
        var dice = Dice(seed: 4)
        for number in 0..<100 {
            let places = dice.roll(1...8)
            let items: [(Platform, Int)] = (0..<dice.roll(1...40)).map { _ in
                (dice.pick(Platform.allCases), dice.roll(1...10))
            }
            let rule = BatchingRule.allCases[number % 4]
            let scenario = scenario(items, places: places, rule)
            let plan = try scenario.planned()
            let region = plan.deployments[0].regions[0]
            let batches = (0..<region.batches.count).map { region.batches[$0].map { items[Int($0)].0 } }
            #expect(batches.allSatisfy { Set($0).count == 1 })
            let linux = items.count { $0.0 == .linux }
            let platforms: [Platform] = batches.flatMap(\.self)
            #expect(platforms.count == items.count)
            #expect(platforms.prefix(linux).allSatisfy { $0 == .linux })
            #expect(region.batches.count >= region.fewestBatches)
            let run = scenario.simulated(plan)
            #expect(run.regions[0].completions.count == items.count)
            #expect(plan.deployments[0].bound.ticks <= run.makespan)
        }
    }

    @Test("next-fit's empty batch stands before a first instance that is too heavy, and has a scanner if wanted")
    func emptyBatches() throws {
        let heavy: [(Platform, Int)] = [(.linux, 6), (.linux, 1), (.windows, 1), (.windows, 6)]
        var scenario = scenario(heavy, places: 4, .nextFit)
        #expect(try scenario.plannedDeployment().regions[0].batches.count == 4)
        scenario.deployments[0].launchesEmptyBatches = true
        let plan = try scenario.planned()
        let batches = plan.deployments[0].regions[0].batches
        #expect(batches.count == 5 && batches[4].isEmpty)
        let run = scenario.simulated(plan).regions[0]
        // It is launched when the region opens, 2 s before the first item is ready, and there is no boot and no drain.
        try #require(run.scanners.count == 5)
        #expect(run.scanners[0] == ScannerLife(launched: 0, terminated: 0))
        #expect(run.completions.count == 4)
    }
}
