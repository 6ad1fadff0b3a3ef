import ScanModel
import Statistics
import Testing

@testable import Studies

/// Which inputs matter, where derivatives and shares of variance are known exactly: one instance alone takes the sum of its
/// stages' durations, and a bill is linear in its prices.
@Suite("Sensitivity of scenarios")
struct SensitivityStudyTests {
    /// Weights 1, 8 (the volume has 8 GiB) and 1; without refused requests nobody waits, so the last one matters for nothing.
    private static let linear = """
        uncertainty: {timings.scan.base: {uniform: {low: 100s, high: 200s}}, timings.scan.perGiB: {uniform: {low: 1s, \
        high: 21s}}, timings.snapshot.base: {uniform: {low: 100s, high: 160s}}, policies.backoff.first: {uniform: {low: \
        1s, high: 2s}}}
        """

    private func answer(
        _ sample: UncertainSample, _ method: SensitivityMethod, metric: Metric = .makespan, trials: Int = 1,
        width: Int = 2
    ) async throws -> SensitivityAnswer {
        let scenario = try sample.scenario()
        let inputs = UncertainInputs(scenario)
        let answer = try #require(
            await SensitivityStudy.answer(
                scenario, inputs: inputs, metric: metric, method: method, trials: trials, width: width,
                maker: sample.maker))
        #expect(answer.simulations == method.variants(inputs: inputs.inputs.count) * trials)
        return answer
    }

    private func bars(_ answer: SensitivityAnswer) throws -> [TornadoBar] {
        guard case .oneAtATime(_, let bars) = answer.finding else { throw UnexpectedFinding() }
        return bars
    }

    private struct UnexpectedFinding: Error {}

    @Test("one at a time: each bar is derivative times range, the widest first")
    func tornado() async throws {
        let sample = try UncertainSample(Self.linear)
        let answer = try await answer(sample, .oneAtATime(.quantiles))
        let bars = try bars(answer)
        #expect(
            bars.map(\.input.label) == [
                "timings.scan.perGiB", "timings.scan.base", "timings.snapshot.base", "policies.backoff.first",
            ])
        let changes: [Double?] = [128, 80, 48, 0]
        #expect(bars.map(\.change) == changes)
        #expect(bars[1].low.text == "110s" && bars[1].high.text == "190s")
        #expect(bars[1].low.value == answer.asItIs + 110 - 60 && bars[1].high.value == answer.asItIs + 190 - 60)
        #expect(bars.allSatisfy { $0.interval == nil }, "without scatter there is no interval")
        let whole = try self.bars(await self.answer(sample, .oneAtATime(.range)))
        #expect(whole.map(\.change) == [160, 100, 60, 0])
    }

    @Test("a bill is linear in a price and in the share that snapshots store")
    func cost() async throws {
        func change(_ high: String) async throws -> Double {
            let sample = try UncertainSample(
                #"uncertainty: {"prices.items[ebs:gp3:GiB-month][us-east-1]": {uniform: {low: 0.08USD, high: \#(high)}}}"#,
                count: 10)
            let found = try self.bars(await self.answer(sample, .oneAtATime(.range), metric: .costPerCycle))
            return try #require(found[0].change)
        }
        let (one, three) = (try await change("0.1USD"), try await change("0.14USD"))
        #expect(one > 0 && abs(three / one - 3) < 1e-9)
        let sample = try UncertainSample(
            "uncertainty: {prices.snapshotStoredFraction: {uniform: {low: 0%, high: 100%}}, timings.scan.base: {uniform: "
                + "{low: 60s, high: 61s}}}", count: 10)
        let bars = try bars(await answer(sample, .oneAtATime(.range), metric: .costPerCycle))
        #expect(bars[0].input.label == "prices.snapshotStoredFraction")
        let scenario = try sample.scenario()
        guard case .planned(let planned) = try PlanningAttempt(scenario) else { throw UnexpectedFinding() }
        // At a share of nothing snapshots cost nothing, and as it is all is stored, for 0.05 USD a GiB and month of 730 h.
        let hours = try #require(planned.answer(trial: 0).value(.snapshotHours))
        let whole = try #require(bars[0].change)
        #expect(hours > 0 && abs(whole / (hours / 730 * 0.05) - 1) < 1e-9)
    }

    @Test("a missing end is told and comes first")
    func missingEnd() async throws {
        let sample = try UncertainSample(
            "uncertainty: {timings.scan.base: {uniform: {low: 100s, high: 200s}}, limits.onDemandVcpu: {choice: [1, 64]}}"
        )
        let answer = try await answer(sample, .oneAtATime(.quantiles))
        let bars = try bars(answer)
        #expect(bars[0].input.label == "limits.onDemandVcpu" && bars[0].change == nil && bars[1].change == 80)
        #expect(bars[0].low.failure?.hasPrefix("no plan: ") == true && bars[0].high.value == answer.asItIs)
        #expect(answer.failures.map(\.settings) == [["deployments[0].limits.onDemandVcpu=1"]])
        let sobol = try await self.answer(sample, .sobol(samples: 8))
        #expect(sobol.finding == .incomplete && !sobol.failures.isEmpty)
    }

    @Test("paired trials give an interval that holds the change of their means")
    func random() async throws {
        let sample = try UncertainSample(
            "faults: {scanFailure: 30%, attempts: 4}",
            "uncertainty: {timings.scan.base: {uniform: {low: 100s, high: 200s}}, policies.backoff.first: {uniform: {low: "
                + "1s, high: 2s}}}", count: 12)
        let bars = try bars(await answer(sample, .oneAtATime(.range), trials: 8))
        let interval = try #require(bars[0].interval)
        #expect(interval.contains(try #require(bars[0].change)) && interval.low > 0)
        #expect(bars[1].change == 0 && bars[1].interval == nil, "trials share their draws")
    }

    @Test("paths: the effect of a linear input is the same everywhere")
    func morris() async throws {
        let answer = try await answer(UncertainSample(Self.linear), .morris(.range, paths: 4))
        guard case .morris(.range, 4, let inputs) = answer.finding else { throw UnexpectedFinding() }
        #expect(inputs.map(\.input.label).first == "timings.scan.perGiB")
        for (row, effect) in zip(inputs, [160.0, 100, 60, 0]) {
            // A grid of thirds is rounded to five digits.
            #expect(abs(row.effect.meanMagnitude - effect) < 0.02 && abs(row.effect.mean - effect) < 0.02)
            #expect(row.effect.standardDeviation < 0.02)
        }
    }

    @Test("shares of the variance of a sum are the shares of its terms' variances")
    func sobol() async throws {
        let answer = try await answer(UncertainSample(Self.linear, study: "{confidence: 99.9%}"), .sobol(samples: 60))
        guard case .sobol(60, let mean, let deviation, let shares?) = answer.finding else { throw UnexpectedFinding() }
        // Variances of uniform terms: range^2 / 12.
        let variances: [Double] = [160.0, 100, 60, 0].map { (range: Double) in range * range / 12 }
        let total = variances.reduce(0, +)
        #expect(abs(deviation / total.squareRoot() - 1) < 0.15)
        // Middle of the ranges against the values in use: 150 for 60, 8 * 11 for 8 * 0.5, 130 for 60.
        #expect(abs(mean - (answer.asItIs + 90 + 84 + 70)) < 4 * deviation / 120.0.squareRoot())
        #expect(shares[0].input.label == "timings.scan.perGiB" && shares[3].input.label == "policies.backoff.first")
        for (row, variance) in zip(shares, variances) {
            let share = variance / total
            #expect(row.indices.first.interval.contains(share), "\(row.input.label): \(row.indices.first)")
            #expect(row.indices.total.interval.contains(share), "\(row.input.label): \(row.indices.total)")
            #expect(abs(row.indices.total.value - share) < 0.2)
        }
        #expect(shares[3].indices.total.value == 0 && shares[3].indices.first.value == 0)
    }

    @Test("what varies nothing has no shares")
    func constant() async throws {
        let sample = try UncertainSample("uncertainty: {policies.backoff.first: {uniform: {low: 1s, high: 2s}}}")
        let answer = try await answer(sample, .sobol(samples: 4))
        guard case .sobol(_, let mean, 0, nil) = answer.finding else { throw UnexpectedFinding() }
        #expect(mean == answer.asItIs)
    }

    @Test(
        "any number of tasks gives the same answer",
        arguments: [SensitivityMethod.oneAtATime(.quantiles), .morris(.quantiles, paths: 2), .sobol(samples: 4)])
    func widths(method: SensitivityMethod) async throws {
        let sample = try UncertainSample(Self.linear, "faults: {scanFailure: 20%, attempts: 3}", count: 5)
        let one = try await answer(sample, method, trials: 2, width: 1)
        #expect(try await answer(sample, method, trials: 2, width: 3) == one)
    }
}
