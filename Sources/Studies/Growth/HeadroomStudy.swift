internal import CapacityPlanning
public import ScanModel

/// How headroom is looked for.
public struct HeadroomSettings: Hashable, Sendable {
    /// Trials of a random scenario for each size; nil: as the scenario says, else ``HeadroomSettings/trialsUsual``.
    public var trials: Int?
    /// Relative distance of the largest size that fits and the next one that does not; above 0.
    public var resolution: Double
    /// Largest size to test, as a multiple; nil: see ``HeadroomSettings/mostUsual(instances:)``.
    public var most: Double?
    /// Regions that are grown alone, the most loaded first.
    public var regions: Int
    public var owner: FleetGrowth.Owner
    /// nil: the scenario's own growth, if it has one.
    public var rate: GrowthRate?
    /// The day on which the fleet is as it is; nil: the scenario's first day, if it states one.
    public var firstDay: CalendarDay?

    /// Trials of a size where nobody says: enough to be sure of the usual 95 % with a few failures.
    public static let trialsUsual = 200

    public init(
        trials: Int? = nil, resolution: Double = 0.01, most: Double? = nil, regions: Int = 8,
        owner: FleetGrowth.Owner = .sameAccount, rate: GrowthRate? = nil, firstDay: CalendarDay? = nil
    ) {
        self.trials = trials
        self.resolution = resolution
        self.most = most
        self.regions = regions
        self.owner = owner
        self.rate = rate
        self.firstDay = firstDay
    }

    /// Ten times the fleet, or a million instances if that is more, but never more than a thousand times.
    public static func mostUsual(instances: Int) -> Double {
        min(1000, max(10, 1_000_000 / Double(max(1, instances))))
    }
}

/// How far a part of the fleet can grow.
public struct PartHeadroom: Hashable, Sendable {
    /// nil: the whole fleet.
    public var deployment: String?
    public var region: String?
    /// Where the deadline stops to be met surely enough.
    public var edge: GrowthEdge
    /// The smallest tested size at which it is surely enough missed, and at every larger tested size; nil if none was
    /// found. Between the edge and this size the trials do not decide.
    public var missedFrom: Double?
    /// The smallest tested size at which a bound that assumes nothing proves that no schedule is in time; nil if none was
    /// found, as where every bound assumes something.
    public var provedFrom: Double?
    /// Every tested size, smallest first.
    public var points: [GrowthPoint]
    /// When the fleet grows out of it; nil without a rate of growth.
    public var forecast: GrowthForecast?

    /// The tested size, or nil.
    public func point(_ factor: Double?) -> GrowthPoint? { points.first { $0.factor == factor } }
}

/// The answer to how far a fleet can grow.
public struct HeadroomAnswer: Hashable, Sendable {
    public var scenario: Scenario
    public var settings: HeadroomSettings
    /// Largest size that was tested for the whole fleet.
    public var most: Double
    /// nil: the scenario draws nothing.
    public var trials: Int?
    /// With fewer trials than these not even trials without a failure make sure that a size fits; nil if nothing is drawn.
    public var fewestTrials: Int?
    /// Confidence of the interval of each size: sizes are judged at up to three looks, which share the error that the
    /// scenario's confidence leaves. nil if nothing is drawn.
    public var lookConfidence: Double?
    /// What the lower bounds assume of a cycle; of several deployments whatever any of them does.
    public var boundAssumptions: BoundAssumptions
    public var whole: PartHeadroom
    /// Sizes of the whole fleet that are of interest, smallest first.
    public var curve: [Double]
    /// Each region grown alone, the most loaded first.
    public var regions: [PartHeadroom]
    /// Regions that were not looked at.
    public var regionsLeftOut: Int
    /// How far the fleet can grow within the monthly budget; nil without one or with a missing price.
    public var budget: GrowthEdge?
    /// When it grows out of that.
    public var budgetForecast: GrowthForecast?
}

