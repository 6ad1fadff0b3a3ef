import Calibration
import RandomStreams
import ScanModel
import Statistics
import Testing

/// Known laws come back from what they draw. The counts of hits are binomial: their bounds are 4.5 standard deviations from
/// what they should be, and the seeds are fixed.
@Suite struct RecoveryTests {
    private static let repetitions = 120

    private static func lowest(_ share: Double) -> Int {
        let n = Double(repetitions)
        return Int(n * share - 4.5 * (n * share * (1 - share)).squareRoot())
    }

    struct Case: CustomTestStringConvertible {
        var law: DurationFit
        var count: Int
        var sizes: [Double] = []
        var censoredAt: Double?
        /// Profile intervals rest on large samples: of small ones they hold a little less than they say.
        var covers = 0.93

        var testDescription: String { "\(law.family) \(count)\(censoredAt == nil ? "" : " censored")" }
    }

    static let cases = [
        Case(law: DurationFit(family: .exponential, base: 40), count: 40),
        Case(law: DurationFit(family: .lognormal, base: 40, shape: 0.6), count: 40),
        Case(law: DurationFit(family: .lognormal, base: 40, shape: 0.6), count: 60, censoredAt: 50),
        Case(law: DurationFit(family: .weibull, base: 40, shape: 1.6), count: 40),
        Case(law: DurationFit(family: .weibull, base: 40, shape: 0.9), count: 60, censoredAt: 60),
        Case(
            law: DurationFit(family: .lognormal, base: 30, perSize: 0.5, shape: 0.4, usesSize: true), count: 60,
            sizes: [8, 30, 100, 250, 500]),
    ]

