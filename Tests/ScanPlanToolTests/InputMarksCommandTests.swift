import Foundation
import Testing

@Suite struct InputMarksCommandTests {
    struct Answer: Decodable {
        struct Deployment: Decodable {
            struct Inputs: Decodable {
                struct Mark: Decodable {
                    var mark: String
                    var inputs: Int
                    var shareOfInputs: Double
                    var shareOfCost: Double?
                    var shareOfTime: Double?
                }
                struct Input: Decodable {
                    var name: String
                    var kind: String
                    var value: String
                    var mark: String
                    var source: String
                }
                var count: Int
                var marks: [Mark]
                var list: [Input]
            }
            struct Cost: Decodable {
                struct Line: Decodable {
                    var sku: String
                    var amountUSD: Double
                    var confidence: String
                }
                var lines: [Line]
            }
            struct Region: Decodable {
                struct Stage: Decodable {
                    var stage: String
                    var workingInstanceSeconds: Double
                }
                var stages: [Stage]
            }
            var regions: [Region]
            struct Assumption: Decodable {
                var name: String
                var value: String
                var confidence: String
            }
            var inputs: Inputs?
            var cost: Cost
            var assumptions: [Assumption]
        }
        var deployments: [Deployment]
    }

    private static let scenario = "Scenarios/quickstart/scenario.yaml"

    private static func answer(_ arguments: [String]) throws -> Answer.Deployment {
        let result = try ToolProcess.run(["simulate", "--format", "json"] + arguments)
        return try #require(JSONDecoder().decode(Answer.self, from: Data(result.output.utf8)).deployments.first)
    }

    /// Counts, shares and the list tell the same, and each input has a mark and a source.
    @Test func everyInputHasAMark() throws {
        let answer = try Self.answer(["--with", "inputs", Self.scenario])
        let inputs = try #require(answer.inputs)
        #expect(inputs.list.count == inputs.count)
        #expect(Set(inputs.list.map(\.name)).count == inputs.count)
        #expect(inputs.list.allSatisfy { !$0.source.isEmpty && !$0.mark.isEmpty })
        for mark in inputs.marks {
            #expect(mark.inputs == inputs.list.count { $0.mark == mark.mark })
            #expect(abs(mark.shareOfInputs - Double(mark.inputs) / Double(inputs.count)) < 1e-12)
        }
        // The shares of cost once more, from the lines of the bill.
        let total = answer.cost.lines.reduce(0) { $0 + $1.amountUSD }
        for mark in inputs.marks {
            let own = answer.cost.lines.filter { $0.confidence == mark.mark }.reduce(0) { $0 + $1.amountUSD }
            #expect(abs((mark.shareOfCost ?? -1) - own / total) < 1e-12)
        }
        #expect(
            Set(inputs.list.filter { $0.kind == "price" }.map(\.name))
                == Set(answer.cost.lines.map { "prices.items.\($0.sku)" }))
        #expect(abs(inputs.marks.reduce(0) { $0 + ($1.shareOfTime ?? 0) } - 1) < 1e-12)
        // And those of time: here a stage is assumed as soon as one of its times is.
        var (assumed, worked) = (0.0, 0.0)
        for stage in answer.regions.flatMap(\.stages) {
            let times = answer.assumptions.filter {
                $0.name.hasPrefix("timings.\(stage.stage).") && $0.value != "0s"
            }
            if times.isEmpty { continue }
            worked += stage.workingInstanceSeconds
            if times.contains(where: { $0.confidence == "assumed" }) { assumed += stage.workingInstanceSeconds }
        }
        #expect(worked > 0)
        let told = inputs.marks.first { $0.mark == "assumed" }?.shareOfTime
        #expect(abs((told ?? -1) - assumed / worked) < 1e-9)
        // Nothing assumed that was used is missing.
        let names = Set(inputs.list.map(\.name))
        for assumption in answer.assumptions where assumption.confidence == "assumed" {
            #expect(names.contains(assumption.name), "\(assumption.name)")
        }
    }

    /// A value that the scenario states moves from one mark to the other, and nothing else changes.
    @Test func statingAConstantChangesItsMark() throws {
        let before = try #require(Self.answer(["--with", "inputs", Self.scenario]).inputs)
        let after = try #require(
            Self.answer(["--with", "inputs", "--set", "deployments[0].timings.scan.base=60s", Self.scenario]).inputs)
        func marks(_ inputs: Answer.Deployment.Inputs) -> [String: String] {
            Dictionary(uniqueKeysWithValues: inputs.list.map { ($0.name, $0.mark) })
        }
        #expect(marks(before)["timings.scan.base"] == "assumed")
        #expect(marks(after).filter { marks(before)[$0.key] != $0.value } == ["timings.scan.base": "stated"])
        #expect(after.count == before.count)
    }

    @Test func nothingIsToldUnasked() throws {
        #expect(try Self.answer([Self.scenario]).inputs == nil)
        let text = try ToolProcess.run(["simulate", Self.scenario]).output
        let more = try ToolProcess.run(["simulate", "--with", "inputs", Self.scenario]).output
        #expect(more.hasPrefix(text))
        #expect(more.dropFirst(text.count).hasPrefix("\nInputs: "))
    }

    @Test(arguments: ["plan", "simulate"])
    func conditionsEndWithOne(command: String) throws {
        func run(_ conditions: String...) throws -> ToolProcess.Result {
            try ToolProcess.run([command, Self.scenario] + conditions.flatMap { ["--fail-on", $0] })
        }
        let failed = try run("assumed>20%")
        #expect(failed.status == 1)
        #expect(failed.output.contains("Inputs: "))
        #expect(failed.diagnostics.hasPrefix("error: production: assumed>20%: "))
        #expect(failed.diagnostics.contains("  assumed  timings.scan.base = 60s"))
        #expect(try run("assumed>99%", "calibrated>0%").status == 0)
        #expect(try run("assumed>99%", "stated>=1%").status == 1)
        #expect(try run("assumed.cost<=100%").status == 1)
        #expect(try run("assumed>20").status == 2)
    }

    /// The border itself, exactly: a share is above its own value less a little, and not above itself.
    @Test func theBorderIsExact() throws {
        let inputs = try #require(Self.answer(["--with", "inputs", Self.scenario]).inputs)
        let assumed = try #require(inputs.marks.first { $0.mark == "assumed" })
        let share = Double(assumed.inputs) / Double(inputs.count) * 100
        func status(_ percent: Double) throws -> Int32 {
            let text = String(format: "%.6f", percent)
            return try ToolProcess.run(["simulate", Self.scenario, "--fail-on", "assumed>\(text)%"]).status
        }
        #expect(try status(share - 0.00001) == 1)
        #expect(try status(share + 0.00001) == 0)
    }
}