/// The answer, or why there is none.
public enum HeadroomOutcome: Hashable, Sendable {
    case answered(HeadroomAnswer)
    case infeasible([Bottleneck])
}

/// The largest growth of a fleet that still meets the deadline.
public enum HeadroomStudy {
    /// Sizes that everybody wants to know.
    private static let steps: [Double] = [
        1.25, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512,
    ]
    private static let stepsDown = [0.9, 0.75, 0.5, 0.25]

    /// - Parameter progress: called with sizes tested so far, from any worker.
    /// - Throws: ``UnanswerableScenario`` also if no deployment has a deadline.
    public static func answer(
        _ scenario: Scenario, settings: HeadroomSettings, width: Int, progress: (@Sendable () -> Void)? = nil
    ) async throws(UnanswerableScenario) -> HeadroomOutcome {
        let planned: PlannedScenario
        switch try await PlanningAttempt(scenario, width: width) {
        case .planned(let found): planned = found
        case .infeasible(let bottlenecks): return .infeasible(bottlenecks)
        }
        guard scenario.objective.deadline != nil || scenario.deployments.contains(where: { $0.interval != nil }) else {
            throw UnanswerableScenario(reason: "the scenario has no deadline: set objective.deadline or an interval")
        }
        let fewest = GrowthTester.fewestTrials(
            probability: scenario.objective.probability, confidence: scenario.study.confidence)
        // A quarter more leaves room for a failure.
        let usual = max(HeadroomSettings.trialsUsual, fewest + fewest / 4)
        let study = Study(
            growth: ScenarioGrowth(scenario, owner: settings.owner), planned: planned, settings: settings,
            trials: scenario.isRandom ? settings.trials ?? scenario.study.trials ?? usual : nil, fewestTrials: fewest,
            width: width, progress: progress)
        return .answered(try await study.answer())
    }

    private struct Study {
        let growth: ScenarioGrowth
        let planned: PlannedScenario
        let settings: HeadroomSettings
        let trials: Int?
        let fewestTrials: Int
        let width: Int
        let progress: (@Sendable () -> Void)?

        private var scenario: Scenario { growth.scenario }

        func answer() async throws(UnanswerableScenario) -> HeadroomAnswer {
            let listed = growth.count(.everything, factor: 1)
            let most = settings.most ?? HeadroomSettings.mostUsual(instances: listed)
            var tester = tester(.everything)
            let now = try await tester.point(1)
            // Upwards until two sizes are late, or down to one that is in time.
            var lateSteps = 0
            if !now.isLate {
                for step in steps where step <= most && lateSteps < 2 {
                    if try await tester.point(step).isLate { lateSteps += 1 }
                }
            } else {
                _ = try await tester.point(min(most, 1.25))
                for step in stepsDown { if try await tester.point(step).fits { break } }
            }
            var whole = try await headroom(&tester, most: most)
            let budget = try await budget(&tester, whole: whole, most: most)
            whole.points = tester.tested
            let (regions, leftOut) = try await regions(now: now)
            let known = Set(tester.points.keys)
            let wanted = Set(
                [1, whole.edge.holds, whole.edge.fails, whole.missedFrom, budget?.holds].compactMap(\.self))
            return HeadroomAnswer(
                scenario: scenario, settings: settings, most: most, trials: trials,
                fewestTrials: trials == nil ? nil : fewestTrials,
                lookConfidence: trials.map { _ in GrowthTester.confidenceOfALook(scenario.study.confidence) },
                boundAssumptions: assumptions, whole: whole,
                curve: known.intersection(wanted.union(steps).union(stepsDown)).sorted(), regions: regions,
                regionsLeftOut: leftOut, budget: budget, budgetForecast: budget.flatMap { forecast($0.holds) })
        }

        private var assumptions: BoundAssumptions {
            BoundAssumptions(
                nominalDurations: scenario.deployments.contains(where: \.boundAssumptions.nominalDurations),
                nothingGivenUp: scenario.deployments.contains(where: \.boundAssumptions.nothingGivenUp))
        }

