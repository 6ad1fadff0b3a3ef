import ScanModel
import Studies
import Testing

/// What an answer with random durations says, and what it does not claim.
@Suite("Answers with random durations")
struct VariationNoticesTests {
    @Test("nothing is proved of a random run")
    func nothingProved() throws {
        // No schedule of nominal durations is this fast.
        let nominal = try answer(scenario(objective: "{deadline: 30m}"))
        #expect(nominal.verdict == .provedTooLate)
        let random = try scenario(
            objective: "{deadline: 30m}",
            deployment: ["variation: {scan: {lognormal: {cv: 0.5}}, region: {uniform: {halfWidth: 0.2}}}"])
        for depth in [StudyDepth.plan, .simulate] {
            let answer = try answer(random, depth: depth)
            #expect(answer.verdict == .misses)
            let notices = answer.deployments[0].notices.filter { $0.contains("random") }
            #expect(notices.count == 1)
            #expect(notices.allSatisfy { $0.contains("scan, whole regions") && $0.contains("a lucky trial") })
            #expect(notices[0].contains("one trial of many") == (depth == .simulate))
        }
        #expect(!nominal.deployments[0].notices.contains { $0.contains("random") })
    }

    /// The bounds for nominal durations may be missed by a lucky trial, here by every second one or so.
    @Test("a lucky trial ends before the bound of nominal durations")
    func luckyTrial() throws {
        let random = try scenario(deployment: ["variation: {region: {uniform: {halfWidth: 0.9}}}"])
        guard case .planned(let planned) = try PlanningAttempt(random) else { throw CancellationError() }
        let bound = planned.plan.deployments[0].bound
        let runs = (0..<40 as Range<UInt32>).compactMap { planned.answer(trial: $0).deployments[0].run }
        #expect(runs.contains { $0.makespan < bound.ticks } && runs.contains { $0.makespan > bound.ticks })
    }

    @Test("trials differ, and the same trial is the same")
    func trials() throws {
        let random = try scenario(deployment: ["variation: {scan: exponential, scannerBoot: {normal: {cv: 0.3}}}"])
        guard case .planned(let planned) = try PlanningAttempt(random) else { throw CancellationError() }
        let makespans = (0..<5 as Range<UInt32>).map { planned.answer(trial: $0).deployments[0].makespan }
        #expect(Set(makespans).count == 5)
        #expect(planned.answer(trial: 3) == planned.answer(trial: 3))
    }
}
