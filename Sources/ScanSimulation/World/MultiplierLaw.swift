internal import RandomStreams
internal import ScanModel

/// How the multipliers of a variation are drawn: one uniform number each, by inversion, so that two variations of one
/// duration that share the number scatter together. What is the same for all draws is worked out once.
enum MultiplierLaw: Sendable {
    /// Nothing is drawn.
    case one
    /// e^(spread z - shift) for the standard normal quantile z: the lognormal of `Distribution`, without the logarithm and
    /// the root that depend on its parameters alone.
    case lognormal(spread: Double, shift: Double)
    /// A variate times a factor that makes the mean 1.
    case scaled(Distribution, by: Double)

    /// Traps on parameters outside their ranges.
    init(_ variation: Variation) {
        if let fault = variation.parameterFault { preconditionFailure("variation: \(fault)") }
        switch variation {
        case .none: self = .one
        case .uniform(let halfWidth): self = .scaled(.uniform(low: 1 - halfWidth, high: 1 + halfWidth), by: 1)
        case .triangular(let low, let mode, let high):
            self = .withMeanOne(.triangular(low: low, mode: mode, high: high))
        case .normal(let cv):
            self =
                cv == 0
                ? .scaled(.constant(1), by: 1)
                : .withMeanOne(.truncatedNormal(mean: 1, sd: cv, low: 0, high: .infinity))
        case .lognormal(let cv):
            let variance = exactLog1p(cv * cv)
            self = .lognormal(spread: exactSquareRoot(variance), shift: variance * 0.5)
        case .exponential: self = .scaled(.exponential(mean: 1), by: 1)
        case .erlang(let shape): self = .scaled(.erlang(shape: shape, mean: 1), by: 1)
        case .weibull(let shape): self = .withMeanOne(.weibull(shape: shape, scale: 1))
        case .pareto(let shape, let low, let high):
            self = .withMeanOne(.boundedPareto(shape: shape, low: low, high: high))
        case .empirical(let values):
            // Values that are all the same are their own mean, which the division might miss by a rounding error.
            self =
                values.allSatisfy { $0 == values[0] }
                ? .scaled(.constant(1), by: 1) : .withMeanOne(.empirical(EmpiricalSample(values)))
        }
    }

    private static func withMeanOne(_ distribution: Distribution) -> MultiplierLaw {
        .scaled(distribution, by: 1 / distribution.mean)
    }

    var isOne: Bool { if case .one = self { true } else { false } }

    /// The multiplier for a uniform number strictly between 0 and 1. It never falls in `uniform` beyond its rounding error.
    func multiplier(_ uniform: Double) -> Double {
        switch self {
        case .one: 1
        case .lognormal(let spread, let shift): exactExp(spread * standardNormalQuantile(uniform) - shift)
        case .scaled(let distribution, let factor): max(0, distribution.quantile(uniform) * factor)
        }
    }
}

/// What multiplies a duration: at most ``Variation/most``, so that no instant leaves the clock.
struct DurationMultiplier: BitwiseCopyable, Sendable {
    let value: Double

    init(_ value: Double) {
        precondition(value >= 0, "a duration times \(value)")
        self.value = min(value, Variation.most)
    }

    static let one = DurationMultiplier(1)

    /// The duration times this, rounded to whole ticks; to the tick the same for a multiplier of 1.
    func times(_ ticks: Int64) -> Int64 {
        value == 1 ? ticks : Int64((Double(ticks) * value).rounded(.toNearestOrEven))
    }

    /// The nominal time that becomes `ticks`, for time limits that do not stretch; Int64.max stays.
    func nominal(_ ticks: Int64) -> Int64 {
        value == 1 || ticks == .max ? ticks : Int64(min(Double(ticks) / value, 0x1p60))
    }
}

/// The stage coordinates of draws about durations.
///
/// A stage has one that follows from its name, so that it keeps its draws whatever stages a workflow leaves out. Draws of
/// back-offs have the index of the stage, those of failures the numbers from ``FaultDraws`` on.
enum VariationDraws {
    /// The boot of a persistent scanner; the item is its index.
    static let boot: UInt16 = 0x8000
    /// The boot of a batch's scanner; the item is the first one of the batch, the draw index the scanners that it lost.
    static let batchBoot: UInt16 = 0x8001
    /// The multiplier of a region; item and draw index are 0.
    static let region: UInt16 = 0x8002
    /// Coordinates of stages: as many from here on.
    private static let stages: UInt16 = 0x4000

    /// One coordinate for each name; of two names with one coordinate, the later one takes the next that is free.
    static func coordinates(_ names: [String]) -> [UInt16] {
        var taken: Set<UInt16> = []
        return names.map { name in
            var place = UInt16(truncatingIfNeeded: hash(name) % UInt64(stages))
            while !taken.insert(place).inserted { place = (place + 1) % stages }
            return stages + place
        }
    }

    /// FNV-1a over the UTF-8 of a name: the same on every platform and in every process.
    private static func hash(_ name: String) -> UInt64 {
        name.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

/// The laws of a region's durations.
struct RegionVariations: Sendable {
    /// By stage.
    let stages: [MultiplierLaw]
    let coordinates: [UInt16]
    let boot: MultiplierLaw
    let region: MultiplierLaw

    /// nil if nothing varies.
    init?(_ deployment: Deployment) {
        guard deployment.hasRandomDurations, let variations = deployment.variations else { return nil }
        let names = deployment.workflow.stages.map(\.name)
        precondition(
            variations.stages.keys.allSatisfy(names.contains), "variations of stages that the workflow does not have")
        stages = names.map { MultiplierLaw(variations.variation(of: $0)) }
        coordinates = VariationDraws.coordinates(names)
        boot = MultiplierLaw(variations.scannerBoot)
        region = MultiplierLaw(variations.region)
    }
}
