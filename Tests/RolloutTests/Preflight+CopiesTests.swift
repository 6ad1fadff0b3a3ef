import Rollout
import Testing

@Suite struct PreflightCopiesTests {
    /// Copies of 90 GiB last 60 s + 2 s/GiB * 90 GiB = 240 s, so one takes a place for 240 to 300 s.
    private func find(_ count: Int, _ lines: String..., encryption: String = "defaultKey") throws -> [PreflightFinding]
    {
        let instances =
            "{account: \"222233334444\", region: us-east-1, tags: {Scan: daily}, volumes: [90GiB], count: \(count), "
            + "encryption: \(encryption)}"
        return try Case(deployment: lines, instances: [instances]).findings(.snapshotCopies)
    }

    /// 95 pauses of 300 s: 95 rounds of 20 after the first one surely, and 28,500 s / 240 s = 118 at most.
    @Test func whatGetsThroughBeforeTheLastLookCounts() throws {
        #expect(try find(96 * 20) == [])
        let some = try #require(try find(96 * 20 + 1).first)
        #expect(some.severity == .warns && some.regions == ["us-east-1"])
        #expect(some.number("copies") == 1921)
        #expect(some.number("time of a copy") == 240)
        #expect(some.number("surely copied until then") == 1920)
        #expect(some.number("copied until then at most") == 2380)
        #expect(some.number("at least") == 240 && some.number("at most") == 300)
        #expect(!some.problem.contains("some are given up"))
        #expect(try find(119 * 20 + 1).first?.problem.contains("some are given up") == true)
    }

    @Test func limitAndGateAreTheScenarios() throws {
        let found = try find(
            50, "limits: {snapshotCopies: 5}", "policies: {copyGate: {every: 100s, looks: 7}}")
        // A copy of 240 s is noticed after 300 s: 600 s hold two more rounds of 5.
        #expect(found.first?.number("surely copied until then") == 15)
        #expect(found.first?.number("copied until then at most") == 15)
        #expect(found.first?.number("at once (snapshotCopies)") == 5)
    }

    @Test func otherKeysNeedNoCopies() throws {
        #expect(try find(10_000, encryption: "customerKey") == [])
    }
}
