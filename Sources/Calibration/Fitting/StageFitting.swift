internal import RandomStreams
public import ScanModel
public import Statistics

/// How fits are made.
public struct FitSettings: Hashable, Sendable {
    /// Of the intervals; strictly between 0 and 1.
    public var confidence: Double
    /// Samples drawn to test a fit; 0: none is tested.
    public var resamples: Int
    public var seed: UInt64
    /// What is tried; see ``DurationFamily/fitted``.
    public var families: [DurationFamily]

    public init(
        confidence: Double = 0.95, resamples: Int = 199, seed: UInt64 = 1,
        families: [DurationFamily] = DurationFamily.fitted
    ) {
        self.confidence = confidence
        self.resamples = resamples
        self.seed = seed
        self.families = families
    }

    /// Fewer finished durations of a stage are not fitted: the small-sample criterion needs more than the three numbers of a
    /// fit and one, and intervals of less say nothing.
    public static let countLeast = 6
}

/// One number of a fit.
public struct FittedNumber: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
        /// Seconds.
        case base
        /// Seconds for each GiB.
        case perGiB
        /// The shape of the family; see ``DurationFamily/shapeName``.
        case shape
    }
    public var kind: Kind
    public var value: Double
    /// From the profile likelihood.
    public var interval: Interval
}

/// What the log tells of one stage.
public struct StageFit: Hashable, Sendable {
    public var stage: String
    public var finished: Int
    public var censored: Int
    public var throttled: Int
    /// Finished ones without a size, where others have one.
    public var sizeless: Int
    public var fit: DurationFit
    public var numbers: [FittedNumber]
    /// From the best to the worst; empty for a constant.
    public var candidates: [FamilyCandidate]
    /// nil for a constant, or if no samples were to be drawn.
    public var goodness: GoodnessOfFit?
    /// Where the log tells classes apart; else empty.
    public var classes: [ClassFit]
    /// By how much of their value durations were rounded at most before they were fitted.
    public var rounding: Double

    /// Keeps no more of the numbers than files hold, so that a file says just what was fitted: six decimal places.
    fileprivate mutating func round() {
        func rounded(_ number: Double) -> Double { (number * 1e6).rounded() / 1e6 }
        fit.base = rounded(fit.base)
        fit.perSize = rounded(fit.perSize)
        fit.shape = rounded(fit.shape)
        for index in numbers.indices {
            let interval = numbers[index].interval
            numbers[index].value = rounded(numbers[index].value)
            numbers[index].interval = Interval(low: rounded(interval.low), high: rounded(interval.high))
        }
    }

    /// The fit of one class: that of the stage, longer or shorter by the class's factor.
    public func fit(of observationClass: ObservationClass) -> DurationFit {
        guard let own = classes.first(where: { $0.observationClass == observationClass }) else { return fit }
        var fit = fit
        fit.base *= own.ratio
        fit.perSize *= own.ratio
        return fit
    }
}

/// Fits durations of a stage.
public enum StageFitting {
    /// The family with the best criterion, its numbers with intervals, its test, and the classes of the log.
    ///
    /// - Parameters:
    ///   - observations: all of one stage, in any order: the order does not matter.
    ///   - stage: the name of the stage.
    ///   - usesSize: whether the simulator lets the stage grow with the size.
    /// - Returns: nil if fewer than ``FitSettings/countLeast`` durations finished, or all took no time.
    /// - Complexity: some 1,000 evaluations of the likelihood for each family, and some 100 for each sample of the test.
    public static func fit(
        _ observations: [StageObservation], stage: String, usesSize: Bool, settings: FitSettings = FitSettings()
    ) -> StageFit? {
        let timed = observations.filter { $0.outcome != .throttled }
        guard let sample = DurationSample(timed), sample.finished >= FitSettings.countLeast else { return nil }
        let ended = timed.filter { $0.outcome == .finished }
        let sizeless = ended.filter { $0.size == nil }.reduce(0) { $0 + $1.count }
        var result = StageFit(
            stage: stage, finished: sample.finished, censored: sample.count - sample.finished,
            throttled: observations.filter { $0.outcome == .throttled }.reduce(0) { $0 + $1.count },
            sizeless: sizeless < sample.finished ? sizeless : 0,
            fit: DurationFit(family: .constant, base: sample.unit), numbers: [], candidates: [], goodness: nil,
            classes: [], rounding: sample.rounding)
        guard !sample.isConstant else {
            result.numbers = [
                FittedNumber(kind: .base, value: sample.unit, interval: Interval(low: sample.unit, high: sample.unit))
            ]
            return result
        }
        result.candidates = FamilySelection.candidates(sample, sizes: usesSize, families: settings.families)
        guard let best = result.candidates.first else { return nil }
        result.fit = best.fit
        let search = LikelihoodSearch(sample, best.fit.family, usesSize: best.fit.usesSize)
        result.numbers = numbers(search, best.fit, confidence: settings.confidence)
        if settings.resamples > 0 {
            let test = FitTest(search: search, fit: best.fit, seed: settings.seed, stage: place(of: stage))
            result.goodness = test.result(DurationSample.cells(timed), resamples: settings.resamples)
        }
        result.classes = ClassFitting.fits(timed, best.fit, confidence: settings.confidence)
        result.round()
        return result
    }

    private static func numbers(
        _ search: LikelihoodSearch, _ fit: DurationFit, confidence: Double
    ) -> [FittedNumber] {
        var best = search.place(fit)
        best.logLikelihood = search.logLikelihood(best)
        // Intervals are those of a shape that need not be whole.
        let centre = search.family == .erlang ? search.greatest(from: best, step: 0.02) : best
        return search.variables.map { variable in
            let kind: FittedNumber.Kind
            let value: Double
            switch variable {
            case .base: (kind, value) = (.base, fit.base)
            case .perSize: (kind, value) = (.perGiB, fit.perSize)
            case .shape: (kind, value) = (.shape, fit.shape)
            }
            return FittedNumber(
                kind: kind, value: value, interval: search.interval(variable, best: centre, confidence: confidence))
        }
    }

    /// A number for the draws of a stage that follows from its name: FNV-1a over its UTF-8.
    private static func place(of stage: String) -> UInt16 {
        UInt16(
            truncatingIfNeeded: stage.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
                ($0 ^ UInt64($1)) &* 0x100_0000_01B3
            })
    }
}
