import Foundation
import Testing

/// `scanplan explain` as a process.
@Suite struct ExplainCommandTests {
    private struct Explanation: Decodable {
        struct Share: Decodable { var kind: String, of: String?, ticks: Int }
        struct Segment: Decodable { var fromTicks: Int, toTicks: Int, region: String, account: String? }
        struct Path: Decodable { var shares: [Share], segmentCount: Int, segmentsLeftOut: Int, segments: [Segment] }
        struct Part: Decodable { var kind: String, ticks: String }
        struct Instances: Decodable { var instances: Int, parts: [Part], totalTicks: String, givenUpTicks: String }
        struct Makespan: Decodable {
            var ticks: Int, ticksPerSecond: Int, lastRegion: String, lastInstance: Path, criticalPath: Path
            var instances: Instances
        }
        struct Change: Decodable { var meanChange: Double?, low: Double?, high: Double? }
        struct Knob: Decodable {
            var knob: String, after: String, changes: [String], makespanSeconds: Change?, notPossible: String?
            var savedSecondsPerUnit: Double?
        }
        struct Raise: Decodable { var limit: String, atLeast: String, changes: [String] }
        struct Raises: Decodable { var result: String, raises: [Raise]?, makespanSeconds: Double? }
        struct Deployment: Decodable {
            var makespanSeconds: Double, makespan: Makespan?, knobs: [Knob], prices: [Knob], raises: Raises?
        }
        var schema: String, version: String, trials: Int, deployments: [Deployment]
    }

    private static let limited = smallScenario(
        deployment: ["limits: {onDemandVcpu: 2}", "policies: {volumesPerScanner: 2}"])

    private func explanation(_ arguments: [String]) throws -> Explanation {
        let result = try ToolProcess.run(["explain", "--format", "json"] + arguments)
        #expect(result.status == 0, "\(result.diagnostics)")
        return try JSONDecoder().decode(Explanation.self, from: Data(result.output.utf8))
    }

    private func makespan(_ path: String, _ settings: [String]) throws -> Double {
        struct Answer: Decodable {
            struct Metric: Decodable { var name: String, value: Double? }
            var metrics: [Metric]
        }
        let result = try ToolProcess.run(
            ["simulate", "--format", "json", path] + settings.flatMap { ["--set", $0] })
        #expect(result.status == 0, "\(result.diagnostics)")
        let answer = try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
        return try #require(answer.metrics.first { $0.name == "makespan" }?.value)
    }

    @Test func theWholeExplanationAddsUpAndIsWhatTheChangedScenariosDo() throws {
        let file = try ScenarioFile(Self.limited)
        let found = try explanation(["--set", "objective.deadline=10m", file.path])
        #expect(found.schema == "scanplan.explanation/1" && found.trials == 1)
        let deployment = try #require(found.deployments.first)
        let makespan = try #require(deployment.makespan)
        #expect(Double(makespan.ticks) == deployment.makespanSeconds * Double(makespan.ticksPerSecond))
        for path in [makespan.lastInstance, makespan.criticalPath] {
            #expect(path.shares.reduce(0) { $0 + $1.ticks } == makespan.ticks)
            #expect(path.segments.count == path.segmentCount && path.segmentsLeftOut == 0)
            #expect(path.segments.first?.fromTicks == 0 && path.segments.last?.toTicks == makespan.ticks)
            #expect(zip(path.segments, path.segments.dropFirst()).allSatisfy { $0.toTicks == $1.fromTicks })
        }
        #expect(
            makespan.instances.parts.compactMap { Int($0.ticks) }.reduce(0, +) == Int(makespan.instances.totalTicks))
        #expect(makespan.instances.givenUpTicks == "0")
        let vcpu = try #require(deployment.knobs.first { $0.knob == "on-demand vCPU" })
        let change = try #require(vcpu.makespanSeconds?.meanChange)
        #expect(change < 0)
        let after = try self.makespan(file.path, vcpu.changes)
        #expect(abs(deployment.makespanSeconds + change - after) < 1e-6)
        #expect(deployment.prices.allSatisfy { $0.savedSecondsPerUnit ?? 0 >= 0 })
        let raises = try #require(deployment.raises)
        #expect(raises.result == "raises")
        let changes = try #require(raises.raises).flatMap(\.changes)
        #expect(try self.makespan(file.path, changes) <= 600)
        #expect(deployment.makespanSeconds > 600)
    }

    @Test func partsAndSegmentsAreBounded() throws {
        let file = try ScenarioFile(Self.limited)
        let found = try explanation(["--part", "path", "--segments", "3", file.path])
        let path = try #require(found.deployments.first?.makespan?.criticalPath)
        #expect(path.segments.count == 3 && path.segmentsLeftOut == path.segmentCount - 3)
        #expect(found.deployments.allSatisfy { $0.knobs.isEmpty && $0.prices.isEmpty && $0.raises == nil })
    }

    @Test func theTextTellsEveryPartWithinItsWidth() throws {
        let file = try ScenarioFile(Self.limited)
        let arguments = ["explain", "--set", "objective.deadline=10m", file.path]
        let result = try ToolProcess.run(arguments + ["--jobs", "1"], environment: ["COLUMNS": "100"])
        #expect(result.status == 0, "\(result.diagnostics)")
        for heading in [
            "Doing and waiting", "Critical path, from the start to the end", "What one step would change",
            "What one more of each limit is worth", "What to ask for, to meet the deadline of 10 min",
            "one after another on a place of a scanner", "on-demand vCPU",
        ] {
            #expect(result.output.contains(heading), "\(heading)")
        }
        #expect(result.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
        #expect(try ToolProcess.run(arguments + ["--jobs", "3"]).output == result.output)
    }

    @Test func wrongArgumentsAndInfeasibleScenariosEndAsEverywhere() throws {
        let file = try ScenarioFile(smallScenario(deployment: ["limits: {onDemandVcpu: 0}"]))
        #expect(try ToolProcess.run(["explain", file.path]).status == 4)
        #expect(try ToolProcess.run(["explain", "--part", "nothing", file.path]).status == 2)
        #expect(try ToolProcess.run(["explain", "--segments", "-1", file.path]).status == 2)
        #expect(try ToolProcess.run(["explain", "--set", "nonsense=1", file.path]).status == 3)
        #expect(try ToolProcess.run(["explain", "nowhere.yaml"]).status == 5)
    }
}
