import ScanModel
import ScenarioInput
import Studies
import Testing

@Suite("The limits, the one that is used up most first")
struct LimitRankingTests {
    private func ranked(_ scenario: Scenario) throws -> (answer: DeploymentAnswer, limits: [LimitUse]) {
        let outcome = try ScanStudy.answer(scenario, depth: .plan, extras: StudyExtras(limits: true))
        guard case .answered(let answer) = outcome else { throw InvalidInput([]) }
        let deployment = answer.deployments[0]
        return (deployment, try #require(deployment.limits))
    }

    @Test("they are told on request alone")
    func onRequest() throws {
        #expect(try answer(scenario(), depth: .plan).deployments[0].limits == nil)
    }

    @Test("shares fall, and the first time is the bound of the cycle")
    func order() throws {
        let (answer, limits) = try ranked(scenario())
        #expect(zip(limits, limits.dropFirst()).allSatisfy { $0.share >= $1.share })
        let times = limits.compactMap { limit -> (title: String, region: String?, least: Double)? in
            guard case .time(let least, let deadline) = limit.measure else { return nil }
            #expect(deadline == 20 * 3600 && limit.share == least / deadline)
            return (limit.title, limit.region, least)
        }
        let first = try #require(times.first)
        #expect(first.least == answer.plan.scale.seconds(answer.plan.bound.ticks).doubleValue)
        #expect(answer.plan.bound.kind == .region(name: "us-east-1", bound: .scannerWork))
        #expect(first.title == BoundKind.scannerWork.title && first.region == "us-east-1")
        // Every kind of bound of any region is there once.
        let kinds = Set(answer.plan.regions.flatMap(\.bounds).map(\.kind.title))
        #expect(Set(times.map(\.title)) == kinds && times.count == kinds.count)
    }

    @Test("a deadline that a limit alone makes impossible is told with the regions it is over in")
    func over() throws {
        let (answer, limits) = try ranked(scenario(objective: "{deadline: 10m}"))
        let work = try #require(limits.first { $0.title == BoundKind.scannerWork.title })
        let late = answer.plan.regions.count { region in
            region.bounds.contains { $0.kind == .scannerWork && $0.ticks > answer.plan.scale.ticks(Rational(600)) }
        }
        #expect(late == 1 && work.regionsOver == 1 && work.share > 1)
        let longest = try #require(limits.first { $0.title == BoundKind.longestItem.title })
        #expect(longest.regionsOver == 0 && longest.share < 1)
    }

    @Test("a narrow window of regions is a limit of its own")
    func window() throws {
        let (answer, limits) = try ranked(scenario(deployment: ["policies: {regionReading: literal}"]))
        let window = try #require(limits.first { $0.region == nil })
        let sum = answer.plan.regions.reduce(0) { $0 + $1.boundTicks }
        #expect(window.title == "the region gate, 1 at once")
        #expect(window.share == answer.plan.scale.seconds(sum).doubleValue / (20 * 3600))
        #expect(try ranked(scenario()).limits.allSatisfy { $0.region != nil })
    }

    @Test("quotas are set against what the work could use, stated or not")
    func quotas() throws {
        // Ten scanners of two vCPU and 80 volumes of 8 GiB in us-east-1; a new account has 5 vCPU and 50 TiB.
        let fresh = try ranked(scenario()).limits
        let vcpu = try #require(fresh.first { $0.title == "on-demand standard vCPU" })
        #expect(vcpu.measure == .quota(needed: 20, available: 5, unit: "vCPU", isStated: false))
        #expect(vcpu.share == 4 && vcpu.regionsOver == 1 && fresh.first == vcpu)
        let storage = try #require(fresh.first { $0.title == "gp3 storage" })
        #expect(storage.measure == .quota(needed: 640, available: 51_200, unit: "GiB", isStated: false))
        // A stated quota clamps the scanners to four; the work could still use ten.
        let stated = try ranked(scenario(deployment: ["limits: {onDemandVcpu: 8}"])).limits
        let quota = try #require(stated.first { $0.title == "the vCPU quota" })
        #expect(quota.measure == .quota(needed: 20, available: 8, unit: "vCPU", isStated: true))
        #expect(quota.share == 2.5 && stated.allSatisfy { $0.title != "on-demand standard vCPU" })
    }
}
