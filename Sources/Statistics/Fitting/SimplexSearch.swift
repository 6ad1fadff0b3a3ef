/// The least value of a function of a few variables, without derivatives.
///
/// The method of J. A. Nelder and R. Mead (The Computer Journal 7, 1965): reflection 1, expansion 2, contraction and
/// shrinking 1/2. It finds a local minimum; whoever needs the least of several starts it at each. The function may be
/// infinite, which keeps the search away. Results depend on nothing but the arguments.
public struct SimplexSearch: Sendable {
    /// Stops once all corners lie so close to the best one, in each variable.
    public var tolerance: Double
    /// Stops after so many evaluations at the latest.
    public var evaluationsMost: Int

    public init(tolerance: Double = 1e-7, evaluationsMost: Int = 1000) {
        self.tolerance = tolerance
        self.evaluationsMost = evaluationsMost
    }

    /// A point and the function there.
    public struct Point: Hashable, Sendable {
        public var place: [Double]
        public var value: Double
    }

    /// Walks from `start` to a minimum.
    ///
    /// - Parameters:
    ///   - start: at least one variable.
    ///   - steps: how far the other corners lie from the start, one for each variable; none is 0.
    ///   - function: never NaN.
    /// - Complexity: O(d^2) beside each evaluation.
    public func minimum(
        from start: [Double], steps: [Double], of function: ([Double]) -> Double
    ) -> Point {
        precondition(!start.isEmpty && start.count == steps.count, "\(start.count) variables, \(steps.count) steps")
        var corners = [Point(place: start, value: function(start))]
        for variable in start.indices {
            var place = start
            place[variable] += steps[variable]
            corners.append(Point(place: place, value: function(place)))
        }
        var evaluations = corners.count
        func evaluate(_ place: [Double]) -> Point {
            evaluations += 1
            return Point(place: place, value: function(place))
        }
        while true {
            // Equal values keep their order, so that the walk is the same everywhere.
            corners = corners.enumerated().sorted { ($0.element.value, $0.offset) < ($1.element.value, $1.offset) }
                .map(\.element)
            if evaluations >= evaluationsMost || isSmall(corners) { return corners[0] }
            let worst = corners[corners.count - 1]
            let centre = start.indices.map { variable in
                corners.dropLast().reduce(0) { $0 + $1.place[variable] } / Double(start.count)
            }
            func along(_ factor: Double) -> [Double] {
                start.indices.map { centre[$0] + factor * (worst.place[$0] - centre[$0]) }
            }
            let reflected = evaluate(along(-1))
            if reflected.value < corners[0].value {
                let expanded = evaluate(along(-2))
                corners[corners.count - 1] = expanded.value < reflected.value ? expanded : reflected
                continue
            }
            if reflected.value < corners[corners.count - 2].value {
                corners[corners.count - 1] = reflected
                continue
            }
            let isOutside = reflected.value < worst.value
            let contracted = evaluate(along(isOutside ? -0.5 : 0.5))
            if contracted.value < (isOutside ? reflected.value : worst.value) {
                corners[corners.count - 1] = contracted
                continue
            }
            for corner in corners.indices.dropFirst() {
                corners[corner] = evaluate(
                    start.indices.map { 0.5 * (corners[0].place[$0] + corners[corner].place[$0]) })
            }
        }
    }

    private func isSmall(_ corners: [Point]) -> Bool {
        corners.dropFirst().allSatisfy { corner in
            zip(corner.place, corners[0].place).allSatisfy { ($0 - $1).magnitude <= tolerance }
        }
    }
}
