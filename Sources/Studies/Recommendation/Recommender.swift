internal import Estimation
internal import ParallelWork
public import ScanModel
internal import Statistics

/// Recommends settings: plans every point of a search, rejects what cannot be, simulates the rest as far as it takes.
public enum Recommender {
    /// Rounds of a search between the values of coarse axes.
    private static let refinements = 6

    /// The recommendation, the same for any `width`.
    ///
    /// - Parameters:
    ///   - points: the search; in several worlds nothing is added to it.
    ///   - width: child tasks that may work side by side.
    ///   - progress: called after each simulation, from any worker.
    /// - Complexity: planning and at most `request.trials` simulations for each different plan.
    public static func recommend(
        _ request: RecommendationRequest, points: [SettingsOption], source: some SettingsSource, width: Int,
        progress: (@Sendable () -> Void)? = nil
    ) async -> Recommendation {
        var request = request
        request.isThorough = request.isThorough || request.worlds.count > 1
        var source = source
        let options = points.withPresent(request)
        var worlds: [WorldRecommendation] = []
        for settings in request.worlds {
            // The world asks by its own objective. If its settings are wrong, so is every option in it, and each says why.
            let base = settings.isEmpty ? request.base : try? source.scenario(changedBy: settings).get()
            var search = WorldSearch(
                request, settings: settings, base: base ?? request.base, width: width, progress: progress)
            await search.run(options, source: &source)
            if request.worlds.count == 1 {
                for _ in 0..<refinements {
                    let more = search.refinement()
                    if more.isEmpty { break }
                    await search.run(more, source: &source)
                }
            }
            worlds.append(search.recommendation())
        }
        return Recommendation(
            scenario: request.base.name, seed: request.base.seed, axes: request.axes,
            deadline: request.base.objective.deadline?.value.doubleValue, within: request.within,
            costsAreMonthly: request.base.deployments.allSatisfy { $0.interval != nil },
            isCoarse: request.axes.contains { axis in axis.refinement.map { $0.count > axis.values.count } ?? false },
            worlds: worlds, leastRegret: worlds.count > 1 ? regret(worlds) : nil)
    }

    /// By option, then world; what was not simulated is not feasible.
    private static func regret(_ worlds: [WorldRecommendation]) -> LeastRegret {
        let options = worlds[0].options.indices
        func figures(_ option: Int, _ world: WorldRecommendation) -> SimulatedFigures? {
            world.options[option].figures?.simulated
        }
        return LeastRegret(
            costs: options.map { option in worlds.map { figures(option, $0)?.cost ?? 0 } },
            isFeasible: options.map { option in
                worlds.map { figures(option, $0)?.standing.feasibility == .feasible }
            })
    }
}

extension [SettingsOption] {
    /// The points in the order of settings, the scenario's own settings among them.
    fileprivate func withPresent(_ request: RecommendationRequest) -> [SettingsOption] {
        let values = request.axes.map { $0.presentValue(in: request.base) }
        let present = SettingsOption(values: values, isPresent: true)
        return (Set(self).filter { $0.values != values } + [present]).sorted()
    }
}

extension SettingAxis {
    /// The value that a scenario has now, as far as it is told: a vendor parameter or a constant of the profile that all
    /// deployments concerned agree on.
    public func presentValue(in scenario: Scenario) -> String? {
        let found = scenario.deployments.indices.flatMap { index -> [String?] in
            let prefix = "deployments[\(index)]."
            return paths.filter { $0.hasPrefix(prefix) }.map { path in
                let rest = path.dropFirst(prefix.count)
                let deployment = scenario.deployments[index]
                if rest.hasPrefix("parameters.") {
                    let name = rest.dropFirst("parameters.".count)
                    return deployment.vendorParameters.first { $0.name == name }?.text
                }
                return deployment.assumptions.first { $0.name == rest }?.value
            }
        }
        guard let first = found.first, let value = first, found.allSatisfy({ $0 == value }) else { return nil }
        return value
    }
}
