import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// Small regions with scanners per batch, worked out by hand.
@Suite("Scanners per batch, worked examples")
struct BatchExampleTests {
    /// Seconds as ticks of a run.
    private func ticks(_ seconds: [Int], _ outcome: BatchOutcome) -> [Int64] {
        seconds.map { Int64($0) * outcome.run.deployments[0].scale.ticksPerSecond }
    }

    private func run(_ made: BatchCase) throws -> (BatchOutcome, RegionRun) {
        var dice = Dice(seed: 1)
        let outcome = try BatchOutcome(made, dice: &dice)
        #expect(outcome.differences() == [])
        return (outcome, outcome.run.deployments[0].regions[0])
    }

    /// Items of one volume of 1 GiB, one on each scanner, through: prepare 0 s, scan 10 s, clear 0 s.
    private func plain(items: Int, scanners: Int, boot: Int128 = 0, drain: Int128 = 0) -> BatchCase {
        let stages = [0, 10, 0].map { NaiveStage(base: NaiveFraction($0)) }
        return BatchCase(
            name: "example",
            workflow: NaiveWorkflow(
                stages: stages, resources: [], buckets: [], place: 1, lastPlace: 1, places: 1,
                boot: NaiveFraction(boot), drain: NaiveFraction(drain), minimumBilled: .zero),
            regions: [
                BatchCase.Region(
                    instances: (0..<items).map { _ in
                        BatchCase.Instance(account: 1, isWindows: false, volumes: [1])
                    }, scanners: scanners, capacities: [], rates: [])
            ], order: .earliestReady, sizeUnitsPerGiB: 1, shufflesBatches: false)
    }

    @Test("a scanner counts until it is gone, so the next batch waits for its drain")
    func drainHoldsThePosition() throws {
        let (outcome, region) = try run(plain(items: 3, scanners: 1, boot: 5, drain: 2))
        // Each life is 5 + 10 + 2 s; lives follow one another; items end 2 s before their scanner is gone.
        #expect(region.scanners.map(\.launched) == ticks([0, 17, 34], outcome))
        #expect(region.scanners.map(\.terminated) == ticks([17, 34, 51], outcome))
        #expect(region.completions == ticks([15, 32, 49], outcome))
    }

    @Test("a throttled termination keeps the scanner billed and its position taken")
    func terminationsAreThrottled() throws {
        var made = plain(items: 4, scanners: 2)
        made.workflow.buckets = [NaiveCounter(perAccount: false, basis: .item)]
        made.workflow.terminateBuckets = [0]
        made.regions[0].rates = [NaiveRate(perSecond: NaiveFraction(1, over: 4), burst: NaiveFraction(1))]
        let (outcome, region) = try run(made)
        // Two end at 10 s and are gone at 10 and 14; the next two end at 20 and 24 and are gone then.
        #expect(region.scanners.map(\.launched) == ticks([0, 0, 10, 14], outcome))
        #expect(region.scanners.map(\.terminated) == ticks([10, 14, 20, 24], outcome))
        #expect(region.billed == Int128(ticks([10 + 14 + 10 + 10], outcome)[0]))
        #expect(region.requests == [4])
    }

    @Test("a waiting line lets nobody pass, even if a later item would fit")
    func linesKeepTheirOrder() throws {
        var made = plain(items: 3, scanners: 3)
        made.workflow.stages[0] = NaiveStage(acquires: [0], base: NaiveFraction(10), releases: [0])
        made.workflow.resources = [NaiveCounter(perAccount: false, basis: .sizeUnit)]
        made.regions[0].capacities = [6]
        for (item, size) in [4, 5, 2].enumerated() { made.regions[0].instances[item].volumes = [size] }
        let (outcome, region) = try run(made)
        // 4 of 6 are in use; 5 must wait, and so must 2 behind it; then 5, then 2, each after the one before.
        #expect(region.completions == ticks([20, 30, 40], outcome))
        #expect(region.stages[0].waitingForResources == Int128(ticks([10 + 20], outcome)[0]))
        #expect(region.peaks == [5])
    }

    @Test("back-off grows by its factor up to its limit, and every refusal counts as requests")
    func backoffGrows() throws {
        var made = plain(items: 2, scanners: 2)
        made.workflow.buckets = [NaiveCounter(perAccount: false, basis: .item)]
        made.workflow.stages[0].spends = [0]
        made.workflow.stages[0].backoff = NaiveBackoff(
            first: NaiveFraction(1), factor: 3, limit: NaiveFraction(5))
        made.regions[0].rates = [NaiveRate(perSecond: NaiveFraction(1, over: 17), burst: NaiveFraction(1))]
        let (outcome, region) = try run(made)
        // The next token comes at 17 s. Asked at 0, 1, 4, 9, 14 and 19: five refusals.
        #expect(region.completions == ticks([10, 29], outcome))
        #expect(region.stages[0].refusals == 5)
        #expect(region.requests == [1 + 6])
        #expect(region.stages[0].waitingForTokens == Int128(ticks([19], outcome)[0]))
    }

    @Test("a meter runs from the last token to the end of the stage that closes it, else to the end of the item")
    func metersRun() throws {
        var made = plain(items: 2, scanners: 2, boot: 5)
        made.workflow.buckets = [NaiveCounter(perAccount: false, basis: .item)]
        made.workflow.stages[0] = NaiveStage(spends: [0], base: NaiveFraction(3), opens: [1])
        made.workflow.stages[1].opens = [0]
        made.workflow.stages[1].closes = [0]
        made.workflow.stages[2].base = NaiveFraction(2)
        made.regions[0].rates = [NaiveRate(perSecond: NaiveFraction(1, over: 4), burst: NaiveFraction(1))]
        for item in [0, 1] { made.regions[0].instances[item].volumes = [2, 3] }
        let (outcome, region) = try run(made)
        // Volumes of 5 GiB for the 10 s of the scan; snapshots from the grant on: 3 + 5 + 10 + 2 s.
        #expect(region.storage[0] == Int128(ticks([2 * 5 * 10], outcome)[0]))
        #expect(region.storage[1] == Int128(ticks([2 * 5 * 20], outcome)[0]))
        #expect(region.completions == ticks([20, 24], outcome))
    }

    @Test("of batches ready together, the lower number goes first; by size, the largest or the smallest")
    func dispatchOrders() throws {
        var made = plain(items: 4, scanners: 1)
        for (item, size) in [2, 3, 3, 1].enumerated() { made.regions[0].instances[item].volumes = [size] }
        // The time on the scanner tells who was served.
        made.workflow.stages[1].perSizeUnit = NaiveFraction(1)
        for (order, expected) in [
            (NaiveBatchOrder.earliestReady, [12, 25, 38, 49]), (.largest, [13, 26, 38, 49]),
            (.smallest, [11, 23, 36, 49]),
        ] {
            made.order = order
            let (outcome, region) = try run(made)
            #expect(region.completions == ticks(expected, outcome))
        }
    }
}
