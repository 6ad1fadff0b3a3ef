import ScanModel
import Statistics
import Studies
import Testing

/// What knobs would have done.
@Suite("Counterfactuals")
struct CounterfactualTests {
    private func explained(
        _ small: SmallScenario, _ parts: Set<ExplanationPart>, trials: Int? = nil, width: Int = 1
    ) async throws -> ScenarioExplanation {
        await ScenarioExplanation.explain(
            try small.planned(), parts: parts, trials: trials, width: width, variant: try small.variants())
    }

    private var faulty: SmallScenario {
        var small = SmallScenario()
        small.counts = [12, 5]
        small.lines = [
            "limits: {onDemandVcpu: 4, pendingSnapshots: 2}", "policies: {volumesPerScanner: 2}",
            "faults: {scanFailure: 30%}",
        ]
        return small
    }

    @Test("is what the changed scenario does by itself, trial by trial")
    func alone() async throws {
        let small = faulty
        let explanation = try await explained(small, [.knobs], trials: 3)
        #expect(explanation.trials == 3 && explanation.isRandom)
        let before = try small.planned()
        let knobs = explanation.deployments[0].knobs
        var compared = 0
        for knob in knobs {
            guard case .simulated(let effect) = knob.outcome else { continue }
            let after = try small.planned(knob.changes)
            let changes = (0..<3 as Range<UInt32>).map { trial in
                after.answer(trial: trial).deployments[0].makespan - before.answer(trial: trial).deployments[0].makespan
            }
            #expect(effect.makespan.difference.count == 3)
            #expect(abs(effect.seconds - changes.reduce(0, +) / 3) < 1e-9, "\(knob.knob.title)")
            compared += 1
        }
        #expect(compared > 10)
        // The largest gain first.
        let seconds = knobs.compactMap(\.seconds)
        #expect(seconds == seconds.sorted())
        #expect(seconds.first ?? 0 < 0)
    }

    @Test("tells what a scenario cannot say")
    func impossible() async throws {
        var small = SmallScenario()
        small.parameters = small.parameters.replacing("SingleRegionConcurrency: 1", with: "SingleRegionConcurrency: 7")
        let knobs = try await explained(small, [.knobs]).deployments[0].knobs
        let knob = try #require(knobs.first { $0.knob.title == "SingleRegionConcurrency 7 -> 8" })
        guard case .notPossible(let reason) = knob.outcome else {
            Issue.record("8 is beyond the vendor's range")
            return
        }
        #expect(reason.contains("7"))
        #expect(knobs.last?.seconds == nil)
    }

    @Test("tells why a changed scenario has no plan")
    func unplanned() async throws {
        let small = SmallScenario()
        let planned = try small.planned()
        let baseline = CounterfactualStudy.Baseline([planned.answer(trial: 0)], deployment: 0)
        var large = small
        large.counts = [900, 0]
        let variants = try large.variants()
        let knob = try #require(KnobList.steps(planned, deployment: 0).first)
        func reasons(_ setting: String) async -> [String?] {
            let turned = TurnedKnob(knob, deployment: 0, of: planned) { _ throws(InvalidInput) in
                try variants([setting])
            }
            var reasons: [String?] = []
            // Few instances and many take different ways.
            for items in [1, 1_000_000] {
                let found = await CounterfactualStudy.counterfactuals(
                    [turned], baseline: baseline, deployment: 0, items: items, width: 1)
                guard case .notPossible(let reason) = found[0].outcome else { return [nil] }
                reasons.append(reason)
            }
            return reasons
        }
        for reason in await reasons("deployments[0].limits.onDemandVcpu=0") {
            #expect(reason?.contains("vCPU") == true && reason?.contains("needed") == true, "\(reason ?? "possible")")
        }
        for reason in await reasons("deployments[0].timings.scan.base=31622399.999999999s") {
            #expect(reason?.contains("finer clock") == true, "\(reason ?? "possible")")
        }
    }

