public import RandomStreams

/// Shares of the variance of a result that parameters, independent and uniform on the unit cube, are responsible for (I. M.
/// Sobol', Mathematics and Computers in Simulation 55, 2001).
///
/// Two independent sets A and B of random points, and for every parameter i the set AB_i, which is A with coordinate i of B.
/// The caller evaluates ``points`` and hands the results to ``indices(results:resamples:confidence:)``.
public struct SobolDesign: Hashable, Sendable {
    /// How many parameters.
    public let parameters: Int
    /// How many points in each set.
    public let count: Int
    /// The points, row by row: those of A and of B, then those of AB_1 ... AB_k.
    public let points: [[Double]]
    private let key: DrawKey

    /// Draws the points; count (parameters + 2) of them.
    ///
    /// - Parameters:
    ///   - parameters: At least 1, less than 2^30.
    ///   - count: At least 2.
    ///   - key: The address of the random numbers; row j uses item j in place of the key's, the design draws from 0 up, and
    ///     the resampling from 2^31 up.
    public init(parameters: Int, count: Int, key: DrawKey) {
        guard (1..<1 << 30).contains(parameters) && count >= 2 else {
            fatalError("SobolDesign: \(parameters) parameters, \(count) points")
        }
        self.parameters = parameters
        self.count = count
        self.key = key
        var points: [[Double]] = []
        points.reserveCapacity(count * (parameters + 2))
        for row in 0..<count {
            let address = key.at(item: row)
            let a = (0..<parameters).map { address.uniform(draw: UInt32($0)) }
            let b = (0..<parameters).map { address.uniform(draw: UInt32(parameters + $0)) }
            points.append(a)
            points.append(b)
            for parameter in 0..<parameters {
                var mixed = a
                mixed[parameter] = b[parameter]
                points.append(mixed)
            }
        }
        self.points = points
    }

    /// An index with its bootstrap interval.
    public struct Index: Hashable, Sendable {
        /// The estimate; noise can make it slightly negative.
        public var value: Double
        /// Between the percentiles of the resampled estimates.
        public var interval: Interval
    }

    /// Both indices of one parameter.
    public struct Indices: Hashable, Sendable {
        /// The share of the variance that vanishes on average once the parameter is known.
        public var first: Index
        /// The share that stays on average while only this parameter is unknown; above ``first`` by its interactions.
        public var total: Index
    }

    /// The estimates alone, for callers that repeat whole designs: see ``indices(results:resamples:confidence:)``.
    ///
    /// - Complexity: O(count times parameters).
    public func estimates(results: [Double]) -> [(first: Double, total: Double)]? {
        guard results.count == points.count else {
            fatalError("SobolDesign: \(results.count) results for \(points.count) points")
        }
        guard let estimate = SobolRows(results: results, parameters: parameters).indices(of: 0..<count) else {
            return nil
        }
        return (0..<parameters).map { (first: estimate[2 * $0], total: estimate[2 * $0 + 1]) }
    }

    /// The indices of every parameter in order; nil if the results do not vary.
    ///
    /// First order: the mean of f_B (f_ABi - f_A) over the variance (A. Saltelli and others, Computer Physics Communications
    /// 181, 2010), with f_B taken from the mean of all, which changes nothing on average and removes noise. Total: the mean of
    /// (f_A - f_ABi)^2 over twice the variance (M. J. W. Jansen, Computer Physics Communications 117, 1999). The intervals
    /// hold the percentiles of estimates from rows drawn again with replacement (B. Efron, Annals of Statistics 7, 1979).
    ///
    /// - Parameters:
    ///   - results: One for each of ``points``, in order, finite.
    ///   - resamples: Repetitions of the bootstrap, at least 20.
    ///   - confidence: Of each interval, strictly between 0 and 1.
    /// - Complexity: O(resamples times count times parameters).
    public func indices(results: [Double], resamples: Int = 500, confidence: Double = 0.95) -> [Indices]? {
        guard results.count == points.count && resamples >= 20 else {
            fatalError("SobolDesign: \(results.count) results for \(points.count) points, \(resamples) resamples")
        }
        let rows = SobolRows(results: results, parameters: parameters)
        guard let estimate = rows.indices(of: 0..<count) else { return nil }
        var samples = [[Double]](repeating: [], count: 2 * parameters)
        for resample in 0..<resamples {
            let chosen = (0..<count).map { key.at(item: $0).index(below: count, draw: 1 << 31 + UInt32(resample)) }
            guard let again = rows.indices(of: chosen) else { continue }
            for (index, value) in again.enumerated() { samples[index].append(value) }
        }
        let miss = missOnEachSide(confidence)
        let indices = zip(estimate, samples).map { value, sample in
            let sorted = OrderedSample(sample)
            return Index(
                value: value,
                interval: Interval(
                    low: sorted.quantile(miss) ?? value, high: sorted.quantile(1 - miss) ?? value))
        }
        return (0..<parameters).map { Indices(first: indices[2 * $0], total: indices[2 * $0 + 1]) }
    }
}

/// The results of a design row by row, reduced to the terms that are averaged.
private struct SobolRows {
    let parameters: Int
    /// f_A and f_B, from the mean of all of them.
    private var a: [Double] = []
    private var b: [Double] = []
    /// For every row and parameter f_ABi - f_A.
    private var changes: [Double] = []

    init(results: [Double], parameters: Int) {
        self.parameters = parameters
        let width = parameters + 2
        var all = Moments()
        for start in stride(from: 0, to: results.count, by: width) {
            all.add(results[start])
            all.add(results[start + 1])
        }
        let mean = all.mean ?? 0
        for start in stride(from: 0, to: results.count, by: width) {
            a.append(results[start] - mean)
            b.append(results[start + 1] - mean)
            for parameter in 0..<parameters { changes.append(results[start + 2 + parameter] - results[start]) }
        }
    }

    /// First order and total index of every parameter in turn, over the given rows; nil if the results do not vary.
    func indices(of rows: some Sequence<Int>) -> [Double]? {
        var (count, sum, squares) = (0.0, 0.0, 0.0)
        var first = [Double](repeating: 0, count: parameters)
        var total = first
        var changeSums = first
        for row in rows {
            count += 1
            sum += a[row] + b[row]
            squares += a[row] * a[row] + b[row] * b[row]
            for parameter in 0..<parameters {
                let change = changes[row * parameters + parameter]
                first[parameter] += b[row] * change
                total[parameter] += change * change
                changeSums[parameter] += change
            }
        }
        let mean = sum / (2 * count)
        let variance = squares / (2 * count) - mean * mean
        guard variance > 0 else { return nil }
        return (0..<parameters).flatMap { parameter in
            // f_B from the mean of these rows, not of all.
            let covariance = (first[parameter] - mean * changeSums[parameter]) / count
            return [covariance / variance, total[parameter] / count / (2 * variance)]
        }
    }
}
