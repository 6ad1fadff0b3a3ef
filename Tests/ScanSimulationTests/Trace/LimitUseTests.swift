import CapacityPlanning
import ScanModel
import ScanSimulation
import TestSupport
import Testing

/// How far limits are used in the course of a cycle, against the totals that every run keeps by itself.
@Suite("Limits in the course of a cycle")
struct LimitUseTests {
    /// Checks the greatest use against the peaks and the sum of requests against the total, for several numbers of
    /// stretches; tells how many limits had something to compare.
    @discardableResult
    private func check(_ scenario: Scenario) async throws -> Int {
        let (plan, run) = try RegionTraceTests.planned(scenario)
        var compared = 0
        for most in [1, 7, 96] {
            let stretches = Stretches(covering: run.makespan, most: most)
            #expect(stretches.count <= most)
            #expect(Int128(stretches.ticks) * Int128(stretches.count) >= Int128(run.makespan))
            let uses = await ScanSimulator.limitUse(
                scenario, plan: plan, deployment: 0, run: run, seed: scenario.seed, stretches: stretches, width: 2)
            #expect(uses.count == run.regions.count)
            for (use, region) in zip(uses, run.regions) {
                #expect(use.units.map { $0.max() ?? 0 } == region.peaks, "\(scenario.name): \(region.region)")
                #expect(
                    use.requests.map { $0.reduce(0, +) } == region.requests, "\(scenario.name): \(region.region)")
                compared += region.peaks.count { $0 > 0 } + region.requests.count { $0 > 0 }
                for (tokens, requests) in zip(use.tokens, use.requests) {
                    #expect(zip(tokens, requests).allSatisfy { $0 <= $1 }, "\(scenario.name): \(region.region)")
                }
            }
        }
        return compared
    }

    @Test("of batches", arguments: 1...3 as ClosedRange<UInt64>)
    func batches(seed: UInt64) async throws {
        var generator = BatchCaseGenerator(seed: seed &+ 700)
        var compared = 0
        for _ in 0..<12 { compared += try await check(generator.next().scenario()) }
        #expect(compared > 100)
    }

    @Test("of stages with rules", arguments: 4...6 as ClosedRange<UInt64>)
    func rules(seed: UInt64) async throws {
        var generator = BatchCaseGenerator(seed: seed &+ 700)
        for _ in 0..<12 { try await check(generator.nextWithRules().scenario()) }
    }

    @Test("of scanners that meet faults", arguments: 7...9 as ClosedRange<UInt64>)
    func faults(seed: UInt64) async throws {
        var generator = BatchCaseGenerator(seed: seed &+ 700)
        for _ in 0..<10 { try await check(generator.nextWithFaults().scenario()) }
        for _ in 0..<6 { try await check(generator.nextWithReadsAndFaults().scenario()) }
    }

    @Test("of regions that take turns and snapshots in rounds", arguments: 10...12 as ClosedRange<UInt64>)
    func turns(seed: UInt64) async throws {
        var generator = BatchCaseGenerator(seed: seed &+ 700)
        for _ in 0..<10 { try await check(generator.nextWithTurns().scenario()) }
    }

    @Test("of regions behind a gate that share a bucket", arguments: 13...15 as ClosedRange<UInt64>)
    func gates(seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        var generator = BatchCaseGenerator(seed: seed &+ 700)
        for number in 0..<8 {
            try await check(generator.nextBehindGate(regions: 2...5, isShared: number % 2 == 0, dice: &dice))
        }
    }

    @Test("of scanners that stay", arguments: 16...18 as ClosedRange<UInt64>)
    func persistent(seed: UInt64) async throws {
        var dice = Dice(seed: seed)
        var generator = BatchCaseGenerator(seed: seed &+ 700)
        for _ in 0..<12 {
            try await check(generator.nextWithStayingScanners(dice: &dice))
        }
    }

    /// One scanner and items of one volume, through: prepare 4 s, scan 10 s, clear 2 s. `pending` is held from the start of
    /// the first stage to the end of the second; the first stage asks a bucket.
    private func line(items: Int, rate: NaiveRate?) throws -> Scenario {
        var stages = [4, 10, 2].map { NaiveStage(base: NaiveFraction($0)) }
        stages[0].acquires = [0]
        stages[0].spends = [0]
        stages[0].releases = [0]
        return BatchCase(
            name: "line",
            workflow: NaiveWorkflow(
                stages: stages, resources: [NaiveCounter(perAccount: false, basis: .item)],
                buckets: [NaiveCounter(perAccount: false, basis: .item)], place: 1, lastPlace: 1, places: 1,
                boot: .zero, drain: .zero, minimumBilled: .zero),
            regions: [
                BatchCase.Region(
                    instances: (0..<items).map { _ in BatchCase.Instance(account: 1, isWindows: false, volumes: [1]) },
                    scanners: 1, capacities: [2], rates: [rate])
            ], order: .earliestReady, sizeUnitsPerGiB: 1, shufflesBatches: false
        ).scenario()
    }

    @Test("of one item by hand, and at the edges of stretches")
    func byHand() async throws {
        let scenario = try line(items: 1, rate: nil)
        let (plan, run) = try RegionTraceTests.planned(scenario)
        let second = run.scale.ticksPerSecond
        #expect(run.makespan == 16 * second)
        func use(_ most: Int) async -> RegionLimitUse {
            await ScanSimulator.limitUse(
                scenario, plan: plan, deployment: 0, run: run, seed: 1,
                stretches: Stretches(covering: run.makespan, most: most), width: 1)[0]
        }
        // Held from 0 to 4 s: with stretches of 4 s not in the second one, with stretches of 2 s in two of them.
        #expect(await use(4).units == [[1, 0, 0, 0]])
        #expect(await use(8).units == [[1, 1, 0, 0, 0, 0, 0, 0]])
        #expect(await use(4).requests == [[1, 0, 0, 0]])
        #expect(await use(1).units == [[1]])
    }

    @Test("of a bucket by the instants of its grants")
    func grants() async throws {
        // A token every 4 s, one to begin with, two items at most at a time on their way.
        let scenario = try line(
            items: 4, rate: NaiveRate(perSecond: NaiveFraction(1, over: 4), burst: NaiveFraction(1)))
        let (plan, run) = try RegionTraceTests.planned(scenario)
        // Scans follow one another from 4 s on: 4 + 4 * 10 + 2.
        #expect(run.makespan == 46 * run.scale.ticksPerSecond)
        let use = await ScanSimulator.limitUse(
            scenario, plan: plan, deployment: 0, run: run, seed: 1,
            stretches: Stretches(covering: run.makespan, most: 23), width: 1)[0]
        // Grants at 0, 4, 8 and 12 s in stretches of 2 s. The second item takes its unit at 0 s and holds it to 8 s.
        let granted = Set([0, 2, 4, 6])
        #expect(use.tokens[0] == (0..<23).map { granted.contains($0) ? 1 : 0 })
        #expect(use.requests[0] == use.tokens[0])
        #expect(use.units[0] == (0..<23).map { $0 < 6 ? 2 : $0 < 8 ? 1 : 0 })
    }

    @Test("is the same for any width")
    func widths() async throws {
        var generator = BatchCaseGenerator(seed: 777)
        let scenario = generator.next(regions: 7).scenario()
        let (plan, run) = try RegionTraceTests.planned(scenario)
        let stretches = Stretches(covering: run.makespan, most: 30)
        var all: [[RegionLimitUse]] = []
        for width in [1, 2, 8] {
            all.append(
                await ScanSimulator.limitUse(
                    scenario, plan: plan, deployment: 0, run: run, seed: scenario.seed, stretches: stretches,
                    width: width))
        }
        #expect(all[1] == all[0] && all[2] == all[0])
    }

    @Test("stretches cover a cycle of any length")
    func stretches() {
        #expect(Stretches(covering: 0, most: 96).count == 1)
        for makespan in [1, 5, 95, 96, 97, 1_000_003] as [Int64] {
            let stretches = Stretches(covering: makespan, most: 96)
            #expect(Int64(stretches.count) * stretches.ticks >= makespan)
            #expect(Int64(stretches.count - 1) * stretches.ticks < makespan)
        }
    }
}
