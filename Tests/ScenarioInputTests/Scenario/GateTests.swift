import ScanModel
import Testing

@testable import ScenarioInput

@Suite("Readings of Concurrency")
struct GateTests {
    private static let groups = RegionGate(reading: .parallelGroups, window: 20, discipline: .sliding)
    private static let rounds = RegionGate(reading: .rounds, window: 10, discipline: .barrier)
    private static let literal = RegionGate(reading: .literal, window: 2, discipline: .sliding)

    @Test(
        "The named reading is used, the other two are kept with their own discipline",
        arguments: [
            ("", groups, [rounds, literal]), ("policies: {regionReading: parallel-groups}", groups, [rounds, literal]),
            ("policies: {regionReading: rounds}", rounds, [groups, literal]),
            ("policies: {regionReading: literal}", literal, [groups, rounds]),
        ])
    func readings(line: String, used: RegionGate, others: [RegionGate]) throws {
        let deployment = try ScenarioSample.deployment(ScenarioSample.least(adding: line))
        #expect(deployment.gate == used)
        #expect(deployment.otherGates == others)
    }

    @Test("regionGate replaces the discipline of the reading in use only")
    func discipline() throws {
        let text = ScenarioSample.least(adding: "policies: {regionReading: rounds, regionGate: sliding}")
        let deployment = try ScenarioSample.deployment(text)
        #expect(deployment.gate == RegionGate(reading: .rounds, window: 10, discipline: .sliding))
        #expect(deployment.otherGates == [Self.groups, Self.literal])
        let barrier = try ScenarioSample.deployment(ScenarioSample.least(adding: "policies: {regionGate: barrier}"))
        #expect(barrier.gate == RegionGate(reading: .parallelGroups, window: 20, discipline: .barrier))
        #expect(barrier.otherGates == [Self.rounds, Self.literal])
    }

    @Test("Notices say what a setting does not change")
    func notices() throws {
        func notices(_ lines: String) throws -> [String] {
            try ScenarioSample.deployment(ScenarioSample.least(adding: lines)).notices
        }
        #expect(
            try notices("") == [
                "Concurrency 2 lets 20 regions be open at once under the reading parallel-groups and only 2 regions "
                    + "are listed: every region opens at the start."
            ])
        #expect(
            try notices("policies: {regionReading: rounds}") == [
                "Concurrency 2 changes nothing under the reading rounds: "
                    + "regions are taken in groups of 10 whatever its value is."
            ])
        let one = ScenarioSample.least.replacing("Concurrency: 2\n", with: "Concurrency: 1\n")
        #expect(
            try ScenarioSample.deployment(one + "    policies: {regionReading: literal}\n").notices == [])
        #expect(
            try notices("policies: {regionReading: literal, backoff: {factor: 3}}").last
                == "policies.backoff changes nothing while policies.onEmpty is wait.")
        let noStack = ScenarioSample.least.replacing("targetStack: {AWSSourceAccount: \"111122223333\"}", with: "")
        #expect(
            try ScenarioSample.deployment(noStack).notices.last
                == "No target account has the target stack: nothing is scanned.")
    }
}
