internal import RandomStreams
public import ScanModel
public import Statistics

/// A share of events with the exact interval of its probability.
public struct ObservedShare: Hashable, Sendable {
    /// What the probability should be.
    public var nominal: Double
    public var hits: Int
    public var count: Int
    /// By Clopper and Pearson; nil without an event.
    public var interval: Interval?

    public init(nominal: Double, hits: Int, count: Int, confidence: Double) {
        self.nominal = nominal
        self.hits = hits
        self.count = count
        interval =
            count > 0 ? clopperPearsonInterval(successes: hits, trials: count, confidence: confidence) : nil
    }

    /// nil without an event.
    public var share: Double? { count > 0 ? Double(hits) / Double(count) : nil }
}

/// How well a fit of earlier durations of a stage foretold the later ones.
public struct StageBackTest: Hashable, Sendable {
    public var stage: String
    /// Durations that the fit rests on.
    public var fitted: Int
    /// Later durations that finished, and that did not.
    public var tested: Int
    public var censored: Int
    public var fit: DurationFit
    /// Mean of |predicted mean - duration| / duration over the single durations above 0: their scatter is a part of it.
    public var errorOfSingles: Double?
    /// Mean of |predicted - observed| / observed over the means of the classes, each weighted by its durations.
    public var errorOfMeans: Double?
    /// All predicted means over all durations, minus 1: above 0 where too long was predicted.
    public var bias: Double?
    /// Durations between the predicted quantiles that should hold 90 % of them.
    public var inside: ObservedShare
    /// Durations up to the predicted median and the predicted 95 % quantile.
    public var below: [ObservedShare]
}

/// Fits the earlier part of a log and looks at the later one.
public struct BackTest: Sendable {
    /// The probability that the predicted intervals should have.
    public static let nominal = 0.9
    /// Later durations or cycles below which a share says little.
    public static let countFew = 30

    /// Seconds since 1970 at which the later part begins.
    public let split: Rational
    /// Observations without a time, which are in neither part.
    public let timeless: Int
    /// What the earlier part tells.
    public let report: CalibrationReport
    public let stages: [StageBackTest]
    /// Later cycles with their makespans in seconds, in the order of their starts.
    public let cycles: [(name: String, makespan: Double)]

    /// - Parameters:
    ///   - split: where the later part begins; nil: where the share `share` of the observations has begun.
    ///   - share: strictly between 0 and 1.
    /// - Returns: nil if one of the two parts is empty.
    public init?(
        _ observations: [StageObservation], profile: String, subjects: [StageSubject], sources: [LogSource],
        settings: FitSettings, split: Rational?, share: Double
    ) {
        // A cycle is in one part as a whole: that in which it begins.
        var begins: [String: Rational] = [:]
        for observation in observations {
            guard let cycle = observation.cycle, let start = observation.start else { continue }
            begins[cycle] = min(begins[cycle] ?? start, start)
        }
        func time(_ observation: StageObservation) -> Rational? {
            guard let start = observation.start else { return nil }
            return observation.cycle.flatMap { begins[$0] } ?? start
        }
        let times = observations.compactMap(time).sorted()
        guard !times.isEmpty else { return nil }
        let wanted = split ?? times[min(Int(Double(times.count) * share), times.count - 1)]
        let earlier = observations.filter { time($0).map { $0 < wanted } ?? false }
        let later = observations.filter { time($0).map { $0 >= wanted } ?? false }
        guard !earlier.isEmpty, !later.isEmpty else { return nil }
        self.split = wanted
        timeless = observations.filter { $0.start == nil }.reduce(0) { $0 + $1.count }
        report = CalibrationReport(
            earlier, profile: profile, subjects: subjects, sources: sources, settings: settings)
        let groups = Dictionary(grouping: later, by: \.stage)
        stages = report.fits.compactMap { fit in
            groups[fit.stage].map { Self.test(fit, $0, confidence: settings.confidence) }
        }
        cycles = Self.cycles(later)
    }

    private static func test(
        _ fit: StageFit, _ observations: [StageObservation], confidence: Double
    ) -> StageBackTest {
        // The sums have one order, whatever that of the log is.
        let later = observations.filter { $0.outcome == .finished }.sorted {
            ($0.duration, $0.size?.value ?? .zero, $0.platform?.rawValue ?? 2, $0.count)
                < ($1.duration, $1.size?.value ?? .zero, $1.platform?.rawValue ?? 2, $1.count)
        }
        let tails = [0.5 * (1 - nominal), 0.5, 0.95, 0.5 * (1 + nominal)]
        var (hits, median, high, count, positive) = (0, 0, 0, 0, 0)
        var (errors, predicted, observed) = (0.0, 0.0, 0.0)
        var classes: [ObservationClass: (predicted: Double, observed: Double, count: Int)] = [:]
        for observation in later {
            let group = ObservationClass(observation)
            let own = fit.fit(of: group)
            let size = observation.size?.value.doubleValue ?? 0
            let seconds = observation.duration.value.doubleValue
            let times = Double(observation.count)
            let mean = own.mean(size: size)
            let ends = tails.map { own.quantile($0, size: size) }
            count += observation.count
            if seconds >= ends[0], seconds <= ends[3] { hits += observation.count }
            if seconds <= ends[1] { median += observation.count }
            if seconds <= ends[2] { high += observation.count }
            predicted += mean * times
            observed += seconds * times
            if seconds > 0 {
                errors += (mean - seconds).magnitude / seconds * times
                positive += observation.count
            }
            let before = classes[group] ?? (0, 0, 0)
            classes[group] = (
                before.predicted + mean * times, before.observed + seconds * times, before.count + observation.count
            )
        }
        let known = classes.sorted { $0.key < $1.key }.map(\.value).filter { $0.observed > 0 }
        let weight = Double(known.reduce(0) { $0 + $1.count })
        let errorOfMeans = known.reduce(0) {
            $0 + ($1.predicted - $1.observed).magnitude / $1.observed * Double($1.count)
        }
        func share(_ nominal: Double, _ hits: Int) -> ObservedShare {
            ObservedShare(nominal: nominal, hits: hits, count: count, confidence: confidence)
        }
        return StageBackTest(
            stage: fit.stage, fitted: fit.finished, tested: count, censored: observations.count(.censored),
            fit: fit.fit, errorOfSingles: positive > 0 ? errors / Double(positive) : nil,
            errorOfMeans: weight > 0 ? errorOfMeans / weight : nil,
            bias: observed > 0 ? predicted / observed - 1 : nil, inside: share(nominal, hits),
            below: [share(0.5, median), share(0.95, high)])
    }

    /// Each cycle from the first start to the last end.
    private static func cycles(_ observations: [StageObservation]) -> [(name: String, makespan: Double)] {
        var ends: [String: (start: Rational, end: Rational)] = [:]
        for observation in observations {
            guard let cycle = observation.cycle, let start = observation.start else { continue }
            let end = start + observation.duration.value
            let known = ends[cycle] ?? (start, end)
            ends[cycle] = (min(known.start, start), max(known.end, end))
        }
        return ends.sorted { ($0.value.start, $0.key) < ($1.value.start, $1.key) }.map { name, ends in
            (name, (ends.end - ends.start).doubleValue)
        }
    }
}
