internal import RandomStreams
internal import Statistics

/// The greatest likelihood of a family, and of one with a number held fast.
///
/// The variables are the mean's base and its part by size, both in shares of the mean of all, and the logarithm of the
/// shape. Where a variable leaves its range, the likelihood is that of the end of the range, a little less.
struct LikelihoodSearch {
    enum Variable: Hashable, CaseIterable {
        case base, perSize, shape
    }

    let sample: DurationSample
    let family: DurationFamily
    let usesSize: Bool
    private let logShapes: ClosedRange<Double>

    init(_ sample: DurationSample, _ family: DurationFamily, usesSize: Bool) {
        self.sample = sample
        self.family = family
        self.usesSize = usesSize
        logShapes = exactLog(family.shapes.lowerBound)...exactLog(family.shapes.upperBound)
    }

    /// The variables of this family.
    var variables: [Variable] { [.base] + (usesSize ? [.perSize] : []) + (family.hasShape ? [.shape] : []) }

    struct Place {
        var base: Double
        var perSize: Double
        var logShape: Double
        var logLikelihood = -Double.infinity

        subscript(_ variable: Variable) -> Double {
            get {
                switch variable {
                case .base: base
                case .perSize: perSize
                case .shape: logShape
                }
            }
            set {
                switch variable {
                case .base: base = newValue
                case .perSize: perSize = newValue
                case .shape: logShape = newValue
                }
            }
        }
    }

    /// Size in shares of the mean size, by which the second variable is comparable with the first.
    private var sizeUnit: Double { sample.meanSize > 0 ? sample.meanSize : 1 }

    func logLikelihood(_ place: Place) -> Double {
        let base = max(0, place.base)
        let perSize = max(0, place.perSize)
        let shape = min(max(place.logShape, logShapes.lowerBound), logShapes.upperBound)
        // Leads back into the range without moving the greatest value.
        let outside = (place.base - base).magnitude + (place.perSize - perSize).magnitude
        let beyond = (place.logShape - shape).magnitude
        let value = sample.logLikelihood(
            base: base, perSize: usesSize ? perSize / sizeUnit : 0,
            MultiplierDensity(family, shape: family.hasShape ? exactExp(shape) : 1))
        return value - (outside + beyond)
    }

    /// The greatest likelihood, from where moments or another fit say.
    ///
    /// - Parameter held: variables that stay as they are in `start`.
    func greatest(from start: Place, held: Set<Variable> = [], step: Double = 0.1) -> Place {
        let free = variables.filter { !held.contains($0) }
        var place = start
        guard !free.isEmpty else {
            place.logLikelihood = logLikelihood(place)
            return place
        }
        let search = SimplexSearch(tolerance: 1e-6, evaluationsMost: 400)
        func at(_ values: [Double]) -> Place {
            var place = start
            for (variable, value) in zip(free, values) { place[variable] = value }
            return place
        }
        var best = free.map { start[$0] }
        var value = Double.infinity
        // A second search from the end of the first one, because a simplex may have shrunk too early.
        for width in [step, step / 4] {
            let found = search.minimum(from: best, steps: free.map { _ in width }) { -logLikelihood(at($0)) }
            let gain = value - found.value
            (best, value) = (found.place, found.value)
            if gain < 1e-9 { break }
        }
        place = at(best)
        place.base = max(0, place.base)
        place.perSize = max(0, place.perSize)
        place.logShape = min(max(place.logShape, logShapes.lowerBound), logShapes.upperBound)
        place.logLikelihood = logLikelihood(place)
        return place
    }

    /// Where a search begins that knows nothing: a mean that does not depend on the size, and one that does by half.
    func starts() -> [Place] {
        let shape: Double
        switch family {
        case .constant, .exponential: shape = 0
        case .lognormal, .normal: shape = exactLog(0.5)
        case .erlang: shape = exactLog(4)
        case .weibull: shape = exactLog(1.5)
        }
        return usesSize
            ? [Place(base: 0.5, perSize: 0.5, logShape: shape), Place(base: 0.9, perSize: 0.1, logShape: shape)]
            : [Place(base: 1, perSize: 0, logShape: shape)]
    }

    func greatest() -> Place {
        let found = starts().map { greatest(from: $0, step: 0.3) }
        return found.dropFirst().reduce(found[0]) { $0.logLikelihood >= $1.logLikelihood ? $0 : $1 }
    }

    /// The fit at a place, in seconds.
    func fit(_ place: Place) -> DurationFit {
        DurationFit(
            family: family, base: place.base * sample.unit,
            perSize: usesSize ? place.perSize / sizeUnit * sample.unit : 0,
            shape: family.hasShape ? exactExp(place.logShape) : 1, usesSize: usesSize)
    }

    /// The place of a fit.
    func place(_ fit: DurationFit) -> Place {
        Place(
            base: fit.base / sample.unit, perSize: fit.perSize * sizeUnit / sample.unit,
            logShape: family.hasShape ? exactLog(fit.shape) : 0)
    }

    /// A value of a variable in the unit of the fit: seconds, seconds for each unit of size, or the shape.
    func value(_ variable: Variable, _ place: Double) -> Double {
        switch variable {
        case .base: max(0, place) * sample.unit
        case .perSize: max(0, place) / sizeUnit * sample.unit
        case .shape: exactExp(min(max(place, logShapes.lowerBound), logShapes.upperBound))
        }
    }

    /// The least and the greatest place of a variable.
    func range(_ variable: Variable) -> ClosedRange<Double> {
        variable == .shape ? logShapes : 0...1e6
    }
}
