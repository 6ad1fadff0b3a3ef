import Calibration
import RandomStreams
import ScanModel
import Testing

@Suite struct BackTestTests {
    private static let subjects = [
        StageSubject(
            name: "scan", growsWithSize: false, standard: "60s",
            provenance: Provenance(source: "a test", date: "", confidence: .assumed))
    ]

    /// Four durations an hour apart in each of many cycles.
    private func log(_ early: DurationFit, _ late: DurationFit, cycles: Int) -> [StageObservation] {
        let half = cycles * 2
        let drawn =
            SyntheticDurations.observations(early, count: half, seed: 11)
            + SyntheticDurations.observations(late, count: half, seed: 12)
        return drawn.enumerated().map { index, observation in
            var observation = observation
            observation.start = Rational(86400 * (index / 4) + 10 * (index % 4))
            observation.cycle = "day \(index / 4)"
            return observation
        }
    }

    private func test(_ log: [StageObservation]) -> BackTest? {
        BackTest(
            log, profile: "p@1", subjects: Self.subjects, sources: [], settings: FitSettings(resamples: 0), split: nil,
            share: 0.5)
    }

    @Test func aSteadyLogIsForetold() throws {
        let law = DurationFit(family: .lognormal, base: 40, shape: 0.6)
        let found = try #require(test(log(law, law, cycles: 200)))
        let stage = try #require(found.stages.first)
        #expect(stage.fitted == 400)
        #expect(stage.tested == 400)
        #expect(try #require(stage.bias).magnitude < 0.08)
        // There is one class, so both are the same error.
        let difference = try #require(stage.errorOfMeans) - (try #require(stage.bias)).magnitude
        #expect(difference.magnitude < 1e-12)
        #expect(try #require(stage.inside.interval).contains(0.9))
        #expect(try #require(stage.below[1].interval).contains(0.95))
    }

    /// Durations that double are seen in the bias and in the shares.
    @Test func aChangeIsSeen() throws {
        let law = DurationFit(family: .lognormal, base: 40, shape: 0.6)
        let slower = DurationFit(family: .lognormal, base: 80, shape: 0.6)
        let stage = try #require(test(log(law, slower, cycles: 200))?.stages.first)
        #expect(try #require(stage.bias) < -0.4)
        #expect(try #require(stage.inside.interval).high < 0.9)
        #expect(try #require(stage.below[0].interval).high < 0.5)
    }

    /// A cycle is in one part as a whole, and lasts from its first start to its last end.
    @Test func cyclesStayWhole() throws {
        let law = DurationFit(family: .exponential, base: 40)
        let log = log(law, law, cycles: 9)
        let found = try #require(test(log))
        #expect(found.cycles.map(\.name) == ["day 4", "day 5", "day 6", "day 7", "day 8"])
        let last = log.suffix(4)
        let end = last.map { $0.start!.doubleValue + $0.duration.value.doubleValue }.max()!
        #expect((found.cycles[4].makespan - (end - 8 * 86400)).magnitude < 1e-6)
        #expect(found.stages[0].fitted == 16)
        #expect(found.stages[0].tested == 20)
    }

    @Test func makespansAreCompared() throws {
        let simulated = (1...100).map { Double($0) }
        let test = try #require(
            MakespanBackTest(
                simulated: simulated, cycles: [("a", 50), ("b", 101), ("c", 20)], confidence: 0.95))
        #expect(test.predicted == 50.5)
        #expect(test.cycles.map(\.isInside) == [true, false, true])
        #expect((test.error - (0.5 / 50 + 50.5 / 101 + 30.5 / 20) / 3).magnitude < 1e-12)
        #expect((test.bias - (50.5 / 57 - 1)).magnitude < 1e-12)
        #expect(test.inside.hits == 2)
        // Clopper and Pearson for 2 of 3 at 95 %.
        let interval = try #require(test.inside.interval)
        #expect((interval.low - 0.0942993).magnitude < 1e-6)
        #expect((interval.high - 0.9915962).magnitude < 1e-6)
    }

    @Test func withoutTimesThereIsNone() {
        #expect(
            test(SyntheticDurations.observations(DurationFit(family: .exponential, base: 4), count: 50, seed: 1)) == nil
        )
    }
}
