import CapacityPlanning
import ScanModel
import ScanSimulation

/// A deployment of one region per entry, with one-stage scans, to be changed by each test.
struct WeeksCase {
    /// Instances by region, each with its account and the sizes of its volumes in GiB.
    var regions: [[(account: Int, volumes: [Int32])]]
    var scanners = 100
    var places = 1
    var boot = 60
    var drain = 30
    /// Snapshot, scan and clean-up of an instance, in seconds.
    var snapshot = 120
    var scan = 300
    var cleanup = 10
    /// Snapshots of an account in a region at once.
    var pending: Int?
    var intervalHours = 24
    var gate = RegionGate(reading: .window, window: 40, discipline: .sliding)
    var weeks = WeeksSettings(pollInterval: Seconds(4 * 3600), searchInterval: Seconds(600))
    var schedule: QuartzSchedule?

    /// So many instances of one volume in one region and account.
    init(count: Int) {
        regions = [(0..<count).map { _ in (account: 1, volumes: [10]) }]
    }

    struct Infeasible: Error {
        var bottlenecks: [Bottleneck]
    }

    private func length(_ seconds: Int) -> StageDuration {
        StageDuration(base: Seconds(Rational(seconds)), perGiB: .zero, size: .largest)
    }

    var scenario: Scenario {
        var fleet = Fleet()
        for (number, instances) in regions.enumerated() {
            let region = fleet.internRegion("region-\(number)")
            for instance in instances {
                fleet.append(
                    account: fleet.internAccount("account-\(instance.account)"), region: region, platform: .linux,
                    volumes: instance.volumes)
            }
        }
        let limit = ResourceKind(name: "pendingSnapshots", scope: .targetAccountRegion, per: .volume)
        let workflow = ScanWorkflow(
            stages: [
                ScanStage(name: "snapshot", acquires: [0], duration: length(snapshot), releases: [0]),
                ScanStage(name: "scan", duration: length(scan), scanner: .takesAndGivesBack),
                ScanStage(name: "cleanup", duration: length(cleanup)),
            ], resources: [limit], buckets: [])
        var scenario = Scenario.testing(
            name: "weeks", workflow: workflow,
            scanner: ScannerModel(
                lifecycle: .perBatch, termination: .regionEnd, boot: Seconds(Rational(boot)),
                drain: Seconds(Rational(drain)), places: places, minimumBilled: .zero, instanceType: nil, vcpus: 2,
                rootVolume: GiB(8), launchBuckets: [], terminateBuckets: []),
            gate: gate,
            regions: regions.indices.map {
                RegionLimits(
                    region: "region-\($0)", scannersRequested: scanners, setup: .zero, teardown: .zero, subnet: nil,
                    vcpu: nil, capacities: [pending], buckets: [])
            }, fleet: fleet)
        scenario.deployments[0].interval = Seconds(Rational(intervalHours * 3600))
        scenario.deployments[0].weeks = weeks
        scenario.deployments[0].rollout.schedule = schedule
        return scenario
    }

    func plan() throws -> DeploymentPlan { try WeeksCase.plan(scenario) }

    func run(weeks: Int = 1, seed: UInt64 = 1, trials: Int = 0) throws -> WeeksRun {
        try WeeksSimulator.run(scenario.deployments[0], plan: plan(), weeks: weeks, seed: seed, trials: trials)
    }

    static func plan(_ scenario: Scenario) throws -> DeploymentPlan {
        switch try CapacityPlanner.plan(scenario) {
        case .planned(let plan): return plan.deployments[0]
        case .infeasible(let bottlenecks): throw Infeasible(bottlenecks: bottlenecks)
        }
    }
}

extension WeeksRun {
    /// All regions and weeks together.
    var total: WeekTally {
        var total = WeekTally()
        for week in regions.flatMap(\.weeks) { total.add(week) }
        return total
    }

    /// Hours of a number of ticks.
    func hours(_ ticks: Int64) -> Double { Double(ticks) / Double(scale.ticksPerSecond) / 3600 }
}
