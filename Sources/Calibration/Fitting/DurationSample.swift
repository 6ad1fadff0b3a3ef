internal import RandomStreams
internal import ScanModel

/// Observed durations of one stage, gathered so that their likelihood is quick to evaluate.
///
/// Durations are divided by ``unit``, the mean of the finished ones. Of those that are known exactly, what the likelihoods
/// need is summed up for each size once; single values are kept for the rest. Where there are more than
/// ``cellsMost`` different values, durations are rounded to fewer significant bits until there are not, which shifts none by
/// more than ``rounding`` of its value.
struct DurationSample {
    /// What is known of durations of one size.
    struct Group {
        var size: Double
        /// Those known exactly: how many, their mean, the sum of squares about it, and the same for the logarithms.
        var count = 0.0
        var mean = 0.0
        var squares = 0.0
        var logMean = 0.0
        var logSquares = 0.0
        /// The same one by one.
        var exact: [Cell] = []
        /// Those that took longer than a value.
        var censored: [Cell] = []
        /// Those between two values.
        var between: [(low: Cell?, high: Cell)] = []
    }

    struct Cell {
        var value: Double
        var log: Double
        var count: Double
    }

    /// Durations that are shorter, in seconds, are only known to be so: no clock of a log is finer.
    static let least = 0.001
    /// Most different values before rounding sets in.
    static let cellsMost = 4000

    private(set) var groups: [Group] = []
    /// Seconds by which durations are divided.
    let unit: Double
    /// Finished, and in all.
    let finished: Int
    let count: Int
    /// By how much of its value a duration was rounded at most; 0 for not at all.
    private(set) var rounding = 0.0
    /// Mean size of the finished ones.
    let meanSize: Double
    /// Whether all have the same duration.
    let isConstant: Bool
    /// Whether the sizes of all are known, and differ.
    let sizesDiffer: Bool

    /// One duration in seconds: up to `high`, more than `low` where that is less, or more than `high` if it is censored.
    struct Value: Hashable {
        var size: Double?
        var low: Double
        var high: Double
        var isCensored: Bool
        var count: Int
    }

    /// nil without finished durations, or if all of them are 0.
    init?(_ observations: [StageObservation]) {
        self.init(values: Self.values(observations))
    }

    /// What the observations tell; those that were throttled tell nothing.
    static func values(_ observations: [StageObservation]) -> [Value] {
        observations.filter { $0.outcome != .throttled }.map { observation in
            let high = observation.duration.value.doubleValue
            let coarse = observation.resolution?.value.doubleValue ?? 0
            return Value(
                size: observation.size?.value.doubleValue, low: coarse > 0 ? max(0, high - coarse) : high, high: high,
                isCensored: observation.outcome == .censored, count: observation.count)
        }
    }

    /// Different durations with their counts, in an order that does not depend on that of the log.
    static func cells(_ observations: [StageObservation]) -> [Value] {
        merged(
            values(observations), withSizes: observations.allSatisfy { $0.outcome == .throttled || $0.size != nil },
            bits: nil)
    }

    init?(values: [Value]) {
        let known = values.allSatisfy { $0.size != nil }
        var cells = Self.merged(values, withSizes: known, bits: nil)
        var bits = 20
        while cells.count > Self.cellsMost && bits > 4 {
            cells = Self.merged(values, withSizes: known, bits: bits)
            rounding = 1 / Double(1 << (bits + 1))
            bits -= 2
        }
        // Summed in the order of the cells, so that the order of the log does not matter.
        let ended = cells.filter { !$0.isCensored }
        finished = ended.reduce(0) { $0 + $1.count }
        count = values.reduce(0) { $0 + $1.count }
        let total = ended.reduce(0) { $0 + $1.high * Double($1.count) }
        guard finished > 0, total > 0 else { return nil }
        unit = total / Double(finished)
        isConstant = cells.allSatisfy { !$0.isCensored && $0.low == ended[0].low && $0.high == ended[0].high }
        meanSize = ended.reduce(0) { $0 + ($1.size ?? 0) * Double($1.count) } / Double(finished)
        sizesDiffer = known && ended.contains { $0.size != ended[0].size }
        for cell in cells { add(cell) }
        for index in groups.indices { groups[index].sum() }
    }

    /// Equal values once, in a fixed order.
    static func merged(_ values: [Value], withSizes: Bool, bits: Int?) -> [Value] {
        var counts: [Value: Int] = [:]
        for value in values {
            var value = value
            let count = value.count
            value.count = 0
            value.size = withSizes ? value.size : nil
            if let bits {
                let isExact = value.low == value.high
                value.size = value.size?.rounded(toBits: bits)
                value.high = value.high.rounded(toBits: bits)
                value.low = isExact ? value.high : min(value.low.rounded(toBits: bits), value.high)
            }
            counts[value, default: 0] += count
        }
        return counts.map { value, count in
            var value = value
            value.count = count
            return value
        }.sorted {
            ($0.size ?? 0, $0.high, $0.low, $0.isCensored ? 1 : 0) < (
                $1.size ?? 0, $1.high, $1.low, $1.isCensored ? 1 : 0
            )
        }
    }

