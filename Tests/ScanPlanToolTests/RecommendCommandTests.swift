import Foundation
import Testing

/// `scanplan recommend` as a process.
@Suite struct RecommendCommandTests {
    private struct Answer: Decodable {
        struct Axis: Decodable { var name: String, paths: [String], values: [String] }
        struct Mean: Decodable { var mean: Double, halfWidth: Double? }
        struct Trials: Decodable {
            var count: Int, feasibility: String, beatenBy: Int?, costUSD: Mean, makespanSeconds: Mean, inTime: Int?
            var worstAgeSeconds: Double?, extraCostUSD: Extra?, deadline: String, budget: String
        }
        struct Extra: Decodable { var mean: Double, halfWidth: Double?, trials: Int }
        struct Bound: Decodable { var leastSeconds: Double, deadlineSeconds: Double? }
        struct Plan: Decodable { var bound: Bound, plannedCostUSD: Double, vcpuInOneRegion: Int }
        struct Option: Decodable {
            var option: Int, values: [String: String?], isPresent: Bool, changes: [String], sameAs: Int?, status: String
            var plan: Plan?, trials: Trials?
        }
        struct Effort: Decodable {
            var settings: Int, fullGrid: Int, simulations: Int
            var savedBySamePlans: Int, savedByBounds: Int, savedByStopping: Int
        }
        struct Rule: Decodable { var budgetUSD: Double?, probability: Double }
        struct World: Decodable {
            var settings: [String], deadlineSeconds: Double?, rule: Rule, result: String
            var option: Int?, open: [Int], nearest: Int?, present: Int?, comparison: Int?
            var alternatives: [Int], front: [Int], effort: Effort, options: [Option]
        }
        struct Regret: Decodable { var option: Int? }
        var schema: String, schemaVersion: Int, scenario: String, seed: Int, axes: [Axis], worlds: [World]
        var leastRegret: Regret?
    }

    private static func scenario(deadline: String, count: Int = 60, deployment: [String] = []) throws -> ScenarioFile {
        try ScenarioFile(
            smallScenario(
                deployment: ["policies: {volumesPerScanner: 1}"] + deployment,
                instances: "{account: \"222233334444\", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], "
                    + "count: \(count)}"
            ).replacing("deadline: 20h", with: "deadline: \(deadline)"))
    }

    private func answer(_ arguments: [String]) throws -> Answer {
        let result = try ToolProcess.run(["recommend", "--format", "json"] + arguments)
        #expect(result.status == 0, "\(result.diagnostics)")
        return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    }

