public import ScanModel
internal import Statistics

/// Simulates a scenario for many samples of its uncertain inputs, and for each of them several trials.
public enum UncertaintyStudy {
    /// Most simulated cycles of a study: trials are numbered across samples in 32 bits.
    public static let simulationsMax = 1_000_000_000

    /// What comes of all samples.
    ///
    /// - Parameters:
    ///   - scenario: as it is; its inputs are taken from `inputs`.
    ///   - samples: at least 2.
    ///   - trials: of each sample; every one has draws of its own.
    ///   - maker: makes a variant from settings.
    ///   - progress: called from any worker with how many trials more are done, of ``trialCount(samples:trials:)``.
    /// - Throws: the first sample that is no valid scenario, or cannot be answered.
    public static func answer(
        _ scenario: Scenario, inputs: UncertainInputs, samples: Int, trials: Int, width: Int,
        maker: @escaping VariantMaker, progress: (@Sendable (_ more: Int) -> Void)? = nil
    ) async throws(InvalidSample) -> UncertaintyAnswer {
        precondition(samples >= 2 && trials >= 1 && samples * trials <= simulationsMax, "\(samples) x \(trials)")
        let worlds = inputs.worlds(count: samples, seed: scenario.seed)
        // The scenario as it is comes last and shares the draws of the first sample.
        let outcomes = await VariantRuns.outcomes(
            of: worlds + [[]],
            trials: { index in
                let first = UInt32(index < samples ? index * trials : 0)
                return first..<(first + UInt32(trials))
            }, width: width, maker: maker, progress: progress)
        return try answer(scenario, inputs: inputs, worlds: worlds, trials: trials, outcomes: outcomes)
    }

    /// How many cycles a study simulates.
    public static func trialCount(samples: Int, trials: Int) -> Int { (samples + 1) * trials }

    /// - Parameter outcomes: of each sample, then of the scenario as it is.
    static func answer(
        _ scenario: Scenario, inputs: UncertainInputs, worlds: [[String]], trials: Int, outcomes: [VariantOutcome]
    ) throws(InvalidSample) -> UncertaintyAnswer {
        var failures: [FailedSample] = []
        for (index, world) in worlds.enumerated() {
            guard let reason = outcomes[index].failure else { continue }
            let failure = FailedSample(sample: index, settings: world, reason: reason)
            switch outcomes[index] {
            case .simulated: continue
            case .infeasible: failures.append(failure)
            case .invalid(let input): throw InvalidSample(sample: failure, input: input)
            case .unanswerable: throw InvalidSample(sample: failure, input: nil)
            }
        }
        let sampled = outcomes.prefix(worlds.count)
        let confidence = scenario.study.confidence
        return UncertaintyAnswer(
            scenario: scenario.name, seed: scenario.seed, samples: worlds.count, trials: trials, confidence: confidence,
            inputs: inputs,
            metrics: UncertaintyAnswer.metrics.map {
                metric($0, sampled, asItIs: outcomes.last?.mean(of: $0), confidence: confidence)
            }, chance: chance(sampled, scenario: scenario), failures: failures,
            fixed: scenario.deployments.flatMap(\.uncertainty.fixed))
    }

    private static func metric(
        _ metric: Metric, _ outcomes: ArraySlice<VariantOutcome>, asItIs: Double?, confidence: Double
    ) -> UncertainMetric {
        let values = outcomes.compactMap { outcome -> [Double]? in
            guard case .simulated(let trials) = outcome else { return nil }
            let values = trials.compactMap { $0.value(metric) }
            return values.count == trials.count && !values.isEmpty ? values : nil
        }
        let means = values.compactMap { Moments($0).mean }
        let sample = OrderedSample(means)
        return UncertainMetric(
            metric: metric, asItIs: asItIs, count: means.count, mean: Moments(means).mean,
            quantiles: QuantileEstimate.probabilities.compactMap {
                QuantileEstimate(sample, $0, confidence: confidence)
            }, split: VarianceSplit(values))
    }

    private static func chance(_ outcomes: ArraySlice<VariantOutcome>, scenario: Scenario) -> UncertainChance? {
        var shares: [Double] = []
        var hasDeadline = false
        for outcome in outcomes {
            guard case .simulated(let done) = outcome else {
                shares.append(0)
                continue
            }
            let judged = done.compactMap(\.isInTime)
            if !judged.isEmpty { hasDeadline = true }
            shares.append(judged.isEmpty ? 0 : Double(judged.count { $0 }) / Double(judged.count))
        }
        guard hasDeadline, shares.count > 1 else { return nil }
        return UncertainChance(
            shares: shares, wanted: scenario.objective.probability,
            confidence: scenario.study.confidence)
    }
}

/// A sample that is no scenario that can be answered.
public struct InvalidSample: Error, Hashable, Sendable {
    public var sample: FailedSample
    /// What is wrong with it; nil if it is valid and cannot be answered.
    public var input: InvalidInput?
}