    private mutating func add(_ value: Value) {
        let size = value.size ?? 0
        if groups.last?.size != size { groups.append(Group(size: size)) }
        let last = groups.count - 1
        func cell(_ seconds: Double) -> Cell {
            Cell(value: seconds / unit, log: exactLog(seconds / unit), count: Double(value.count))
        }
        if value.isCensored {
            // That it took longer than nothing tells nothing.
            if value.high > 0 { groups[last].censored.append(cell(value.high)) }
        } else if value.high < Self.least || value.low < value.high {
            let high = max(value.high, Self.least)
            groups[last].between.append(
                (low: value.low > 0 && value.low < high ? cell(value.low) : nil, high: cell(high)))
        } else {
            groups[last].exact.append(cell(value.high))
        }
    }

    /// ln of the likelihood where the mean is `base + perSize * size`, in ``unit``; minus infinity where that is impossible.
    ///
    /// - Complexity: O(sizes), and O(different values) for Weibull and for what is not known exactly.
    func logLikelihood(base: Double, perSize: Double, _ density: MultiplierDensity) -> Double {
        var sum = 0.0
        for group in groups {
            let mean = base + perSize * group.size
            guard mean > 1e-9 else { return -.infinity }
            sum += group.logLikelihood(mean: mean, logMean: exactLog(mean), density)
        }
        // Far from every observation a density is 0, and what is summed no number.
        return sum.isNaN ? -.infinity : sum
    }
}

extension DurationSample.Group {
    fileprivate mutating func sum() {
        count = exact.reduce(0) { $0 + $1.count }
        guard count > 0 else { return }
        mean = exact.reduce(0) { $0 + $1.value * $1.count } / count
        logMean = exact.reduce(0) { $0 + $1.log * $1.count } / count
        squares = exact.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) * $1.count }
        logSquares = exact.reduce(0) { $0 + ($1.log - logMean) * ($1.log - logMean) * $1.count }
    }

    fileprivate func logLikelihood(mean m: Double, logMean lm: Double, _ density: MultiplierDensity) -> Double {
        var sum = count > 0 ? exactPart(m, lm, density) : 0
        for cell in censored {
            sum += cell.count * log(density.tails(cell.value / m, log: cell.log - lm).upper)
        }
        for (low, high) in between {
            let above = density.tails(high.value / m, log: high.log - lm)
            guard let low else {
                sum += high.count * log(above.lower)
                continue
            }
            let below = density.tails(low.value / m, log: low.log - lm)
            sum += high.count * log(below.upper < 0.5 ? below.upper - above.upper : above.lower - below.lower)
        }
        return sum
    }

    private func log(_ probability: Double) -> Double {
        probability > 0 ? exactLog(probability) : -.infinity
    }

    /// The sums of `MultiplierDensity.logDensity` minus the logarithm of the mean, in closed form where there is one.
    private func exactPart(_ m: Double, _ lm: Double, _ density: MultiplierDensity) -> Double {
        let (constant, inner) = density.parts
        let shape = density.shape
        switch density.family {
        case .constant: return 0
        case .exponential: return -count * (lm + mean / m)
        case .lognormal:
            let shift = logMean - lm + 0.5 * inner * inner
            return count * (constant - logMean) - 0.5 * (logSquares + count * shift * shift) / (inner * inner)
        case .erlang:
            return count * (constant + (shape - 1) * logMean - shape * (lm + mean / m))
        case .normal:
            let factor = inner / m
            let shift = factor * mean - 1
            return count * (constant - lm) - 0.5 * (factor * factor * squares + count * shift * shift) / (shape * shape)
        case .weibull:
            let offset = shape * (lm + inner)
            let hazards = exact.reduce(0) { $0 + $1.count * exactExp(shape * $1.log - offset) }
            return count * (constant + (shape - 1) * (logMean - lm - inner) - lm) - hazards
        }
    }
}

extension Double {
    /// The nearest number of so many bits behind the leading one; of positive finite numbers.
    fileprivate func rounded(toBits bits: Int) -> Double {
        guard self > 0, isFinite else { return self }
        let dropped = UInt64(52 - bits)
        let half = UInt64(1) << (dropped - 1)
        return Double(bitPattern: ((bitPattern + half) >> dropped) << dropped)
    }
}
