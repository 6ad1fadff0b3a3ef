import Foundation
import Testing

/// The same scenario and seed give the same bytes, whatever runs side by side.
@Suite struct DeterminismTests {
    static let quickstart = "Scenarios/quickstart/scenario.yaml"

    @Test func jobsDoNotChangeAByte() throws {
        let jittered = try ScenarioFile(
            smallScenario(
                deployment: [
                    "limits: {apiRates: {CreateSnapshot: {rate: 0.7/s, burst: 3}}}",
                    "policies: {onEmpty: reject, backoff: {first: 1s, factor: 2, limit: 20s, jitter: full}}",
                ]))
        for path in [Self.quickstart, jittered.path] {
            for command in ["plan", "simulate"] {
                let one = try ToolProcess.run([command, "--format", "json", "--jobs", "1", path])
                #expect(one.status == 0)
                #expect(one.output.count > 1000)
                for jobs in ["2", "8"] {
                    let other = try ToolProcess.run([command, "--format", "json", "--jobs", jobs, path])
                    #expect(other.output == one.output, "\(command) --jobs \(jobs) \(path)")
                }
            }
        }
    }

    @Test func onlyTheSeedChangesDraws() throws {
        func answer(seed: Int) throws -> String {
            let text = smallScenario(
                deployment: [
                    "limits: {apiRates: {CreateSnapshot: {rate: 0.7/s, burst: 3}}}",
                    "policies: {onEmpty: reject, backoff: {first: 1s, factor: 2, limit: 20s, jitter: full}}",
                ]
            ).replacing("name: small", with: "name: small\nseed: \(seed)")
            let result = try ToolProcess.run(["simulate", "--format", "json", "-"], input: Data(text.utf8))
            #expect(result.status == 0)
            return result.output.replacing("\"seed\": \(seed),", with: "")
        }
        let first = try answer(seed: 1)
        #expect(try answer(seed: 1) == first)
        #expect(try answer(seed: 2) != first)
    }
}
