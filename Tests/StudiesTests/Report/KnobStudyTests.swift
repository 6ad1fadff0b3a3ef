import ScanModel
import Studies
import Testing

@Suite("Positions of knobs")
struct KnobStudyTests {
    private static let axes = [
        RecommenderTests.axis("Concurrency", [1, 2]), RecommenderTests.axis("SingleRegionConcurrency", [1, 3, 8]),
    ]

    private func grid(
        _ source: TextSource, axes: [SettingAxis] = KnobStudyTests.axes, trials: Int = 4, depth: StudyDepth = .simulate,
        width: Int = 2
    ) async throws -> KnobGrid {
        await KnobStudy.grid(
            of: try source.base(), axes: axes, source: source, trials: trials, depth: depth, width: width)
    }

    @Test("points are those of a sweep, and the last axis goes fastest")
    func sweep() async throws {
        let source = TextSource(
            counts: [200, 20], objective: "{deadline: 3h}", deployment: ["faults: {scanFailure: 20%}"])
        let grid = try await grid(source)
        var candidates: [SweepCandidate] = []
        for regions in [1, 2] {
            for scanners in [1, 3, 8] {
                candidates.append(
                    SweepCandidate(
                        values: [],
                        scenario: source.scenario(changedBy: [
                            "deployments[0].parameters.Concurrency=\(regions)",
                            "deployments[0].parameters.SingleRegionConcurrency=\(scanners)",
                        ]), resolved: []))
            }
        }
        let points = await SweepStudyTests.points(candidates, trials: 4, width: 1, chunk: 6)
        #expect(grid.points.count == 6 && grid.trials == 4 && grid.isSimulated)
        for (point, swept) in zip(grid.points, points) {
            #expect(point.makespan == swept.answer?.mean(.makespan)?.value)
            #expect(point.costPerCycle == swept.answer?.mean(.costPerCycle)?.value)
            #expect(point.costPerMonth == swept.answer?.mean(.costPerMonth)?.value)
            #expect(point.peakScanners == swept.answer?.mean(.scannersPeak)?.value)
            #expect(point.scannerHours == swept.answer?.mean(.scannerHours)?.value)
            #expect(point.inTime == swept.answer?.inTime?.value)
            #expect(point.reason == swept.reason)
            #expect(point.sameAs == swept.sameAs.map { $0 - 1 })
        }
        // Two regions are all open under each Concurrency; 8 is more than the vendor offers.
        #expect(grid.points.map(\.sameAs) == [nil, nil, nil, 0, 1, nil])
        #expect(grid.points.map { $0.makespan == nil } == [false, false, true, false, false, true])
        #expect(grid.points[2].reason?.hasPrefix("invalid: ") == true && grid.points[2].bound == nil)
        #expect(grid.index([1, 1]) == 4)
        #expect(grid.axes.map(\.present) == [0, 0])
        #expect(grid.points[0].inTime != nil && grid.points[0].binds != nil)
    }

