import ScanModel
import SensorMix
import Testing

@testable import Reporting

@Suite struct SensorTextTests {
    private func estate(gaps: Int) -> SensorEstate {
        let reach = [Reach(platforms: [.linux], clouds: [.aws])]
        var agents = Sensor(
            name: "agents", kind: .agent, gives: [.vulnerabilities: reach], interval: 14_400, anchor: .discovery,
            discovery: 0, firstResult: 900, resultDelay: 900)
        agents.perAsset = 2_000_000
        agents.licences = ["hosts"]
        var open = AssetClass(name: "open", count: 10, cloud: .aws, region: "east", platform: .linux)
        open.allowsExtension = true
        open.wants = [.vulnerabilities: FreshnessObjective(within: 86_400, share: 0.95)]
        let shut = (0..<gaps).map { index in
            var assets = open
            assets.name = "shut\(index + 10)"
            assets.allowsExtension = false
            return assets
        }
        return SensorEstate(
            classes: [open] + shut, sensors: [agents],
            licences: [SharedLicence(name: "hosts", perAsset: 0, owned: 4)])
    }

    private func answer(gaps: Int = 0, change: (inout SensorPlan) -> Void = { _ in }) -> SensorAnswer {
        let estate = estate(gaps: gaps)
        var plan = SensorPlanner.plan(estate)
        change(&plan)
        let source = Provenance(source: "nobody", date: "undated", confidence: .assumed)
        return SensorAnswer(
            name: "x", estate: estate, plan: plan,
            assumptions: [
                Assumption(name: "agents.interval", value: "4h", range: "4h to 24h", provenance: source),
                Assumption(name: "other", value: "1", range: nil, provenance: .stated(at: "f")),
            ])
    }

    @Test func aGapOfTheBoundIsTold() {
        // A smaller bound is proved by the same proof.
        let half = answer { $0.lowerBound /= 2 }
        let text = SensorText.document(half, style: TextStyle())
        #expect(text.hasPrefix("x: 1 sensor meets 1 of 1 need, for 20.00 USD a month.\n"))
        #expect(text.contains("no mix that meets these needs costs less than 10.00 USD; the gap is 100 %"))
        #expect(text.contains("  licences   hosts: 10 of 4 owned; 6 are missing\n"))
        let json = SensorJSON.document(half, version: "1").document
        #expect(json.contains("\"lowerBoundUSD\": 10,\n  \"isOptimal\": false,\n  \"gap\": 1,"))
        #expect(json.contains("\"short\": 6"))
        #expect(!SensorText.document(answer(), style: TextStyle()).contains("the gap is"))
    }

    @Test func longListsAreCutInTextAndWholeInJSON() {
        let answer = answer(gaps: 25)
        let text = SensorText.document(answer, style: TextStyle())
        #expect(text.hasPrefix("x: 1 sensor meets 1 of 26 needs, for 20.00 USD a month.\n"))
        #expect(text.contains("shut29, vulnerabilities: agents no agent allowed\n"))
        #expect(!text.contains("shut30, ") && text.contains("\n  and 5 more\n"))
        #expect(text.contains("to close it: agents: allow the agent's extension, at most 20.00 USD more a month"))
        #expect(SensorJSON.document(answer, version: "1").document.contains("shut34"))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
        #expect(text.contains("agents.interval  4h     4h to 24h") && !text.contains("other"))
    }
}
