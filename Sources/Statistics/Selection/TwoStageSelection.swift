internal import RandomStreams

/// The constant h of Y. Rinott, "On two-stage selection procedures and related probability-inequalities", Communications in
/// Statistics A7, 1978: the number for which k independent options, sampled max(n0, (h s / delta)^2) times each, are picked
/// from correctly with the given probability when the best mean leads by delta.
///
/// h solves: the integral of (the integral of Phi(h / sqrt(v (1/x + 1/y))) f(x) dx)^(k - 1) f(y) dy is the probability,
/// with f the density of the chi-square distribution with v = n0 - 1 degrees of freedom.
///
/// Both integrals by the trapezoidal rule in ln x, which for such densities converges faster than any power of the step;
/// the root by the rule of false position (variant Illinois). h is right to 10 digits for v from 4 to 1,000.
///
/// - Parameters:
///   - options: k, at least 2.
///   - firstStage: n0, at least 5.
///   - probability: Between 1/k and 1, exclusive.
/// - Complexity: Some ten times 4,000 normal probabilities.
public func rinottConstant(options: Int, firstStage: Int, probability: Double) -> Double {
    guard options >= 2 && firstStage >= 5 && probability > 1 / Double(options) && probability < 1 else {
        fatalError("rinottConstant: \(options) options, first stage \(firstStage), probability \(probability)")
    }
    let nodes = chiSquareNodes(degreesOfFreedom: Double(firstStage - 1))
    let inverseV = 1 / Double(firstStage - 1)
    // The arguments of Phi without h, as often as they are needed.
    let factors = nodes.map { y in
        nodes.map { x in exactSquareRoot(inverseV * x.value * y.value / (x.value + y.value)) }
    }
    func excess(_ h: Double) -> Double {
        var total = 0.0
        for (y, row) in zip(nodes, factors) {
            var inner = 0.0
            for (x, factor) in zip(nodes, row) { inner += x.weight * standardNormalTails(h * factor).lower }
            total += y.weight * exactPower(inner, Double(options - 1))
        }
        return total - probability
    }
    var (low, high) = (0.0, 4.0)
    var (below, above) = (excess(low), excess(high))
    while above < 0 {
        (low, below) = (high, above)
        high *= 2
        above = excess(high)
    }
    for _ in 0..<100 {
        let h = (low * above - high * below) / (above - below)
        let value = excess(h)
        if value.magnitude < 1e-13 || high - low < 1e-12 { return h }
        if value > 0 {
            (high, above) = (h, value)
            below /= 2
        } else {
            (low, below) = (h, value)
            above /= 2
        }
    }
    return (low + high) / 2
}

/// The numbers that the second stage brings an option to: max(n0, (h s / delta)^2 rounded up).
///
/// - Parameters:
///   - variance: Of the first stage, s^2.
///   - h: From ``rinottConstant(options:firstStage:probability:)``.
///   - indifference: delta, greater than 0.
public func rinottCount(firstStage: Int, variance: Double, h: Double, indifference: Double) -> Int {
    let ratio = h * h * variance / (indifference * indifference)
    guard ratio < 1e18 else { return Int.max }
    let whole = Int(ratio)
    return max(firstStage, Double(whole) < ratio ? whole + 1 : whole)
}

/// Points of the chi-square distribution with weights that add up to 1, equally far apart in ln x.
private func chiSquareNodes(degreesOfFreedom v: Double) -> [(value: Double, weight: Double)] {
    // ln x leaves this range with a probability below 1e-14 in all.
    let low = exactLog(chiSquareQuantile(1e-15, degreesOfFreedom: v))
    let high = exactLog(chiSquareQuantile(1 - 0x1p-50, degreesOfFreedom: v))
    let count = 64
    var nodes: [(value: Double, weight: Double)] = []
    var total = 0.0
    for index in 0...count {
        let s = low + (high - low) * Double(index) / Double(count)
        let x = exactExp(s)
        // f(x) x up to a factor, from its greatest value at x = v, so that nothing overflows.
        let weight = exactExp(0.5 * v * (s - exactLog(v)) - 0.5 * (x - v))
        nodes.append((x, weight))
        total += weight
    }
    return nodes.map { ($0.value, $0.weight / total) }
}