    @Test("the bound is that of the plan, which no nominal cycle undercuts")
    func bounds() async throws {
        let source = TextSource(counts: [200, 20], objective: "{deadline: 3h}")
        let grid = try await grid(source, axes: [RecommenderTests.axis("SingleRegionConcurrency", Array(1...7))])
        for (index, point) in grid.points.enumerated() {
            let scenario = try source.scenario(changedBy: [
                "deployments[0].parameters.SingleRegionConcurrency=\(index + 1)"
            ]).get()
            let answer = try planned(scenario).answer(trial: 0)
            #expect(point.bound == answer.value(.makespanBound))
            #expect(point.makespan == answer.value(.makespan))
            let (bound, makespan) = (try #require(point.bound), try #require(point.makespan))
            #expect(bound > 0 && bound <= makespan)
            #expect(point.binds == answer.deployments[0].plan.bound.kind.title)
        }
        #expect(grid.trials == 1)
        #expect((grid.points[0].makespan ?? 0) > (grid.points[6].makespan ?? 0))
    }

    @Test("of several deployments the one with the greatest bound is named")
    func deployments() async throws {
        struct Pair: SettingsSource {
            var scenario: Scenario
            func scenario(changedBy changes: [String]) -> Result<Scenario, InvalidInput> { .success(scenario) }
        }
        var both = try TextSource(counts: [20], objective: "{}").base()
        var slow = try TextSource(counts: [400], objective: "{}").base().deployments[0]
        slow.name = "slow"
        both.deployments.append(slow)
        let grid = await KnobStudy.grid(
            of: both, axes: [SettingAxis(name: "any", values: ["a"])], source: Pair(scenario: both), trials: 1,
            depth: .simulate, width: 1)
        #expect(grid.points[0].binds?.hasPrefix("slow: ") == true)
        let bounds = try planned(both).plan.deployments.map { $0.scale.seconds($0.bound.ticks).doubleValue }
        #expect(grid.points[0].bound == bounds.max())
    }

    @Test("by arithmetic there is one trial and the planner's makespan")
    func arithmetic() async throws {
        let source = TextSource(
            counts: [200, 20], objective: "{deadline: 3h}", deployment: ["faults: {scanFailure: 20%}"])
        let grid = try await grid(source, depth: .plan)
        #expect(!grid.isSimulated && grid.trials == 1)
        let plan = try planned(try source.base()).plannedAnswer()
        #expect(grid.points[0].makespan == plan.value(.makespanPlanned))
        #expect(grid.points[0].costPerCycle == plan.value(.costPerCycle))
        #expect(grid.points.map(\.sameAs) == [nil, nil, nil, 0, 1, nil])
    }

    @Test("is the same for any width", arguments: [1, 3, 8])
    func widths(width: Int) async throws {
        let source = TextSource(
            counts: [30, 20], objective: "{deadline: 3h}", deployment: ["faults: {scanFailure: 20%}"])
        #expect(try await grid(source, width: width) == grid(source, width: 2))
    }

    @Test("a plan that cannot be has its reason, and a missing price leaves the makespan")
    func reasons() async throws {
        let source = TextSource(counts: [10], objective: "{}", deployment: ["limits: {onDemandVcpu: 4}"])
        let quota = SettingAxis(
            name: "limits.onDemandVcpu", paths: ["deployments[0].limits.onDemandVcpu"], values: ["1", "4"])
        let points = try await grid(source, axes: [quota]).points
        #expect(points[0].reason?.hasPrefix("infeasible: ") == true && points[0].makespan == nil)
        #expect(points[1].reason == nil && points[1].makespan != nil && points[1].costPerCycle != nil)
        let types = SettingAxis(
            name: SettingAxis.machineType, paths: ["deployments[0].scanner"],
            values: ["{instanceType: x9.huge, vcpus: 2}"])
        let unpriced = try await grid(source, axes: [types]).points[0]
        #expect(unpriced.makespan != nil && unpriced.costPerCycle == nil)
        #expect(unpriced.reason?.contains("price") == true)
    }

    @Test("the machine type has a position whether the scenario states it or not")
    func machineType() async throws {
        let axis = SettingAxis(
            name: SettingAxis.machineType, paths: ["deployments[0].scanner.instanceType"],
            values: ["t3.large", "c5.large", "m5.large"])
        let usual = TextSource(counts: [10], objective: "{}")
        #expect(try await grid(usual, axes: [axis]).axes[0].present == 1)
        let stated = TextSource(counts: [10], objective: "{}", deployment: ["scanner: {instanceType: m5.large}"])
        let grid = try await grid(stated, axes: [axis])
        #expect(grid.axes[0].present == 2)
        // A dearer machine costs more and takes as long.
        #expect(grid.points[1].makespan == grid.points[2].makespan)
        #expect((grid.points[1].costPerCycle ?? 0) < (grid.points[2].costPerCycle ?? 0))
    }
}
