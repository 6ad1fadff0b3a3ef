import ScanModel
import Studies
import Testing

@Suite struct AnswerTests {
    @Test func verdictsCompareMakespanAndBoundWithTheDeadline() throws {
        let takes = try #require(try answer(try scenario()).value(.makespan))
        let bound = try #require(try answer(try scenario()).value(.makespanBound))
        #expect(bound < takes)
        func verdict(deadlineSeconds: Int) throws -> Verdict? {
            try answer(try scenario(objective: "{deadline: \(deadlineSeconds)s}")).verdict
        }
        #expect(try verdict(deadlineSeconds: Int(takes.rounded(.up))) == .fits)
        #expect(try verdict(deadlineSeconds: Int(takes.rounded(.down)) - 1) == .misses)
        #expect(try verdict(deadlineSeconds: Int(bound.rounded(.down)) - 1) == .provedTooLate)
        // Without a deadline the interval of 24 h is one.
        #expect(try answer(try scenario(objective: "{monthlyBudget: 5USD}")).verdict == .fits)
    }

    /// Failed launches only take time. Failed scans let instances leave, who no longer need what the bound counts on.
    @Test(arguments: [
        ("launchFailure: 1%", true), ("scanFailure: 99%", false), ("spotInterruption: {perHour: 5%}", false),
    ])
    func whereInstancesMayLeaveNothingIsProved(fault: String, isProof: Bool) throws {
        let bill = fault.hasPrefix("spot") ? ["bill: {include: [spot]}"] : []
        let scenario = try scenario(objective: "{deadline: 10s}", deployment: ["faults: {\(fault)}"] + bill)
        let answer = try answer(scenario)
        #expect(try #require(answer.value(.makespanBound)) > 10)
        #expect(answer.verdict == (isProof ? .provedTooLate : .misses))
        #expect(scenario.deployments[0].boundAssumptions.isNone == isProof)
    }

    @Test func metricsComeFromTheRun() throws {
        let answer = try answer(try scenario())
        let deployment = answer.deployments[0]
        let run = try #require(deployment.run)
        #expect(answer.metrics.map(\.metric) == Metric.all)
        #expect(answer.value(.items) == 888)
        #expect(answer.value(.volumes) == 888)
        #expect(answer.value(.coverage) == 1)
        // 110 batches of 8 in us-east-1 and one in eu-west-1.
        #expect(answer.value(.scannersLaunched) == 111)
        #expect(answer.value(.scannersPeak) == 11)
        #expect(answer.value(.stageCompletions) == 7104)  // 888 instances, 8 stages
        #expect(answer.value(.requests) == 6438)  // 7 for each of 888 volumes, 2 for each of 111 scanners
        #expect(answer.value(.makespan) == run.scale.seconds(run.makespan).doubleValue)
        #expect(answer.value(.scannerHours) == run.usage.total(.scannerSeconds).doubleValue / 3600)
        let gap = try #require(answer.value(.makespanGap))
        let bound = try #require(answer.value(.makespanBound))
        #expect(gap == deployment.makespan / bound - 1)
    }

    @Test func everyReadingHasItsMakespan() throws {
        let answer = try answer(try scenario(concurrency: 1))
        let readings = answer.deployments[0].readings
        #expect(readings.map(\.gate.reading) == [.parallelGroups, .rounds, .literal])
        #expect(readings.map(\.gate.window) == [10, 10, 1])
        let regions = try #require(answer.deployments[0].run).regions.map(\.completed)
        let scale = answer.deployments[0].plan.scale
        // Two regions side by side take the longer, one after the other the sum.
        #expect(readings[0].makespan == scale.seconds(regions.max() ?? 0).doubleValue)
        #expect(readings[1].makespan == readings[0].makespan)
        #expect(readings[2].makespan == scale.seconds(regions.reduce(0, +)).doubleValue)
    }

    @Test func whatBindsIsNamedWithItsKnob() throws {
        let scanners = try #require(try answer(try scenario()).deployments[0].binding)
        #expect(scanners.bound == .region(name: "us-east-1", bound: .scannerWork))
        #expect(scanners.clamp == .setting)
        #expect(scanners.lastRegion == "us-east-1")
        #expect(scanners.advice.contains("SingleRegionConcurrency"))
        #expect(scanners.waits.first?.what == "a scanner")
        #expect(zip(scanners.waits, scanners.waits.dropFirst()).allSatisfy { $0.seconds >= $1.seconds })

        let pending = try #require(
            try answer(try scenario(deployment: ["limits: {pendingSnapshots: 2}"])).deployments[0].binding)
        #expect(pending.bound == .region(name: "us-east-1", bound: .resource(name: "pendingSnapshots")))
        #expect(pending.advice.contains("pendingSnapshots"))

        let vcpu = try #require(
            try answer(try scenario(deployment: ["limits: {onDemandVcpu: 4}"])).deployments[0].binding)
        #expect(vcpu.clamp == .vcpu)
        #expect(vcpu.advice.contains("vCPU"))

        let tokens = try #require(
            try answer(
                try scenario(deployment: ["limits: {apiRates: {CreateSnapshot: {rate: 0.1/s, burst: 1}}}"])
            ).deployments[0].binding)
        #expect(tokens.bound == .region(name: "us-east-1", bound: .tokens(action: "CreateSnapshot")))
    }

    @Test func deploymentsAreJoinedByTheirLongestAndTheirSums() throws {
        let second = [
            "  - name: second", "    profile: qualys-aws@1.8",
            "    parameters: {Concurrency: 1, SingleRegionConcurrency: 1, IntervalHours: 24, "
                + "Regions: us-west-2, TagKey: Scan, TagValue: daily}",
            "    serviceAccount: \"555566667777\"",
            "    targetAccounts: [{account: \"666677778888\", targetStack: {AWSSourceAccount: \"555566667777\"}}]",
            "    fleet: {instances: [{account: \"666677778888\", region: us-west-2, tags: {Scan: daily}, "
                + "volumes: [8GiB], count: 16}]}",
        ]
        let joined = try answer(try scenario(more: second))
        let parts = joined.deployments
        func part(_ index: Int, _ metric: Metric) throws -> Double {
            try #require(parts[index].metrics.first { $0.metric == metric }?.value)
        }
        #expect(parts.count == 2)
        #expect(try joined.value(.makespan) == max(part(0, .makespan), part(1, .makespan)))
        #expect(try joined.value(.costPerCycle) == part(0, .costPerCycle) + part(1, .costPerCycle))
        #expect(joined.value(.items) == 904)
        #expect(joined.value(.scannersPeak) == nil)
        #expect(joined.value(.coverage) == 1)
    }
}
