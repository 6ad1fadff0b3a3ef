import Foundation
import Testing

/// What the Perfetto UI makes of a trace: a viewer that knows nothing of its writer.
@Suite(.serialized) struct PerfettoTests {
    private struct Told: Decodable {
        struct Fault: Decodable { var name: String, value: Int }
        struct Process: Decodable { var pid: Int, name: String }
        struct Thread: Decodable { var pid: Int, name: String }
        struct Slices: Decodable { var pid: Int, slices: Int, ns: Int }
        struct Stage: Decodable { var pid: Int, name: String, slices: Int, ns: Int }
        struct Instant: Decodable { var name: String }
        struct Counter: Decodable { var pid: Int, name: String, points: Int }
        struct Flows: Decodable { var flows: Int }
        struct Track: Decodable { var name: String }
        var errors: [Fault], processes: [Process], threads: [Thread], scanners: [Slices], stages: [Stage]
        var instants: [Instant], counters: [Counter], flows: [Flows], tracks: [Track]
    }
    private struct Answer: Decodable {
        struct Stage: Decodable { var stage: String, completions: Int, workingInstanceSeconds: Double }
        struct Region: Decodable { var region: String, scannersLaunched: Int, stages: [Stage] }
        struct Usage: Decodable { var region: String, kind: String, amount: Double }
        struct Deployment: Decodable { var name: String, regions: [Region], usage: [Usage] }
        var deployments: [Deployment]
    }

    @Test(
        .enabled(if: BrowserProcess.isThere, "Chromium or the Perfetto UI is missing; scripts/setup.sh installs them"),
        arguments: ["Scenarios/quickstart/scenario.yaml", "Scenarios/regression/faults.yaml"])
    func theViewerSeesWhatWasSimulated(scenario: String) throws {
        let trace = try TraceCommandTests.TraceFile([scenario])
        #expect(trace.result.status == 0, "\(trace.result.diagnostics)")
        let seen = try BrowserProcess.run("perfetto.py", [trace.path])
        #expect(seen.status == 0, "\(seen.diagnostics)")
        let told = try JSONDecoder().decode(Told.self, from: Data(seen.output.utf8))
        let simulated = try ToolProcess.run(["simulate", "--format", "json", scenario])
        let answer = try JSONDecoder().decode(Answer.self, from: Data(simulated.output.utf8))
        let deployment = try #require(answer.deployments.first)
        #expect(told.errors.map(\.name) == [])
        #expect(
            told.processes.map(\.name)
                == [deployment.name] + deployment.regions.map { "\(deployment.name)/\($0.region)" })
        #expect(told.tracks.count == told.processes.count)
        #expect(told.instants.count { $0.name == "region opened" } == deployment.regions.count)
        #expect(told.instants.contains { $0.name.contains("deadline") } || scenario.contains("faults"))
        #expect(told.flows[0].flows > deployment.regions.count)
        #expect(told.threads.contains { $0.name == "critical path" })
        for (region, process) in zip(deployment.regions, told.processes.dropFirst()) {
            let scanners = try #require(told.scanners.first { $0.pid == process.pid })
            #expect(scanners.slices == region.scannersLaunched)
            let billed = deployment.usage.filter { $0.region == region.region && $0.kind == "scannerSeconds" }
                .reduce(0) { $0 + $1.amount }
            #expect(
                abs(Double(scanners.ns) / 1e9 - billed) <= 1e-6 * Double(scanners.slices) + 1e-6, "\(region.region)")
            for stage in region.stages where stage.workingInstanceSeconds > 0 {
                let own = try #require(told.stages.first { $0.pid == process.pid && $0.name == stage.stage })
                #expect(own.slices >= stage.completions, "\(region.region), \(stage.stage)")
                let error = abs(Double(own.ns) / 1e9 - stage.workingInstanceSeconds)
                #expect(error <= 1e-6 * Double(own.slices) + 1e-6, "\(region.region), \(stage.stage)")
            }
            #expect(told.counters.contains { $0.pid == process.pid && $0.name == "scanners billed" })
        }
    }
}
