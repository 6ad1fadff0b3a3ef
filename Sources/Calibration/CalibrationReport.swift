public import ScanModel

/// A file that durations come from.
public struct LogSource: Hashable, Sendable {
    /// As the user named it.
    public var file: String
    public var bytes: Int
    /// SHA-256 in hexadecimal digits.
    public var digest: String
    /// Observations in it, each with its count.
    public var observations: Int

    public init(file: String, bytes: Int, digest: String, observations: Int) {
        self.file = file
        self.bytes = bytes
        self.digest = digest
        self.observations = observations
    }
}

/// A stage that calibration may replace, and what stands for it without.
public struct StageSubject: Hashable, Sendable {
    public var name: String
    /// Whether the simulator lets it grow with the size.
    public var growsWithSize: Bool
    /// Its duration as the profile gives it, such as `60s + 1s for each GiB`.
    public var standard: String
    public var provenance: Provenance

    public init(name: String, growsWithSize: Bool, standard: String, provenance: Provenance) {
        self.name = name
        self.growsWithSize = growsWithSize
        self.standard = standard
        self.provenance = provenance
    }
}

/// What logs tell of the stages of a profile.
public struct CalibrationReport: Sendable {
    /// A stage that keeps the duration of its profile.
    public struct LeftAlone: Hashable, Sendable {
        public var subject: StageSubject
        /// Durations that finished.
        public var finished: Int
        public var censored: Int
    }

    /// The identifier of the profile.
    public var profile: String
    public var settings: FitSettings
    public var sources: [LogSource]
    /// First and last start in seconds since 1970; nil: no observation tells when it began.
    public var period: (from: Rational, to: Rational)?
    /// In the order of the profile.
    public var fits: [StageFit]
    public var leftAlone: [LeftAlone]

    /// Fits every stage.
    ///
    /// - Parameters:
    ///   - observations: of stages among `subjects`, in any order.
    ///   - subjects: in the order of the profile.
    public init(
        _ observations: [StageObservation], profile: String, subjects: [StageSubject], sources: [LogSource],
        settings: FitSettings
    ) {
        self.profile = profile
        self.settings = settings
        self.sources = sources
        fits = []
        leftAlone = []
        let starts = observations.compactMap(\.start)
        if let first = starts.min(), let last = starts.max() { period = (first, last) }
        let groups = Dictionary(grouping: observations, by: \.stage)
        for subject in subjects {
            let own = groups[subject.name] ?? []
            let fit = StageFitting.fit(
                own, stage: subject.name, usesSize: subject.growsWithSize, settings: settings)
            if let fit {
                fits.append(fit)
                continue
            }
            leftAlone.append(
                LeftAlone(
                    subject: subject, finished: own.count(.finished), censored: own.count(.censored)))
        }
    }
}

extension [StageObservation] {
    /// How many have an outcome, each with its count.
    func count(_ outcome: StageObservation.Outcome) -> Int {
        reduce(0) { $0 + ($1.outcome == outcome ? $1.count : 0) }
    }
}

extension Deployment {
    /// The deployment with fitted durations, except for those that its scenario states itself.
    ///
    /// - Parameter fits: of stages of its profile; others change nothing.
    public func calibrated(by fits: [StageFit]) -> Deployment {
        var calibrated = self
        var variations = variations ?? DurationVariations()
        func isStated(_ name: String) -> Bool {
            assumptions.contains { $0.name == name && $0.provenance.confidence == .stated }
        }
        for fit in fits {
            let variation = fit.fit.family.variation(shape: fit.fit.shape)
            if fit.stage == Self.bootStage {
                if !isStated("timings.\(fit.stage)") { calibrated.scanner.boot = Seconds(fit.base) }
                if !isStated("variation.\(fit.stage)") { variations.scannerBoot = variation }
            } else if workflow.stages.contains(where: { $0.name == fit.stage }), !isStated("variation.\(fit.stage)") {
                variations.stages[fit.stage] = variation.isNone ? nil : variation
            }
        }
        calibrated.workflow = workflow.lasting { stage in
            var duration = stage.duration
            guard let fit = fits.first(where: { $0.stage == stage.name }) else { return duration }
            if !isStated("timings.\(stage.name).base") { duration.base = Seconds(fit.base) }
            if !isStated("timings.\(stage.name).perGiB") { duration.perGiB = Seconds(fit.perGiB) }
            return duration
        }
        calibrated.variations = variations.isEmpty ? nil : variations
        return calibrated
    }

    /// What observations call the time from the launch of a scanner until it is ready.
    public static let bootStage = "scannerBoot"
}

extension StageFit {
    /// Seconds whatever the size, to the microsecond.
    public var base: Rational { Self.micros(fit.base) }
    /// Seconds for each GiB, to the microsecond.
    public var perGiB: Rational { Self.micros(fit.perSize) }

    /// To the microsecond; at most 10^12 s.
    public static func micros(_ seconds: Double) -> Rational {
        Rational(Int128((min(max(seconds, 0), 1e12) * 1e6).rounded()), over: 1_000_000)
    }
}
