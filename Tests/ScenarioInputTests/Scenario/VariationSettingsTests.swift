import ScanModel
import Testing

@testable import ScenarioInput

/// Which durations are random, as a scenario states it.
@Suite("Variation of a scenario")
struct VariationSettingsTests {
    private func deployment(_ lines: String..., profile: String = "qualys-aws@1.8") throws -> Deployment {
        let text =
            ScenarioSample.least.replacing("qualys-aws@1.8", with: profile) + lines.map { "    \($0)\n" }.joined()
        let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "v.yaml", standardName: "v")
        return try ScenarioAssembler.assemble(draft, inventories: [nil]).deployments[0]
    }

    private func problems(_ line: String) -> [String] {
        let text = ScenarioSample.least + "    variation: \(line)\n"
        return issues { () throws(InvalidInput) in
            _ = try ScenarioReader.read(bytes: Array(text.utf8), file: "v.yaml", standardName: "v")
        }.map { String($0.split(separator: ": ", maxSplits: 1).last ?? "") }
    }

    @Test("nothing varies unless it is stated")
    func nothing() throws {
        let plain = try deployment()
        #expect(plain.variations == nil && !plain.hasRandomDurations && !plain.isRandom)
        let none = try deployment("variation: {scan: none, region: none, scannerBoot: none}")
        #expect(none.variations == nil && none.notices == plain.notices)
        #expect(none.assumptions.contains { $0.name == "variation.scan" && $0.value == "none" })
    }

    @Test("every distribution is read, and told with its parameters")
    func everyDistribution() throws {
        let made = try deployment(
            "variation:", "  snapshot: {uniform: {halfWidth: 0.3}}", "  share: exponential",
            "  createVolume: {triangular: {low: 0.5, mode: 1, high: 3}}", "  attach: {normal: {cv: 0.25}}",
            "  scan: {lognormal: {cv: 0.5}}", "  detach: {erlang: {shape: 4}}",
            "  deleteVolume: {weibull: {shape: 1.5}}",
            "  deleteSnapshot: {pareto: {shape: 1.5, low: 0.5, high: 50}}", "  scannerBoot: {empirical: [0.5, 1, 2]}",
            "  region: {lognormal: {cv: 0.15}}")
        #expect(
            made.variations
                == DurationVariations(
                    stages: [
                        "snapshot": .uniform(halfWidth: 0.3), "share": .exponential,
                        "createVolume": .triangular(low: 0.5, mode: 1, high: 3), "attach": .normal(cv: 0.25),
                        "scan": .lognormal(cv: 0.5), "detach": .erlang(shape: 4), "deleteVolume": .weibull(shape: 1.5),
                        "deleteSnapshot": .pareto(shape: 1.5, low: 0.5, high: 50),
                    ], scannerBoot: .empirical([0.5, 1, 2]), region: .lognormal(cv: 0.15)))
        #expect(made.hasRandomDurations && made.isRandom)
        let told = made.assumptions.filter { $0.name.hasPrefix("variation.") }
        #expect(
            told.map(\.value) == [
                "uniform, half width 0.3", "exponential", "triangular, 0.5 to 3 with mode 1", "normal, cv 0.25",
                "lognormal, cv 0.5", "erlang, shape 4", "weibull, shape 1.5", "pareto, shape 1.5, 0.5 to 50",
                "empirical, 3 multiples from 0.5 to 2", "lognormal, cv 0.15",
            ])
        #expect(told.allSatisfy { $0.provenance.confidence == .stated })
    }

    @Test("a stage that is left out takes its variation with it")
    func idleCopies() throws {
        let made = try deployment("variation: {copySnapshot: {lognormal: {cv: 1}}, scan: exponential}")
        #expect(!made.workflow.stages.contains { $0.name == "copySnapshot" })
        #expect(made.variations == DurationVariations(stages: ["scan": .exponential]))
        #expect(!made.assumptions.contains { $0.name == "variation.copySnapshot" })
    }

    @Test("everything wrong is told")
    func issuesOfEach() {
        func check(_ line: String, _ issue: String) {
            #expect(problems(line).contains { $0.contains(issue) }, "\(line): \(problems(line))")
        }
        check("{scann: exponential}", "unknown key")
        check("{scann: exponential}", "did you mean scan?")
        check("{scan: lognormal}", "is `lognormal`; expected one of none, exponential")
        check("{scan: {lognormall: {cv: 1}}}", "did you mean lognormal?")
        check("{scan: {}}", "names no distribution; expected one of uniform, triangular")
        check(
            "{scan: {lognormal: {cv: 1}, erlang: {shape: 2}}}", "has `lognormal` and `erlang`; expected one of them")
        check("{scan: {lognormal: {cv: 5.1}}}", "expected a number from 0 to 5")
        check("{scan: {lognormal: {}}}", "the key `cv` is missing")
        check("{scan: {normal: {cv: 2}}}", "expected a number from 0 to 1")
        check("{scan: {uniform: {halfWidth: -1}}}", "expected a number from 0 to 1")
        check("{scan: {erlang: {shape: 1.5}}}", "expected a whole number from 1 to 1000")
        check("{scan: {weibull: {shape: 0.4}}}", "expected a number from 0.5 to 100")
        check("{scan: {triangular: {low: 2, mode: 1, high: 3}}}", "expected low <= mode <= high")
        check("{scan: {pareto: {shape: 1, low: 0, high: 3}}}", "expected a number above 0")
        check("{scan: {pareto: {shape: 1, low: 0.001, high: 3}}}", "high at most 1000 times low")
        check("{scan: {empirical: [0, 0]}}", "all multiples are 0")
        check("{scan: {empirical: []}}", "has 0 elements; expected 1 to 500")
        check("{scan: {empirical: [1, -1]}}", "expected a number from 0 to 1000")
        // Misspelt twice, told twice, and nothing more.
        #expect(problems("{scan: {lognormall: {cv: 1}}, snapshot: {erlang: {shape: 0}}}").count == 2)
    }
}
