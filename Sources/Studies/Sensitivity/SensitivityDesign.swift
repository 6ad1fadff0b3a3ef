internal import ScanModel
internal import Statistics

/// How a study looks for the inputs that matter.
public enum SensitivityMethod: Hashable, Sendable {
    /// One input at a time, from end to end.
    case oneAtATime(InputEnds)
    /// Elementary effects along random paths, at least 2.
    case morris(InputEnds, paths: Int)
    /// Shares of the variance, from so many rows, at least 2.
    case sobol(samples: Int)

    /// How many variants it takes. Complexity: O(1).
    ///
    /// - Parameter inputs: at least 1.
    public func variants(inputs: Int) -> Int {
        switch self {
        case .oneAtATime: 1 + 2 * inputs
        // The scenario as it is comes first in every design.
        case .morris(_, let paths): 1 + paths * (inputs + 1)
        case .sobol(let samples): 1 + samples * (inputs + 2)
        }
    }
}

/// The variants of a study, the scenario as it is first.
struct SensitivityDesign: Sendable {
    let method: SensitivityMethod
    let inputs: UncertainInputs
    let variants: [[String]]
    private let morris: MorrisDesign?
    private let sobol: SobolDesign?

    init(_ method: SensitivityMethod, inputs: UncertainInputs, seed: UInt64) {
        let count = inputs.inputs.count
        precondition(count > 0, "no input")
        self.method = method
        self.inputs = inputs
        switch method {
        case .oneAtATime(let ends):
            (morris, sobol) = (nil, nil)
            variants =
                [[]]
                + inputs.inputs.flatMap { input in
                    [[input.setting(at: ends.probability(0))], [input.setting(at: ends.probability(1))]]
                }
        case .morris(let ends, let paths):
            let design = MorrisDesign(parameters: count, paths: paths, key: InputDraws.key(.paths, seed: seed))
            (morris, sobol) = (design, nil)
            variants = [[]] + design.points.map { inputs.settings(at: $0.map(ends.probability)) }
        case .sobol(let samples):
            let design = SobolDesign(parameters: count, count: samples, key: InputDraws.key(.rows, seed: seed))
            (morris, sobol) = (nil, design)
            variants = [[]] + design.points.map { inputs.settings(at: $0) }
        }
    }

    /// What the outcomes of the variants say.
    ///
    /// - Parameter confidence: of every interval.
    func finding(_ outcomes: [VariantOutcome], metric: Metric, confidence: Double) -> SensitivityFinding {
        let points = outcomes.dropFirst()
        switch method {
        case .oneAtATime(let ends):
            return .oneAtATime(ends: ends, bars(Array(points), ends, metric, confidence))
        case .morris(let ends, let paths):
            let results = points.compactMap { $0.mean(of: metric) }
            guard results.count == points.count, let morris else { return .incomplete }
            let screened = zip(inputs.inputs, morris.effects(results: results)).map {
                ScreenedInput(input: $0, effect: $1)
            }
            return .morris(ends: ends, paths: paths, sorted(screened) { $0.effect.meanMagnitude })
        case .sobol(let samples):
            let results = points.compactMap { $0.mean(of: metric) }
            guard results.count == points.count, let sobol else { return .incomplete }
            // The points of both independent sets; the mixed ones repeat their coordinates.
            let width = inputs.inputs.count + 2
            let moments = Moments(results.enumerated().filter { $0.offset % width < 2 }.map(\.element))
            let shares = sobol.indices(results: results, confidence: confidence).map { indices in
                sorted(zip(inputs.inputs, indices).map { VarianceShare(input: $0, indices: $1) }) {
                    $0.indices.total.value
                }
            }
            return .sobol(
                samples: samples, mean: moments.mean ?? 0, standardDeviation: moments.standardDeviation ?? 0, shares)
        }
    }

    /// The tornado, bars with a missing end first, then the widest; of equal ones the first input.
    private func bars(
        _ points: [VariantOutcome], _ ends: InputEnds, _ metric: Metric, _ confidence: Double
    ) -> [TornadoBar] {
        let bars = inputs.inputs.enumerated().map { index, input in
            let outcomes = (low: points[2 * index], high: points[2 * index + 1])
            func end(_ outcome: VariantOutcome, _ share: Double) -> EndEffect {
                let value = outcome.mean(of: metric)
                return EndEffect(
                    text: input.input.text(at: ends.probability(share)), value: value,
                    failure: value == nil ? outcome.failure ?? "\(metric.name) has no value" : nil)
            }
            let (low, high) = (end(outcomes.low, 0), end(outcomes.high, 1))
            let change = high.value.flatMap { high in low.value.map { high - $0 } }
            var bar = TornadoBar(input: input, low: low, high: high, change: change)
            if change != nil { bar.interval = interval(outcomes.high, outcomes.low, metric, confidence) }
            return bar
        }
        return sorted(bars) { $0.size ?? .infinity }
    }

    /// The interval for the mean difference of trials that share their draws; nil if there is no more than one, or if all
    /// differences are alike.
    private func interval(
        _ first: VariantOutcome, _ second: VariantOutcome, _ metric: Metric, _ confidence: Double
    ) -> Interval? {
        guard case .simulated(let high) = first, case .simulated(let low) = second else { return nil }
        var pairs = PairedDifference()
        for (high, low) in zip(high, low) {
            if let high = high.value(metric), let low = low.value(metric) { pairs.add(high, low) }
        }
        guard let spread = pairs.difference.variance, spread > 0 else { return nil }
        return pairs.interval(confidence: confidence)?.interval
    }

    /// From the greatest weight to the least, of equal ones the first.
    private func sorted<Row>(_ rows: [Row], by weight: (Row) -> Double) -> [Row] {
        rows.enumerated().sorted { left, right in
            let (first, second) = (weight(left.element), weight(right.element))
            return first != second ? first > second : left.offset < right.offset
        }.map(\.element)
    }
}
