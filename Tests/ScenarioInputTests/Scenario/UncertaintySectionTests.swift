import ScanModel
import Testing

@testable import ScenarioInput

/// Numbers of which only a distribution is known, as a scenario states them.
@Suite("Uncertain inputs of a scenario")
struct UncertaintySectionTests {
    private func deployment(_ lines: String..., profile: String = "qualys-aws@1.8") throws -> Deployment {
        let text =
            ScenarioSample.least.replacing("qualys-aws@1.8", with: profile) + lines.map { "    \($0)\n" }.joined()
        let draft = try ScenarioReader.read(bytes: Array(text.utf8), file: "f.yaml", standardName: "f")
        return try ScenarioAssembler.assemble(draft, inventories: [nil]).deployments[0]
    }

    private func problems(_ lines: String...) -> [String] {
        let text = ScenarioSample.least + lines.map { "    \($0)\n" }.joined()
        return issues { () throws(InvalidInput) in
            _ = try ScenarioReader.read(bytes: Array(text.utf8), file: "f.yaml", standardName: "f")
        }
    }

    @Test("nothing is uncertain unless it is stated, and nothing else of the deployment changes with it")
    func nothing() throws {
        let plain = try deployment()
        #expect(plain.uncertainty == Uncertainty())
        var stated = try deployment("uncertainty: {timings.scan.base: {uniform: {low: 20s, high: 300s}}}")
        #expect(stated.uncertainty.inputs.count == 1)
        stated.uncertainty = Uncertainty()
        #expect(stated == plain)
    }

