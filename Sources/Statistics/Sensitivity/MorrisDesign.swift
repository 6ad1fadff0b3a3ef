public import RandomStreams

/// Screening of parameters by elementary effects along random paths through a grid (M. D. Morris, "Factorial sampling plans
/// for preliminary computational experiments", Technometrics 33, 1991).
///
/// A path starts at a random point of the grid and changes every parameter once, in random order, by
/// D = levels / (2 (levels - 1)) of its range; with an even number of levels all levels are equally likely. The caller
/// evaluates ``points`` and hands the results to ``effects(results:)``.
public struct MorrisDesign: Hashable, Sendable {
    /// The points of the unit cube, path after path, parameters + 1 for each.
    public let points: [[Double]]
    /// How many parameters.
    public let parameters: Int
    /// The parameter that each step changes, path after path.
    private let steps: [Int]
    /// By how much each step changes it: D or -D.
    private let changes: [Double]

    /// Draws the paths.
    ///
    /// - Parameters:
    ///   - parameters: At least 1.
    ///   - paths: At least 2; 10 to 50 are usual.
    ///   - levels: Even, at least 2.
    ///   - key: The address of the random numbers; path r uses item r in place of the key's.
    public init(parameters: Int, paths: Int, levels: Int = 4, key: DrawKey) {
        guard parameters >= 1 && paths >= 2 && levels >= 2 && levels.isMultiple(of: 2) else {
            fatalError("MorrisDesign: \(parameters) parameters, \(paths) paths, \(levels) levels")
        }
        let jump = levels / 2
        let scale = 1 / Double(levels - 1)
        var (points, steps, changes): ([[Double]], [Int], [Double]) = ([], [], [])
        for path in 0..<paths {
            let address = key.at(item: path)
            // The lower end of each parameter's move, and whether the path starts there.
            let lower = (0..<parameters).map { address.index(below: levels - jump, draw: UInt32($0)) }
            var isUp = (0..<parameters).map { address.index(below: 2, draw: UInt32(parameters + $0)) == 1 }
            func point() -> [Double] { zip(lower, isUp).map { Double($1 ? $0 + jump : $0) * scale } }
            points.append(point())
            for parameter in address.permutation(of: parameters, draw: UInt32(2 * parameters)) {
                isUp[parameter].toggle()
                points.append(point())
                steps.append(parameter)
                changes.append(Double(isUp[parameter] ? jump : -jump) * scale)
            }
        }
        self.points = points
        self.parameters = parameters
        self.steps = steps
        self.changes = changes
    }

    /// What the elementary effects (change of the result over change of the parameter) of one parameter are like.
    public struct Effect: Hashable, Sendable {
        /// Their mean; effects of opposite sign cancel.
        public var mean: Double
        /// The mean of their magnitudes (F. Campolongo, J. Cariboni and A. Saltelli, Environmental Modelling and Software 22,
        /// 2007): how much the parameter matters.
        public var meanMagnitude: Double
        /// Their standard deviation: how much the effect depends on the other parameters or is curved.
        public var standardDeviation: Double
    }

    /// The effects of every parameter in order.
    ///
    /// - Parameter results: One for each of ``points``, in order, finite.
    public func effects(results: [Double]) -> [Effect] {
        guard results.count == points.count else {
            fatalError("MorrisDesign: \(results.count) results for \(points.count) points")
        }
        var signed = [Moments](repeating: Moments(), count: parameters)
        var magnitudes = signed
        for (step, parameter) in steps.enumerated() {
            let before = step / parameters * (parameters + 1) + step % parameters
            let effect = (results[before + 1] - results[before]) / changes[step]
            signed[parameter].add(effect)
            magnitudes[parameter].add(effect.magnitude)
        }
        return zip(signed, magnitudes).map { signed, magnitudes in
            Effect(
                mean: signed.mean ?? 0, meanMagnitude: magnitudes.mean ?? 0,
                standardDeviation: signed.standardDeviation ?? 0)
        }
    }
}
