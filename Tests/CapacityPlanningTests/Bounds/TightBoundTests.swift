import ScanModel
import Testing

/// For each kind of bound a case that reaches it, with the arithmetic.
@Suite("Lower bounds are reached")
struct TightBoundTests {
    /// The bound that binds in the only region, and the simulated completion, both in seconds.
    private func bound(_ scenario: Scenario) throws -> (kind: BoundKind, seconds: Rational, completed: Rational) {
        let plan = try scenario.planned()
        let scale = plan.deployments[0].scale
        let bound = plan.deployments[0].regions[0].bindingBound
        let run = scenario.simulated(plan).regions[0]
        return (bound.kind, scale.seconds(bound.ticks), scale.seconds(run.completed))
    }

    @Test("by the longest item, with scanners per batch")
    func longestItemOfBatches() throws {
        let scenario = Scenario.example(
            scanner: .example(.perBatch, boot: 5), regions: [.example()], fleet: .equal(1))
        // Prepared at 2 s; only then is a scanner asked for, ready at 7; scanned at 17, cleared at 18.
        #expect(try bound(scenario) == (.longestItem, 18, 18))
    }

    @Test("by the longest item, with persistent scanners")
    func longestItemOfPersistentScanners() throws {
        let scenario = Scenario.example(
            scanner: .example(.persistent, boot: 5), regions: [.example()], fleet: .equal(1))
        // Prepared at 2 s while the scanner boots until 5; scanned at 15, cleared at 16.
        #expect(try bound(scenario) == (.longestItem, 16, 16))
    }

    @Test("by the work of the scanners, with scanners per batch")
    func workOfBatches() throws {
        let scenario = Scenario.example(
            scanner: .example(.perBatch, boot: 5, drain: 3, places: 2), regions: [.example()], fleet: .equal(4))
        // Two batches of two on one scanner position: 2 * (5 + 10 + 3) = 36 s, the last drain apart 33; 2 s before
        // the first and 1 s after the last.
        #expect(try bound(scenario) == (.scannerWork, 36, 36))
    }

    @Test("by the work of the scanners, with persistent scanners that are launched one after another")
    func workOfPersistentScanners() throws {
        let workflow = ScanWorkflow(
            stages: [.lasting(10, scanner: .takesAndGivesBack)], resources: [],
            buckets: [BucketKind(action: "Launch", scope: .serviceAccountRegion, per: .item)])
        let scenario = Scenario.example(
            workflow, scanner: .example(.persistent, launchBuckets: [0]),
            regions: [.example(scanners: 2, buckets: [.every(10)])], fleet: .equal(3))
        // 30 s of work; one scanner from 0 and one from 10 s on have offered t + (t - 10) = 30 at t = 20.
        #expect(try bound(scenario) == (.scannerWork, 20, 20))
    }

    @Test("by the launches")
    func launches() throws {
        let workflow = ScanWorkflow(
            stages: ScanWorkflow.plain.stages, resources: [],
            buckets: [BucketKind(action: "Launch", scope: .serviceAccountRegion, per: .item)])
        let scenario = Scenario.example(
            workflow, scanner: .example(.perBatch, boot: 5, launchBuckets: [0]),
            regions: [.example(scanners: 4, buckets: [.every(10, burst: 2)])], fleet: .equal(4))
        // Asked for at 2 s, granted at 2, 2, 12 and 22; the last is ready at 27, done at 37, cleared at 38.
        #expect(try bound(scenario) == (.scannerLaunch, 38, 38))
    }

    @Test("by the tokens of an action")
    func tokens() throws {
        let workflow = ScanWorkflow(
            stages: [.lasting(2, spends: [0]), .lasting(10, scanner: .takesAndGivesBack), .lasting(1)],
            resources: [], buckets: [BucketKind(action: "Snapshot", scope: .targetAccountRegion, per: .volume)])
        let fleet = Fleet.example([[[1, 1], [1, 1, 1]]])
        let scenario = Scenario.example(
            workflow, scanner: .example(.perBatch, places: 3),
            regions: [.example(scanners: 2, buckets: [.every(8, burst: decimal("1.5"))])], fleet: fleet)
        // Five requests, 1.5 tokens at first: the last is granted after 3.5 intervals of 8 s; then 2 + 10 + 1 s.
        #expect(try bound(scenario) == (.tokens(action: "Snapshot"), 28 + 13, 28 + 13))
    }

    @Test("by a counted limit")
    func countedLimit() throws {
        let workflow = ScanWorkflow(
            stages: [
                .lasting(1), .lasting(20, acquires: [0], releases: [0]),
                .lasting(10, scanner: .takesAndGivesBack), .lasting(1),
            ], resources: [ResourceKind(name: "pending", scope: .serviceAccountRegion, per: .volume)], buckets: [])
        let fleet = Fleet.example([[[1, 1], [1, 1], [1, 1], [1, 1]]])
        let scenario = Scenario.example(
            workflow, scanner: .example(.persistent, places: 2), regions: [.example(scanners: 4, capacities: [4])],
            fleet: fleet)
        // Eight units for 20 s each, four at a time: 40 s, after 1 s and before 10 + 1 s.
        #expect(try bound(scenario) == (.resource(name: "pending"), 52, 52))
    }

    /// Regions of one item each that last 3 s and 1 s more for each GiB.
    private func cycle(sizes: [Int32], window: Int, discipline: GateDiscipline) -> Scenario {
        var limits = sizes.indices.map { RegionLimits.example("region-\($0)") }
        for index in limits.indices {
            limits[index].setup = seconds(2)
            limits[index].teardown = seconds(1)
        }
        var scenario = Scenario.example(.secondPerGiB, regions: limits, fleet: .example(sizes.map { [[$0]] }))
        scenario.deployments[0].gate = RegionGate(reading: .window, window: window, discipline: discipline)
        scenario.deployments[0].regionOrder = .longestFirst
        return scenario
    }

    private func cycleBound(
        _ scenario: Scenario
    ) throws -> (kind: CycleBoundKind, seconds: Rational, makespan: Rational) {
        let plan = try scenario.planned()
        let deployment = plan.deployments[0]
        let run = scenario.simulated(plan)
        return (
            deployment.bound.kind, deployment.scale.seconds(deployment.bound.ticks),
            deployment.scale.seconds(run.makespan)
        )
    }

    @Test("by one region, for the cycle")
    func oneRegion() throws {
        // Regions of 23, 13 and 10 s through a window of two: 13 + 10 s fit beside the longest.
        let found = try cycleBound(cycle(sizes: [10, 20, 7], window: 2, discipline: .sliding))
        #expect(found == (.region(name: "region-1", bound: .longestItem), 23, 23))
    }

    @Test("by the window of regions, for the cycle")
    func regionWindow() throws {
        // Four regions of 3 + 10 s, two at a time.
        let found = try cycleBound(cycle(sizes: [10, 10, 10, 10], window: 2, discipline: .sliding))
        #expect(found == (.regionWindow, 26, 26))
    }

    @Test("by barrier groups, for the cycle")
    func barrierGroups() throws {
        // Regions of 33, 5, 5, 4 and 4 s in pairs: 33 + 5 + 4 s, while spreading the sum over two gives 25.5.
        let found = try cycleBound(cycle(sizes: [1, 2, 30, 2, 1], window: 2, discipline: .barrier))
        #expect(found == (.regionWindow, 42, 42))
    }
}
