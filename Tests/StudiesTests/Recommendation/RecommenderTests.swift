import ScanModel
import ScenarioInput
import Studies
import Testing

/// Variants of a small scenario given as text.
struct TextSource: SettingsSource {
    let text: String

    func scenario(changedBy changes: [String]) -> Result<Scenario, InvalidInput> {
        do throws(InvalidInput) {
            let layer = try ScenarioLayer(bytes: Array(text.utf8), file: "search.yaml")
            let draft = try ScenarioReader.read(layers: [layer], settings: changes, standardName: "search")
            return .success(try ScenarioAssembler.assemble(draft, inventories: draft.deployments.map { _ in nil }))
        } catch {
            return .failure(error)
        }
    }

    func base() throws -> Scenario { try scenario(changedBy: []).get() }

    /// - Parameters:
    ///   - counts: instances in us-east-1, eu-west-1 and us-west-2.
    ///   - deployment: further lines of the deployment.
    init(counts: [Int], objective: String, seed: Int = 1, deployment: [String] = [], concurrency: Int = 1) {
        let regions = ["us-east-1", "eu-west-1", "us-west-2"].prefix(counts.count)
        let lines = [
            "schemaVersion: 1", "name: search", "seed: \(seed)", "objective: \(objective)", "deployments:",
            "  - name: main", "    profile: qualys-aws@1.8",
            "    parameters: {Concurrency: \(concurrency), SingleRegionConcurrency: 1, IntervalHours: 24, "
                + "Regions: \"\(regions.joined(separator: ", "))\", TagKey: Scan, TagValue: daily}",
            "    serviceAccount: \"111122223333\"",
            "    targetAccounts: [{account: \"222233334444\", targetStack: {AWSSourceAccount: \"111122223333\"}}]",
            "    fleet:", "      instances:",
        ]
        let instances = zip(regions, counts).map {
            "        - {account: \"222233334444\", region: \($0), tags: {Scan: daily}, volumes: [8GiB], count: \($1)}"
        }
        text = (lines + instances + deployment.map { "    " + $0 }).joined(separator: "\n") + "\n"
    }
}

@Suite struct RecommenderTests {
    static func axis(_ name: String, _ values: [Int]) -> SettingAxis {
        SettingAxis(
            name: name, paths: ["deployments[0].parameters.\(name)"], values: values.map(String.init))
    }

    static let classic = [axis("Concurrency", Array(1...4)), axis("SingleRegionConcurrency", Array(1...7))]

    static func recommend(
        _ source: TextSource, axes: [SettingAxis] = classic, trials: Int = 200, worlds: [[String]] = [[]],
        width: Int = 2,
        points: [SettingsOption]? = nil, isThorough: Bool = false
    ) async throws -> Recommendation {
        let request = RecommendationRequest(
            base: try source.base(), axes: axes, trials: trials, isThorough: isThorough, worlds: worlds)
        let grid = try #require(points ?? SettingsGrid.points(axes))
        return await Recommender.recommend(request, points: grid, source: source, width: width)
    }

    /// One volume on a scanner, so that the number of scanners counts.
    static let narrow = ["policies: {volumesPerScanner: 1}"]

    // MARK: - Nothing random