        private func tester(_ part: ScenarioGrowth.Part) -> GrowthTester {
            GrowthTester(
                growth, part: part, trials: trials, confidence: scenario.study.confidence, width: width,
                progress: progress)
        }

        private func headroom(
            _ tester: inout GrowthTester, most: Double
        ) async throws(UnanswerableScenario) -> PartHeadroom {
            let search = GrowthSearch(resolution: settings.resolution, most: most)
            let edge = try await search.edge(&tester, share: \.share, holds: \.fits)
            var missed = edge
            if trials != nil {
                missed = try await search.edge(&tester, share: \.share, holds: { !$0.isLate })
            }
            return PartHeadroom(
                edge: edge, missedFrom: missed.fails,
                provedFrom: tester.tested.first { $0.verdict == .provedTooLate }?.factor, points: tester.tested,
                forecast: forecast(edge.holds))
        }

        private func forecast(_ factor: Double?) -> GrowthForecast? {
            let weekly = scenario.deployments.compactMap(\.weeks.growth).max()
            let own = weekly.map { GrowthRate(share: $0.doubleValue, period: .week) }
            let stated = scenario.deployments.first(where: \.weeks.statesFirstDay)?.weeks.firstDay
            return (settings.rate ?? own).map {
                GrowthForecast(factor, rate: $0, from: settings.firstDay ?? stated)
            }
        }

        /// The budget is of interest up to the size at which time runs out, or down from a size that is too dear.
        private func budget(
            _ tester: inout GrowthTester, whole: PartHeadroom, most: Double
        ) async throws(UnanswerableScenario) -> GrowthEdge? {
            guard let budget = scenario.objective.monthlyBudget?.value.doubleValue, budget > 0,
                tester.tested.contains(where: { $0.costPerMonth != nil })
            else { return nil }
            let top = max(1, whole.edge.fails ?? most)
            let search = GrowthSearch(resolution: settings.resolution, most: top)
            // Beyond the deadline cycles are rarer and a month may cost less, which is no headroom.
            var edge = try await search.edge(
                &tester, share: { ($0.costPerMonth ?? budget) / budget },
                holds: { $0.factor > top || ($0.costPerMonth ?? .infinity) <= budget })
            if edge.fails == nil { edge.holds = min(edge.holds ?? top, max(1, whole.edge.holds ?? 1)) }
            edge.holdsAbove = []
            return edge
        }

        /// Regions grown alone, by how much of the deadline their bound takes.
        private func regions(
            now: GrowthPoint
        ) async throws(UnanswerableScenario) -> (grown: [PartHeadroom], leftOut: Int) {
            var parts: [(deployment: Int, region: String, bound: Int64, order: Int)] = []
            for (index, deployment) in planned.plan.deployments.enumerated() {
                for region in deployment.regions {
                    parts.append((index, region.region, region.boundTicks, parts.count))
                }
            }
            parts.sort { ($1.bound, $0.order) < ($0.bound, $1.order) }
            var grown: [PartHeadroom] = []
            for (deployment, region, _, _) in parts.prefix(settings.regions) {
                let part = ScenarioGrowth.Part.region(deployment: deployment, name: region)
                var tester = tester(part)
                tester.know(now)
                let listed = growth.count(part, factor: 1) - growth.count(part, factor: 0)
                let most = settings.most ?? HeadroomSettings.mostUsual(instances: listed)
                // Where the others are late by themselves, no size of this region helps.
                if now.isLate, try await tester.point(0).isLate {
                    grown.append(
                        PartHeadroom(
                            edge: GrowthEdge(holds: nil, fails: 0, holdsAbove: []), missedFrom: 0, provedFrom: nil,
                            points: tester.tested, forecast: forecast(nil)))
                } else {
                    grown.append(try await headroom(&tester, most: most))
                }
                grown[grown.count - 1].deployment = scenario.deployments[deployment].name
                grown[grown.count - 1].region = region
            }
            return (grown, parts.count - grown.count)
        }
    }
}
