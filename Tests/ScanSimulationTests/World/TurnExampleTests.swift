import ScanModel
import TestSupport
import Testing

/// Turns, rounds and caps worked out by hand.
@Suite("Turns, rounds and caps, worked examples")
struct TurnExampleTests {
    /// Runs a case, checks it against the naive simulation, and tells a region's times in seconds.
    private func run(_ made: BatchCase) throws -> [Told] {
        var dice = Dice(seed: 1)
        let outcome = try BatchOutcome(made, dice: &dice)
        #expect(outcome.differences() == [])
        let run = outcome.run.deployments[0]
        func seconds(_ ticks: [Int64]) -> [Rational] { ticks.map { run.scale.seconds($0) } }
        return run.regions.map { region in
            Told(
                launches: seconds(region.scanners.map(\.launched)), completions: seconds(region.completions),
                accounts: seconds(region.accountCompleted), cutOff: region.stages.map(\.cutOff),
                makespan: run.scale.seconds(run.makespan))
        }
    }

    private struct Told {
        var launches: [Rational]
        var completions: [Rational]
        var accounts: [Rational]
        var cutOff: [Int]
        var makespan: Rational
    }

    /// Items of one volume, each on a scanner of its own, through: prepare, scan for as many seconds as GiB, clear 0 s.
    private func made(
        sizes: [[Int]], scanners: Int, prepare: Int128 = 0, boot: Int128 = 0, drain: Int128 = 0, accounts: [Int] = [1]
    ) -> BatchCase {
        let stages = [
            NaiveStage(base: NaiveFraction(prepare)), NaiveStage(perSizeUnit: NaiveFraction(1)), NaiveStage(),
        ]
        return BatchCase(
            name: "example",
            workflow: NaiveWorkflow(
                stages: stages, resources: [], buckets: [], place: 1, lastPlace: 1, places: 1,
                boot: NaiveFraction(boot), drain: NaiveFraction(drain), minimumBilled: .zero),
            regions: sizes.map { sizes in
                BatchCase.Region(
                    instances: sizes.enumerated().map { number, size in
                        BatchCase.Instance(
                            account: accounts[number % accounts.count], isWindows: false, volumes: [size])
                    }, scanners: scanners, capacities: [], rates: [])
            }, order: .earliestReady, sizeUnitsPerGiB: 1, shufflesBatches: false)
    }

    /// A life is 5 s of boot, the scan and 2 s of drain: 17 s, and 107 s for the straggler.
    @Test("a straggler holds up its wave, and only its own position without a barrier")
    func straggler() throws {
        var made = made(sizes: [[10, 100, 10, 10, 10]], scanners: 2, boot: 5, drain: 2)
        made.workflow.waves = NaiveWaves(hasBarrier: true, regionsAtOnce: 1)
        let waves = try run(made)[0]
        #expect(waves.launches == [0, 0, 107, 107, 124])
        #expect(waves.completions == [15, 105, 122, 122, 139])
        made.workflow.waves = NaiveWaves(hasBarrier: false, regionsAtOnce: 1)
        let positions = try run(made)[0]
        #expect(positions.launches == [0, 0, 17, 34, 51])
        #expect(positions.completions == [15, 32, 49, 66, 105])
        #expect(waves.makespan - positions.makespan == 34)
    }

    /// Rounds begin at 0 s and 15 s; the third would begin 30 s after the run, so it opens the run of 100 s.
    @Test("three rounds of two, account after account, the third in the next run")
    func rounds() throws {
        var made = made(sizes: [[10, 10, 10, 10, 10, 10]], scanners: 6, prepare: 10, accounts: [7, 3])
        made.workflow.rounds = NaiveRounds(
            size: 2, pause: NaiveFraction(5), runLimit: NaiveFraction(20), every: NaiveFraction(100))
        let told = try run(made)[0]
        #expect(told.completions == [20, 20, 35, 35, 120, 120])
        // Account 7 comes first in the fleet: two of its items in the first round, one in the second.
        #expect(told.accounts == [35, 120])
        // A limit of 30 s is not more than 30 s; a little more is.
        made.workflow.rounds?.runLimit = NaiveFraction(30)
        #expect(try run(made)[0].makespan == 120)
        made.workflow.rounds?.runLimit = NaiveFraction(61, over: 2)
        #expect(try run(made)[0].completions == [20, 20, 35, 35, 50, 50])
    }

    /// The first run waits for the region that is set up last, and goes by account, then by region.
    @Test("rounds go through all regions, account after account")
    func roundsOfRegions() throws {
        var made = made(sizes: [[10, 10], [10, 10]], scanners: 4, prepare: 10, accounts: [2, 9])
        made.regions[1].setup = NaiveFraction(40)
        made.workflow.rounds = NaiveRounds(
            size: 2, pause: .zero, runLimit: NaiveFraction(1000), every: NaiveFraction(1000))
        let told = try run(made)
        // Items of account 2 at 40 s in both regions, those of account 9 at 50 s; the clock of a region starts with it.
        #expect(told[0].completions == [60, 70] && told[1].completions == [20, 30])
        #expect(told[0].makespan == 70)
    }

