import Foundation
import Testing

/// `scanplan weeks` as a process.
@Suite struct WeeksCommandTests {
    private struct Answer: Decodable {
        struct Ages: Decodable { var p50Seconds: Double?, p95Seconds: Double?, maxSeconds: Double? }
        struct Week: Decodable {
            var week: Int, due: Int, scans: Int, forgottenBeforeSnapshot: Int, forgottenBeforeScan: Int
            var coverage: Double, backlog: Int, skippedStarts: Int, started: Int, ended: Int, neverSeen: Int
        }
        struct Region: Decodable {
            var region: String, scanners: Int, load: Double, isStable: Bool, busyShare: Double, scannersInUse: Double
        }
        struct Simulated: Decodable { var keepsUp: Double?, doesNot: Double?, trials: Int }
        struct Point: Decodable { var region: String?, multiple: Double, week: Int?, simulated: Simulated }
        struct Account: Decodable { var account: String, instances: Int, staleness: Ages }
        struct Deployment: Decodable {
            var verdict: String, load: Double, periodSeconds: Double, staleness: Ages, weeks: [Week]
            var regions: [Region], pointOfNoReturn: Point?, accounts: [Account], notices: [String]
        }
        var format: String, seed: Int, weeks: Int, deployments: [Deployment]
    }

    private func answer(_ arguments: [String]) throws -> Answer {
        let result = try ToolProcess.run(["weeks", "--format", "json"] + arguments)
        #expect(result.status == 0, "\(result.diagnostics)")
        return try JSONDecoder().decode(Answer.self, from: Data(result.output.utf8))
    }

    @Test func theStableScenarioIsStable() throws {
        let answer = try answer(["Scenarios/what-if/weeks-stable.yaml"])
        #expect(answer.format == "scanplan-weeks/1" && answer.weeks == 4)
        let shop = answer.deployments[0]
        #expect(shop.verdict == "stable" && shop.periodSeconds == 86_400)
        #expect(shop.load > 0 && shop.load < 1 && shop.regions.allSatisfy { $0.isStable })
        #expect(shop.weeks.count == 4 && shop.weeks.allSatisfy { $0.backlog >= 0 && $0.started > 0 })
        // Of instances that live for 12 h on average, those that end between two polls are missed.
        #expect(shop.weeks.reduce(0) { $0 + $1.neverSeen } > 0)
        #expect(shop.weeks.dropFirst().allSatisfy { $0.forgottenBeforeScan == 0 && $0.coverage > 0.9 })
        #expect(shop.accounts.map(\.instances).reduce(0, +) == 2_500)
        let point = try #require(shop.pointOfNoReturn)
        #expect(abs(point.multiple * shop.load - 1) < 1e-9)
        #expect(point.week != nil)
        let good = try #require(point.simulated.keepsUp)
        let bad = try #require(point.simulated.doesNot)
        #expect(good < bad && good > 0.8 * point.multiple && bad < 1.1 * point.multiple)
    }

    @Test func theOverrunScenarioSkipsStarts() throws {
        let night = try answer(["Scenarios/what-if/weeks-overrun.yaml"]).deployments[0]
        #expect(night.verdict == "unstable" && night.load > 1)
        // A run takes 28 h 29 min: every second of 28 starts is skipped.
        #expect(night.weeks.reduce(0) { $0 + $1.skippedStarts } == 14)
        #expect(night.weeks.reduce(0) { $0 + $1.scans } > 13_000)
        // By records instead: nothing is skipped, but a part vanishes before its scan.
        let anchor = "deployments[0].weeks.intervalAnchor=discovery"
        let records = try answer(["--set", anchor, "Scenarios/what-if/weeks-overrun.yaml"]).deployments[0]
        #expect(records.weeks.allSatisfy { $0.skippedStarts == 0 })
        #expect(records.weeks.dropFirst().allSatisfy { $0.forgottenBeforeScan > 0 })
    }

    @Test func theAnswerDoesNotDependOnTheNumberOfJobs() throws {
        let one = try ToolProcess.run(["weeks", "--weeks", "2", "--jobs", "1", "Scenarios/what-if/weeks-stable.yaml"])
        let four = try ToolProcess.run(["weeks", "--weeks", "2", "--jobs", "4", "Scenarios/what-if/weeks-stable.yaml"])
        #expect(one.status == 0 && one.output == four.output)
        #expect(one.output.hasPrefix("shop: stable. "))
        let other = try ToolProcess.run(["weeks", "--weeks", "2", "--seed", "9", "Scenarios/what-if/weeks-stable.yaml"])
        #expect(other.output != one.output)
    }

    @Test func aTailThatDiscoveryNeverReachesIsTold() throws {
        // Two pairs in one batch that takes longer than the creator lives.
        let slow = ["--set", "deployments[0].weeks.discovery.taskBatchTime=181s", "--weeks", "1"]
        let night = try answer(
            slow + [
                "--set", "deployments[0].weeks.intervalAnchor=discovery",
                "Scenarios/what-if/weeks-overrun.yaml",
            ]
        ).deployments[0]
        #expect(night.weeks[0].due == 0)
        #expect(night.notices.contains { $0.contains("ends before 2 of 2 pairs") })
    }

    @Test func wrongArgumentsAndScenariosAreRefused() throws {
        let file = "Scenarios/what-if/weeks-stable.yaml"
        #expect(try ToolProcess.run(["weeks", "--weeks", "0", file]).status == 2)
        #expect(try ToolProcess.run(["weeks", "--jobs", "0", file]).status == 2)
        let persistent = try ToolProcess.run(
            ["weeks", "--set", "deployments[0].policies.scannerLifecycle=persistent", file])
        #expect(persistent.status == 3)
        #expect(persistent.diagnostics.contains("scannerLifecycle is persistent"))
        let blocked = try ScenarioFile(smallScenario(deployment: ["limits: {onDemandVcpu: 1}"]))
        #expect(try ToolProcess.run(["weeks", blocked.path]).status == 4)
    }
}