    /// Against every setting simulated by itself, on random small scenarios.
    @Test(arguments: 1...3)
    func theAnswerIsThatOfFullEnumeration(seed: Int) async throws {
        var dice = CostDice(seed: UInt64(seed))
        let regions = dice.whole(1...3)
        let source = TextSource(
            counts: (0..<regions).map { _ in dice.whole(1...60) },
            objective: "{deadline: \(dice.whole(8...60))m}", deployment: Self.narrow)
        let answer = try await Self.recommend(source)
        let world = answer.worlds[0]
        #expect(!world.rule.varies && world.options.count == 28)
        var best: (cost: Double, makespan: Double, option: Int)?
        for (number, report) in world.options.enumerated() {
            let scenario = try source.scenario(changedBy: report.option.changes(Self.classic)).get()
            let own = try Studies.ScanStudy.answer(scenario, depth: .simulate)
            guard case .answered(let found) = own, let cost = found.value(.costPerMonth),
                let makespan = found.value(.makespan)
            else {
                Issue.record("no answer")
                return
            }
            // Rejected by a bound means too late, and settings with one plan have one outcome.
            if case .tooLate = report.result { #expect(found.verdict != .fits, "option \(number)") }
            if let figures = report.figures?.simulated {
                #expect(figures.cost == cost && figures.makespan == makespan, "option \(number)")
                #expect((figures.inTime == 1) == (found.verdict == .fits))
            }
            if found.verdict == .fits, best.map({ (cost, makespan) < ($0.cost, $0.makespan) }) ?? true {
                best = (cost, makespan, number)
            }
        }
        switch world.decision {
        case .best(let option):
            #expect(option == best?.option)
            #expect(world.front.contains(option))
        case .nothing: #expect(best == nil)
        case .undecided: Issue.record("nothing is random")
        }
        #expect(world.effort.fullGrid == 28 && world.effort.simulations <= 28)
        let saved = world.effort.savedBySamePlans + world.effort.savedByBounds + world.effort.savedByStopping
        #expect(world.effort.simulations + saved == 28)
    }

    @Test func settingsOfOnePlanAreSimulatedOnce() async throws {
        // Two regions: a window of 10 holds both. 25 instances: beyond 30 scanners nobody has work.
        let source = TextSource(counts: [25, 8], objective: "{deadline: 20h}", deployment: Self.narrow)
        let world = try await Self.recommend(source).worlds[0]
        // Scanners of both regions: 10 and 8, 20 and 8, 25 and 8.
        #expect(world.effort.simulations == 3)
        #expect(world.options.count { $0.sameAs == nil } == 3)
        for report in world.options where report.sameAs != nil {
            let scanners = try #require(report.option.values[1].flatMap { Int($0) })
            let first = world.options[try #require(report.sameAs)]
            #expect(first.option.values[1] == "\(min(scanners, 3))" && first.option.values[0] == "1")
        }
    }

    @Test func whereNothingWillDoTheReasonIsGiven() async throws {
        let source = TextSource(counts: [200], objective: "{deadline: 1m}")
        let world = try await Self.recommend(source).worlds[0]
        guard case .nothing(let nearest?) = world.decision else {
            Issue.record("\(world.decision)")
            return
        }
        #expect(world.effort.simulations <= 1 && world.options.allSatisfy { $0.figures == nil })
        guard case .tooLate(let plan) = world.options[nearest].result else {
            Issue.record("\(world.options[nearest].result)")
            return
        }
        #expect(plan.proof.least > 60 && plan.proof.deadline == 60 && !plan.proof.advice.isEmpty)
        #expect(plan.proof.assumptions.isNone)
    }

    @Test func settingsThatAreNotValidOrHaveNoPlanAreRejectedAlone() async throws {
        let source = TextSource(
            counts: [5], objective: "{deadline: 20h}", deployment: ["limits: {onDemandVcpu: 3}"])
        let axes = [
            SettingAxis(
                name: "scanner.instanceType", paths: ["deployments[0].scanner.instanceType"],
                values: ["c5.large", "m5.xlarge", "nosuch.type"])
        ]
        let world = try await Self.recommend(source, axes: axes).worlds[0]
        #expect(world.options.map(\.option.values) == [["c5.large"], ["m5.xlarge"], ["nosuch.type"]])
        #expect(world.options[0].option.isPresent && world.decision == .best(0))
        guard case .infeasible(let bottlenecks) = world.options[1].result, case .invalid = world.options[2].result
        else {
            Issue.record("\(world.options.map(\.result))")
            return
        }
        #expect(bottlenecks[0].needed == "4 vCPU")
    }

    @Test func aCoarseSearchEndsAtTheBestOfAllValues() async throws {
        let path = ["deployments[0].limits.onDemandVcpu"]
        let full = SettingAxis(name: "vcpu", paths: path, values: (2...60).map(String.init))
        let coarse = SettingAxis(
            name: "vcpu", paths: path, values: SettingsGrid.coarse(2...60).map(String.init), refinement: 2...60)
        let wide = TextSource(
            counts: [47], objective: "{deadline: 12m}", deployment: Self.narrow + ["limits: {onDemandVcpu: 2}"])
        let scanners = [Self.axis("SingleRegionConcurrency", [7]), full]
        let few = [Self.axis("SingleRegionConcurrency", [7]), coarse]
        func best(_ axes: [SettingAxis]) async throws -> (values: [String?], settings: Int) {
            let answer = try await Self.recommend(wide, axes: axes)
            guard case .best(let best) = answer.worlds[0].decision else { return ([], 0) }
            return (answer.worlds[0].options[best].option.values, answer.worlds[0].options.count)
        }
        let (known, found) = (try await best(scanners), try await best(few))
        #expect(!known.values.isEmpty && known.values == found.values)
        #expect(found.settings < known.settings)
    }

    // MARK: - Something random

    static let faulty = narrow + ["faults: {launchFailure: 30%, spotInterruption: {perHour: 50%}, scanFailure: 10%}"]

    @Test func nothingDependsOnWidthOrOrder() async throws {
        let source = TextSource(counts: [30, 12], objective: "{deadline: 40m}", deployment: Self.faulty)
        let one = try await Self.recommend(source, trials: 20, width: 1)
        #expect(one.worlds[0].rule.varies)
        let points = try #require(SettingsGrid.points(Self.classic))
        #expect(try await Self.recommend(source, trials: 20, width: 3, points: points.reversed()) == one)
        #expect(try await Self.recommend(source, trials: 20, width: 64, points: points + points) == one)
    }

    /// The truth from a long run of other trials: answers are right, or open.
    @Test func overSeedsTheSimulatorsAnswerIsRight() async throws {
        let deployment = Self.narrow + ["faults: {launchFailure: 20%, spotInterruption: {perHour: 60%}}"]
        func source(_ seed: Int) -> TextSource {
            TextSource(counts: [24], objective: "{deadline: 20m}", seed: seed, deployment: deployment)
        }
        let axes = [Self.axis("SingleRegionConcurrency", [1, 2, 3, 4])]
        let truth = try await Self.recommend(source(1_000), axes: axes, trials: 250, isThorough: true).worlds[0]
        let known = truth.options.map { $0.figures?.simulated }
        let feasible = known.map { figures in figures.map { Double($0.inTime ?? 0) / 250 >= 0.95 } ?? false }
        let cheapest = known.indices.filter { feasible[$0] }.compactMap { known[$0]?.cost }.min()
        let least = try #require(cheapest)
        var (right, wrong) = (0, 0)
        for seed in 1...6 {
            guard case .best(let best) = try await Self.recommend(source(seed), axes: axes).worlds[0].decision else {
                continue
            }
            let same = truth.options[best].sameAs ?? best
            let isRight = feasible[same] && (known[same]?.cost ?? .infinity) <= least * 1.01
            (right, wrong) = isRight ? (right + 1, wrong) : (right, wrong + 1)
        }
        #expect(wrong == 0 && right >= 5, "\(right) right, \(wrong) wrong; \(known.map { $0?.inTime ?? -1 })")
    }

    @Test(arguments: 1...3)
    func whatABoundRejectsIsNeverInTime(seed: Int) async throws {
        var dice = CostDice(seed: UInt64(seed) &+ 77)
        let source = TextSource(
            counts: [dice.whole(5...80), dice.whole(1...80)], objective: "{deadline: \(dice.whole(10...50))m}",
            seed: seed,
            deployment: Self.narrow + ["faults: {launchFailure: 10%, scanFailure: 20%}"])
        let world = try await Self.recommend(source, trials: 20).worlds[0]
        for report in world.options where report.sameAs == nil {
            guard case .tooLate(let plan) = report.result else { continue }
            #expect(plan.proof.assumptions.nothingGivenUp)
            let changed = try source.scenario(changedBy: report.changes).get()
            guard case .planned(let planned) = try PlanningAttempt(changed) else { continue }
            for trial in UInt32(0)..<5 {
                let makespan = try #require(planned.answer(trial: trial).value(.makespan))
                #expect(makespan > plan.proof.deadline ?? 0)
            }
        }
    }

    @Test func severalWorldsGiveTheLeastRegret() async throws {
        let source = TextSource(counts: [40], objective: "{deadline: 20m}", deployment: Self.narrow)
        let slow = ["deployments[0].timings.scan.base=400s"]
        let axes = [Self.axis("SingleRegionConcurrency", [1, 2, 3, 4])]
        let answer = try await Self.recommend(source, axes: axes, worlds: [[], slow])
        let regret = try #require(answer.leastRegret)
        let best = try #require(regret.best)
        #expect(answer.worlds.count == 2 && answer.worlds[1].settings == slow)
        #expect(regret.hopeless == [] && regret.greatest[best] != nil)
        // What fits nowhere but in the fast world fails in the other one.
        for (number, report) in answer.worlds[0].options.enumerated() {
            let isFeasible = answer.worlds.map {
                $0.options[number].figures?.simulated.standing.feasibility == .feasible
            }
            #expect(regret.failures[number] == isFeasible.count { !$0 }, "\(report.option.values)")
        }
        #expect(regret.failures.contains(1))
    }

    // MARK: - What is reported

    /// Whatever is said of an option is said of the trials that it was judged by, also if an earlier round of a search
    /// between coarse values has simulated more of them; costs are compared in the trials that both options have.
    @Test func figuresAreThoseOfTheTrialsCounted() async throws {
        let source = TextSource(
            counts: [60], objective: "{deadline: 26m, probability: 80%}",
            deployment: [
                "policies: {scannerLifecycle: persistent, volumesPerScanner: 1}",
                "timings: {scan: {base: 300s, perGiB: 0s}}",
                "variation: {scan: {lognormal: {cv: 0.4}}}", "limits: {onDemandVcpu: 2}",
            ])
        let path = ["deployments[0].limits.onDemandVcpu"]
        let axes = [
            Self.axis("SingleRegionConcurrency", [7]),
            SettingAxis(name: "vcpu", paths: path, values: ["4", "30", "60"], refinement: 4...60),
        ]
        let world = try await Self.recommend(source, axes: axes, trials: 100).worlds[0]
        #expect(world.rule.varies && world.options.count > 10)
        let comparison = try #require(world.comparison)
        var judged = 0
        func trials(_ option: Int) throws -> [StudyAnswer] {
            let scenario = try source.scenario(changedBy: world.options[option].changes).get()
            guard case .planned(let planned) = try PlanningAttempt(scenario) else { return [] }
            let count = world.options[option].figures?.simulated.standing.trials ?? 0
            return (0..<UInt32(count)).map { planned.answer(trial: $0) }
        }
        let others = try trials(comparison).map { try #require($0.value(.costPerMonth)) }
        for (number, report) in world.options.enumerated() where report.sameAs == nil {
            guard let figures = report.figures?.simulated else { continue }
            judged += figures.standing.trials
            let answers = try trials(number)
            let costs = answers.map { $0.value(.costPerMonth) ?? 0 }
            let mean = costs.reduce(0, +) / Double(costs.count)
            #expect((figures.cost / mean - 1).magnitude < 1e-12, "option \(number)")
            #expect(figures.inTime == answers.count { $0.verdict == .fits }, "option \(number)")
            guard number != comparison else {
                #expect(figures.extraCost == nil)
                continue
            }
            let extra = try #require(figures.extraCost)
            let differences = zip(costs, others).map { $0 - $1 }
            #expect(extra.trials == differences.count)
            let expected = differences.reduce(0, +) / Double(differences.count)
            #expect((extra.mean - expected).magnitude < 1e-9, "option \(number)")
        }
        // Some were simulated more often in an earlier round, or the test tells nothing.
        #expect(judged < world.effort.simulations, "\(judged) of \(world.effort.simulations)")
    }

    @Test func aWorldAsksByItsOwnObjective() async throws {
        let source = TextSource(counts: [40], objective: "{deadline: 60m}", deployment: Self.narrow)
        let axes = [Self.axis("SingleRegionConcurrency", [1, 2, 3, 4])]
        let strict = [
            "objective.deadline=20m", "objective.probability=70%", "objective.monthlyBudget=1USD",
            "study.confidence=90%",
        ]
        let answer = try await Self.recommend(source, axes: axes, worlds: [[], strict])
        #expect(answer.worlds.map(\.rule.probability) == [0.95, 0.7])
        #expect(answer.worlds.map(\.rule.budget) == [nil, 1])
        #expect(answer.worlds.map(\.rule.confidence) == [0.95, 0.9])
        #expect(answer.worlds.map { $0.objective.deadline?.value.doubleValue } == [3_600, 1_200])
        guard case .best = answer.worlds[0].decision, case .nothing = answer.worlds[1].decision else {
            Issue.record("\(answer.worlds.map(\.decision))")
            return
        }
        let feasibilities = answer.worlds[1].options.compactMap { $0.figures?.simulated.standing.budget }
        #expect(!feasibilities.isEmpty && feasibilities.allSatisfy { $0 == .missed })
    }

    /// A setting that the scenario does not state stays as it is, also in points that are added around it.
    @Test func whatIsNotStatedIsNeverAChange() async throws {
        let source = TextSource(counts: [30], objective: "{deadline: 20h}", deployment: Self.narrow)
        let axes = [
            SettingAxis(
                name: "SingleRegionConcurrency", paths: ["deployments[0].parameters.SingleRegionConcurrency"],
                values: ["5", "7"], refinement: 1...7),
            SettingAxis(
                name: "limits.onDemandVcpu", paths: ["deployments[0].limits.onDemandVcpu"], values: ["2"]),
        ]
        let world = try await Self.recommend(source, axes: axes).worlds[0]
        let present = world.options[try #require(world.present)]
        #expect(present.option.values == ["1", nil] && present.changes.isEmpty)
        for report in world.options where !report.option.isPresent {
            let stated = zip(axes, report.option.values).compactMap { axis, value in
                value.map { "\(axis.paths[0])=\($0)" }
            }
            #expect(report.changes == stated && !stated.isEmpty)
        }
        #expect(world.options.allSatisfy { if case .invalid = $0.result { false } else { true } })
    }

    /// Why a setting has no plan is said in the words of a sweep.
    @Test func reasonsAreThoseOfASweep() async throws {
        let source = TextSource(counts: [5], objective: "{deadline: 20h}", deployment: ["limits: {onDemandVcpu: 3}"])
        let axes = [
            SettingAxis(
                name: "scanner.instanceType", paths: ["deployments[0].scanner.instanceType"],
                values: ["m5.xlarge", "nosuch.type"])
        ]
        let options = try await Self.recommend(source, axes: axes).worlds[0].options
        let candidates = options.map {
            SweepCandidate(values: [], scenario: source.scenario(changedBy: $0.changes), resolved: [])
        }
        var study = await SweepStudy(baseline: candidates[0], trials: 1, version: "1", width: 1)
        let points = await study.answer(candidates)
        #expect(points.map(\.reason) == options.map(\.result.reason))
        #expect(options.compactMap(\.result.reason).count == 2)
    }
}
