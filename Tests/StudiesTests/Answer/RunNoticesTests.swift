import ScanModel
import Studies
import Testing

/// What answers say about the way they were simulated.
@Suite struct RunNoticesTests {
    @Test func regionsThatShareABucketAreTold() throws {
        var scenario = try scenario()
        let workflow = scenario.deployments[0].workflow
        var buckets = workflow.buckets
        let shared = try #require(buckets.firstIndex { $0.action == "ModifySnapshotAttribute" })
        buckets[shared].scope = .serviceAccount
        scenario.deployments[0].workflow = ScanWorkflow(
            stages: workflow.stages, resources: workflow.resources, buckets: buckets)
        let plain = scenario.deployments[0].notices
        #expect(try answer(scenario, depth: .plan).deployments[0].notices == plain)
        #expect(
            try answer(scenario, depth: .simulate).deployments[0].notices == plain + [
                "The regions share the request rate of ModifySnapshotAttribute, so they were simulated on one clock; the "
                    + "makespans under the other readings hold only nearly."
            ])
    }

    @Test func instancesGivenUpAreCounted() throws {
        var scenario = try scenario()
        scenario.deployments[0].workflow.attempts = AttemptRule(most: 1, failureProbability: 0.5)
        let answer = try answer(scenario, depth: .simulate).deployments[0]
        let run = try #require(answer.run)
        let lost = run.regions.reduce(0) { $0 + ($1.abandoned[.attemptsFailed] ?? 0) }
        let done = run.regions.reduce(0) { $0 + $1.completions.count }
        #expect(lost + done == answer.plan.demand.eligibleInstances)
        // Half of them, give or take five standard deviations.
        let expected = Double(lost + done) / 2
        #expect(abs(Double(lost) - expected) < 5 * expected.squareRoot())
        #expect(answer.notices.contains("\(lost) instances were given up: every attempt failed."))
    }
}
