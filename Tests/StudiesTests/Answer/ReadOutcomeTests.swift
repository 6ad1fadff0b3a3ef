import ScanModel
import Studies
import Testing

/// What answers tell of reads.
@Suite struct ReadOutcomeTests {
    /// 888 volumes of 8 GiB, half of it data, at 1 MiB/s: 4,096 s each instead of 60 + 4 s.
    private let slow = ["reads: {method: lazy, lazyRate: 1MiB/s, scanBytes: 100%}"]

    @Test func theMethodBindsEveryRead() throws {
        let answer = try answer(try scenario(deployment: slow)).deployments[0]
        let reads = try #require(answer.reads)
        #expect(reads.method == .lazy && reads.firstRead == ByteRate(mebibytes: 1))
        #expect(reads.counts.method == 888 && reads.counts.total == 888)
        #expect(reads.searches == 0 && reads.cutShare == 0)
        let stage = try #require(answer.deployment.workflow.reads).stage
        let run = try #require(answer.run)
        let worked = run.regions.reduce(Int128(0)) { $0 + $1.stages[stage].working }
        #expect(worked == 888 * 4096 * Int128(run.scale.ticksPerSecond))
    }

    @Test func withoutARuleOrASimulationNothingIsTold() throws {
        #expect(try answer(try scenario()).deployments[0].reads == nil)
        #expect(try answer(try scenario(deployment: slow), depth: .plan).deployments[0].reads == nil)
    }

    @Test func naiveDivisionCountsReads() throws {
        func work(_ deployment: [String]) throws -> Double {
            let outcome = try ScanStudy.answer(
                try scenario(deployment: deployment), depth: .plan, extras: StudyExtras(naive: true))
            guard case .answered(let answer) = outcome else { throw CancellationError() }
            return try #require(answer.deployments[0].naive).work
        }
        #expect(try work(slow) - work([]) == 888 * (4096 - 64))
    }

    @Test func volumesThatFastRestoreDoesNotTakeAreCounted() throws {
        func notices(_ size: String) throws -> [String] {
            // One more element of the fleet, then the section.
            let lines = [
                "    - {account: \"222233334444\", region: us-east-1, tags: {Scan: daily}, volumes: [\(size)], count: 2}",
                "reads: {method: fastRestore}",
            ]
            return try answer(try scenario(deployment: lines), depth: .plan).deployments[0].notices
                .filter { $0.contains("16 TiB") }
        }
        #expect(try notices("16TiB").isEmpty)
        #expect(try notices("17TiB").first?.hasPrefix("2 instances have") == true)
    }
}
