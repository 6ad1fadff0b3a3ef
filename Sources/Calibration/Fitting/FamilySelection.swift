internal import RandomStreams

/// A family as a candidate for a sample.
public struct FamilyCandidate: Hashable, Sendable {
    public var fit: DurationFit
    /// ln of the likelihood of the durations in seconds.
    public var logLikelihood: Double
    /// Akaike's criterion with the correction for small samples; the least is the best.
    public var criterion: Double
    /// ``criterion`` minus that of the best candidate.
    public var excess = 0.0
}

/// The choice of a family by information.
enum FamilySelection {
    /// Every family with and, if `sizes` says so, without the size, from the best to the worst.
    ///
    /// The criterion is AICc = -2 ln L + 2 k + 2 k (k + 1) / (n - k - 1) with k fitted numbers and n finished durations
    /// (H. Akaike, IEEE Transactions on Automatic Control 19, 1974; C. M. Hurvich and C.-L. Tsai, Biometrika 76, 1989). A
    /// candidate with n <= k + 1 is left out.
    static func candidates(_ sample: DurationSample, sizes: Bool, families: [DurationFamily]) -> [FamilyCandidate] {
        var found: [FamilyCandidate] = []
        for usesSize in sizes && sample.sizesDiffer ? [false, true] : [false] {
            for family in families {
                let search = LikelihoodSearch(sample, family, usesSize: usesSize)
                let place = family == .erlang ? search.greatestWithWholeShape() : search.greatest()
                let fit = search.fit(place)
                let (n, k) = (Double(sample.finished), Double(fit.parameterCount))
                guard n > k + 1, place.logLikelihood.isFinite else { continue }
                let likelihood = place.logLikelihood - sample.densities * exactLog(sample.unit)
                found.append(
                    FamilyCandidate(
                        fit: fit, logLikelihood: likelihood,
                        criterion: -2 * likelihood + 2 * k + 2 * k * (k + 1) / (n - k - 1)))
            }
        }
        // The simpler and earlier one of two that are equally good, but for rounding.
        let ranked = found.enumerated().sorted {
            ($0.element.criterion, $0.offset) < ($1.element.criterion, $1.offset)
        }.map(\.element)
        guard let best = ranked.first else { return [] }
        return ranked.map {
            var candidate = $0
            candidate.excess = $0.criterion - best.criterion
            return candidate
        }
    }
}

extension LikelihoodSearch {
    /// The greatest likelihood among whole shapes, which lie to both sides of the best one.
    ///
    /// - Parameter start: where the search begins; nil if nothing is known.
    func greatestWithWholeShape(from start: Place? = nil) -> Place {
        let best = start.map { greatest(from: $0, step: 0.05) } ?? greatest()
        let shape = exactExp(best.logShape)
        let whole = [shape.rounded(.down), shape.rounded(.up)].map { min(max($0, 1), family.shapes.upperBound) }
        let found = whole.map { shape in
            var start = best
            start.logShape = exactLog(shape)
            return greatest(from: start, held: [.shape], step: 0.02)
        }
        return found[0].logLikelihood >= found[1].logLikelihood ? found[0] : found[1]
    }
}

extension DurationSample {
    /// How many durations enter the likelihood as densities, whose value depends on the unit of time.
    var densities: Double { groups.reduce(0) { $0 + $1.count } }
}
