/// Improves prices until their bound hardly grows: the subgradient method with Polyak's steps.
///
/// A segment that is served too little at the present prices gets dearer, one that is served too often cheaper.
/// Floating-point numbers only choose the next prices; every bound is computed in whole numbers from the prices.
/// Source: M. Held, P. Wolfe, H. Crowder, Validation of subgradient optimization, Mathematical Programming 6, 1974.
struct PriceAscent {
    /// The best prices so far.
    private(set) var prices: [Int]
    /// Their bound in 1 / 1024 micro-dollar.
    private(set) var bound: Int
    /// Options taken at the best prices.
    private(set) var picks: [Int]
    /// Sum of the picked levels over all steps of the last climb, per place, and whether they ever differed.
    private(set) var levelSums: [Int]
    private(set) var mixed: [Bool]
    private(set) var stepsDone = 0
    private var first: [Int]

    init(_ evaluator: PriceBound, prices: [Int], _ ranges: LevelRanges) {
        self.prices = prices
        bound = evaluator.evaluate(prices, ranges)
        picks = evaluator.picks
        levelSums = picks
        first = picks
        mixed = Array(repeating: false, count: picks.count)
        stepsDone = 1
    }

    /// - Parameters:
    ///   - upper: cost of a known plan in micro-dollars; the climb ends when the bound reaches it.
    ///   - steps: evaluations at most.
    /// - Complexity: O(steps x evaluation).
    mutating func climb(_ evaluator: PriceBound, _ ranges: LevelRanges, upper: Int, steps: Int, relaxation: Double = 1)
    {
        let segments = evaluator.problem.segments
        var current = prices
        var relaxation = relaxation
        var sinceBest = 0
        var slopes = Array(repeating: 0.0, count: segments.count)
        _ = evaluator.evaluate(current, ranges)
        var value = bound
        for _ in 0..<steps {
            if PriceBound.microDollars(bound) >= upper { return }
            var norm = 0.0
            for (index, segment) in segments.enumerated() {
                var slope = 1 - evaluator.served[index] / Double(segment.hosts)
                // The part of the last direction that is kept damps the zigzag of neighbouring segments.
                slope += 0.3 * slopes[index]
                if slope < 0 && current[index] == 0 || slope > 0 && current[index] >= PriceBound.ceiling(segment) {
                    slope = 0
                }
                slopes[index] = slope
                norm += slope * slope
            }
            if norm < 1e-12 { return }
            let step = relaxation * Double(max(PriceBound.scale, upper * PriceBound.scale - value)) / norm
            for (index, segment) in segments.enumerated() {
                let change = min(max(step * slopes[index] / Double(segment.hosts), -1e13), 1e13)
                current[index] = min(max(0, current[index] + Int(change)), PriceBound.ceiling(segment))
            }
            value = evaluator.evaluate(current, ranges)
            stepsDone += 1
            for place in levelSums.indices {
                levelSums[place] += evaluator.picks[place]
                if evaluator.picks[place] != first[place] { mixed[place] = true }
            }
            if value > bound {
                bound = value
                prices = current
                picks = evaluator.picks
                sinceBest = 0
            } else {
                sinceBest += 1
                if sinceBest >= 8 {
                    sinceBest = 0
                    relaxation /= 2
                    if relaxation < 0.002 { return }
                    current = prices
                    value = evaluator.evaluate(current, ranges)
                    for index in slopes.indices { slopes[index] = 0 }
                }
            }
        }
    }
}
