import ScanModel
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
