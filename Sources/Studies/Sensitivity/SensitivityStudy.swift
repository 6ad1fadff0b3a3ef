public import ScanModel

/// Finds out which uncertain inputs a metric depends on.
public enum SensitivityStudy {
    /// Simulates the variants of a design, each with the same trials, so that all share their draws.
    ///
    /// - Parameters:
    ///   - inputs: at least one.
    ///   - trials: of each variant; a design works with the mean over them.
    ///   - maker: makes a variant from settings.
    ///   - progress: called from any worker with how many trials more are done, of the method's variants times `trials`.
    /// - Returns: nil if the metric has no value in the scenario as it is.
    public static func answer(
        _ scenario: Scenario, inputs: UncertainInputs, metric: Metric, method: SensitivityMethod, trials: Int,
        width: Int, maker: @escaping VariantMaker, progress: (@Sendable (_ more: Int) -> Void)? = nil
    ) async -> SensitivityAnswer? {
        await answers(
            scenario, inputs: inputs, metrics: [metric], method: method, trials: trials, width: width, maker: maker,
            progress: progress
        ).first
    }

    /// The same for several metrics of the same simulations, without those that have no value in the scenario as it is.
    public static func answers(
        _ scenario: Scenario, inputs: UncertainInputs, metrics: [Metric], method: SensitivityMethod, trials: Int,
        width: Int, maker: @escaping VariantMaker, progress: (@Sendable (_ more: Int) -> Void)? = nil
    ) async -> [SensitivityAnswer] {
        let design = SensitivityDesign(method, inputs: inputs, seed: scenario.seed)
        let outcomes = await VariantRuns.outcomes(
            of: design.variants, trials: { _ in 0..<UInt32(trials) }, width: width, maker: maker, progress: progress)
        return metrics.compactMap { answer(scenario, $0, design, outcomes, trials: trials) }
    }

    /// What the outcomes of a design's variants say of a metric; nil if it has no value in the scenario as it is.
    private static func answer(
        _ scenario: Scenario, _ metric: Metric, _ design: SensitivityDesign, _ outcomes: [VariantOutcome], trials: Int
    ) -> SensitivityAnswer? {
        guard let asItIs = outcomes.first?.mean(of: metric) else { return nil }
        let confidence = scenario.study.confidence
        let failures = outcomes.enumerated().compactMap { index, outcome -> FailedSample? in
            guard outcome.mean(of: metric) == nil else { return nil }
            return FailedSample(
                sample: index, settings: design.variants[index],
                reason: outcome.failure ?? "\(metric.name) has no value")
        }
        return SensitivityAnswer(
            scenario: scenario.name, seed: scenario.seed, metric: metric, trials: trials, confidence: confidence,
            simulations: design.variants.count * trials, asItIs: asItIs,
            finding: design.finding(outcomes, metric: metric, confidence: confidence), failures: failures,
            fixed: scenario.deployments.flatMap(\.uncertainty.fixed))
    }
}