    @Test("every distribution is read, in the unit of its first value and in the scenario's order")
    func distributions() throws {
        let made = try deployment(
            "uncertainty:",
            "  timings.scan.perGiB: {triangular: {low: 100ms, mode: 0.5s, high: 4s}}",
            "  timings.scan.base: {lognormal: {mean: 1.5m, cv: 0.5}}",
            "  timings.scannerBoot: {normal: {mean: 90s, sd: 20s}}",
            "  policies.volumesPerScanner: {choice: [8, 4]}",
            "  scanner.rootVolume: {uniform: {low: 8GiB, high: 1TiB}}",
            #"  prices.items[ebs:gp3:GiB-month]["*"]: {uniform: {low: 0.08USD, high: 0.1USD}}"#,
            "  prices.snapshotStoredFraction: {empirical: [50%, 0.4, 1]}",
            "  limits.apiRates.CreateSnapshot.rate: {uniform: {low: 60/min, high: 5/s}}",
            "  parameters.SingleRegionConcurrency: {choice: [1, 2]}",
            "  limits.vendorApi.requestsPerItem: {uniform: {low: 1, high: 20}}")
        let inputs = made.uncertainty.inputs
        #expect(
            inputs.map(\.path) == [
                "timings.scan.perGiB", "timings.scan.base", "timings.scannerBoot", "policies.volumesPerScanner",
                "scanner.rootVolume", #"prices.items["ebs:gp3:GiB-month"]["*"]"#, "prices.snapshotStoredFraction",
                "limits.apiRates.CreateSnapshot.rate", "parameters.SingleRegionConcurrency",
                "limits.vendorApi.requestsPerItem",
            ])
        #expect(inputs.map(\.unit) == ["ms", "m", "s", "", "GiB", "USD", "%", "/min", "", ""])
        let expected: [InputDistribution] = [
            .triangular(low: 100, mode: 500, high: 4000),
            .lognormal(mean: Rational(3, over: 2), cv: Rational(1, over: 2)), .normal(mean: 90, sd: 20),
            .choice([4, 8]), .uniform(low: 8, high: 1024),
            .uniform(low: Rational(8, over: 100), high: Rational(1, over: 10)), .empirical([40, 50, 100]),
            .uniform(low: 60, high: 300), .choice([1, 2]), .uniform(low: 1, high: 20),
        ]
        #expect(inputs.map(\.distribution) == expected)
        #expect(inputs.indices.filter { inputs[$0].domain.places == 0 } == [3, 4, 8, 9])
        #expect(inputs[0].domain.most == Rational(366 * 86_400 * 1000) && inputs[0].domain.digits == 5)
        #expect(inputs[7].domain.isAboveLeast && inputs[7].domain.digits == 3)
        #expect(inputs.allSatisfy { !$0.isAssumed } && made.uncertainty.fixed.isEmpty)
    }

    @Test("the word assumed takes the profile's range around the value in use")
    func assumedConstants() throws {
        let made = try deployment(
            "timings: {scan: {base: 50s}}",
            "uncertainty: {timings.scan.base: assumed, timings.scan.perGiB: assumed, faults.attempts: assumed}")
        let expected: [InputDistribution] = [
            .triangular(low: 20, mode: 50, high: 300), .triangular(low: 0, mode: Rational(1, over: 2), high: 4),
            .triangular(low: 1, mode: 2, high: 3),
        ]
        #expect(made.uncertainty.inputs.map(\.distribution) == expected)
        #expect(made.uncertainty.inputs.allSatisfy { $0.isAssumed })
    }

    @Test("the word for the whole takes every assumed constant with a range", arguments: ["qualys-aws@1.8"])
    func everything(profile: String) throws {
        let made = try deployment("uncertainty: assumed", profile: profile)
        let assumed = made.assumptions.filter { $0.provenance.confidence == .assumed && $0.range != nil }
        let paths = made.uncertainty.inputs.map(\.path)
        #expect(paths.count >= 15 && Set(paths).count == paths.count)
        // Every one of them can be varied, or is named as one that cannot.
        #expect(Set(paths + made.uncertainty.fixed) == Set(assumed.map(\.name)))
        // Nothing is copied here, so no constant of copies is an input.
        #expect(!paths.contains { $0.contains("copy") })
        // Each input's value at either end is a setting that the reader takes.
        for input in made.uncertainty.inputs {
            let ends = try #require(input.distribution.ends)
            for value in [ends.lowerBound, ends.upperBound] where !(input.domain.isAboveLeast && value == 0) {
                let layer = try ScenarioLayer(bytes: Array(ScenarioSample.least.utf8), file: "f.yaml")
                #expect(throws: Never.self, "\(input.path)=\(value)\(input.unit)") {
                    _ = try ScenarioReader.read(
                        layers: [layer], settings: ["deployments[0].\(input.path)=\(value)\(input.unit)"],
                        standardName: "f")
                }
            }
        }
    }

    @Test("a path that leads to no number is told with the nearest key")
    func paths() {
        #expect(
            problems("uncertainty: {timings.scann.base: assumed}")[0].contains(
                #"19:19: deployments[0].uncertainty["timings.scann.base"]: there is no key `scann`; expected one of"#))
        #expect(problems("uncertainty: {timings.scann.base: assumed}")[0].hasSuffix("did you mean scan?"))
        #expect(problems("uncertainty: {timings.scan: assumed}")[0].contains("leads to no single number"))
        #expect(problems("uncertainty: {name: assumed}")[0].contains("expected the path of a number"))
        #expect(problems("uncertainty: {timings.scan.base.x: assumed}")[0].contains("leads nowhere"))
        #expect(problems(#"uncertainty: {"timings..scan": assumed}"#)[0].contains("is no path"))
        #expect(
            problems("uncertainty: {policies.regionOrder: {choice: [1, 2]}}")[0].contains("leads to no single number"))
        let twice = #"uncertainty: {timings.scan.base: assumed, "timings[scan].base": assumed}"#
        #expect(problems(twice)[0].contains("is the same number as another uncertain input"))
    }

    @Test(
        "a value that the key does not take is told",
        arguments: [
            ("timings.scan.base: {uniform: {low: 1, high: 5s}}", "a number without a unit"),
            ("timings.scan.base: {uniform: {low: 1GiB, high: 5s}}", "is `1GiB`; expected a duration"),
            ("timings.scan.base: {uniform: {low: 1s, high: 400d}}", "0s to 366d"),
            ("timings.scan.base: {uniform: {low: -1s, high: 4s}}", "which is negative"),
            ("policies.volumesPerScanner: {uniform: {low: 0, high: 4}}", "expected a whole number from 1 to"),
            ("policies.volumesPerScanner: {choice: [1, 2.5]}", "expected a whole number from 1 to"),
            ("parameters.Concurrency: {choice: [1, 100000]}", "expected a whole number from 1 to"),
            ("prices.snapshotStoredFraction: {uniform: {low: 0, high: 2}}", "expected a share"),
            ("scanner.rootVolume: {uniform: {low: 8.5GiB, high: 20GiB}}", "whole GiB"),
            ("timings.scan.base: {normal: {mean: 5s, sd: 0s}}", "above 0"),
            ("timings.scan.base: {uniform: {low: 5s, high: 5s}}", "low below high"),
            ("timings.scan.base: {triangular: {low: 5s, mode: 4s, high: 6s}}", "in order"),
            ("timings.scan.base: {triangular: {low: 5s, high: 6s}}", "the key `mode` is missing"),
            ("timings.scan.base: {lognormal: {mean: 5s, cv: 11}}", "a number above 0 to 10"),
            ("timings.scan.base: {choice: [5s]}", "has 1 elements"),
            ("timings.scan.base: {uniformly: {low: 1s, high: 2s}}", "did you mean uniform?"),
            ("timings.scan.base: {}", "names no distribution; expected one of uniform, triangular"),
            (
                "timings.scan.base: {choice: [1s, 2s], uniform: {low: 1s, high: 2s}}",
                "has `uniform` and `choice`; expected one of them"
            ),
            ("timings.scan.base: assume", "did you mean assumed?"),
            ("limits.pendingSnapshots: assumed", "the profile gives no range"),
        ])
    func values(line: String, problem: String) {
        let found = problems("uncertainty: {\(line)}")
        #expect(found.contains { $0.contains(problem) }, "\(found)")
    }

    @Test("a value in use outside the profile's range has no assumed range")
    func outside() {
        let found = problems("timings: {scan: {base: 10s}}", "uncertainty: {timings.scan.base: assumed}")
        #expect(found.count == 1 && found[0].contains("the value in use, 10s, lies outside"))
    }

    @Test("every issue is told at once")
    func several() {
        let found = problems(
            "uncertainty: {timings.scan.base: {uniform: {low: 1, high: 2}}, nothing: assumed, timings.scan.perGiB: 5s}")
        #expect(found.count == 4)
    }
}
