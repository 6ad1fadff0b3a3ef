import ScanModel
import Testing

@testable import Reporting
@testable import Studies

/// What `recommend` says of answers that few scenarios give.
@Suite struct RecommendTextTests {
    /// Costs swing around 1,000 USD by 10, so that the mean of an even number of trials is exactly that.
    private static func outcome(budget: Double?, isInTime: Bool?, trials: Int = 40) async -> SelectionOutcome {
        var figures: [[CycleFigures]] = [[]]
        let rule = SelectionRule(budget: budget, trials: trials)
        return await SettingsSelection.run(&figures, rule: rule) { work in
            work.map { piece in
                piece.trials.map { trial in
                    CycleFigures(cost: trial.isMultiple(of: 2) ? 990 : 1_010, makespan: 600, isInTime: isInTime)
                }
            }
        }
    }

    private static func plan(_ assumptions: BoundAssumptions) -> PlanFigures {
        PlanFigures(
            proof: BoundProof(
                deployment: "main", kind: .regionWindow, least: 7_200, deadline: 3_600, assumptions: assumptions,
                advice: "more"), plannedCost: 1_000, vcpus: 2, addresses: 1, scanners: 1)
    }

    private static let nothing = BoundAssumptions(nominalDurations: false, nothingGivenUp: false)
    private static let axes = [
        SettingAxis(name: "a", values: ["1", "9"], refinement: 1...9), SettingAxis(name: "b", values: ["1"]),
    ]

    private static func simulated(_ outcome: SelectionOutcome, values: [String?], isPresent: Bool) -> OptionReport {
        let figures = SimulatedFigures(
            standing: outcome.standings[0], cost: 1_000, costInterval: nil, makespan: 600, makespanInterval: nil,
            worstAge: nil, peakScanners: 1, inTime: nil, inTimeInterval: nil, extraCost: nil)
        return OptionReport(
            option: SettingsOption(values: values, isPresent: isPresent), changes: [], sameAs: nil,
            result: .simulated(plan(nothing), figures))
    }

    private static func world(
        _ options: [OptionReport], _ decision: SelectionDecision, budget: Double?, objective: Objective = Objective(),
        hasDeadline: Bool
    ) -> WorldRecommendation {
        let effort = SearchEffort(
            settings: 4, trials: 40, simulations: 90, savedBySamePlans: 0, savedByBounds: 0, savedByStopping: 70)
        return WorldRecommendation(
            settings: [], objective: objective, hasDeadline: hasDeadline,
            rule: SelectionRule(budget: budget, trials: 40), options: options, decision: decision, comparison: nil,
            alternatives: [], front: [], indifference: 1,
            trialsLikely: nil, effort: effort)
    }

    private static func words(_ worlds: [WorldRecommendation], isCoarse: Bool = false) -> String {
        let recommendation = Recommendation(
            scenario: "small", seed: 1, axes: axes, deadline: nil, within: 0.01, costsAreMonthly: true,
            isCoarse: isCoarse, worlds: worlds, leastRegret: nil)
        let text = RecommendText.document(recommendation, style: TextStyle())
        return text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
    }

    @Test func whereOnlyABudgetCountsNoDeadlineIsSpokenOf() async {
        let exact = await Self.outcome(budget: 1_000, isInTime: nil)
        #expect(exact.decision == .undecided(open: [0], safest: nil))
        let option = Self.simulated(exact, values: ["1", "1"], isPresent: true)
        let text = Self.words([Self.world([option], exact.decision, budget: 1_000, hasDeadline: false)])
        #expect(text.contains("None is known to cost 1,000.00 USD a month at most."), "\(text)")
        #expect(text.contains("so near to the budget of 1,000.00 USD that no likely number of trials tells"), "\(text)")
        #expect(!text.contains("deadline") && !text.contains("probability") && !text.contains("interval"), "\(text)")
    }

    @Test func aForecastOfTrialsIsTold() async {
        let close = await Self.outcome(budget: 1_001, isInTime: nil)
        let option = Self.simulated(close, values: ["1", "1"], isPresent: true)
        let text = Self.words([Self.world([option], close.decision, budget: 1_001, hasDeadline: false)])
        #expect(close.standings[0].trialsLikely != nil && text.contains("trials would tell"), "\(text)")
        #expect(!text.contains("so near to"), "\(text)")
    }

    @Test func withNothingAskedForTheCheapestIsRecommended() async {
        let free = await Self.outcome(budget: nil, isInTime: nil)
        let option = Self.simulated(free, values: ["1", "1"], isPresent: true)
        let budget = Objective(monthlyBudget: Dollars(5))
        let text = Self.words([
            Self.world([option], free.decision, budget: nil, objective: budget, hasDeadline: false)
        ])
        #expect(text.contains("it is the cheapest, or within 1 % of it."), "\(text)")
        #expect(text.contains("budget not looked at"), "\(text)")
    }

    @Test func whatIsNotStatedIsShownAsItIs() async {
        let free = await Self.outcome(budget: nil, isInTime: nil)
        let present = Self.simulated(free, values: ["1", nil], isPresent: true)
        let best = Self.simulated(free, values: ["1", "1"], isPresent: false)
        let text = Self.words([Self.world([present, best], .best(1), budget: nil, hasDeadline: false)])
        #expect(text.contains("1 / as it is"), "\(text)")
        #expect(text.contains("change b to 1"), "\(text)")
    }

    @Test func aBoundIsStatedWithItsCondition() {
        let assumed = BoundAssumptions(nominalDurations: false, nothingGivenUp: true)
        for assumptions in [Self.nothing, assumed] {
            let report = OptionReport(
                option: SettingsOption(values: ["1", "1"], isPresent: true), changes: [], sameAs: nil,
                result: .tooLate(Self.plan(assumptions)))
            let text = Self.words([Self.world([report], .nothing(nearest: 0), budget: nil, hasDeadline: true)])
            let condition = assumptions.isNone ? "" : " if no instance is given up"
            #expect(text.contains("is proved\(condition), the deadline"), "\(text)")
        }
    }

    /// Only in a single world values are added around the best one.
    @Test func theEvidenceOfSeveralWorldsClaimsNoSearchAround() async {
        let free = await Self.outcome(budget: nil, isInTime: nil)
        let world = Self.world(
            [Self.simulated(free, values: ["1", "1"], isPresent: true)], free.decision, budget: nil, hasDeadline: true)
        #expect(Self.words([world], isCoarse: true).contains("only some and those around the best"))
        let several = Self.words([world, world], isCoarse: true)
        #expect(several.contains("not every value was tried, only some") && !several.contains("around the best"))
    }
}