    /// The scanners that the deadline needs, and no dearer setting; `simulate` says the same of it.
    @Test func theChoiceIsWhatSimulateConfirms() throws {
        let file = try Self.scenario(deadline: "14m")
        let found = try answer([file.path])
        #expect(found.schema == "scanplan.recommendation/1" && found.axes.map(\.name).count == 2)
        let world = found.worlds[0]
        #expect(world.result == "recommended" && world.effort.fullGrid == 28 && world.options.count == 28)
        let best = world.options[try #require(world.option)]
        let trials = try #require(best.trials)
        #expect(trials.feasibility == "feasible" && trials.count == 1)
        let settings = best.changes.flatMap { ["--set", $0] }
        let confirmed = try ToolProcess.run(["simulate", "--format", "json"] + settings + [file.path])
        #expect(confirmed.output.contains("\"verdict\": \"fits\""))
        #expect(confirmed.output.contains("\"value\": \(trials.costUSD.mean)"))
        // No other setting that was simulated and is in time is cheaper.
        let others = world.options.compactMap(\.trials).filter { $0.feasibility == "feasible" }
        #expect(others.allSatisfy { $0.costUSD.mean >= trials.costUSD.mean })
        #expect(world.options.contains { $0.status == "provedTooLate" || $0.trials?.feasibility == "tooLate" })
    }

    @Test func jobsDoNotChangeAByte() throws {
        let file = try Self.scenario(
            deadline: "20m", count: 40, deployment: ["faults: {launchFailure: 20%, spotInterruption: {perHour: 50%}}"])
        for format in ["json", "text"] {
            let one = try ToolProcess.run(
                ["recommend", "--trials", "20", "--format", format, "--jobs", "1", file.path])
            #expect(one.status == 0 && one.output.count > 500, "\(one.diagnostics)")
            for jobs in ["2", "7"] {
                let other = try ToolProcess.run(
                    ["recommend", "--trials", "20", "--format", format, "--jobs", jobs, file.path])
                #expect(other.output == one.output, "\(format) --jobs \(jobs)")
            }
            for line in one.output.split(separator: "\n") where format == "text" {
                #expect(line.count <= 100, "\(line)")
            }
        }
    }

    @Test func theSearchCanBeWidened() throws {
        let file = try Self.scenario(deadline: "14m")
        let found = try answer([
            "--over", "Concurrency=1", "--over", "SingleRegionConcurrency=1,7", "--over",
            "policies.volumesPerScanner=1,2", "--over", "scanner.instanceType=c5.large,m5.large", file.path,
        ])
        #expect(found.worlds[0].options.count == 8)
        #expect(found.axes.map(\.paths).last == ["deployments[0].scanner.instanceType"])
        let whole = try answer(["--over", "deployments[0].parameters.SingleRegionConcurrency=2", file.path])
        // Four windows with two scanner units, and the scenario's own settings.
        #expect(whole.worlds[0].options.count == 5)
    }

    @Test func theTextTellsTheChoiceThePlotAndTheRejected() throws {
        let file = try Self.scenario(deadline: "14m")
        let result = try ToolProcess.run(["recommend", file.path])
        #expect(result.status == 0)
        #expect(result.output.hasPrefix("small: recommended: Concurrency 1, SingleRegionConcurrency "))
        for part in ["Cost against makespan", "Rejected without a simulation", "same plan", "is proved", "evidence"] {
            #expect(result.output.contains(part), "\(part)")
        }
    }

    @Test func nothingFeasibleIsAnAnswer() throws {
        let file = try Self.scenario(deadline: "1m")
        let found = try answer([file.path])
        #expect(found.worlds[0].result == "nothingFeasible" && found.worlds[0].nearest != nil)
        #expect(found.worlds[0].options.allSatisfy { $0.status == "provedTooLate" })
    }

    @Test func worldsGiveAChoiceOfLeastRegret() throws {
        let file = try Self.scenario(deadline: "30m")
        let found = try answer(["--world", "timings.scan.base=300s;timings.scannerBoot=100s", file.path])
        #expect(found.worlds.count == 2 && found.leastRegret?.option != nil)
        #expect(
            found.worlds[1].settings == [
                "deployments[0].timings.scan.base=300s", "deployments[0].timings.scannerBoot=100s",
            ])
    }

