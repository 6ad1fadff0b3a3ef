import ScanModel
import ScenarioInput
import Studies
import Testing

@Suite("What of the bill an answer tells")
struct BillAnswerTests {
    private static let everything =
        "bill: {include: [keys, network, stepFunctions, lambda, queues, tables, cloudTrail], homeRegion: us-east-1}"
    private static let prices = "prices: {standIn: us-east-1}"

    private func extended(
        _ scenario: Scenario, _ extras: StudyExtras, depth: StudyDepth = .simulate
    ) throws -> StudyAnswer {
        guard case .answered(let answer) = try ScanStudy.answer(scenario, depth: depth, extras: extras) else {
            throw InvalidInput([InputIssue(file: "study", line: 0, column: 0, path: "", problem: "infeasible")])
        }
        return answer
    }

    @Test("the bill's own counts are those of the plan and of the run")
    func counts() throws {
        let scenario = try scenario(deployment: [Self.everything, Self.prices])
        let deployment = try answer(scenario).deployments[0]
        let run = try #require(deployment.run)
        for usage in [deployment.plan.usage, run.usage] {
            #expect(usage[.items, "us-east-1"] == 880 && usage[.items, "eu-west-1"] == 8)
            #expect(usage[.volumes, "us-east-1"] == 880 && usage[.encryptedVolumes, "us-east-1"] == .zero)
            #expect(usage[.volumeGiB, "eu-west-1"] == 64)
            #expect(usage[.regions, "us-east-1"] == 1 && usage.total(.regions) == 2)
        }
        #expect(run.usage[.launches, "us-east-1"] == Rational(run.regions[0].scanners.count))
        #expect(deployment.plan.usage[.launches, "us-east-1"] == 110)
        let window = run.windows[0]
        #expect(
            run.usage[.regionOpenSeconds, "us-east-1"]
                == deployment.plan.scale.seconds(window.ended - window.activated))
        let transitions = try #require(deployment.estimate.lines.first { $0.kind == .transitions })
        #expect(transitions.region == "us-east-1")
        #expect(transitions.quantity == Double(888 * 30 + 111 * 40))
    }

    @Test("a bill without parts is what it always was")
    func plain() throws {
        let plain = try answer(scenario()).deployments[0]
        #expect(
            plain.estimate.lines.map(\.kind.rawValue).allSatisfy {
                ["scanners", "scannerRootVolumes", "volumes", "snapshots"].contains($0)
            })
        #expect(plain.run?.usage.entries.contains { $0.key.kind == .items } == false)
        #expect(plain.naive == nil && plain.billRange == nil && plain.showBack == nil)
    }

    @Test("nothing asked for changes the rest of the answer", arguments: [StudyDepth.plan, .simulate])
    func extras(depth: StudyDepth) throws {
        let scenario = try scenario(deployment: [Self.everything, Self.prices])
        var more = try extended(
            scenario, StudyExtras(naive: true, billRange: true, showBack: .account), depth: depth)
        let less = try extended(scenario, StudyExtras(), depth: depth)
        let deployment = more.deployments[0]
        let showBack = try #require(deployment.showBack)
        let total = try #require(showBack.nanoDollars)
        #expect(showBack.shares.reduce(Int128(0)) { $0 + ($1.nanoDollars ?? 0) } == total)
        #expect(abs(Double(total) / 1e9 - (try #require(deployment.estimate.perCycle))) < 1e-6)
        #expect(deployment.billRange?.mid == deployment.estimate.perCycle)
        more.deployments[0].naive = nil
        more.deployments[0].billRange = nil
        more.deployments[0].showBack = nil
        #expect(more == less)
    }

    @Test("naive division is the work of all stages over all places")
    func naive() throws {
        let answer = try extended(scenario(), StudyExtras(naive: true), depth: .plan)
        let naive = try #require(answer.deployments[0].naive)
        // By the profile: snapshot 60 + 8, share 1, create 10, attach 10, scan 60 + 4, detach 10, delete 5 and 2.
        #expect(naive.work == Double(888 * 170))
        // Ten scanners of eight places in us-east-1, and one for the eight instances of eu-west-1.
        #expect(naive.parallelism == 88)
        #expect(naive.makespan == Double(888 * 170) / 88)
    }
}
