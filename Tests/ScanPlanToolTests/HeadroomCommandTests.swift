import Foundation
import Testing

@Suite struct HeadroomCommandTests {
    private struct Answer: Decodable {
        struct Part: Decodable {
            struct Point: Decodable {
                var factor: Double
                var verdict: String
                var makespanSeconds: Double?
                var boundSeconds: Double?
            }
            struct Forecast: Decodable {
                var periodsKept: Int?
                var outgrownFrom: String?
            }
            var region: String?
            var factor: Double?
            var failsAt: Double?
            var forecast: Forecast?
            var points: [Point]
        }
        var schema: String
        var whole: Part
        var regions: [Part]
    }

    private let limits = ["--resolution", "5%", "--most", "4"]

    @Test func theFleetGrowsUntilItIsLate() throws {
        let file = try ScenarioFile(
            smallScenario(instances: smallFleet(400)).replacing("deadline: 20h", with: "deadline: 1h"))
        let result = try ToolProcess.run(
            ["headroom", "--format", "json", "--growth", "3%", "--from", "2027-01-15"] + limits + [file.path])
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
        #expect(answer.schema == "scanplan.headroom/1")
        let factor = try #require(answer.whole.factor)
        let fails = try #require(answer.whole.failsAt)
        #expect(factor < fails)
        for point in answer.whole.points {
            #expect((point.verdict == "fits") == (point.factor <= factor), "\(point.factor)")
            #expect(point.makespanSeconds.map { ($0 <= 3600) == (point.verdict == "fits") } ?? true)
        }
        #expect(answer.regions.map(\.region) == ["us-east-1"])
        #expect(factor < 1 || answer.whole.forecast?.outgrownFrom?.hasSuffix("-15") == true)
    }

    @Test func theTextSaysWhatBindsThen() throws {
        let file = try ScenarioFile(
            smallScenario(instances: smallFleet(400)).replacing("deadline: 20h", with: "deadline: 75m"))
        let one = try ToolProcess.run(["headroom", "--jobs", "1", "--growth", "2.5%"] + limits + [file.path])
        let four = try ToolProcess.run(["headroom", "--jobs", "4", "--growth", "2.5%"] + limits + [file.path])
        #expect(one.status == 0 && one.output == four.output, "\(one.diagnostics)")
        for text in ["headroom", "binds then", "The whole fleet grown", "Each region grown alone", "at 2.5 % a month"] {
            #expect(one.output.contains(text), "\(text) in \(one.output)")
        }
        #expect(one.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }

    @Test func aTimeNextToTheDeadlineDoesNotReadLikeIt() throws {
        let fleet = smallFleet(1400)
        func headroom(_ deadline: String) throws -> String {
            let file = try ScenarioFile(
                smallScenario(instances: fleet).replacing("deadline: 20h", with: "deadline: \(deadline)"))
            return try ToolProcess.run(
                ["headroom", "--most", "1", "--regions", "0", file.path], environment: ["COLUMNS": "100"]
            ).output.split { $0.isWhitespace }.joined(separator: " ")
        }
        let easy = try ScenarioFile(smallScenario(instances: fleet))
        let json = try ToolProcess.run([
            "headroom", "--format", "json", "--most", "1", "--regions", "0",
            easy.path,
        ])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(json.output.utf8))
        let makespan = try #require(answer.whole.points.last?.makespanSeconds)
        try #require(makespan > 3600)
        // Shown in whole minutes, so that few seconds more look the same.
        let minute = (makespan / 60).rounded() * 60
        let deadline = minute + (makespan >= minute ? 29 : 0)
        let text = try headroom("\(Int(deadline))s")
        #expect(text.contains("s less than the deadline"), "\(text)")
        #expect(!(try headroom("\(Int(deadline) + 3600)s")).contains("less than the deadline"))
    }

    @Test func wrongOptionsAreRefused() throws {
        for options in [["--growth", "0%"], ["--growth", "x"], ["--from", "2027-02-30"], ["--most", "0.5"]] {
            let result = try ToolProcess.run(["headroom"] + options + ["Scenarios/first-what-if/scenario.yaml"])
            #expect(result.status == 2, "\(options)")
        }
        let infeasible = try ScenarioFile(smallScenario(deployment: ["limits: {onDemandVcpu: 0}"]))
        #expect(try ToolProcess.run(["headroom", infeasible.path]).status == 4)
    }

    private func smallFleet(_ count: Int) -> String {
        #"{account: "222233334444", region: us-east-1, tags: {Scan: daily}, volumes: [8GiB], count: \#(count)}"#
    }
}
