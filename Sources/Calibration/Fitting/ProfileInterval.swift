internal import RandomStreams
internal import Statistics

/// Intervals from the profile likelihood.
extension LikelihoodSearch {
    /// All values of a variable with which, the others at their best, twice the logarithm of the likelihood falls short of
    /// the greatest one by no more than the quantile of chi-square with one degree of freedom.
    ///
    /// The likelihood ratio test of S. S. Wilks (Annals of Mathematical Statistics 9, 1938), inverted; D. J. Venzon and S. H.
    /// Moolgavkar (Applied Statistics 37, 1988). It holds for large samples; the ends of ranges (a base or a part by size of 0)
    /// are kept.
    ///
    /// - Parameter confidence: strictly between 0 and 1.
    /// - Complexity: some 50 searches of the other variables.
    func interval(_ variable: Variable, best: Place, confidence: Double) -> Interval {
        let drop = 0.5 * chiSquareQuantile(confidence, degreesOfFreedom: 1)
        let ends = [-1.0, 1.0].map { end(variable, best, direction: $0, drop: drop) }
        return Interval(low: value(variable, ends[0]), high: value(variable, ends[1]))
    }

    private func end(_ variable: Variable, _ best: Place, direction: Double, drop: Double) -> Double {
        let range = range(variable)
        let limit = direction < 0 ? range.lowerBound : range.upperBound
        var near = best
        func profile(_ value: Double) -> Place {
            var start = near
            start[variable] = value
            return greatest(from: start, held: [variable], step: 0.05)
        }
        func isInside(_ place: Place) -> Bool { best.logLikelihood - place.logLikelihood <= drop }
        // Out until it is too far or the range ends.
        var step = 0.05
        var far: Double
        while true {
            let wanted = near[variable] + direction * step
            far = direction < 0 ? max(wanted, limit) : min(wanted, limit)
            let place = profile(far)
            guard isInside(place) else { break }
            near = place
            if far == limit { return limit }
            step *= 2
        }
        for _ in 0..<12 {
            let middle = 0.5 * (near[variable] + far)
            let place = profile(middle)
            if isInside(place) { near = place } else { far = middle }
        }
        return 0.5 * (near[variable] + far)
    }
}
