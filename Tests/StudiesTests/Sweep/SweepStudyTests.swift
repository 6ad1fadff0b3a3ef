import ScanModel
import ScenarioInput
import Statistics
import Studies
import Testing

@Suite("Sweeps")
struct SweepStudyTests {
    static func candidates(
        _ concurrencies: [Int], scenario make: (Int) throws -> Scenario
    ) rethrows -> [SweepCandidate] {
        try concurrencies.map { value in
            SweepCandidate(values: ["\(value)"], scenario: .success(try make(value)), resolved: [])
        }
    }

    static func points(
        _ candidates: [SweepCandidate], trials: Int, width: Int, chunk: Int
    ) async -> [SweepPoint] {
        var study = await SweepStudy(baseline: candidates[0], trials: trials, version: "1", width: width)
        var points: [SweepPoint] = []
        for start in stride(from: 0, to: candidates.count, by: chunk) {
            points += await study.answer(Array(candidates[start..<min(start + chunk, candidates.count)]))
        }
        return points
    }

    @Test("points are the same for any width and any chunks, and equal plans are simulated once")
    func widths() async throws {
        // Concurrency 1 opens ten regions at once and there are two, so all of these are one plan.
        let candidates = try Self.candidates([1, 2, 3]) { try scenario(concurrency: $0, count: 40) }
        let one = await Self.points(candidates, trials: 3, width: 1, chunk: 1)
        #expect(one.map(\.sameAs) == [nil, 1, 1])
        #expect(one.map(\.number) == [1, 2, 3])
        #expect(one[0].answer == one[2].answer && one[0].answer?.trials == 1)
        #expect(one[1].answer?.difference(.makespan)?.value == 0)
        for (width, chunk) in [(2, 3), (8, 2)] {
            #expect(await Self.points(candidates, trials: 3, width: width, chunk: chunk) == one)
        }
        // What one plan comes to is what the usual answer says.
        let usual = try answer(try scenario(concurrency: 3, count: 40))
        #expect(one[2].answer?.mean(.makespan)?.value == usual.value(.makespan))
    }

    @Test("differences are those of trials with the same draws")
    func differences() async throws {
        func point(_ scanFailure: Int) throws -> SweepCandidate {
            let scenario = try scenario(count: 40, deployment: ["faults: {scanFailure: \(scanFailure)%}"])
            return SweepCandidate(values: [], scenario: .success(scenario), resolved: [])
        }
        let candidates = try [point(10), point(30), point(0)]
        let points = await Self.points(candidates, trials: 6, width: 2, chunk: 3)
        let answers = points.compactMap(\.answer)
        #expect(answers.map(\.trials) == [6, 6, 1])
        #expect(points.map(\.sameAs) == [nil, nil, nil])
        // By hand from the outcomes of either side.
        var outcomes: [[Double]] = []
        for candidate in candidates {
            let plan = try planned(try candidate.scenario.get())
            outcomes.append(
                try (0..<6).map { try #require(TrialOutcome(plan.answer(trial: $0), trial: $0).value(.makespan)) })
        }
        for index in 0..<3 {
            var pairs = PairedDifference()
            for trial in 0..<6 { pairs.add(outcomes[index][trial], outcomes[0][trial]) }
            let expected = try #require(pairs.interval(confidence: 0.95))
            let found = try #require(answers[index].difference(.makespan))
            #expect(found.value == expected.mean)
            #expect(found.low == expected.interval.low && found.high == expected.interval.high)
        }
        #expect(answers[0].difference(.makespan)?.excludesZero == false)
    }

    @Test("infeasible and invalid points keep their reason, and a baseline without an answer leaves no differences")
    func reasons() async throws {
        let good = SweepCandidate(values: ["a"], scenario: .success(try scenario(count: 40)), resolved: [])
        let infeasible = SweepCandidate(
            values: ["b"], scenario: .success(try scenario(count: 40, deployment: ["limits: {onDemandVcpu: 1}"])),
            resolved: [])
        let issue = InputIssue(file: "x", line: 1, column: 1, path: "a.b", problem: "is `8`")
        let invalid = SweepCandidate(values: ["c"], scenario: .failure(InvalidInput([issue])), resolved: [])
        let points = await Self.points([good, infeasible, invalid, good], trials: 1, width: 2, chunk: 4)
        #expect(points.map { $0.answer != nil } == [true, false, false, true])
        #expect(points[1].reason?.hasPrefix("infeasible: ") == true)
        #expect(points[2].reason == "invalid: a.b: is `8`")
        #expect(points[3].sameAs == 1)
        #expect(points[0].address != nil && points[2].address == nil)
        let without = await Self.points([infeasible, good], trials: 1, width: 1, chunk: 2)
        #expect(without[1].answer?.difference(.makespan) == nil)
        #expect(without[1].answer?.mean(.makespan) == points[0].answer?.mean(.makespan))
    }

    @Test("an axis that changes only the verdict is another point")
    func objectives() async throws {
        let candidates = try ["{deadline: 20h}", "{deadline: 1m}", "{deadline: 20h, probability: 90%}"].map {
            SweepCandidate(values: [], scenario: .success(try scenario(objective: $0, count: 40)), resolved: [])
        }
        let points = await Self.points(candidates, trials: 1, width: 1, chunk: 3)
        #expect(points.map(\.sameAs) == [nil, nil, nil])
        #expect(points.map(\.answer?.chance) == [.met, .missed, .met])
    }

    @Test("settings that differ are listed with both values")
    func settings() {
        let before = [
            SettingValue(path: "a", value: "1"), SettingValue(path: "b", value: "2"),
            SettingValue(path: "c", value: "3"),
        ]
        let after = [
            SettingValue(path: "d", value: "4"), SettingValue(path: "c", value: "3"),
            SettingValue(path: "a", value: "9"),
        ]
        #expect(
            SettingsDifference.list(before, after) == [
                SettingsDifference(path: "a", before: "1", after: "9"),
                SettingsDifference(path: "b", before: "2", after: nil),
                SettingsDifference(path: "d", before: nil, after: "4"),
            ])
        #expect(SettingsDifference.list(before, before).isEmpty)
    }
}
