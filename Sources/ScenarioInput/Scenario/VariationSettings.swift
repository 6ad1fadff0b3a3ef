import ScanModel

/// Which durations the scenario says are random.
struct VariationSettings {
    /// In the order of the profile: the stages, then the boot of a scanner and the region.
    private var stated: [(name: String, setting: Setting<Variation>)] = []
    /// What a calibration says of those that are not stated.
    private var calibrated: [(name: String, variation: Variation, provenance: Provenance)] = []

    static let bootKey = "scannerBoot"
    static let regionKey = "region"

    init() {}

    /// Reads the mapping `variation`.
    init(_ field: Field, profile: VendorProfile) {
        var stated = stated
        field.withMapping { reader in
            var keys = profile.stages.map { (name: $0.name, about: $0.meaning) }
            keys.append((Self.bootKey, "How long a scanner boots, drawn for each launch."))
            keys.append((Self.regionKey, "Good and bad days: one multiplier for all stages of a region in a cycle."))
            for key in keys {
                let field = reader.optional(key.name, key.about)
                guard let field, let setting = field.setting(field.variation()) else { continue }
                stated.append((key.name, setting))
            }
        }
        self.stated = stated
    }

    /// Takes the variations of a calibration where the scenario states none.
    mutating func add(_ calibration: CalibratedDurations) {
        calibrated = calibration.variations.filter { found in !stated.contains { $0.name == found.name } }
    }

    /// nil if nothing varies.
    var variations: DurationVariations? {
        var variations = DurationVariations()
        let all = stated.map { ($0.name, $0.setting.value) } + calibrated.map { ($0.name, $0.variation) }
        for (name, variation) in all where !variation.isNone {
            switch name {
            case Self.bootKey: variations.scannerBoot = variation
            case Self.regionKey: variations.region = variation
            default: variations.stages[name] = variation
            }
        }
        return variations.isEmpty ? nil : variations
    }

    /// What the answer rests on.
    var assumptions: [Assumption] {
        stated.map { name, setting in
            Assumption(
                name: "variation.\(name)", value: setting.value.words, range: nil, provenance: setting.provenance)
        }
            + calibrated.map { name, variation, provenance in
                Assumption(
                    name: "variation.\(name)", value: variation.words, range: nil, provenance: provenance)
            }
    }
}

extension Field {
    /// A word for a distribution without parameters, or a mapping with one key that names the distribution.
    func variation() -> Variation? {
        if let recorder {
            recorder.note(.named("variation", recorder.part { _ = Field.described(by: $0, log: log).anyVariation() }))
            return nil
        }
        return anyVariation()
    }

    private func anyVariation() -> Variation? {
        either(
            [
                (
                    { if case .scalar = $0.node.content { true } else { false } },
                    { $0.choice([(word: "none", value: Variation.none), (word: "exponential", value: .exponential)]) }
                ),
                ({ _ in true }, { $0.variationWithParameters() }),
            ], expected: "")
    }

    private func variationWithParameters() -> Variation? {
        mapping { reader -> Variation? in
            let fields = reader.exactlyOne(
                of: [
                    ("uniform", "Equally likely from 1 - halfWidth to 1 + halfWidth times the nominal duration."),
                    ("triangular", "Triangular between two multiples, divided by its mean."),
                    ("normal", "Normal, cut off at 0 and divided by its mean."),
                    ("lognormal", "Lognormal: what most durations look like."),
                    ("erlang", "Sum of so many exponential parts; 1 / sqrt(shape) is its coefficient of variation."),
                    ("weibull", "Weibull, divided by its mean; a shape below 1 has a long tail."),
                    ("pareto", "Pareto between two multiples, divided by its mean: a long tail with an end."),
                    ("empirical", "Observed multiples of the nominal duration, divided by their mean."),
                ], problem: "names no distribution")
            // Each is read, so that every issue is found and every form described.
            let readers: [(Field) -> Variation?] = [
                { $0.uniform() }, { $0.triangular() }, { $0.cv(Variation.normalCVs).map { .normal(cv: $0) } },
                { $0.cv(Variation.lognormalCVs).map { .lognormal(cv: $0) } }, { $0.erlang() }, { $0.weibull() },
                { $0.pareto() }, { $0.empirical() },
            ]
            let read = zip(fields, readers).map { field, read in field.flatMap { read($0) } }
            return fields.count { $0 != nil } == 1 ? read.compactMap(\.self).first : nil
        }
    }

