internal import RandomStreams
internal import Statistics

/// Shares of variance of functions whose shares are known.
extension Experiment {
    private static let method = "Sobol' designs, with controls"

    static let sensitivities: [Experiment] = [
        Experiment(id: "A02", method: method, weight: 900) { effort, variates in
            SobolTrial(parameters: 3, variates: variates, effort: effort) { u in
                let x = u.map { (2 * $0 - 1) * Double.pi }
                let (sine, other) = (Sine.value(x[0]), Sine.value(x[1]))
                return sine + 7 * other * other + 0.1 * x[2] * x[2] * x[2] * x[2] * sine
            } controls: { a, b in
                ishigamiControls(a, b)
            }.measured(withVariance: true)
        },
        Experiment(id: "A03", method: method, weight: 1_000) { effort, variates in
            SobolTrial(parameters: 4, variates: variates, effort: effort) { u in
                factors(u).reduce(1) { $0 * (1 + $1) }
            } controls: { a, b in
                gControls(factors(a), factors(b))
            }.measured(withVariance: false)
        },
    ]

    /// What is multiplied to the g-function, less 1: mean 0, variance 1 / (3 (1 + a)^2).
    private static func factors(_ u: [Double]) -> [Double] {
        let a = [0, 1, 4.5, 9]
        return u.indices.map { ((4 * u[$0] - 2).magnitude + a[$0]) / (1 + a[$0]) - 1 }
    }

    private static func gControls(_ y: [Double], _ z: [Double]) -> SobolTrial.Controls {
        let variances = [1.0 / 3, 1.0 / 12, 1 / 90.75, 1.0 / 300]
        let first = y.reduce(1) { $0 * (1 + $1) }
        let all = z.reduce(first) { $0 * (1 + $1) }
        let square = variances.reduce(1) { $0 * (1 + $1) }
        let own = y.indices.map { i in
            // The other factors, of both points, and of the first one squared.
            let both = all / ((1 + y[i]) * (1 + z[i]))
            let single = first / (1 + y[i])
            let change = z[i] - y[i]
            return [
                change * both, change * single, (z[i] * z[i] - variances[i]) * both, z[i] * y[i] * both, both - 1,
                (change * change - 2 * variances[i]) * single * single,
                single * single - square / (1 + variances[i]),
            ]
        }
        let common = [
            y[0] + z[0], y[0] * y[0] + z[0] * z[0] - 2 * variances[0], y[1] * y[1] + z[1] * z[1] - 2 * variances[1],
            y[0] * y[1] + z[0] * z[1],
        ]
        return SobolTrial.Controls(common: common, own: own)
    }

    private static func ishigamiControls(_ a: [Double], _ b: [Double]) -> SobolTrial.Controls {
        func parts(_ u: [Double]) -> (sine: Double, square: Double, fourth: Double) {
            let x = u.map { (2 * $0 - 1) * Double.pi }
            let other = Sine.value(x[1])
            let square = x[2] * x[2]
            return (Sine.value(x[0]), 7 * (other * other - 0.5), 0.1 * square * square)
        }
        let (p, q) = (parts(a), parts(b))
        let pi4 = Double.pi * Double.pi * Double.pi * Double.pi
        let fourth = 0.1 * pi4 / 5
        let fourth2 = 0.01 * pi4 * pi4 / 9
        let (weightA, weightB) = (1 + p.fourth, 1 + q.fourth)
        let meanWeight = 1 + fourth
        let meanSquare = 1 + 2 * fourth + fourth2
        let change = q.fourth - p.fourth
        let common = [
            (p.sine * p.sine - 0.5) * weightA * weightA + (q.sine * q.sine - 0.5) * weightB * weightB,
            weightA * weightA + weightB * weightB - 2 * meanSquare,
            p.square * p.square + q.square * q.square - 49.0 / 4,
            p.sine * p.square * weightA + q.sine * q.square * weightB,
        ]
        let own = [
            [
                (q.sine * q.sine - 0.5) * weightA * weightB, p.sine * q.sine * weightA * weightB,
                weightA * weightB - meanWeight * meanWeight, q.square * (q.sine - p.sine) * weightA,
                ((q.sine - p.sine) * (q.sine - p.sine) - 1) * weightA * weightA, weightA * weightA - meanSquare,
            ],
            [
                q.square * q.square - 49.0 / 8, p.square * q.square, q.sine * weightB * (q.square - p.square),
                p.square * p.square - 49.0 / 8,
            ],
            [
                p.sine * q.sine * weightB * change, q.square * p.sine * change,
                (p.sine * p.sine - 0.5) * change * change, change * change - 2 * (fourth2 - fourth * fourth),
            ],
        ]
        return SobolTrial.Controls(common: common, own: own)
    }
}

