import ScanModel
import Studies
import Testing

@Suite struct ScanStudyTests {
    @Test func theAnswerIsTheSameForAnyWidth() async throws {
        let scenario = try scenario()
        let alone = try ScanStudy.answer(scenario, depth: .simulate)
        for width in [1, 2, 8] {
            let wide = try await ScanStudy.answer(scenario, depth: .simulate, width: width)
            #expect(wide == alone, "width \(width)")
        }
    }

    @Test func aPlanHasNoRun() throws {
        let planned = try answer(try scenario(), depth: .plan)
        #expect(!planned.isSimulated)
        #expect(planned.deployments[0].run == nil)
        #expect(planned.value(.makespan) == nil)
        #expect(planned.value(.makespanBound) != nil)
        #expect(planned.verdict == .couldFit)
    }

    @Test func infeasibleIsAnOutcomeAndNoError() throws {
        let outcome = try ScanStudy.answer(try scenario(deployment: ["limits: {onDemandVcpu: 0}"]), depth: .simulate)
        guard case .infeasible(let name, let bottlenecks) = outcome else {
            Issue.record("a plan without vCPU")
            return
        }
        #expect(name == "study")
        #expect(bottlenecks.map(\.region) == ["us-east-1", "eu-west-1"])
    }

    @Test func timesThatNoClockHoldsAreRefused() throws {
        // 366 days for each of 888 instances in steps of a nanosecond leave 64 bits.
        let scenario = try scenario(deployment: ["timings: {scan: {base: 31622399.999999999s}}"])
        #expect(throws: UnanswerableScenario.self) { try ScanStudy.answer(scenario, depth: .plan) }
    }
}