    @Test("regions one at a time, and the next search when the last of them is through")
    func regionsAtOnce() throws {
        var made = made(sizes: [[10, 10], [20]], scanners: 1)
        made.workflow.batchWindow = NaiveFraction(7)
        made.workflow.waves = NaiveWaves(hasBarrier: true, regionsAtOnce: 1)
        #expect(try run(made).map(\.launches) == [[0, 10], [20]])
        made.workflow.waves?.regionsAtOnce = 2
        #expect(try run(made).map(\.launches) == [[0, 10], [0]])
        // The search of 0 s misses a region that opens at 3 s; the turn ends at 20 s, so the next search is at 21 s.
        made.regions[1].setup = NaiveFraction(3)
        let told = try run(made)
        #expect(told.map(\.launches) == [[0, 10], [18]])
        #expect(told[0].makespan == 41)
    }

    /// One scanner, scans of 10 s: at 20 s a turn with less than that left is over, and the next search comes at 60 s.
    @Test("a turn that has lasted its limit launches nothing more")
    func turnLimit() throws {
        var made = made(sizes: [[10, 10, 10, 10]], scanners: 1)
        made.workflow.batchWindow = NaiveFraction(60)
        for hasBarrier in [false, true] {
            for (limit, launches) in [
                (NaiveFraction(15), [0, 10, 60, 70]), (NaiveFraction(20), [0, 10, 60, 70]),
                (NaiveFraction(41, over: 2), [0, 10, 20, 60]), (NaiveFraction(31), [0, 10, 20, 30]),
            ] {
                made.workflow.waves = NaiveWaves(hasBarrier: hasBarrier, regionsAtOnce: 1, turnLimit: limit)
                #expect(try run(made)[0].launches == launches.map { Rational($0) }, "\(limit)")
            }
        }
    }

    /// Without a barrier the third scan begins at 10 s, so the turn is still going when its limit is over, and the fourth
    /// waits for its end; with one the turn ends at 16 s, and the next one launches both.
    @Test("where turns have a limit, a barrier may gain time")
    func barrierGains() throws {
        var made = made(sizes: [[10, 16, 100, 100]], scanners: 2)
        made.workflow.waves = NaiveWaves(hasBarrier: false, regionsAtOnce: 1, turnLimit: NaiveFraction(15))
        #expect(try run(made)[0].launches == [0, 0, 10, 110])
        made.workflow.waves?.hasBarrier = true
        let waves = try run(made)[0]
        #expect(waves.launches == [0, 0, 16, 16])
        #expect(waves.makespan == 116)
    }

    /// Looks at 5 s, 15 s and 30 s: 3 s are noticed at 5 s, 10 s at 15 s, and the 12 s of the cap at 15 s too.
    @Test("a cap comes before the look that notices it, and is counted")
    func capAndPoll() throws {
        var made = made(sizes: [[3, 10, 12, 30]], scanners: 4)
        made.workflow.stages[1].poll = NaivePoll(
            first: NaiveFraction(5), step: NaiveFraction(5), longest: NaiveFraction(20))
        #expect(try run(made)[0].completions == [5, 15, 15, 30])
        made.workflow.stages[1].cap = NaiveFraction(12)
        let told = try run(made)[0]
        // The last one is cut off, and so it is not scanned.
        #expect(told.completions == [5, 15, 15])
        #expect(told.cutOff == [0, 1, 0])
    }

    /// Every item has a scanner of its own, so that it ends when its scan does; the same draws with and without the cap.
    @Test("a cap cuts durations that were drawn at random")
    func capOfVariations() throws {
        var capped = made(sizes: [(1...40).map { $0 }], scanners: 40)
        let free = capped
        capped.workflow.stages[1].cap = NaiveFraction(12)
        let runs = try [free, capped].map { made in
            var scenario = made.scenario()
            scenario.deployments[0].variations = DurationVariations(stages: ["stage 1": .exponential])
            return try RegionTraceTests.planned(scenario).run
        }
        #expect(runs[0].scale == runs[1].scale)
        let cap = runs[0].scale.ticks(12)
        let drawn = runs[0].regions[0].completions
        #expect(Set(drawn).count == 40)
        #expect(runs[1].regions[0].completions == drawn.filter { $0 <= cap })
        let cut = drawn.count { $0 > cap }
        #expect(runs[1].regions[0].stages.map(\.cutOff) == [0, cut, 0] && cut > 5 && cut < 40)
    }
}
