internal import RandomStreams

/// How well a fit describes its durations.
public struct GoodnessOfFit: Hashable, Sendable {
    public enum Test: String, Hashable, Sendable {
        /// The statistic A^2 of T. W. Anderson and D. A. Darling (Annals of Mathematical Statistics 23, 1952).
        case andersonDarling = "Anderson-Darling"
        /// The greatest distance of A. N. Kolmogorov and N. V. Smirnov from the estimate of E. L. Kaplan and P. Meier
        /// (Journal of the American Statistical Association 53, 1958), where durations are censored.
        case kolmogorovSmirnov = "Kolmogorov-Smirnov"
    }

    public var test: Test
    public var statistic: Double
    /// The share of samples drawn from the fit, and fitted again, that fit no better: small where the fit is wrong.
    public var pValue: Double
    /// How many samples were drawn.
    public var resamples: Int
    /// Durations that were looked at; above ``countMost`` of them only so many, chosen at random.
    public var count: Int

    /// Most durations of a test. More would only reject what is good enough.
    public static let countMost = 2000
}

/// The test of a fit by drawing from it.
///
/// Because the numbers of the fit come from the same durations, tables of the statistic do not hold. Samples are drawn from
/// the fit with the same sizes, coarseness and censoring, fitted in the same way and measured against their own fits
/// (W. Stute, W. Gonzales Manteiga and M. Presedo Quindimil, Metrika 40, 1993). The p-value is (1 + worse) / (1 + samples).
struct FitTest {
    let search: LikelihoodSearch
    let fit: DurationFit
    let seed: UInt64
    /// Which stage it is; keeps draws of stages apart.
    let stage: UInt16

    private typealias Value = DurationSample.Value

    /// - Parameters:
    ///   - cells: the durations of the fit, in a fixed order.
    ///   - resamples: at least 1.
    func result(_ cells: [DurationSample.Value], resamples: Int) -> GoodnessOfFit {
        let values = chosen(cells)
        let isCensored = values.contains(where: \.isCensored)
        let statistic = self.statistic(values, of: fit, trial: 0)
        let censoring = CensoringTimes(values)
        var worse = 0
        for trial in 1...resamples {
            let drawn = values.enumerated().map { draw(like: $1, at: $0, trial: trial, censoring) }
            guard let refitted = refit(drawn) else {
                worse += 1
                continue
            }
            if self.statistic(drawn, of: refitted, trial: trial) >= statistic { worse += 1 }
        }
        return GoodnessOfFit(
            test: isCensored ? .kolmogorovSmirnov : .andersonDarling, statistic: statistic,
            pValue: Double(1 + worse) / Double(1 + resamples), resamples: resamples, count: values.count)
    }

    /// At most as many as are looked at, one by one, each with the same probability.
    ///
    /// D. E. Knuth, The Art of Computer Programming, volume 2, algorithm S; where there are far more, places are drawn and
    /// hardly one twice.
    private func chosen(_ cells: [Value]) -> [Value] {
        let most = GoodnessOfFit.countMost
        let total = cells.reduce(0) { $0 + $1.count }
        var places: [Int] = []
        if total <= most {
            places = Array(0..<total)
        } else if total <= 50 * most {
            for place in 0..<total
            where Double(total - place) * uniform(place, trial: 0, use: .choice) < Double(most - places.count) {
                places.append(place)
            }
        } else {
            places = (0..<most).map { min(Int(uniform($0, trial: 0, use: .choice) * Double(total)), total - 1) }
                .sorted()
        }
        var (found, end, cell) = ([Value](), cells.first?.count ?? 0, 0)
        for place in places {
            while place >= end {
                cell += 1
                end += cells[cell].count
            }
            var single = cells[cell]
            single.count = 1
            found.append(single)
        }
        return found
    }

    /// A duration drawn from the fit, measured as another one was.
    private func draw(like value: Value, at index: Int, trial: Int, _ censoring: CensoringTimes) -> Value {
        var drawn = value
        let seconds = fit.quantile(uniform(index, trial: trial, use: .duration), size: value.size ?? 0)
        drawn.isCensored = false
        drawn.count = 1
        if !censoring.isEmpty {
            let end = censoring.time(uniform(index, trial: trial, use: .censoring))
            if let end, end < seconds {
                drawn.isCensored = true
                (drawn.low, drawn.high) = (end, end)
                return drawn
            }
        }
        let coarse = value.isCensored ? 0 : value.high - value.low
        drawn.high = coarse > 0 ? (seconds / coarse).rounded(.up) * coarse : seconds
        drawn.low = coarse > 0 ? drawn.high - coarse : seconds
        return drawn
    }

