import CapacityPlanning
import ScanModel
import ScanSimulation
import Testing

/// The exact value of a decimal.
func decimal(_ text: String) -> Rational {
    guard let value = Rational(decimal: text) else { preconditionFailure("\(text) is no decimal") }
    return value
}

func seconds(_ whole: Int) -> Seconds { Seconds(Rational(whole)) }

extension ScanStage {
    /// A stage of fixed length.
    static func lasting(
        _ length: Int, acquires: [Int] = [], spends: [Int] = [], releases: [Int] = [], scanner: ScannerUse = .none
    ) -> ScanStage {
        ScanStage(
            name: "stage", acquires: acquires, spends: spends,
            duration: StageDuration(base: seconds(length), perGiB: .zero, size: .total), releases: releases,
            scanner: scanner)
    }
}

extension ScanWorkflow {
    /// A scan alone, of one second for each GiB.
    static var secondPerGiB: ScanWorkflow {
        ScanWorkflow(
            stages: [
                ScanStage(
                    name: "scan", duration: StageDuration(base: .zero, perGiB: seconds(1), size: .total),
                    scanner: .takesAndGivesBack)
            ], resources: [], buckets: [])
    }

    /// Prepare for 2 s, scan for 10 s on the scanner, clear for 1 s.
    static let plain = ScanWorkflow(
        stages: [.lasting(2), .lasting(10, scanner: .takesAndGivesBack), .lasting(1)], resources: [], buckets: [])
}

extension ScannerModel {
    static func example(
        _ lifecycle: ScannerLifecycle, boot: Int = 0, drain: Int = 0, places: Int = 1, launchBuckets: [Int] = []
    ) -> ScannerModel {
        ScannerModel(
            lifecycle: lifecycle, termination: .regionEnd, boot: seconds(boot), drain: seconds(drain),
            places: places, minimumBilled: .zero, instanceType: nil, vcpus: 2, rootVolume: GiB(8),
            launchBuckets: launchBuckets)
    }
}

extension RegionLimits {
    static func example(
        _ name: String = "region-0", scanners: Int = 1, capacities: [Int?] = [], buckets: [TokenBucketLimit?] = [],
        subnet: SubnetLimit? = nil, vcpu: VCPULimit? = nil
    ) -> RegionLimits {
        RegionLimits(
            region: name, scannersRequested: scanners, setup: .zero, teardown: .zero, subnet: subnet, vcpu: vcpu,
            capacities: capacities, buckets: buckets)
    }
}

extension TokenBucketLimit {
    /// One token each `interval` seconds.
    static func every(_ interval: Int, burst: Rational = .one) -> TokenBucketLimit {
        TokenBucketLimit(rate: TokenRate(perSecond: Rational(1, over: Int128(interval))), burst: burst)
    }
}

extension Fleet {
    /// Instances of one account, each with its volumes, in one region after the other.
    static func example(_ regions: [[[Int32]]], platform: Platform = .linux) -> Fleet {
        var fleet = Fleet()
        let account = fleet.internAccount("account-0")
        for (number, instances) in regions.enumerated() {
            let region = fleet.internRegion("region-\(number)")
            for volumes in instances {
                fleet.append(account: account, region: region, platform: platform, volumes: volumes)
            }
        }
        return fleet
    }

    /// `count` instances of one volume of 1 GiB in one region.
    static func equal(_ count: Int) -> Fleet { example([[[Int32]](repeating: [1], count: count)]) }
}

extension Scenario {
    /// One deployment that sells nothing.
    static func example(
        _ workflow: ScanWorkflow = .plain, scanner: ScannerModel = .example(.perBatch), regions: [RegionLimits],
        fleet: Fleet
    ) -> Scenario {
        let nothing = PriceItem(sku: "nothing")
        let deployment = Deployment(
            name: "example", profile: "test@1", serviceAccount: nil, interval: nil,
            gate: RegionGate(reading: .window, window: 40, discipline: .sliding), otherGates: [], workflow: workflow,
            scanner: scanner, dispatch: .fifo, itemOrder: .listed, regionOrder: .listed, regions: regions,
            fleet: fleet,
            eligibility: EligibilityRule(
                targetAccounts: nil, accountsWithoutStack: [], requiredTags: [], volumesMax: 24),
            pricing: Pricing(
                book: PriceBook(), standIn: nil, hoursPerMonth: 730, scanner: nothing, scannerRoot: nil,
                volume: nothing, snapshot: nothing,
                snapshotStoredFraction: Sourced(.one, Provenance(source: "test", date: "", confidence: .stated))),
            assumptions: [], unstatedQuotas: [], notices: [])
        return Scenario(name: "example", seed: 1, objective: Objective(), deployments: [deployment])
    }

    /// The plan, which must exist.
    func planned() throws -> ScanPlan {
        let outcome = try CapacityPlanner.plan(self)
        guard case .planned(let plan) = outcome else { throw NoPlan(outcome: outcome) }
        return plan
    }

    /// The plan of the only deployment.
    func plannedDeployment() throws -> DeploymentPlan { try #require(try planned().deployments.first) }

    /// What stands in the way of a plan.
    func bottlenecks() throws -> [Bottleneck] {
        guard case .infeasible(let bottlenecks) = try CapacityPlanner.plan(self) else { return [] }
        return bottlenecks
    }

    /// The first deployment's run of a plan.
    func simulated(_ plan: ScanPlan) -> DeploymentRun {
        ScanSimulator.run(self, plan: plan, seed: seed).deployments[0]
    }
}

struct NoPlan: Error {
    var outcome: PlanningOutcome
}

extension [TokenBucketLimit?] {
    /// So many buckets without a limit. The compiler lays a literal `[nil]` out as a constant without the padding at its end,
    /// which is copied all the same, and the address sanitizer reports that.
    static func unlimited(_ count: Int) -> Self { Self(repeating: nil, count: count) }
}
