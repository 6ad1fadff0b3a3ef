import ScanModel
import Statistics
import TestSupport
import Testing

@testable import Studies

/// Makespan and cost over samples of uncertain inputs, against closed forms.
@Suite("Scenarios with uncertain inputs")
struct UncertaintyStudyTests {
    private func answer(
        _ sample: UncertainSample, samples: Int = 40, trials: Int = 1, width: Int = 2
    ) async throws -> UncertaintyAnswer {
        let scenario = try sample.scenario()
        return try await UncertaintyStudy.answer(
            scenario, inputs: UncertainInputs(scenario), samples: samples, trials: trials, width: width,
            maker: sample.maker)
    }

    private static let line = "uncertainty: {timings.scan.base: {uniform: {low: 100s, high: 200s}}}"

    @Test("a makespan that is a constant plus a uniform input has the quantiles of that input")
    func quantiles() async throws {
        let answer = try await answer(UncertainSample(Self.line))
        let makespan = try #require(answer[.makespan])
        // The scan takes 60 s in the scenario as it is.
        let rest = try #require(makespan.asItIs) - 60
        #expect(makespan.count == 40 && makespan.quantiles.map(\.probability) == [0.05, 0.5, 0.95])
        for quantile in makespan.quantiles {
            // Slice k of 40 holds just one sample, so the sample of a rank lies in the slice of that rank.
            let rank = (40 * quantile.probability).rounded(.up)
            let slice = (rest + 100 + 2.5 * (rank - 1))...(rest + 100 + 2.5 * rank)
            #expect(slice.contains(quantile.value), "\(quantile)")
            #expect(quantile.low.map { $0 <= quantile.value } != false)
            #expect(quantile.high.map { $0 >= quantile.value } != false)
        }
        #expect(
            makespan.quantiles[0].low == nil && makespan.quantiles[2].high == nil,
            "40 samples have no such order statistic")
        #expect(abs(try #require(makespan.mean) - rest - 150) < 1.25)
        #expect(makespan.split == nil, "one trial says nothing of its own scatter")
    }

    @Test("the chance of being in time is the share of the input below the deadline")
    func chance() async throws {
        let plain = try await answer(UncertainSample(Self.line))
        let rest = try #require(plain[.makespan]?.asItIs) - 60
        // 30 % of the scans take at most 130 s; whole seconds end the cycle, so the deadline is a whole number.
        let objective = "{deadline: \(Int(rest) + 130)s, probability: 20%}"
        let answer = try await answer(UncertainSample(Self.line, objective: objective))
        let chance = try #require(answer.chance)
        #expect(abs(chance.probability - 0.3) <= 1 / 40)
        #expect(chance.interval.contains(chance.probability) && chance.interval.low > 0.1 && chance.interval.high < 0.5)
        #expect(chance.always + chance.never == 40 && Double(chance.always) == chance.probability * 40)
        #expect(chance.wanted == 0.2 && chance.verdict == .undecided)
        // Every sample is in time or not, which is counted.
        #expect(chance.interval == wilsonInterval(successes: chance.always, trials: 40, confidence: 0.95))
    }

    @Test("samples that all agree leave an interval nevertheless")
    func agreement() {
        let all = UncertainChance(shares: Array(repeating: 1, count: 30), wanted: 0.95, confidence: 0.95)
        #expect(all.probability == 1 && all.interval == wilsonInterval(successes: 30, trials: 30, confidence: 0.95))
        #expect(all.verdict == .undecided && all.always == 30)
        let none = UncertainChance(shares: Array(repeating: 0, count: 30), wanted: 0.95, confidence: 0.95)
        #expect(none.interval.low == 0 && none.interval.high > 0.05 && none.verdict == .missed)
    }

    @Test("one sample that differs a little does not make the others certain")
    func fewShares() throws {
        // Student's interval of these shares is 0.998 ± 0.004.
        let shares = Array(repeating: 1, count: 49) + [0.9]
        let chance = UncertainChance(shares: shares, wanted: 0.95, confidence: 0.95)
        #expect(chance.interval == wilsonInterval(mean: chance.probability, count: 50, confidence: 0.95))
        #expect(chance.interval.low < 0.95 && chance.verdict == .undecided && chance.always == 49)
        // Of few samples that are nearly always or nearly never in time, Student's interval is the wider one.
        let halves = UncertainChance(shares: [0, 0.01, 0.99, 1], wanted: 0.95, confidence: 0.95)
        let around = try #require(MeanInterval(Moments([0, 0.01, 0.99, 1]), confidence: 0.95)).interval
        #expect(halves.interval == Interval(low: max(0, around.low), high: min(1, around.high)))
        let counted = wilsonInterval(mean: 0.5, count: 4, confidence: 0.95)
        #expect(halves.interval.high - halves.interval.low > counted.high - counted.low)
    }

    /// A share that is 0 in one sample of 50 and else 1 is what an event of 98 % looks like, whatever the trials of a sample.
    @Test("counted samples hold the chance about as often as the interval says", arguments: [0.9, 0.98])
    func coverage(chance: Double) {
        var held = 0
        var dice = Dice(seed: 4)
        for _ in 0..<2000 {
            let shares = (0..<50).map { _ in dice.roll(1...1000) <= Int(chance * 1000) ? 1.0 : 0 }
            if UncertainChance(shares: shares, wanted: 0.5, confidence: 0.9).interval.contains(chance) { held += 1 }
        }
        #expect(held > 1760, "\(held) of 2000")
    }

    @Test("variance is split as the analysis of variance says")
    func split() throws {
        // Means 2, 4, 9 and variances 2, 8, 2 within: 4 is random, and 13 - 4 / 2 is not known.
        let split = try #require(VarianceSplit([[1, 3], [2, 6], [8, 10]]))
        #expect(split.random == 4 && split.unknown == 11)
        #expect(abs(try #require(split.unknownShare) - 11.0 / 15) < 1e-15)
        let scatter = try #require(VarianceSplit([[0, 10], [10, 0]]))
        #expect(scatter.unknown == 0 && scatter.unknownShare == 0)
        #expect(try #require(VarianceSplit([[1, 1], [1, 1]])).unknownShare == nil)
        #expect(VarianceSplit([[1], [2]]) == nil && VarianceSplit([[1, 2]]) == nil)
    }

    @Test("what is certain varies with the trials alone, what is deterministic with the inputs alone")
    func extremes() async throws {
        let inputs = try await answer(UncertainSample(Self.line), samples: 20, trials: 2)
        let makespan = try #require(inputs[.makespan]?.split)
        #expect(makespan.random == 0 && abs(makespan.unknown / (100 * 100 / 12) - 1) < 0.15)
        let failures = try UncertainSample(
            "faults: {scanFailure: 40%, attempts: 5}",
            "uncertainty: {prices.snapshotStoredFraction: {uniform: {low: 30%, high: 100%}}}", count: 3)
        let random = try await answer(failures, samples: 20, trials: 10)
        let split = try #require(random[.makespan]?.split)
        // The fraction has no part in the makespan, so what seems not known is noise of the means.
        #expect(split.random > 0 && split.unknown < 0.3 * split.random)
        let cost = try #require(random[.costPerCycle]?.split)
        #expect(cost.unknown > 0 && cost.random > 0)
    }

    @Test("trials of all samples have draws of their own")
    func trialNumbers() async throws {
        let outcomes = await VariantRuns.outcomes(
            of: [[], []], trials: { UInt32($0 * 2)..<UInt32($0 * 2 + 2) }, width: 1,
            maker: try UncertainSample("faults: {scanFailure: 40%, attempts: 5}", count: 30).maker)
        let trials = outcomes.flatMap { outcome -> [TrialOutcome] in
            guard case .simulated(let trials) = outcome else { return [] }
            return trials
        }
        #expect(trials.map(\.trial) == [0, 1, 2, 3])
        #expect(Set(trials.map { $0.values }).count == 4)
    }

    @Test("a cycle that draws nothing needs one trial")
    func usualTrials() throws {
        #expect(VariantRuns.usualTrials(of: try UncertainSample().scenario()) == 1)
        #expect(VariantRuns.usualTrials(of: try UncertainSample("faults: {scanFailure: 1%}").scenario()) == 10)
    }

    @Test("any number of tasks gives the same answer")
    func widths() async throws {
        let sample = try UncertainSample(
            Self.line, "faults: {scanFailure: 20%, attempts: 3}", count: 20, study: "{confidence: 90%}")
        let one = try await answer(sample, samples: 6, trials: 3, width: 1)
        #expect(try await answer(sample, samples: 6, trials: 3, width: 3) == one)
        #expect(one.confidence == 0.9)
    }

    @Test("samples without a plan count as not in time")
    func infeasible() async throws {
        // No scanner fits into fewer vCPU than one of them has.
        let sample = try UncertainSample("uncertainty: {limits.onDemandVcpu: {choice: [1, 64]}}")
        let answer = try await answer(sample, samples: 10)
        #expect(answer.failures.count == 5 && answer[.makespan]?.count == 5)
        #expect(answer.failures.allSatisfy { $0.settings == ["deployments[0].limits.onDemandVcpu=1"] })
        #expect(answer.failures[0].reason.hasPrefix("no plan: "))
        #expect(answer.chance?.probability == 0.5)
    }

    @Test("a sample that is no scenario ends the study")
    func invalid() async throws {
        let sample = try UncertainSample(
            "uncertainty: {policies.backoff.first: {uniform: {low: 1s, high: 1000s}}}")
        await #expect(throws: InvalidSample.self) { _ = try await answer(sample, samples: 4) }
    }
}