    @Test("of random durations, pairs the trials and explains the first one")
    func durations() async throws {
        var small = SmallScenario()
        small.counts = [9, 4]
        small.lines = [
            "limits: {pendingSnapshots: 2}", "policies: {volumesPerScanner: 1}",
            "variation: {snapshot: {lognormal: {cv: 0.5}}, scan: exponential, region: {uniform: {halfWidth: 0.2}}}",
        ]
        let explanation = try await explained(small, [.path, .knobs])
        #expect(explanation.isRandom && explanation.trials == 10)
        let planned = try small.planned()
        let makespans = (0..<10 as Range<UInt32>).map { planned.answer(trial: $0).deployments[0].makespan }
        #expect(Set(makespans).count == 10)
        let found = explanation.deployments[0]
        #expect(found.answer.makespan == makespans[0])
        let makespan = try #require(found.makespan)
        #expect(makespan.scale.seconds(makespan.makespan).doubleValue == makespans[0])
        for path in [makespan.path, makespan.life] {
            #expect(path.segments.reduce(0) { $0 + $1.ticks } == makespan.makespan)
            #expect(path.segments.first?.from == 0 && path.segments.last?.to == makespan.makespan)
            #expect(zip(path.segments, path.segments.dropFirst()).allSatisfy { $0.to == $1.from })
        }
        var still = 0
        var moved = 0
        for knob in found.knobs {
            guard case .simulated(let effect) = knob.outcome else { continue }
            let after = try small.planned(knob.changes)
            var expected = PairedDifference()
            for trial in 0..<10 {
                expected.add(after.answer(trial: UInt32(trial)).deployments[0].makespan, makespans[trial])
            }
            let mean = try #require(expected.difference.mean)
            // Another rate may make the clock finer, so that drawn durations are rounded in another way.
            #expect(abs(effect.seconds - mean) < 1e-6, "\(knob.knob.title)")
            #expect(effect.makespan.second.mean == expected.second.mean)
            // What is never used up changes no trial at all, which draws of their own would.
            if abs(mean) < 1e-6 {
                #expect(effect.seconds == 0 && effect.makespan.difference.variance == 0, "\(knob.knob.title)")
                still += 1
            } else {
                moved += 1
            }
        }
        #expect(still > 3 && moved >= 2, "\(still), \(moved)")
    }

    @Test("changes of rounding count as none")
    func rounding() async throws {
        let small = SmallScenario()
        let planned = try small.planned()
        let answers = [planned.answer(trial: 0)]
        let knob = try #require(KnobList.steps(planned, deployment: 0).first)
        let variants = try small.variants()
        let turned = TurnedKnob(knob, deployment: 0, of: planned) { _ throws(InvalidInput) in try variants([]) }
        for (shift, change) in [(0.0009, 0.0), (0.002, -0.002)] {
            var baseline = CounterfactualStudy.Baseline(answers, deployment: 0)
            baseline.makespans[0] += shift
            baseline.perMonth[0]? += shift * 4
            let found = await CounterfactualStudy.counterfactuals(
                [turned], baseline: baseline, deployment: 0, items: 1, width: 1)
            guard case .simulated(let effect) = found[0].outcome else {
                Issue.record("\(found)")
                continue
            }
            #expect(abs(effect.seconds - change) < 1e-9)
            #expect(abs((effect.perMonth?.difference.mean ?? .nan) - change * 4) < 1e-9)
        }
    }

    @Test("one more of a limit is worth nothing where it is never used up, and something where it is")
    func prices() async throws {
        var small = SmallScenario()
        small.counts = [6, 0]
        small.lines = ["limits: {pendingSnapshots: 2}", "policies: {volumesPerScanner: 1}"]
        let explanation = try await explained(small, [.prices])
        #expect(!explanation.isRandom && explanation.trials == 1)
        let prices = explanation.deployments[0].prices
        for price in prices {
            let saved = try #require(price.price, "\(price.knob.title)")
            // Three snapshots after one another with two at once, two with three at once.
            #expect(saved == (price.knob.name == "pendingSnapshots" ? 10 : 0), "\(price.knob.title)")
        }
        #expect(prices.contains { $0.knob.unit == "token/s" } && prices.contains { $0.knob.unit == "scanner" })
    }

    @Test("a limit that one region states apart is raised there, and nobody's is lowered")
    func regions() async throws {
        var small = SmallScenario()
        small.counts = [6, 6]
        small.lines = [
            "limits: {pendingSnapshots: 4, regions: {us-east-1: {pendingSnapshots: 2}}}",
            "policies: {volumesPerScanner: 1}",
        ]
        let knobs = try await explained(small, [.knobs]).deployments[0].knobs
        let knob = try #require(knobs.first { $0.knob.name == "pendingSnapshots" })
        #expect(knob.changes == ["deployments[0].limits.regions.us-east-1.pendingSnapshots=3"])
        #expect(knob.seconds == -10)
    }

    @Test("the explanation is the same for any width")
    func width() async throws {
        let small = faulty
        let alone = try await explained(small, Set(ExplanationPart.allCases), trials: 3)
        #expect(try await explained(small, Set(ExplanationPart.allCases), trials: 3, width: 4) == alone)
    }
}