/// Repeated designs for one function.
struct SobolTrial {
    /// Numbers of mean 0 for a row of a design: for every index, and for those of one parameter.
    struct Controls {
        var common: [Double]
        var own: [[Double]]
    }

    private let parameters: Int
    /// By repetition: the indices, first order and total of each parameter, and the variance.
    private var results: [[Double]] = []
    /// By repetition: the common controls, and those of each parameter.
    private var common: [[Double]] = []
    private var own: [[[Double]]] = []

    init(
        parameters: Int, variates: Variates, effort: Effort, function: ([Double]) -> Double,
        controls: ([Double], [Double]) -> Controls
    ) {
        self.parameters = parameters
        let width = parameters + 2
        let count = 1_024
        for repetition in 0..<effort.size(160) {
            let key = DrawKey(
                seed: variates.seed, trial: UInt32(repetition), region: variates.experiment, item: 0, stage: 0)
            let design = SobolDesign(parameters: parameters, count: count, key: key)
            let values = design.points.map(function)
            guard let indices = SobolTrial.indices(of: design, values: values, key: key) else { continue }
            var moments = Moments()
            var sums = Controls(common: [], own: [])
            for row in 0..<count {
                moments.add(values[row * width])
                moments.add(values[row * width + 1])
                let terms = controls(design.points[row * width], design.points[row * width + 1])
                if row == 0 {
                    sums = terms
                    continue
                }
                for index in terms.common.indices { sums.common[index] += terms.common[index] }
                for parameter in terms.own.indices {
                    for index in terms.own[parameter].indices {
                        sums.own[parameter][index] += terms.own[parameter][index]
                    }
                }
            }
            results.append(indices + [moments.variance ?? 0])
            common.append(sums.common)
            own.append(sums.own)
        }
    }

    /// First-order and total index of each parameter, without the bias of a ratio.
    ///
    /// An index is a quotient with the variance, which is estimated, too: its bias falls as 1 / rows. The controls
    /// leave so little scatter that this would show, so twice the whole less the mean of both halves is taken, of which
    /// that term is gone (M. H. Quenouille, Biometrika 43, 1956).
    private static func indices(of design: SobolDesign, values: [Double], key: DrawKey) -> [Double]? {
        func flat(_ design: SobolDesign, _ values: some Sequence<Double>) -> [Double]? {
            design.estimates(results: Array(values))?.flatMap { [$0.first, $0.total] }
        }
        let half = SobolDesign(parameters: design.parameters, count: design.count / 2, key: key)
        let middle = values.count / 2
        guard let whole = flat(design, values), let left = flat(half, values[..<middle]),
            let right = flat(half, values[middle...])
        else { return nil }
        return whole.indices.map { 2 * whole[$0] - (left[$0] + right[$0]) / 2 }
    }

    func measured(withVariance: Bool) -> [String: Measured] {
        let shared = common[0].indices.map { column in common.map { $0[column] } }
        func estimate(_ index: Int, _ controls: [[Double]]) -> Measured {
            .sampled(ControlledRatio.estimate(results.map { $0[index] }, controls: controls))
        }
        var found: [String: Measured] = [:]
        for parameter in 0..<parameters {
            let controls = shared + own[0][parameter].indices.map { column in own.map { $0[parameter][column] } }
            found["S\(parameter + 1)"] = estimate(2 * parameter, controls)
            found["ST\(parameter + 1)"] = estimate(2 * parameter + 1, controls)
        }
        // The controls would leave nothing of a variance but the square of the mean's error, which is far from normal.
        if withVariance { found["Var"] = estimate(2 * parameters, []) }
        return found
    }
}

/// The sine by its series, the same on every platform; to 1e-15 for arguments from -pi to pi.
enum Sine {
    static func value(_ x: Double) -> Double {
        // Beyond pi/2 the series would lose digits to terms that cancel.
        let reduced = x > Double.pi / 2 ? Double.pi - x : x < -Double.pi / 2 ? -Double.pi - x : x
        let square = reduced * reduced
        var sum = 0.0
        for order in stride(from: 21, through: 3, by: -2) {
            sum = -(1 + sum) * square / Double(order * (order - 1))
        }
        return reduced * (1 + sum)
    }
}