    private func refit(_ values: [Value]) -> DurationFit? {
        guard let sample = DurationSample(values: values) else { return nil }
        let search = LikelihoodSearch(sample, search.family, usesSize: search.usesSize)
        let start = search.place(fit)
        let found =
            search.family == .erlang
            ? search.greatestWithWholeShape(from: start) : search.greatest(from: start, step: 0.05)
        return found.logLikelihood.isFinite ? search.fit(found) : nil
    }

    // MARK: Statistics

    private func statistic(_ values: [Value], of fit: DurationFit, trial: Int) -> Double {
        let density = MultiplierDensity(fit.family, shape: fit.shape)
        func tails(_ seconds: Double, _ value: Value) -> TailProbabilities {
            let mean = fit.mean(size: value.size ?? 0)
            guard seconds > 0 else { return TailProbabilities(lower: 0, upper: 1) }
            return density.tails(seconds / mean, log: exactLog(seconds / mean))
        }
        var levels: [(lower: Double, upper: Double, isCensored: Bool)] = []
        for (index, value) in values.enumerated() {
            var level = tails(value.high, value)
            if value.low < value.high, !value.isCensored {
                // Any place between the two is as likely as another one (P. K. Dunn and G. K. Smyth, Journal of
                // Computational and Graphical Statistics 5, 1996).
                let below = tails(value.low, value)
                let share = uniform(index, trial: trial, use: .place)
                level.lower = below.lower + share * (level.lower - below.lower)
                level.upper = below.upper + share * (level.upper - below.upper)
            }
            levels.append((level.lower, level.upper, value.isCensored))
        }
        levels.sort { ($0.lower, $0.isCensored ? 1 : 0) < ($1.lower, $1.isCensored ? 1 : 0) }
        return levels.contains(where: \.isCensored)
            ? Self.greatestDistance(levels.map { ($0.lower, $0.isCensored) })
            : Self.andersonDarling(levels.map { ($0.lower, $0.upper) })
    }

    /// -n - 1/n Σ (2 i - 1) (ln u_i + ln (1 - u_(n+1-i))) over the sorted levels.
    static func andersonDarling(_ levels: [(lower: Double, upper: Double)]) -> Double {
        let n = levels.count
        // A level of 0 or 1 has no logarithm; the least Double is as good a sign of a bad fit.
        func log(_ level: Double) -> Double { exactLog(max(level, .leastNormalMagnitude)) }
        var sum = 0.0
        for index in levels.indices {
            sum += Double(2 * index + 1) * (log(levels[index].lower) + log(levels[n - 1 - index].upper))
        }
        return -Double(n) - sum / Double(n)
    }

    /// The greatest distance between the levels and their product-limit estimate, up to the last that ended.
    static func greatestDistance(_ levels: [(level: Double, isCensored: Bool)]) -> Double {
        var (surviving, greatest) = (1.0, 0.0)
        for (index, point) in levels.enumerated() where !point.isCensored {
            greatest = max(greatest, (1 - surviving - point.level).magnitude)
            surviving *= 1 - 1 / Double(levels.count - index)
            greatest = max(greatest, (1 - surviving - point.level).magnitude)
        }
        return greatest
    }

    private enum Use: UInt16 {
        case duration = 0
        case censoring = 1
        case place = 2
        case choice = 3
    }

    private func uniform(_ index: Int, trial: Int, use: Use) -> Double {
        DrawKey(seed: seed, trial: UInt32(trial), region: stage, item: UInt32(index), stage: use.rawValue).uniform(
            draw: 0)
    }
}

/// When observation ends, as far as a sample tells: the product-limit estimate with the parts of end and censoring
/// exchanged.
private struct CensoringTimes {
    private var steps: [(time: Double, cumulative: Double)] = []

    init(_ values: [DurationSample.Value]) {
        // Of a duration and an end of observation at the same time, the duration came first.
        let sorted = values.sorted { ($0.high, $0.isCensored ? 1 : 0) < ($1.high, $1.isCensored ? 1 : 0) }
        var surviving = 1.0
        for (index, value) in sorted.enumerated() where value.isCensored {
            surviving *= 1 - 1 / Double(sorted.count - index)
            steps.append((value.high, 1 - surviving))
        }
    }

    var isEmpty: Bool { steps.isEmpty }

    /// nil: observation never ends.
    func time(_ u: Double) -> Double? { steps.first { $0.cumulative >= u }?.time }
}
