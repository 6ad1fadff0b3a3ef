import Calibration
import Foundation
import RandomStreams
import ScanModel
import Testing

@Suite struct PartialPoolingTests {
    private func normal(_ seed: UInt64, _ item: Int) -> Double {
        standardNormalQuantile(
            DrawKey(seed: seed, trial: 0, region: 0, item: UInt32(item), stage: 3).uniform(draw: 0))
    }

    /// On average over many sets of groups the pooled estimates come nearer to the truth than each group's own, and nearer
    /// than one for all.
    @Test func beatsNoPoolingAndCompletePooling() throws {
        var (none, partial, complete) = (0.0, 0.0, 0.0)
        var covered = 0
        let (sets, groups) = (300, 8)
        for set in 0..<sets {
            let truths = (0..<groups).map { 0.3 * normal(UInt64(set), $0) }
            let errors = (0..<groups).map { [0.1, 0.2, 0.4, 0.8][$0 % 4] }
            let estimates = (0..<groups).map {
                PartialPooling.Estimate(
                    value: truths[$0] + errors[$0] * normal(UInt64(set), 100 + $0), standardError: errors[$0])
            }
            let pooling = PartialPooling(estimates)
            let weights = errors.map { 1 / ($0 * $0) }
            let one =
                zip(estimates, weights).reduce(0) { $0 + $1.0.value * $1.1 } / weights.reduce(0, +)
            for group in 0..<groups {
                func square(_ guess: Double) -> Double { (guess - truths[group]) * (guess - truths[group]) }
                none += square(estimates[group].value)
                partial += square(pooling.pooled[group])
                complete += square(one)
                if pooling.interval(group, confidence: 0.95).contains(truths[group]) { covered += 1 }
            }
        }
        #expect(partial < 0.6 * none)
        #expect(partial < 0.8 * complete)
        // That the variance between groups is estimated is no part of the intervals, so they hold less: 87 % here, of which
        // docs/calibration.md tells.
        let share = Double(covered) / Double(sets * groups)
        #expect(share > 0.85 && share < 0.97, "\(share)")
        let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let page = try String(contentsOf: package.appending(path: "docs/trust.md"), encoding: .utf8)
        #expect(page.contains("intervals of 95 % hold \(String(format: "%.1f", share * 100)) %"), "\(share)")
    }

    /// Equal estimates become one; far ones stay as they are.
    @Test func extremes() {
        let same = PartialPooling((0..<5).map { _ in .init(value: 2, standardError: 0.3) })
        #expect(same.variance == 0)
        #expect(same.pooled.allSatisfy { ($0 - 2).magnitude < 1e-12 })
        #expect(same.weights == [0, 0, 0, 0, 0])
        let far = PartialPooling([0, 100, 200, 300].map { .init(value: $0, standardError: 0.1) })
        #expect(zip(far.pooled, [0.0, 100, 200, 300]).allSatisfy { ($0 - $1).magnitude < 0.01 })
        #expect(far.weights.allSatisfy { $0 > 0.999 })
        let single = PartialPooling([.init(value: 7, standardError: 1)])
        #expect(single.pooled == [7])
    }

    /// With equal errors the variance has a closed form: that of the estimates minus that of their errors.
    @Test func varianceWithEqualErrors() {
        let values = [1.0, 2, 4, 7]
        let pooling = PartialPooling(values.map { .init(value: $0, standardError: 1) })
        // Mean 3.5, squares 21, over 3 is 7, minus 1.
        #expect((pooling.variance - 6).magnitude < 1e-9)
        #expect((pooling.mean - 3.5).magnitude < 1e-12)
        #expect((pooling.pooled[3] - (3.5 + 6.0 / 7 * 3.5)).magnitude < 1e-9)
    }

    /// A thin class of a stage is drawn towards the others and still told apart where it has much to say.
    @Test func thinClassesOfAStage() throws {
        let law = DurationFit(family: .lognormal, base: 40, shape: 0.5)
        let slow = DurationFit(family: .lognormal, base: 60, shape: 0.5)
        var observations = SyntheticDurations.observations(
            law, count: 400, sizes: [8, 64, 256], seed: 1, platform: .linux)
        observations += SyntheticDurations.observations(
            slow, count: 300, sizes: [8, 64, 256], seed: 2, platform: .windows)
        observations += SyntheticDurations.observations(slow, count: 2, sizes: [1000], seed: 3, platform: .windows)
        let fit = try #require(
            StageFitting.fit(observations, stage: "scan", usesSize: false, settings: FitSettings(resamples: 0)))
        #expect(fit.classes.count == 7)
        for part in fit.classes where part.finished > 90 {
            #expect(part.observationClass.platform == .linux ? part.ratio < 1 : part.ratio > 1)
            #expect(part.weight > 0.8)
        }
        let thin = try #require(fit.classes.first { $0.finished == 2 })
        #expect(thin.weight < 0.5)
        let own = try #require(thin.ownRatio)
        #expect((thin.ratio - 1).magnitude < (own - 1).magnitude || own == 1)
    }
}
