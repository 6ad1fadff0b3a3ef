import ScanModel
import Studies
import Testing

/// Paths that can be followed by hand.
@Suite("Critical paths by hand")
struct CriticalPathTests {
    /// Seconds by kind.
    private func seconds(_ path: CriticalPath, _ explanation: MakespanExplanation) -> [PathKind: Rational] {
        Dictionary(uniqueKeysWithValues: path.shares.map { ($0.kind, explanation.scale.seconds($0.ticks)) })
    }

    @Test("three scanners one after another on the only position")
    func places() throws {
        var small = SmallScenario()
        small.lines = ["limits: {onDemandVcpu: 2}", "policies: {volumesPerScanner: 1}"]
        let explanation = try small.explanation()
        #expect(explanation.scale.seconds(explanation.makespan) == 49)
        #expect(
            seconds(explanation.path, explanation) == [
                .stage("snapshot"): 10, .boot: 9, .stage("createVolume"): 3, .stage("attach"): 3, .stage("scan"): 15,
                .stage("detach"): 3, .drain: 4, .stage("deleteVolume"): 2,
            ])
        #expect(
            seconds(explanation.life, explanation) == [
                .stage("snapshot"): 10, .place: 26, .boot: 3, .stage("createVolume"): 1, .stage("attach"): 1,
                .stage("scan"): 5, .stage("detach"): 1, .stage("deleteVolume"): 2,
            ])
        let chains = explanation.path.chains
        #expect(chains.count == 1)
        #expect(chains.first?.link == .place && chains.first?.links == 3)
        #expect(explanation.lastAccount == "222233334444")
        #expect(explanation.pathAccounts.map(\.account) == ["222233334444"])
    }

    @Test("three snapshots one after another under the limit of pending ones")
    func limits() throws {
        var small = SmallScenario()
        small.lines = ["limits: {pendingSnapshots: 1}", "policies: {volumesPerScanner: 1}"]
        let explanation = try small.explanation()
        #expect(explanation.scale.seconds(explanation.makespan) == 43)
        #expect(seconds(explanation.path, explanation)[.stage("snapshot")] == 30)
        #expect(explanation.path.chains.map(\.link) == [.limit("pendingSnapshots")])
        #expect(explanation.path.chains.map(\.links) == [3])
        #expect(seconds(explanation.life, explanation)[.limit("pendingSnapshots")] == 20)
        #expect(
            explanation.instances.parts.first { $0.kind == .limit("pendingSnapshots") }?.ticks
                == Int128(30 * explanation.scale.ticksPerSecond))
    }

    @Test("tokens that came one a second")
    func tokens() throws {
        var small = SmallScenario()
        small.lines = [
            "limits: {apiRates: {CreateSnapshot: {rate: 1/s, burst: 1}}}", "policies: {volumesPerScanner: 1}",
        ]
        let explanation = try small.explanation()
        #expect(explanation.scale.seconds(explanation.makespan) == 25)
        for path in [explanation.path, explanation.life] {
            #expect(seconds(path, explanation)[.tokens("CreateSnapshot")] == 2)
            #expect(path.segments.first?.kind == .tokens("CreateSnapshot"))
        }
    }

    @Test("instances that wait for the rest of their batch")
    func batches() throws {
        var small = SmallScenario()
        small.lines = ["limits: {pendingSnapshots: 1}", "policies: {volumesPerScanner: 3}"]
        let explanation = try small.explanation()
        #expect(explanation.scale.seconds(explanation.makespan) == 43)
        // The first of equals is told of: its snapshot was the first, and it waited 20 s for the others.
        #expect(seconds(explanation.life, explanation)[.batch] == 20)
        #expect(seconds(explanation.path, explanation)[.batch] == nil)
        #expect(seconds(explanation.path, explanation)[.stage("snapshot")] == 30)
    }

    @Test("regions one behind another, with their networks")
    func gates() throws {
        var small = SmallScenario()
        small.counts = [1, 1]
        small.lines = [
            "policies: {regionReading: literal}", "limits: {regions: {us-east-1: {pendingSnapshots: 1}}}",
        ]
        let planned = try small.planned([
            "deployments[0].timings.regionSetup=100s", "deployments[0].timings.regionTeardown=50s",
        ])
        let run = try #require(planned.answer(trial: 0).deployments[0].run)
        let explanation = try #require(MakespanExplanation(planned, deployment: 0, run: run))
        #expect(explanation.scale.seconds(explanation.makespan) == 346)
        #expect(explanation.tracedRegions == 2)
        let path = seconds(explanation.path, explanation)
        #expect(path[.setup] == 200 && path[.teardown] == 100 && path[.gate] == nil)
        #expect(explanation.path.regions.map(\.region) == [0, 1])
        #expect(seconds(explanation.life, explanation)[.gate] == 173)
        #expect(explanation.path.segments.filter { $0.link == .gate }.count == 1)
    }

    @Test("another trial, another cycle, every tick explained")
    func trials() throws {
        var small = SmallScenario()
        small.counts = [12, 0]
        small.lines = [
            "limits: {onDemandVcpu: 4}", "policies: {volumesPerScanner: 2}",
            "faults: {scanFailure: 30%, launchFailure: 30%}",
        ]
        let planned = try small.planned()
        var makespans: Set<Int64> = []
        for trial in 0..<6 as Range<UInt32> {
            let run = try #require(planned.answer(trial: trial).deployments[0].run)
            let explanation = try #require(
                MakespanExplanation(planned, deployment: 0, run: run, trial: trial))
            #expect(explanation.path.segments.reduce(0) { $0 + $1.ticks } == run.makespan)
            #expect(explanation.life.segments.reduce(0) { $0 + $1.ticks } == run.makespan)
            makespans.insert(run.makespan)
        }
        #expect(makespans.count > 1)
    }
}
