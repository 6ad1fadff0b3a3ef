import Foundation
import Testing

@Suite struct OptimiseCommandTests {
    private struct Answer: Decodable {
        struct Plan: Decodable {
            var measures: [String], makespanSeconds: Double, boundSeconds: Double, boundRestsOn: String, gap: Double
            var peakScanners: Int, scanners: Int, costPerCycleUSD: Double?
        }
        struct Region: Decodable {
            var region: String, arrangement: String, productScanners: Int, scanners: Int, boundSeconds: Double
            var rightSizedSeconds: Double
        }
        struct Setting: Decodable { var measure: String, setting: String }
        struct Deployment: Decodable {
            var name: String, assumes: [String], trials: Int, product: Plan, single: [Plan], optimised: Plan,
                rightSized: Plan
            var rightSizedForDeadline: Plan?, settings: [Setting], regions: [Region]
        }
        var schema: String, schemaVersion: Int, steps: Int, deployments: [Deployment]
    }

    private func run(_ arguments: [String]) throws -> ToolProcess.Result {
        try ToolProcess.run(["optimise", "--steps", "1000000"] + arguments)
    }

    private func answer(_ arguments: [String]) throws -> Answer {
        let result = try run(["--format", "json"] + arguments)
        #expect(result.status == 0, "\(result.diagnostics)")
        return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    }

    private let rounds = "Scenarios/regression/rounds.yaml"

    @Test func aBetterPlanStandsBesideTheProducts() throws {
        let answer = try answer([rounds])
        #expect(answer.schema == "scanplan.optimisation/1" && answer.schemaVersion == 1 && answer.steps == 1_000_000)
        let found = answer.deployments[0]
        #expect(
            found.single.map(\.measures) == [["regionOrder"], ["slidingWindow"], ["arrangement"], ["scannerCounts"]])
        #expect(found.optimised.makespanSeconds <= found.product.makespanSeconds)
        #expect(found.rightSized.makespanSeconds <= found.optimised.makespanSeconds)
        #expect(found.rightSized.peakScanners <= found.optimised.peakScanners)
        for plan in [found.product, found.optimised, found.rightSized] + found.single {
            #expect(plan.gap >= 0 && plan.makespanSeconds >= plan.boundSeconds && !plan.boundRestsOn.isEmpty)
        }
        let late = try #require(found.rightSizedForDeadline)
        #expect(late.makespanSeconds <= 86_400 && late.peakScanners <= found.rightSized.peakScanners)
        #expect(found.settings.map(\.measure) == found.rightSized.measures)
        #expect(
            found.regions.allSatisfy { $0.scanners <= $0.productScanners && $0.rightSizedSeconds >= $0.boundSeconds })
        // The product's plan is the one that `simulate` tells of.
        let simulated = try ToolProcess.run(["simulate", "--format", "json", rounds])
        #expect(simulated.output.contains("\"makespanSeconds\": \(Int(found.product.makespanSeconds))"))
    }

    @Test func theAnswerIsTheSameForAnyNumberOfJobsAndUnderEitherSpelling() throws {
        let one = try run(["--jobs", "1", rounds])
        let three = try run(["--jobs", "3", rounds])
        let other = try ToolProcess.run(["optimize", "--steps", "1000000", rounds])
        #expect(one.status == 0 && one.output == three.output && one.output == other.output)
        #expect(one.output.contains("all, right-sized") && one.output.contains("What the product can be told"))
        #expect(one.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test func aQuickAnswerLeavesOutWhatTakesLong() throws {
        let found = try answer(["--quick", rounds]).deployments[0]
        #expect(found.single.isEmpty && found.rightSizedForDeadline == nil)
        #expect(found.rightSized.makespanSeconds == found.optimised.makespanSeconds)
        #expect(found.rightSized.scanners == found.optimised.scanners)
    }

    @Test func aBoundThatAssumesSomethingIsNoProof() throws {
        func small(_ lines: [String]) throws -> (text: String, json: Answer.Deployment) {
            let file = try ScenarioFile(
                smallScenario(
                    deployment: lines,
                    instances: #"{account: "222233334444", region: us-east-1, tags: {Scan: daily}, "#
                        + "volumes: [300GiB, 8GiB], count: 40}"))
            let text = try run([file.path])
            #expect(text.status == 0, "\(text.diagnostics)")
            return (text.output, try answer([file.path]).deployments[0])
        }
        let certain = try small([])
        #expect(certain.json.assumes.isEmpty && certain.json.trials == 1)
        #expect(certain.text.contains("  proved ") && certain.text.contains("least time proved for its gate"))
        for (lines, names, condition) in [
            (["variation: {scan: {lognormal: {cv: 0.5}}}"], ["nominalDurations"], "if every duration is nominal"),
            (["faults: {scanFailure: 20%}"], ["nothingGivenUp"], "if no instance is given up"),
            (
                ["variation: {scan: exponential}", "faults: {scanFailure: 20%}"],
                ["nominalDurations", "nothingGivenUp"],
                "if every duration is nominal and no instance is given up"
            ),
        ] {
            let found = try small(lines)
            #expect(found.json.assumes == names && found.json.trials == 5)
            let headline = found.text.prefix { $0 != "\n" }
            #expect(headline.hasSuffix("the least time \(condition)."), "\(headline)")
            #expect(found.text.contains("  at least   \(condition), no plan"))
            // Neither a proof nor an optimum is claimed; that bounds "prove nothing" may be said.
            #expect(!found.text.contains("proved") && !headline.contains("none is faster"))
            #expect(!headline.contains("above the best") && found.text.contains("the same 5 trials"))
        }
    }

    @Test func aReferenceDocumentHasAnAnswerToo() throws {
        let found = try answer(["--reference", "Sources/Verification/Data/E01.json"]).deployments[0]
        // The document states 172 s. No scanner is kept free for the longest job, which is ready 5 s after they are, so
        // nothing better is found; the longest job alone takes 45 + 5 + 80 + 2 s.
        #expect(found.product.makespanSeconds == 172 && found.optimised.makespanSeconds == 172)
        #expect(found.optimised.boundSeconds == 132)
    }

    @Test func wrongArgumentsAndScenariosAreRefused() throws {
        #expect(try run(["--jobs", "0", rounds]).status == 2)
        #expect(try ToolProcess.run(["optimise", "--steps", "-1", rounds]).status == 2)
        #expect(try run(["--reference", "--set", "a=1", "document.json"]).status == 2)
        #expect(try run(["nowhere.yaml"]).status == 5)
        let blocked = try ScenarioFile(smallScenario(deployment: ["limits: {onDemandVcpu: 1}"]))
        #expect(try run([blocked.path]).status == 4)
        #expect(try run(["--set", "deployments[0].policies.dispatchOrder=listed", rounds]).status == 0)
    }
}
