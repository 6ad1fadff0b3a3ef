import Calibration
import ScanModel
import Testing

@Suite struct StageFittingTests {
    private static let quick = FitSettings(resamples: 0)

    /// SciPy finds the same numbers and the same likelihood.
    @Test(arguments: [false, true]) func agreesWithSciPy(isCensored: Bool) throws {
        let limit = ScipyReference.censoredAt
        let observations = ScipyReference.durations.map { seconds in
            let isCut = isCensored && seconds > limit
            return SyntheticDurations.observation(isCut ? limit : seconds, outcome: isCut ? .censored : .finished)
        }
        let fit = try #require(StageFitting.fit(observations, stage: "scan", usesSize: false, settings: Self.quick))
        for reference in isCensored ? ScipyReference.censored : ScipyReference.complete {
            let own = try #require(fit.candidates.first { $0.fit.family == reference.family })
            #expect((own.logLikelihood - reference.logLikelihood).magnitude < 1e-5, "\(reference.family)")
            #expect((own.fit.base / reference.mean - 1).magnitude < 2e-4, "\(reference.family)")
            #expect((own.fit.shape / reference.shape - 1).magnitude < 5e-4, "\(reference.family)")
        }
    }

    @Test func andersonDarlingAgreesWithSciPy() throws {
        let observations = ScipyReference.durations.map { SyntheticDurations.observation($0) }
        let settings = FitSettings(resamples: 1, families: [.lognormal])
        let fit = try #require(StageFitting.fit(observations, stage: "scan", usesSize: false, settings: settings))
        let goodness = try #require(fit.goodness)
        #expect(goodness.test == .andersonDarling)
        #expect((goodness.statistic - ScipyReference.andersonDarling).magnitude < 1e-4)
    }

    /// The same bytes whatever the order of the log.
    @Test func orderOfTheLogDoesNotMatter() throws {
        let law = DurationFit(family: .lognormal, base: 30, perSize: 0.4, shape: 0.5, usesSize: true)
        let observations = SyntheticDurations.observations(
            law, count: 60, sizes: [8, 100, 500], seed: 3, platform: .linux)
        let settings = FitSettings(resamples: 19)
        let forth = StageFitting.fit(observations, stage: "scan", usesSize: true, settings: settings)
        let back = StageFitting.fit(observations.reversed(), stage: "scan", usesSize: true, settings: settings)
        #expect(forth != nil)
        #expect(forth == back)
    }

    @Test func fewDurationsAreNotFitted() {
        let law = DurationFit(family: .exponential, base: 30)
        let few = SyntheticDurations.observations(law, count: FitSettings.countLeast - 1, seed: 1)
        #expect(StageFitting.fit(few, stage: "scan", usesSize: false, settings: Self.quick) == nil)
        let enough = SyntheticDurations.observations(law, count: FitSettings.countLeast, seed: 1)
        #expect(StageFitting.fit(enough, stage: "scan", usesSize: false, settings: Self.quick) != nil)
    }

    @Test func equalDurationsAreAConstant() throws {
        let observations = (0..<20).map { _ in SyntheticDurations.observation(12.5) }
        let fit = try #require(StageFitting.fit(observations, stage: "scan", usesSize: true, settings: Self.quick))
        #expect(fit.fit == DurationFit(family: .constant, base: 12.5))
    }

    /// A row with a count is as many rows.
    @Test func countsAreRepetitions() throws {
        let law = DurationFit(family: .weibull, base: 30, shape: 1.5)
        let once = SyntheticDurations.observations(law, count: 30, seed: 5)
        var counted = once
        for index in counted.indices { counted[index].count = 3 }
        let settings = FitSettings(resamples: 3)
        let thrice = StageFitting.fit(once + once + once, stage: "scan", usesSize: false, settings: settings)
        #expect(thrice != nil)
        #expect(thrice == StageFitting.fit(counted, stage: "scan", usesSize: false, settings: settings))
    }

    /// Throttled requests are counted and change nothing else.
    @Test func throttledOnesAreApart() throws {
        let law = DurationFit(family: .exponential, base: 30)
        let observations = SyntheticDurations.observations(law, count: 30, seed: 6)
        let throttled = (0..<7).map { _ in SyntheticDurations.observation(0, outcome: .throttled) }
        var without = try #require(
            StageFitting.fit(observations, stage: "scan", usesSize: false, settings: Self.quick))
        let with = StageFitting.fit(observations + throttled, stage: "scan", usesSize: false, settings: Self.quick)
        without.throttled = 7
        #expect(with == without)
    }

    /// Many different durations are rounded, and the numbers hardly move.
    @Test func roundingIsHarmless() throws {
        let law = DurationFit(family: .weibull, base: 30, shape: 1.7)
        let many = SyntheticDurations.observations(law, count: 9000, seed: 7)
        let settings = FitSettings(resamples: 0, families: [.weibull])
        let fit = try #require(StageFitting.fit(many, stage: "scan", usesSize: false, settings: settings))
        #expect(fit.rounding > 0)
        #expect(fit.rounding < 0.001)
        #expect((fit.fit.base / 30 - 1).magnitude < 0.03)
        #expect((fit.fit.shape / 1.7 - 1).magnitude < 0.03)
    }

    /// Durations of which a log tells only whole multiples of 20 s: taken as exact, an exponential seems longer than it is;
    /// taken as intervals it comes out right.
    @Test func coarseLogsAreIntervals() throws {
        let law = DurationFit(family: .exponential, base: 25)
        let exact = SyntheticDurations.observations(law, count: 2000, seed: 8)
        func coarse(_ knows: Bool) -> [StageObservation] {
            exact.map {
                let looks = ($0.duration.value.doubleValue / 20).rounded(.up) * 20
                return SyntheticDurations.observation(looks, resolution: knows ? 20 : nil)
            }
        }
        let settings = FitSettings(resamples: 0, families: [.exponential])
        let naive = try #require(StageFitting.fit(coarse(false), stage: "scan", usesSize: false, settings: settings))
        let aware = try #require(StageFitting.fit(coarse(true), stage: "scan", usesSize: false, settings: settings))
        let truth = try #require(StageFitting.fit(exact, stage: "scan", usesSize: false, settings: settings))
        #expect(naive.fit.base > truth.fit.base * 1.3)
        #expect((aware.fit.base / truth.fit.base - 1).magnitude < 0.03)
        #expect(aware.numbers[0].interval.contains(truth.fit.base))
    }
}
