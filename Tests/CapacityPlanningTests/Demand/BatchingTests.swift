import ScanModel
import TestSupport
import Testing

/// Next-fit: volumes are counted, platforms kept apart, the order never changed.
@Suite("Batching")
struct BatchingTests {
    private func batches(_ items: [(Platform, Int)], places: Int) throws -> [[Int]] {
        var fleet = Fleet()
        let account = fleet.internAccount("account-0")
        let region = fleet.internRegion("region-0")
        for (platform, volumes) in items {
            fleet.append(
                account: account, region: region, platform: platform,
                volumes: [Int32](repeating: 1, count: volumes))
        }
        let scenario = Scenario.example(
            scanner: .example(.perBatch, places: places), regions: [.example(scanners: 3)], fleet: fleet)
        let plan = try scenario.plannedDeployment().regions[0]
        return (0..<plan.batches.count).map { plan.batches[$0].map(Int.init) }
    }

    @Test("a batch takes items in order until the next one does not fit")
    func nextFit() throws {
        let items: [(Platform, Int)] = [2, 1, 2, 3, 1, 4].map { (.linux, $0) }
        // 2 + 1, then 2 + 3 is too much, 3 + 1 is just enough, 4 is alone. First-fit would have put item 4 earlier.
        #expect(try batches(items, places: 4) == [[0, 1], [2], [3, 4], [5]])
    }

    @Test("platforms have batches of their own, linux first")
    func platformsApart() throws {
        let items: [(Platform, Int)] = [(.windows, 1), (.linux, 1), (.windows, 1), (.linux, 1), (.windows, 1)]
        #expect(try batches(items, places: 2) == [[1, 3], [0, 2], [4]])
    }

    @Test("an item of more volumes than a scanner has places is alone")
    func overLimit() throws {
        let items: [(Platform, Int)] = [1, 6, 1, 6, 6].map { (.linux, $0) }
        #expect(try batches(items, places: 4) == [[0], [1], [2], [3], [4]])
    }

    @Test("on any list: everyone once, in order, never over the places except alone, and no batch ends early")
    func properties() throws {
        var dice = Dice(seed: 1)
        for _ in 0..<300 {
            let places = dice.roll(1...8)
            let items: [(Platform, Int)] = (0..<dice.roll(1...40)).map { _ in
                (dice.pick(Platform.allCases), dice.roll(1...10))
            }
            let found = try batches(items, places: places)
            let inOrder = Platform.allCases.flatMap { platform in items.indices.filter { items[$0].0 == platform } }
            #expect(found.flatMap(\.self) == inOrder)
            func load(_ batch: [Int]) -> Int { batch.reduce(0) { $0 + items[$1].1 } }
            for batch in found {
                #expect(!batch.isEmpty && (load(batch) <= places || batch.count == 1))
                #expect(Set(batch.map { items[$0].0 }).count == 1)
            }
            for (batch, next) in zip(found, found.dropFirst()) where items[batch[0]].0 == items[next[0]].0 {
                #expect(load(batch) + items[next[0]].1 > places)
            }
        }
    }

    @Test("persistent scanners have no batches")
    func persistentScanners() throws {
        let scenario = Scenario.example(
            scanner: .example(.persistent), regions: [.example()], fleet: .equal(5))
        #expect(try scenario.plannedDeployment().regions[0].batches.isEmpty)
    }
}