    /// The intervals hold the truth as often as they say; those that come much too often or too wide would fail below.
    @Test(arguments: cases) func intervalsCover(example: Case) throws {
        var hits: [FittedNumber.Kind: Int] = [:]
        let settings = FitSettings(resamples: 0, families: [example.law.family])
        for repetition in 0..<Self.repetitions {
            let drawn = SyntheticDurations.observations(
                example.law, count: example.count, sizes: example.sizes, seed: UInt64(1000 + repetition),
                censoredAt: example.censoredAt)
            let fit = try #require(
                StageFitting.fit(drawn, stage: "scan", usesSize: !example.sizes.isEmpty, settings: settings))
            guard fit.fit.usesSize == example.law.usesSize else { continue }
            for number in fit.numbers {
                let truth =
                    switch number.kind {
                    case .base: example.law.base
                    case .perGiB: example.law.perSize
                    case .shape: example.law.shape
                    }
                if number.interval.contains(truth) { hits[number.kind, default: 0] += 1 }
            }
        }
        #expect(hits.count == example.law.parameterCount)
        for (kind, count) in hits {
            #expect(count >= Self.lowest(example.covers), "\(kind): \(count) of \(Self.repetitions)")
            #expect(count < Self.repetitions, "\(kind): never misses")
        }
    }

    /// Ignoring that some did not finish makes durations too short; the likelihood does not.
    @Test func censoringIsNoBias() throws {
        let law = DurationFit(family: .lognormal, base: 40, shape: 0.6)
        let settings = FitSettings(resamples: 0, families: [.lognormal])
        var (aware, naive) = (0.0, 0.0)
        for repetition in 0..<60 {
            let drawn = SyntheticDurations.observations(
                law, count: 80, seed: UInt64(repetition), censoredAt: 45)
            let finished = drawn.filter { $0.outcome == .finished }
            aware += try #require(
                StageFitting.fit(drawn, stage: "scan", usesSize: false, settings: settings)
            ).fit.base
            naive += try #require(
                StageFitting.fit(finished, stage: "scan", usesSize: false, settings: settings)
            ).fit.base
        }
        #expect((aware / 60 / 40 - 1).magnitude < 0.03)
        #expect(naive / 60 / 40 < 0.8)
    }

    /// The criterion finds the family that drew the durations.
    @Test(arguments: [
        DurationFit(family: .exponential, base: 40), DurationFit(family: .lognormal, base: 40, shape: 0.9),
        DurationFit(family: .erlang, base: 40, shape: 4), DurationFit(family: .weibull, base: 40, shape: 0.7),
        DurationFit(family: .weibull, base: 40, shape: 3.5), DurationFit(family: .normal, base: 40, shape: 0.2),
    ])
    func familyIsFound(law: DurationFit) throws {
        // Erlang and Weibull laws are much alike, and so are normal ones and some Weibull ones.
        var found: [DurationFamily: Int] = [:]
        let settings = FitSettings(resamples: 0)
        for repetition in 0..<20 {
            let drawn = SyntheticDurations.observations(law, count: 500, seed: UInt64(700 + repetition))
            let fit = try #require(StageFitting.fit(drawn, stage: "scan", usesSize: false, settings: settings))
            found[fit.fit.family, default: 0] += 1
        }
        #expect(found[law.family, default: 0] >= 13, "\(found)")
    }

    /// Whether the size matters is found, too.
    @Test func sizeIsFoundWhereItMatters() throws {
        let settings = FitSettings(resamples: 0, families: [.lognormal])
        var used = (growing: 0, flat: 0)
        for repetition in 0..<40 {
            let sizes = [8.0, 30, 100, 250]
            let growing = DurationFit(family: .lognormal, base: 40, perSize: 0.2, shape: 0.4, usesSize: true)
            let flat = DurationFit(family: .lognormal, base: 40, shape: 0.4)
            for (law, isGrowing) in [(growing, true), (flat, false)] {
                let drawn = SyntheticDurations.observations(
                    law, count: 60, sizes: sizes, seed: UInt64(300 + repetition))
                let fit = try #require(
                    StageFitting.fit(drawn, stage: "scan", usesSize: true, settings: settings))
                guard fit.fit.usesSize else { continue }
                if isGrowing { used.growing += 1 } else { used.flat += 1 }
            }
        }
        #expect(used.growing >= 38)
        // With one number more, by chance, about 16 % (chi-square above 2) where slopes may be of either sign.
        #expect(used.flat <= 14)
    }

    /// Under the truth p-values are even; a wrong family is rejected.
    @Test func testOfFitHasItsLevelAndPower() throws {
        var low = 0
        var rejected = 0
        let settings = FitSettings(resamples: 39, families: [.weibull])
        for repetition in 0..<60 {
            let good = SyntheticDurations.observations(
                DurationFit(family: .weibull, base: 40, shape: 1.5), count: 50, seed: UInt64(repetition))
            let bad = SyntheticDurations.observations(
                DurationFit(family: .lognormal, base: 40, shape: 1.5), count: 120, seed: UInt64(repetition))
            func pValue(_ drawn: [StageObservation]) throws -> Double {
                let fit = try #require(StageFitting.fit(drawn, stage: "scan", usesSize: false, settings: settings))
                return try #require(fit.goodness).pValue
            }
            if try pValue(good) <= 0.25 { low += 1 }
            if try pValue(bad) <= 0.05 { rejected += 1 }
        }
        // 15 expected, standard deviation 3.4.
        #expect((2...29).contains(low), "\(low)")
        #expect(rejected >= 45, "\(rejected)")
    }

    /// The same for durations that did not all finish.
    @Test func testOfCensoredFitHasItsLevelAndPower() throws {
        var low = 0
        var rejected = 0
        let settings = FitSettings(resamples: 39, families: [.exponential])
        for repetition in 0..<60 {
            let good = SyntheticDurations.observations(
                DurationFit(family: .exponential, base: 40), count: 60, seed: UInt64(repetition), censoredAt: 60)
            let bad = SyntheticDurations.observations(
                DurationFit(family: .erlang, base: 40, shape: 4), count: 60, seed: UInt64(repetition), censoredAt: 60)
            for (drawn, isGood) in [(good, true), (bad, false)] {
                let fit = try #require(StageFitting.fit(drawn, stage: "scan", usesSize: false, settings: settings))
                let goodness = try #require(fit.goodness)
                #expect(goodness.test == .kolmogorovSmirnov)
                if isGood, goodness.pValue <= 0.25 { low += 1 }
                if !isGood, goodness.pValue <= 0.05 { rejected += 1 }
            }
        }
        #expect((2...29).contains(low), "\(low)")
        #expect(rejected >= 50, "\(rejected)")
    }
}
