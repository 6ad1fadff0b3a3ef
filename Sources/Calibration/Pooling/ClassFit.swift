internal import RandomStreams
internal import ScanModel
public import Statistics

/// How much longer or shorter than the stage's fit says the durations of one class are.
public struct ClassFit: Hashable, Sendable {
    public var observationClass: ObservationClass
    public var finished: Int
    public var censored: Int
    /// The mean of this class over what the stage's fit says of its sizes, from its own durations alone; nil without any
    /// that finished.
    public var ownRatio: Double?
    /// The same after partial pooling.
    public var ratio: Double
    public var interval: Interval
    /// How much of its own deviation the class keeps; 0 ... 1.
    public var weight: Double
}

/// The factors of the classes of a stage.
enum ClassFitting {
    /// - Parameters:
    ///   - observations: of one stage, none throttled.
    ///   - fit: that of all of them.
    static func fits(
        _ observations: [StageObservation], _ fit: DurationFit, confidence: Double
    ) -> [ClassFit] {
        guard fit.family != .constant else { return [] }
        let classes = Dictionary(grouping: observations) { ObservationClass($0) }.sorted { $0.key < $1.key }
        guard classes.count > 1 else { return [] }
        let estimates = classes.map { DurationSample($0.value).flatMap { estimate($0, fit) } }
        let known = estimates.compactMap(\.self)
        guard !known.isEmpty else { return [] }
        let pooling = PartialPooling(known)
        var next = 0
        return zip(classes, estimates).map { group, estimate in
            let counts = group.value.reduce(into: (finished: 0, censored: 0)) {
                if $1.outcome == .finished { $0.finished += $1.count } else { $0.censored += $1.count }
            }
            guard let estimate else {
                // Of a class without any that finished, only what all classes share is known.
                let reach =
                    normalQuantile(0.5 + 0.5 * confidence) * exactSquareRoot(pooling.variance)
                return ClassFit(
                    observationClass: group.key, finished: counts.finished, censored: counts.censored, ownRatio: nil,
                    ratio: exactExp(pooling.mean),
                    interval: Interval(low: exactExp(pooling.mean - reach), high: exactExp(pooling.mean + reach)),
                    weight: 0)
            }
            let index = next
            next += 1
            let interval = pooling.interval(index, confidence: confidence)
            return ClassFit(
                observationClass: group.key, finished: counts.finished, censored: counts.censored,
                ownRatio: exactExp(estimate.value), ratio: exactExp(pooling.pooled[index]),
                interval: Interval(low: exactExp(interval.low), high: exactExp(interval.high)),
                weight: pooling.weights[index])
        }
    }

    /// The logarithm of the factor with the greatest likelihood, the shape being that of the stage, and its standard error
    /// from the curvature there.
    static func estimate(_ sample: DurationSample, _ fit: DurationFit) -> PartialPooling.Estimate? {
        let density = MultiplierDensity(fit.family, shape: fit.shape)
        func logLikelihood(_ logRatio: Double) -> Double {
            let factor = exactExp(min(max(logRatio, -30), 30)) / sample.unit
            return sample.logLikelihood(base: fit.base * factor, perSize: fit.perSize * factor, density)
        }
        let best = SimplexSearch(tolerance: 1e-7, evaluationsMost: 200)
            .minimum(from: [0], steps: [0.2]) { -logLikelihood($0[0]) }
        guard best.value.isFinite else { return nil }
        let width = 1e-3
        let sides = logLikelihood(best.place[0] - width) + logLikelihood(best.place[0] + width)
        let curvature = (-2 * best.value - sides) / (width * width)
        guard curvature > 0, curvature.isFinite else { return nil }
        return PartialPooling.Estimate(value: best.place[0], standardError: 1 / exactSquareRoot(curvature))
    }
}
