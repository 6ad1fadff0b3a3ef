import ScanModel
import Statistics
import Studies
import Testing

@Suite struct HeadroomStudyTests {
    private struct Infeasible: Error {}

    private func headroom(
        _ scenario: Scenario, _ settings: HeadroomSettings = HeadroomSettings(), width: Int = 1
    ) async throws -> HeadroomAnswer {
        switch try await HeadroomStudy.answer(scenario, settings: settings, width: width) {
        case .answered(let answer): return answer
        case .infeasible: throw Infeasible()
        }
    }

    /// A small scenario, so that many cycles take no time: about 130 instances in us-east-1 and one in eu-west-1.
    private func small(_ more: [String] = []) throws -> Scenario {
        ScenarioGrowth(try scenario(deployment: more)).scenario(.everything, factor: 0.15)
    }

    /// The same with a deadline that is a multiple of its makespan.
    private func due(timesMakespan share: Double, more: [String] = []) throws -> Scenario {
        var scenario = try small(more)
        let makespan = try answer(scenario).value(.makespan) ?? 0
        scenario.objective.deadline = Seconds(Rational(Int((makespan * share).rounded(.down))))
        return scenario
    }

    private func fits(_ growth: ScenarioGrowth, _ factor: Double) throws -> Bool {
        try answer(growth.scenario(.everything, factor: factor)).verdict == .fits
    }