    /// Semicolons in quotes part nothing, and the objective of a world is its own.
    @Test func settingsOfAWorldMayBeQuoted() throws {
        let file = try Self.scenario(deadline: "30m")
        let found = try answer([
            "--over", "Concurrency=1", "--world",
            #"objective={deadline: 2m, probability: 90%}; name="a;b=c, d"; Regions="us-east-1, eu-west-1""#, file.path,
        ])
        #expect(
            found.worlds[1].settings == [
                "objective={deadline: 2m, probability: 90%}", #"name="a;b=c, d""#,
                #"deployments[0].parameters.Regions="us-east-1, eu-west-1""#,
            ])
        #expect(found.worlds.map(\.deadlineSeconds) == [1_800, 120])
        #expect(found.worlds.map(\.rule.probability) == [0.95, 0.9])
        #expect(found.worlds[0].result == "recommended" && found.worlds[1].result == "nothingFeasible")
        let named = try answer([
            "--over", "Concurrency=1", "--world", "deployments[main].timings.scannerBoot=100s", file.path,
        ])
        #expect(named.worlds[1].settings == ["deployments[main].timings.scannerBoot=100s"])
    }

    /// A budget that cannot be told from the mean is what is open, not the deadline, which is met in every trial.
    @Test func anOpenBudgetIsToldAsSuch() throws {
        let file = try Self.scenario(
            deadline: "20h, probability: 50%", count: 40,
            deployment: ["faults: {launchFailure: 20%, spotInterruption: {perHour: 50%}}"])
        let search = ["--over", "Concurrency=1", "--over", "SingleRegionConcurrency=1", "--trials", "40"]
        let free = try answer(search + [file.path])
        let mean = try #require(free.worlds[0].options[0].trials).costUSD.mean
        let budget = ["--set", "objective.monthlyBudget=\(String(format: "%.9f", mean))USD"]
        let found = try answer(search + budget + [file.path])
        let trials = try #require(found.worlds[0].options[0].trials)
        #expect(found.worlds[0].result == "undecided" && trials.feasibility == "undecided")
        #expect(trials.deadline == "met" && trials.budget == "undecided" && trials.inTime == trials.count)
        let text = try ToolProcess.run(["recommend"] + search + budget + [file.path]).output
        let words = text.split { $0 == " " || $0 == "\n" }.joined(separator: " ")
        #expect(words.contains("so near to the budget of") || words.contains("trials would tell"), "\(text)")
        #expect(!words.contains("so near to 50 %") && words.contains("a month at most"), "\(text)")
    }

    /// What the others cost is told as the difference in the trials that both have.
    @Test func costsAreComparedInTheSameTrials() throws {
        let file = try Self.scenario(
            deadline: "40m", count: 40, deployment: ["faults: {launchFailure: 20%, spotInterruption: {perHour: 50%}}"])
        let found = try answer(["--trials", "60", file.path])
        let world = found.worlds[0]
        let comparison = try #require(world.comparison.flatMap { world.options[$0].trials })
        for (number, option) in world.options.enumerated() where option.sameAs == nil {
            guard let trials = option.trials else { continue }
            #expect((trials.extraCostUSD == nil) == (number == world.comparison))
            guard let extra = trials.extraCostUSD else { continue }
            #expect(extra.trials == min(trials.count, comparison.count))
            if trials.count == comparison.count {
                #expect((trials.costUSD.mean - comparison.costUSD.mean - extra.mean).magnitude < 1e-9)
            }
        }
        let text = try ToolProcess.run(["recommend", "--trials", "60", file.path]).output
        #expect(text.contains("  extra: USD beyond ") && text.contains("in the trials that both have"))
    }

    @Test func anAxisOfTheObjectiveIsRefused() throws {
        let file = try Self.scenario(deadline: "14m")
        for over in ["objective.deadline=1h,2h", "study.confidence=90%,95%", "seed=1..3", "objective={}"] {
            let result = try ToolProcess.run(["recommend", "--over", over, file.path])
            let key = String(over.prefix { $0 != "." && $0 != "=" })
            #expect(result.status == 2 && result.output.isEmpty, "\(over)")
            #expect(result.diagnostics.contains("`\(key)`") && result.diagnostics.contains("--set"), "\(over)")
        }
        let down = try ToolProcess.run(["recommend", "--over", "Concurrency=4..1", file.path])
        #expect(down.status == 2 && down.diagnostics.contains("`4..1` goes down"))
    }

    @Test func wrongSearchesAreRefused() throws {
        let file = try Self.scenario(deadline: "14m")
        func status(_ arguments: String...) throws -> Int32 {
            try ToolProcess.run(["recommend"] + arguments + [file.path]).status
        }
        #expect(try status("--over", "Concurrency") == 2)
        #expect(try status("--over", "Concurrency=4..1") == 2)
        #expect(try status("--over", "a=1..100", "--over", "b=1..100") == 2)
        #expect(try status("--within", "0%") == 2)
        #expect(try status("--trials", "0") == 2)
        #expect(try status("--world", " ; ") == 2)
        let unknown = try ToolProcess.run(["recommend", "--over", "policies.volumesPerScaner=1..3", file.path])
        #expect(unknown.status == 3 && unknown.diagnostics.contains("did you mean"))
        #expect(unknown.output.isEmpty)
        let blocked = try Self.scenario(deadline: "14m", deployment: ["limits: {onDemandVcpu: 1}"])
        #expect(try ToolProcess.run(["recommend", blocked.path]).status == 4)
    }
}
