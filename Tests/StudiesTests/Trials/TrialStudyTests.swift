import ScanModel
import Statistics
import Studies
import Synchronization
import Testing

/// A scenario in which no two cycles are alike.
func randomScenario(objective: String = "{deadline: 20h}", more: [String] = []) throws -> Scenario {
    try scenario(
        objective: objective, count: 40,
        deployment: [
            "bill: {include: [spot]}", "faults: {scanFailure: 10%, attempts: 5, spotInterruption: {perHour: 30%}}",
        ],
        more: more)
}

func planned(_ scenario: Scenario) throws -> PlannedScenario {
    guard case .planned(let planned) = try PlanningAttempt(scenario) else {
        throw InvalidInput([InputIssue(file: "study", line: 0, column: 0, path: "", problem: "infeasible")])
    }
    return planned
}

@Suite("Studies of many trials")
struct TrialStudyTests {
    @Test("a number of trials is the same for any width, and for any parts merged in any order")
    func widthsAndParts() async throws {
        let planned = try planned(try randomScenario())
        let one = await TrialStudy.statistics(of: planned, trials: 12, width: 1)
        #expect(one.count == 12)
        #expect(one.moments(.makespan).least != one.moments(.makespan).greatest)
        for width in [3, 32] {
            #expect(await TrialStudy.statistics(of: planned, trials: 12, width: width) == one)
        }
        let outcomes = await TrialStudy.outcomes(of: planned, trials: 0..<12, width: 2)
        #expect(outcomes.map(\.trial) == Array(0..<12))
        for exactCount in [5, 12] {
            let whole = TrialStatistics(outcomes, exactCount: exactCount)
            var parts = TrialStatistics(outcomes[7...], exactCount: exactCount)
            parts.merge(TrialStatistics(outcomes[..<2].reversed(), exactCount: exactCount))
            parts.merge(TrialStatistics(outcomes[2..<7], exactCount: exactCount))
            #expect(parts == whole)
            #expect(parts.sample(.makespan).isExact == (exactCount == 12))
        }
    }

    @Test("trial 0 may be known already, and every outcome is recorded once and in order")
    func recorded() async throws {
        let planned = try planned(try randomScenario())
        let first = TrialOutcome(planned.answer(trial: 0), trial: 0)
        let recorder = Recorder()
        let counter = Recorder()
        let statistics = await TrialStudy.statistics(
            of: planned, trials: 5, width: 2, first: first,
            progress: { counter.add([first]) }, record: { recorder.add($0) })
        #expect(statistics == TrialStatistics(recorder.outcomes))
        #expect(recorder.outcomes.map(\.trial) == [0, 1, 2, 3, 4])
        #expect(counter.outcomes.count == 4)
        #expect(await TrialStudy.statistics(of: planned, trials: 5, width: 1) == statistics)
    }

    @Test("the rule of precision stops as soon as a look finds the mean precise, at the same count for any width")
    func precision() async throws {
        let scenario = try randomScenario()
        let planned = try planned(scenario)
        // Loose enough to be precise at the first look.
        let loose = await TrialStudy.statistics(of: planned, until: PrecisionRule(relativeError: 0.5), width: 2)
        #expect(loose.count == 20)
        let report = TrialReport(loose, of: scenario, confidence: 0.95, precision: 0.5)
        let achieved = try #require(report.achievedPrecision)
        #expect(achieved <= 0.5)
        // A rule that just misses what 20 trials reach looks again after ten more.
        let tight = PrecisionRule(relativeError: achieved * 0.99, greatestCount: 30)
        let more = await TrialStudy.statistics(of: planned, until: tight, width: 3)
        #expect(more.count == 30)
        #expect(await TrialStudy.statistics(of: planned, until: tight, width: 1) == more)
        #expect(await TrialStudy.statistics(of: planned, trials: 30, width: 2) == more)
    }

    @Test("only what draws may vary")
    func isRandom() throws {
        #expect(try !scenario(count: 40).isRandom)
        #expect(try randomScenario().isRandom)
        for (lines, varies) in [
            (["faults: {scanFailure: 10%}"], true), (["faults: {scanFailure: 0%}"], false),
            (["faults: {launchFailure: 5%}"], true),
            (["policies: {onEmpty: reject, backoff: {first: 5s, factor: 2, limit: 80s, jitter: full}}"], true),
            (["policies: {onEmpty: reject, backoff: {first: 5s, factor: 2, limit: 80s}}"], false),
            (["faults: {zoneOutages: [{region: us-east-1, from: 1m, to: 2m}]}"], false),
        ] as [([String], Bool)] {
            let scenario = try scenario(count: 40, deployment: lines)
            #expect(scenario.isRandom == varies, "\(lines)")
            if !varies {
                let planned = try planned(scenario)
                #expect(
                    TrialOutcome(planned.answer(trial: 0), trial: 0) == TrialOutcome(planned.answer(trial: 3), trial: 0)
                )
            }
        }
    }
}

private final class Recorder: Sendable {
    private let state = Mutex<[TrialOutcome]>([])

    var outcomes: [TrialOutcome] { state.withLock { $0 } }

    func add(_ more: [TrialOutcome]) { state.withLock { $0 += more } }
}
