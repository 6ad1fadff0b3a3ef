internal import RandomStreams

/// How to spread a budget of simulations over options so that the one with the least mean is found most surely.
///
/// Options get simulations in proportion to (sd / distance of the mean from the least)^2, and the option with the least mean
/// sd times the root of the sum of (simulations / sd)^2 of the others. The rule is the limit for large budgets under
/// independent normal numbers (C.-H. Chen, J. Lin, E. Yücesan and S. E. Chick, "Simulation budget allocation for further
/// enhancing the efficiency of ordinal optimization", Discrete Event Dynamic Systems 10, 2000).
///
/// - Parameters:
///   - means: The means seen so far, at least two.
///   - variances: The variances seen so far, as many, at least 0.
///   - budget: All simulations together, those already done included.
///   - indifference: Means nearer to the least one count as so far away; greater than 0. It keeps a tie from taking the
///     whole budget.
/// - Returns: The simulations of each option, not rounded; their sum is the budget. Equal shares if nothing varies.
/// - Complexity: O(options).
public func optimalAllocation(
    means: [Double], variances: [Double], budget: Double, indifference: Double
) -> [Double] {
    guard means.count >= 2 && means.count == variances.count && variances.allSatisfy({ $0 >= 0 }) else {
        fatalError("optimalAllocation: \(means.count) means, \(variances.count) variances of at least 0 are needed")
    }
    guard indifference > 0 && budget >= 0 else {
        fatalError("optimalAllocation: budget \(budget) or indifference \(indifference) is out of range")
    }
    let best = means.indices.min { means[$0] < means[$1] } ?? 0
    var shares = [Double](repeating: 0, count: means.count)
    var squares = 0.0
    for option in means.indices where option != best {
        let distance = max(means[option] - means[best], indifference)
        shares[option] = variances[option] / (distance * distance)
        // (share / sd)^2, also where sd is 0.
        squares += shares[option] / (distance * distance)
    }
    shares[best] = exactSquareRoot(variances[best] * squares)
    let total = shares.reduce(0, +)
    return shares.map { total > 0 ? budget * ($0 / total) : budget / Double(means.count) }
}

/// Rounds shares to whole numbers with the sum `total`: down, and one more for those that lost most (the method of largest
/// remainders; the first of equals wins).
///
/// - Parameters:
///   - shares: At least one, each at least 0; their sum is `total` but for rounding.
///   - total: At least 0.
/// - Complexity: O(n log n).
public func wholeShares(_ shares: [Double], total: Int) -> [Int] {
    guard !shares.isEmpty && total >= 0 && shares.allSatisfy({ $0 >= 0 && $0 <= Double(total) + 1 }) else {
        fatalError("wholeShares: \(shares.count) shares do not make up \(total)")
    }
    var whole = shares.map { Int($0) }
    let order = shares.indices.sorted { a, b in
        let (left, right) = (shares[a] - Double(whole[a]), shares[b] - Double(whole[b]))
        return left != right ? left > right : a < b
    }
    var missing = total - whole.reduce(0, +)
    var turn = 0
    while missing != 0 {
        let option = missing > 0 ? order[turn % order.count] : order[order.count - 1 - turn % order.count]
        if missing > 0 || whole[option] > 0 {
            whole[option] += missing.signum()
            missing -= missing.signum()
        }
        turn += 1
    }
    return whole
}