    private func uniform() -> Variation? {
        mapping { reader in
            reader.required("halfWidth", "From 0 to 1.")?.number(Variation.halfWidths).map { .uniform(halfWidth: $0) }
        }
    }

    private func cv(_ range: ClosedRange<Double>) -> Double? {
        mapping { reader in
            reader.required("cv", "Coefficient of variation: standard deviation over mean.")?.number(range)
        }
    }

    private func triangular() -> Variation? {
        mapping { reader -> Variation? in
            let low = reader.required("low", "Smallest multiple.")?.number(0...Variation.most)
            let mode = reader.required("mode", "Most likely multiple.")?.number(0...Variation.most)
            let high = reader.required("high", "Largest multiple.")?.number(0...Variation.most)
            guard let low, let mode, let high else { return nil }
            return checked(.triangular(low: low, mode: mode, high: high), expected: "low <= mode <= high, low < high")
        }
    }

    private func erlang() -> Variation? {
        mapping { reader in
            reader.required("shape", "Number of parts.")?.integer(Variation.erlangShapes).map { .erlang(shape: $0) }
        }
    }

    private func weibull() -> Variation? {
        mapping { reader in
            reader.required("shape", "From 0.5 to 100; 1 is the exponential.")?.number(Variation.weibullShapes)
                .map { .weibull(shape: $0) }
        }
    }

    private func pareto() -> Variation? {
        mapping { reader -> Variation? in
            let shape = reader.required("shape", "How fast the tail falls.")?.number(Variation.paretoShapes)
            let low = reader.required("low", "Smallest multiple.")?.number(0...Variation.most, isAboveLeast: true)
            let high = reader.required("high", "Largest multiple.")?.number(0...Variation.most, isAboveLeast: true)
            guard let shape, let low, let high else { return nil }
            return checked(
                .pareto(shape: shape, low: low, high: high), expected: "low < high, and high at most 1000 times low")
        }
    }

    private func empirical() -> Variation? {
        guard let read = list(count: Variation.sampleCounts, { $0.number(0...Variation.most) }) else { return nil }
        let values = read.compactMap(\.self)
        guard values.count == read.count else { return nil }
        return checked(.empirical(values), expected: "a multiple above 0")
    }

    /// The variation, unless its parameters do not fit together.
    private func checked(_ variation: Variation, expected: String) -> Variation? {
        guard let fault = variation.parameterFault else { return variation }
        report(fault, expected: expected)
        return nil
    }

    /// A decimal number in a range.
    private func number(_ range: ClosedRange<Double>, isAboveLeast: Bool = false) -> Double? {
        func exact(_ bound: Double) -> Rational { Rational(Int128((bound * 10).rounded()), over: 10) }
        return decimal(
            isAboveZero: isAboveLeast, atLeast: exact(range.lowerBound), atMost: exact(range.upperBound)
        ).map(\.doubleValue)
    }
}

extension Variation {
    /// The variation in words, with its parameters.
    var words: String {
        func text(_ number: Double) -> String {
            let text = "\(number)"
            return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
        }
        switch self {
        case .none: return "none"
        case .uniform(let halfWidth): return "uniform, half width \(text(halfWidth))"
        case .triangular(let low, let mode, let high):
            return "triangular, \(text(low)) to \(text(high)) with mode \(text(mode))"
        case .normal(let cv): return "normal, cv \(text(cv))"
        case .lognormal(let cv): return "lognormal, cv \(text(cv))"
        case .exponential: return "exponential"
        case .erlang(let shape): return "erlang, shape \(shape)"
        case .weibull(let shape): return "weibull, shape \(text(shape))"
        case .pareto(let shape, let low, let high):
            return "pareto, shape \(text(shape)), \(text(low)) to \(text(high))"
        case .empirical(let values):
            return "empirical, \(values.count) multiples from \(text(values.min() ?? 0)) to \(text(values.max() ?? 0))"
        }
    }
}
