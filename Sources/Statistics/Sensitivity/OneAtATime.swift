/// The change of a result when one parameter at a time goes from a low to a high value, all others at their base.
///
/// The caller evaluates ``points`` under the same random numbers and hands the results to ``swings(results:)``.
public struct OneAtATime: Hashable, Sendable {
    /// The base, then for every parameter the base with its low and with its high value.
    public let points: [[Double]]

    /// Makes the points from as many low and high values as the base has.
    public init(base: [Double], low: [Double], high: [Double]) {
        guard low.count == base.count && high.count == base.count else {
            fatalError("OneAtATime: \(base.count) base, \(low.count) low and \(high.count) high values")
        }
        var points = [base]
        for parameter in base.indices {
            for value in [low[parameter], high[parameter]] {
                var point = base
                point[parameter] = value
                points.append(point)
            }
        }
        self.points = points
    }

    /// What one parameter does to the result.
    public struct Swing: Hashable, Sendable {
        /// The index of the parameter.
        public var parameter: Int
        /// The result at the low value less that at the base.
        public var low: Double
        /// The result at the high value less that at the base.
        public var high: Double

        /// How far apart the results at the two values are.
        public var size: Double { (high - low).magnitude }
    }

    /// The swings, the widest first; of equal ones the first parameter.
    ///
    /// - Parameter results: One for each of ``points``, in order.
    public func swings(results: [Double]) -> [Swing] {
        guard results.count == points.count else {
            fatalError("OneAtATime: \(results.count) results for \(points.count) points")
        }
        let swings = (0..<points.count / 2).map { parameter in
            Swing(
                parameter: parameter, low: results[1 + 2 * parameter] - results[0],
                high: results[2 + 2 * parameter] - results[0])
        }
        return swings.sorted { $0.size != $1.size ? $0.size > $1.size : $0.parameter < $1.parameter }
    }
}
