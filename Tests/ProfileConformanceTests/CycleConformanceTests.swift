import CapacityPlanning
import Estimation
import ScanModel
import ScanSimulation
import Studies
import Testing

/// What every profile's plan and cycle must be like, whatever its numbers are.
@Suite("Conformance of cycles")
struct CycleConformanceTests {
    /// One planned and simulated cycle.
    struct Cycle {
        var standard: StandardScenario
        var deployment: Deployment
        var plan: DeploymentPlan
        var run: DeploymentRun
    }

    static func cycle(_ standard: StandardScenario) throws -> Cycle {
        let scenario = try standard.scenario()
        guard case .planned(let plan) = try CapacityPlanner.plan(scenario) else {
            throw Unplanned(text: standard.text)
        }
        let run = ScanSimulator.run(scenario, plan: plan, seed: scenario.seed)
        return Cycle(
            standard: standard, deployment: scenario.deployments[0], plan: plan.deployments[0],
            run: run.deployments[0])
    }

    struct Unplanned: Error {
        var text: String
    }

    @Test("Every instance is scanned, and no proved bound is above what happens", arguments: ProfileUnderTest.all)
    func everythingIsDone(subject: ProfileUnderTest) throws {
        let cycle = try Self.cycle(try StandardScenario(subject))
        #expect(cycle.plan.demand.eligibleInstances == cycle.standard.instances)
        #expect(cycle.run.regions.reduce(0) { $0 + $1.completions.count } == cycle.standard.instances)
        #expect(cycle.run.regions.allSatisfy { $0.abandoned.isEmpty && $0.failedAttempts == 0 })
        #expect(cycle.plan.bound.ticks > 0 && cycle.plan.bound.ticks <= cycle.run.makespan)
        for (plan, run) in zip(cycle.plan.regions, cycle.run.regions) {
            #expect(plan.region == run.region)
            // Rounds and turns of all regions begin with the first, so a region's own bound counts from its opening.
            #expect(plan.bounds.allSatisfy { $0.ticks <= run.completed })
            #expect(run.busyPlaces <= run.availablePlaces)
            for (peak, capacity) in zip(run.peaks, plan.limits.capacities) { #expect(peak <= Int64(capacity ?? .max)) }
            #expect(run.scanners.allSatisfy { $0.launched <= $0.terminated })
        }
        #expect(cycle.run.accounts.reduce(0) { $0 + $1.items } == cycle.standard.instances)
    }

    @Test("Any number of tasks gives the same plan and the same cycle", arguments: ProfileUnderTest.all)
    func isDeterministic(subject: ProfileUnderTest) async throws {
        let scenario = try StandardScenario(subject).scenario()
        let alone = try ScanStudy.answer(scenario, depth: .simulate)
        for width in [1, 2, 5] {
            let shared = try await ScanStudy.answer(scenario, depth: .simulate, width: width)
            #expect(shared == alone, "\(width) tasks")
        }
    }

    /// Requests by the fleet and the data file alone: a token for the item, each volume or each GiB of every stage, and
    /// one for each launch and each end of a scanner.
    @Test("Requests are those that the stages ask for", arguments: ProfileUnderTest.all)
    func requests(subject: ProfileUnderTest) throws {
        let cycle = try Self.cycle(try StandardScenario(subject))
        let profile = cycle.standard.profile
        for (plan, run) in zip(cycle.plan.regions, cycle.run.regions) {
            let groups = cycle.standard.groups.filter { cycle.standard.regions[$0.region] == plan.region }
            for bucket in profile.buckets {
                var units = 0
                for stage in profile.stages where stage.condition != .copyNeeded {
                    let times = stage.spends.count { $0 == bucket.action }
                    for group in groups {
                        let volumes = cycle.standard.read(group)
                        let each =
                            switch bucket.per {
                            case .item: 1
                            case .volume: volumes.count
                            case .sizeUnit: volumes.reduce(0, +)
                            case .copiedVolume: 0
                            }
                        units += times * group.count * each
                    }
                }
                let names = [bucket.action, bucket.resourceOf ?? bucket.action]
                let launches =
                    (profile.launchActions ?? ["RunInstances"]) + (profile.terminateActions ?? ["TerminateInstances"])
                units += launches.count { names.contains($0) } * run.scanners.count
                // Where nothing is copied, what only copies spend is left out of the workflow.
                let index = cycle.deployment.workflow.buckets.firstIndex { $0.action == bucket.action }
                #expect(index.map { run.requests[$0] } ?? 0 == units, "\(bucket.action) in \(plan.region)")
            }
        }
    }

    @Test("More scanners never raise the proved bound", arguments: ProfileUnderTest.all)
    func scanners(subject: ProfileUnderTest) throws {
        var standard = try StandardScenario(subject)
        let parameter = try #require(standard.profile.parameter(.scannersPerRegion))
        let least = max(1, parameter.minimum ?? 1)
        var bounds: [Int64] = []
        for scanners in least...min(least + 4, parameter.maximum ?? .max) {
            standard.stated[.scannersPerRegion] = scanners
            bounds.append(try Self.cycle(standard).plan.bound.ticks)
        }
        #expect(bounds.count > 1 && bounds == bounds.sorted(by: >))
    }

    /// Times are on one clock only if the clock is the same, so bounds are compared in seconds.
    @Test("A quota twice as large never raises the proved bound", arguments: ProfileUnderTest.all)
    func quotas(subject: ProfileUnderTest) throws {
        let standard = try StandardScenario(subject)
        func bound(_ limits: [String]) throws -> Double {
            var changed = standard
            changed.lines.append("limits: {\(limits.joined(separator: ", "))}")
            let cycle = try Self.cycle(changed)
            return Double(cycle.plan.bound.ticks) / Double(cycle.plan.scale.ticksPerSecond)
        }
        for resource in standard.profile.resources where resource.per != .sizeUnit && resource.per != .copiedVolume {
            let capacity = min(resource.capacity ?? 100, 100)
            #expect(try bound(["\(resource.name): \(2 * capacity)"]) <= (try bound(["\(resource.name): \(capacity)"])))
        }
        for bucket in standard.profile.buckets {
            let slow = try bound(["apiRates: {\(bucket.action): {rate: 0.25/s}}"])
            let fast = try bound(["apiRates: {\(bucket.action): {rate: 0.5/s}}"])
            #expect(fast <= slow, "\(bucket.action)")
        }
    }

    @Test("A slower request rate that every instance needs is noticed", arguments: ProfileUnderTest.all)
    func ratesAreUsed(subject: ProfileUnderTest) throws {
        var standard = try StandardScenario(subject)
        let plain = try Self.cycle(standard)
        let action = try #require(standard.profile.stages.flatMap(\.spends).first)
        standard.lines.append("limits: {apiRates: {\(action): {rate: 0.01/s, burst: 1}}}")
        let slow = try Self.cycle(standard)
        #expect(seconds(slow) > seconds(plain))
    }

    private func seconds(_ cycle: Cycle) -> Double {
        Double(cycle.run.makespan) / Double(cycle.plan.scale.ticksPerSecond)
    }

    @Test("The parts of the bill sum up, and none is negative", arguments: ProfileUnderTest.all)
    func bill(subject: ProfileUnderTest) throws {
        let standard = try StandardScenario(subject)
        guard case .answered(let answer) = try ScanStudy.answer(try standard.scenario(), depth: .simulate) else {
            throw Unplanned(text: standard.text)
        }
        let estimate = answer.deployments[0].estimate
        #expect(estimate.lines.allSatisfy { $0.quantity >= 0 && $0.amount >= 0 })
        let total = try #require(estimate.perCycle, "\(estimate.missing)")
        let parts = CostKind.allCases.compactMap { estimate.perCycle($0) }.reduce(0, +)
        #expect(total > 0 && abs(total - parts) <= 1e-9 * total)
        #expect(estimate.lines.contains { $0.kind == .scanners } && estimate.lines.contains { $0.kind == .snapshots })
    }

    /// Accounts are names: others in the same order change nothing.
    @Test("Other account numbers in the same order give the same makespan", arguments: ProfileUnderTest.all)
    func accountNames(subject: ProfileUnderTest) throws {
        let standard = try StandardScenario(subject)
        var renamed = standard
        renamed.accounts = ["222233334445", "333344445556"]
        for index in renamed.groups.indices {
            let place = standard.accounts.firstIndex(of: standard.groups[index].account) ?? 0
            renamed.groups[index].account = renamed.accounts[place]
        }
        #expect(try Self.cycle(renamed).run.makespan == (try Self.cycle(standard).run.makespan))
    }
}
