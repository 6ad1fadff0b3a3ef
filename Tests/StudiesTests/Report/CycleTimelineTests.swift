import ScanModel
import Studies
import Testing

/// When what happened, against what the run itself sums up.
@Suite("Timelines of cycles")
struct CycleTimelineTests {
    private static let scanners = TextSource(
        counts: [40, 12, 9], objective: "{deadline: 20h}", deployment: ["limits: {pendingSnapshots: 4}"])

    private func all(_ scenario: Scenario, width: Int = 2) async throws -> (StudyAnswer, [CycleTimeline]) {
        let planned = try planned(scenario)
        let answer = planned.answer(trial: 0)
        return (answer, await CycleTimeline.all(planned, answer, width: width))
    }

    @Test("mean scanners times stretches are the billed time", arguments: [0, 3])
    func billedTime(failures: Int) async throws {
        // No machine is billed for less than a minute here, so every tick that is billed is one that a scanner lived.
        let scenario = try scenario(
            count: 60, deployment: ["faults: {scanFailure: \(10 * failures)%}", "policies: {volumesPerScanner: 2}"])
        let (answer, timelines) = try await all(scenario)
        let run = try #require(answer.deployments[0].run)
        let timeline = try #require(timelines.first)
        #expect(timelines.count == 1 && timeline.deployment == "main")
        #expect(timeline.stretches <= CycleTimeline.stretchesMost)
        for (region, result) in zip(timeline.regions, run.regions) {
            let lived = result.scanners.reduce(0) { $0 + run.scale.seconds($1.terminated - $1.launched).doubleValue }
            let billed = Double(result.billed) / Double(run.scale.ticksPerSecond)
            let sum = region.scanners.reduce(0, +) * timeline.stretch
            #expect(abs(lived - billed) < 1e-6 * billed)
            // What outlives the cycle by its drain lies in no stretch.
            let outlived = (region.spans ?? []).reduce(0) {
                $0 + max(0, $1.ended - Double(timeline.stretches) * timeline.stretch)
            }
            #expect(
                abs(sum + outlived - billed) < 1e-6 * billed, "\(region.region): \(sum) and \(billed)")
            #expect(region.scanners.allSatisfy { $0 <= Double(region.scannersAllowed) + 1e-9 })
        }
    }

    @Test("windows are those of the run, and spans those of the scanners")
    func windows() async throws {
        let (answer, timelines) = try await all(try scenario(count: 50))
        let deployment = answer.deployments[0]
        let run = try #require(deployment.run)
        func seconds(_ ticks: Int64) -> Double { run.scale.seconds(ticks).doubleValue }
        for (index, region) in timelines[0].regions.enumerated() {
            let plan = deployment.plan.regions[index]
            let opened = run.windows[index].activated + plan.setupTicks
            #expect(region.region == plan.region && region.instances == plan.items.count)
            #expect(region.activated == seconds(run.windows[index].activated) && region.opened == seconds(opened))
            #expect(region.completed == seconds(opened + run.regions[index].completed))
            #expect(region.ended == seconds(run.windows[index].ended))
            let spans = try #require(region.spans)
            #expect(spans.map(\.launched) == run.regions[index].scanners.map { seconds(opened + $0.launched) })
            #expect(spans.map(\.ended) == run.regions[index].scanners.map { seconds(opened + $0.terminated) })
        }
        #expect(timelines[0].regions.map(\.ended).max() == answer.value(.makespan))
    }

    @Test("more scanners than can be drawn have no spans, and the same means")
    func manyScanners() async throws {
        let few = try await all(try scenario(count: 1_990, deployment: ["policies: {volumesPerScanner: 1}"])).1[0]
        let many = try await all(try scenario(count: 1_993, deployment: ["policies: {volumesPerScanner: 1}"])).1[0]
        #expect(few.regions.reduce(0) { $0 + ($1.spans?.count ?? 0) } == 1_998)
        #expect(many.regions.allSatisfy { $0.spans == nil })
        #expect(many.regions[0].scanners.contains { $0 > 9 })
    }

    @Test("shares of counts end where the peaks are, and limits that nothing takes from are left out")
    func limits() async throws {
        let (answer, timelines) = try await all(try Self.scanners.base())
        let deployment = answer.deployments[0]
        let run = try #require(deployment.run)
        let workflow = deployment.deployment.workflow
        var counts = 0
        for (index, region) in timelines[0].regions.enumerated() {
            let plan = deployment.plan.regions[index]
            for (resource, kind) in workflow.resources.enumerated() {
                let found = region.limits.first { $0.name == kind.name && $0.kind == .count }
                let peak = run.regions[index].peaks[resource]
                guard let capacity = plan.limits.capacities[resource], peak > 0 else {
                    #expect(found == nil)
                    continue
                }
                let limit = try #require(found, "\(kind.name) in \(region.region)")
                counts += 1
                #expect(limit.capacity == Double(capacity))
                #expect(limit.shares.max() == Double(peak) / Double(capacity))
                #expect(limit.shares.count == timelines[0].stretches)
            }
            for limit in region.limits where limit.kind == .rate {
                let bucket = try #require(workflow.buckets.firstIndex { $0.action == limit.name })
                let law = try #require(plan.limits.buckets[bucket])
                #expect(abs(limit.capacity / law.refill.perSecond.doubleValue - 1) < 1e-12)
                // There is one account, so the busiest place has every request.
                let sum = limit.shares.reduce(0, +) * limit.capacity * timelines[0].stretch
                #expect(abs(sum - Double(run.regions[index].requests[bucket])) < 1e-6 * sum, "\(limit.name)")
            }
        }
        #expect(counts > 0)
    }

    @Test("every deployment has one, and the width changes nothing")
    func deployments() async throws {
        let both = try scenario(count: 30)
        var two = both
        two.deployments.append(both.deployments[0])
        two.deployments[1].name = "other"
        let one = try await all(two, width: 1).1
        #expect(one.map(\.deployment) == ["main", "other"])
        #expect(try await all(two, width: 8).1 == one)
    }

    @Test("nothing to scan has no regions")
    func nothing() async throws {
        var empty = try scenario(count: 5)
        empty.deployments[0].fleet = Fleet()
        let timeline = try await all(empty).1[0]
        #expect(timeline.regions.isEmpty && timeline.stretches == 1 && timeline.stretch > 0)
    }
}
