/// The choice that one will regret least, whichever of several worlds turns out to be the true one.
///
/// The regret of a setting in a world is what it costs there beyond the cheapest feasible setting of that world; a setting
/// that is not feasible there has no bounded regret (minimax regret, L. J. Savage, "The theory of statistical decision",
/// Journal of the American Statistical Association 46, 1951).
public struct LeastRegret: Hashable, Sendable {
    /// By setting, then world: the regret in the unit of the costs; nil: not feasible there while another setting is. In a
    /// world without a feasible setting every regret is 0: nothing could have been done.
    public var regrets: [[Double?]]
    /// The greatest regret of each setting; nil: it is not feasible in some world in which another one is.
    public var greatest: [Double?]
    /// Worlds in which each setting fails while another one does not.
    public var failures: [Int]
    /// Worlds without any feasible setting.
    public var hopeless: [Int]
    /// The setting with the fewest failures and then the least greatest regret in the other worlds; of equals the one
    /// with the least sum of regrets, then the first. nil: there is no setting, or no world with a feasible one.
    public var best: Int?

    /// - Parameters:
    ///   - costs: by setting, then world; finite where feasible.
    ///   - isFeasible: likewise.
    /// - Complexity: O(settings * worlds).
    public init(costs: [[Double]], isFeasible: [[Bool]]) {
        let worlds = costs.first?.count ?? 0
        precondition(
            costs.count == isFeasible.count && costs.allSatisfy { $0.count == worlds }
                && isFeasible.allSatisfy { $0.count == worlds }, "a matrix of settings and worlds")
        let least = (0..<worlds).map { world in
            costs.indices.filter { isFeasible[$0][world] }.map { costs[$0][world] }.min()
        }
        hopeless = (0..<worlds).filter { least[$0] == nil }
        let regrets = costs.indices.map { setting in
            (0..<worlds).map { world -> Double? in
                guard let cheapest = least[world] else { return 0 }
                return isFeasible[setting][world] ? costs[setting][world] - cheapest : nil
            }
        }
        let failures = regrets.map { $0.count { $0 == nil } }
        self.regrets = regrets
        self.failures = failures
        greatest = regrets.map { row in row.contains(nil) ? nil : row.compactMap(\.self).max() }
        let known = regrets.map { $0.compactMap(\.self) }
        func rank(_ setting: Int) -> (Int, Double, Double, Int) {
            (failures[setting], known[setting].max() ?? 0, known[setting].reduce(0, +), setting)
        }
        best = hopeless.count == worlds ? nil : costs.indices.min { rank($0) < rank($1) }
    }
}
