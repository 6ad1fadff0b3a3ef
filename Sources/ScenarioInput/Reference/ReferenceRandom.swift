import ScanModel

/// The random part of a reference document.
struct ReferenceRandom {
    /// By name of the stage, and of the boot of a scanner.
    var stages: [String: Variation]
    var boot: Variation
    /// Chance that an attempt fails which is not the last one.
    var failureProbability: Rational
    var maxAttempts: Int
    /// nil: no probability is asked for.
    var withinSeconds: Seconds?
    var field: Field

    /// Reads and checks `random`; nil after at least one issue was reported.
    init?(_ field: Field) {
        let random = field.mapping { reader -> ReferenceRandom? in
            var stages: [String: Variation] = [:]
            var isFine = true
            for name in ReferenceContent.stageNames + ["boot"] {
                guard let field = reader.optional(name) else { continue }
                let read = field.referenceVariation()
                isFine = isFine && read != nil
                stages[name] = read
            }
            let chanceField = reader.optional("failProb")
            let chance = chanceField.map { $0.decimal(atMost: .one) } ?? .zero
            let attemptField = reader.optional("maxAttempts")
            let attempts = attemptField.map { $0.integer(1...255) } ?? 1
            let within = reader.optional("sloSeconds").map { $0.decimal() }
            if let chance, chance > .zero, attemptField == nil {
                field.report("the key `maxAttempts` is missing", expected: "it beside a `failProb` above 0")
                isFine = false
            }
            guard isFine, let chance, let attempts, within != .some(nil) else { return nil }
            let boot = stages.removeValue(forKey: "boot") ?? .none
            return ReferenceRandom(
                stages: stages, boot: boot, failureProbability: chance, maxAttempts: attempts,
                withinSeconds: within?.map { Seconds($0) }, field: field)
        }
        guard let random else { return nil }
        self = random
    }

    private init(
        stages: [String: Variation], boot: Variation, failureProbability: Rational, maxAttempts: Int,
        withinSeconds: Seconds?, field: Field
    ) {
        self.stages = stages
        self.boot = boot
        self.failureProbability = failureProbability
        self.maxAttempts = maxAttempts
        self.withinSeconds = withinSeconds
        self.field = field
    }

    /// Durations that vary; never nil, so that the document is known to be a random one.
    var variations: DurationVariations { DurationVariations(stages: stages, scannerBoot: boot) }

    /// Whether attempts fail at random; the failures that jobs state then count no more.
    var failsAtRandom: Bool { failureProbability > .zero }

    var attempts: AttemptRule? {
        failsAtRandom
            ? AttemptRule(
                most: maxAttempts, failureProbability: failureProbability.doubleValue, lastSucceeds: true) : nil
    }
}

extension Field {
    /// A distribution: a word for one without parameters, else `{"dist": "lognormal", "cv": 0.5}` and the like.
    ///
    /// `kind` and `type` will do for `dist`: the format leaves the key open.
    fileprivate func referenceVariation() -> Variation? {
        let names = ["none", "exponential", "lognormal", "uniform", "erlang"]
        if case .scalar = node.content {
            return choice(names.map { ($0, $0) }).flatMap { name in
                switch name {
                case "none": return Variation.none
                case "exponential": return .exponential
                default:
                    report("is `\(name)` without its parameter", expected: "{\"dist\": \"\(name)\", ...}")
                    return nil
                }
            }
        }
        return mapping { reader -> Variation? in
            let key = ["kind", "type"].first { child($0) != nil } ?? "dist"
            guard let name = reader.required(key)?.choice(names.map { ($0, $0) }) else {
                for parameter in ["cv", "h", "k"] { reader.ignore(parameter) }
                return nil
            }
            switch name {
            case "exponential": return .exponential
            case "lognormal":
                return reader.required("cv")?.decimal(atMost: Rational(Int128(Variation.lognormalCVs.upperBound)))
                    .map { .lognormal(cv: $0.doubleValue) }
            case "uniform":
                return reader.required("h")?.decimal(atMost: .one).map { .uniform(halfWidth: $0.doubleValue) }
            case "erlang": return reader.required("k")?.integer(Variation.erlangShapes).map { .erlang(shape: $0) }
            default: return Variation.none
            }
        }
    }
}