    @Test func theEdgeIsWhereAScanOverSizesFindsIt() async throws {
        let scenario = try due(timesMakespan: 1.63)
        let settings = HeadroomSettings(resolution: 0.02, regions: 0)
        let answer = try await headroom(scenario, settings)
        let holds = try #require(answer.whole.edge.holds)
        let fails = try #require(answer.whole.edge.fails)
        #expect(answer.trials == nil)
        #expect(holds < fails && fails - holds <= 0.02 * holds)
        // A second way: every size on a grid of its own, one after another.
        let growth = ScenarioGrowth(scenario)
        let grid = stride(from: 1.4, through: 1.9, by: 0.05)
        for factor in grid {
            if factor <= holds { #expect(try fits(growth, factor), "\(factor)") }
            if factor >= fails { #expect(try !fits(growth, factor), "\(factor)") }
        }
        #expect(try fits(growth, holds) && !fits(growth, fails))
    }

    @Test func whatIsProvedIsNotSimulated() async throws {
        let answer = try await headroom(try due(timesMakespan: 1.63), HeadroomSettings(regions: 0))
        let proved = try #require(answer.whole.provedFrom)
        #expect(proved >= answer.whole.edge.fails ?? .infinity)
        for point in answer.whole.points {
            let bound = try #require(point.bound)
            let deadline = try #require(answer.scenario.objective.deadline?.value.doubleValue)
            #expect((point.verdict == .provedTooLate) == (bound > deadline))
            #expect((point.makespan == nil) == (point.verdict == .provedTooLate))
            if let makespan = point.makespan { #expect(makespan >= bound) }
        }
        // Bounds grow with the fleet, because a larger one contains a smaller one.
        let bounds = answer.whole.points.compactMap(\.bound)
        #expect(bounds == bounds.sorted())
    }

    @Test func aFleetThatIsTooLargeIsToldByHowMuch() async throws {
        let answer = try await headroom(try due(timesMakespan: 0.75), HeadroomSettings(regions: 2))
        let holds = try #require(answer.whole.edge.holds)
        #expect(holds < 1 && holds > 0.3)
        // The small region does not make the other one faster.
        let parts = Dictionary(uniqueKeysWithValues: answer.regions.map { ($0.region, $0.edge) })
        #expect(parts["eu-west-1"]?.holds == nil)
        #expect((parts["us-east-1"]?.holds ?? 0) < 1)
    }

    @Test func whereOneInstanceIsTooMuchThereIsNoSize() async throws {
        var scenario = try small()
        scenario.objective.deadline = Seconds(1)
        let answer = try await headroom(scenario, HeadroomSettings(regions: 1))
        #expect(answer.whole.edge.holds == nil)
        #expect(answer.whole.points.first.map { $0.instances } == 1)
    }

    @Test func aSmallRegionGrowsFurtherAlone() async throws {
        let answer = try await headroom(try due(timesMakespan: 1.3), HeadroomSettings(resolution: 0.05))
        #expect(answer.regions.map(\.region) == ["us-east-1", "eu-west-1"])
        let large = try #require(answer.regions[0].edge.holds)
        let small = try #require(answer.regions[1].edge.holds)
        #expect(small > 50 * large)
        // Both regions are open side by side, so the large one decides alone.
        #expect(abs(large - (answer.whole.edge.holds ?? 0)) < 0.12 * large)
        #expect(answer.regionsLeftOut == 0)
    }

    @Test func theLargestSizeToTestEndsTheSearch() async throws {
        let answer = try await headroom(try due(timesMakespan: 40), HeadroomSettings(most: 2, regions: 0))
        #expect(answer.whole.edge.holds == 2 && answer.whole.edge.fails == nil)
    }

    @Test func theBudgetHasAnEdgeOfItsOwn() async throws {
        var scenario = try due(timesMakespan: 3)
        let cost = try #require(try answer(scenario).value(.costPerMonth))
        scenario.objective.monthlyBudget = Dollars(Rational(Int128(cost * 1.5 * 1000), over: 1000))
        let found = try await headroom(scenario, HeadroomSettings(resolution: 0.02, regions: 0))
        let budget = try #require(found.budget)
        let (holds, fails) = (try #require(budget.holds), try #require(budget.fails))
        #expect(fails - holds <= 0.02 * holds && holds < found.whole.edge.holds ?? 0)
        #expect(found.whole.point(holds)?.costPerMonth ?? .infinity <= cost * 1.5)
        #expect(found.whole.point(fails)?.costPerMonth ?? 0 > cost * 1.5)
        scenario.objective.monthlyBudget = Dollars(1_000_000)
        let kept = try await headroom(scenario, HeadroomSettings(resolution: 0.1, regions: 0))
        #expect(kept.budget?.fails == nil && kept.budget?.holds == kept.whole.edge.holds)
    }

    // MARK: Random scenarios

    /// Scans and launches fail now and then, so that no two cycles are alike.
    private let faults = ["faults: {scanFailure: 20%, launchFailure: 20%}"]

    @Test func randomScenariosAreJudgedByTheirInterval() async throws {
        var scenario = try due(timesMakespan: 1.6, more: faults)
        scenario.objective.probability = 0.7
        let settings = HeadroomSettings(trials: 20, resolution: 0.1, most: 2, regions: 0)
        let answer = try await headroom(scenario, settings)
        #expect(answer.trials == 20)
        // Wilson's lower bound of n successes in n trials is n / (n + z^2), and z^2 = 5.731 for a third of 5 %.
        #expect(answer.fewestTrials == 14)
        #expect(answer.lookConfidence == 1 - (1 - 0.95) / 3)
        let edge = answer.whole.edge
        for point in answer.whole.points {
            let probability = try #require(point.probability)
            #expect((5...20).contains(point.trials) && point.inTime <= point.trials)
            #expect(probability.contains(Double(point.inTime) / Double(point.trials)))
            #expect(point.verdict != .provedTooLate)
            // The verdict follows from the interval that is shown.
            #expect((point.verdict == .fits) == (probability.low >= 0.7))
            #expect((point.verdict == .misses) == (probability.high < 0.7))
            #expect(
                probability
                    == wilsonInterval(successes: point.inTime, trials: point.trials, confidence: 1 - 0.05 / 3))
            if point.factor <= edge.holds ?? 0 { #expect(point.fits) }
        }
        #expect((answer.whole.missedFrom ?? .infinity) >= edge.fails ?? 0)
        let again = try await headroom(scenario, settings, width: 3)
        #expect(again == answer)
    }

    @Test func whatABoundAssumesIsNoProof() async throws {
        func headroom(_ more: [String]) async throws -> HeadroomAnswer {
            var scenario = try small(more)
            scenario.objective.deadline = Seconds(60)
            return try await self.headroom(
                scenario, HeadroomSettings(trials: 4, resolution: 0.5, most: 1.25, regions: 0))
        }
        // Even a single instance takes longer than a minute.
        let drawn = try await headroom(["variation: {scan: {uniform: {halfWidth: 0.1}}}"])
        #expect(drawn.boundAssumptions == BoundAssumptions(nominalDurations: true, nothingGivenUp: false))
        #expect(drawn.whole.provedFrom == nil)
        for point in drawn.whole.points {
            #expect(point.bound ?? 0 > 60 && point.makespan != nil && point.verdict != .provedTooLate)
        }
        // Launches that fail only ever add to the time.
        let delayed = try await headroom(["faults: {launchFailure: 20%}"])
        #expect(delayed.boundAssumptions.isNone && delayed.trials == 4)
        #expect(delayed.whole.provedFrom == delayed.whole.points.first?.factor)
        for point in delayed.whole.points {
            #expect(point.bound ?? 0 > 60 && point.makespan == nil && point.verdict == .provedTooLate)
        }
    }

    @Test func tooFewTrialsDecideNothing() async throws {
        let scenario = try due(timesMakespan: 8, more: faults)
        let answer = try await headroom(scenario, HeadroomSettings(trials: 4, resolution: 0.5, most: 1, regions: 0))
        #expect(answer.fewestTrials == 109)
        #expect(answer.whole.edge.holds == nil && answer.whole.edge.fails != nil)
        #expect(answer.whole.points.allSatisfy { $0.verdict == .undecided && $0.inTime == $0.trials })
        #expect(answer.whole.missedFrom == nil)
    }
}
