internal import EventSimulation
internal import ScanModel

/// A region's plan with everything resolved to indices and ticks, read-only during the simulation.
struct CompiledRegion: Sendable {
    struct Stage: Sendable {
        var acquires: [Acquisition]
        var spends: [Spending]
        var releases: [Acquisition]
        var backoff: BackoffTicks?
        var opensVolume: Bool
        var opensSnapshot: Bool
        var closesVolume: Bool
        var closesSnapshot: Bool
    }

    struct Acquisition: Sendable {
        var resource: Int
        /// First counter of the resource; the account is added if it is counted per account.
        var counter: Int
        var perAccount: Bool
        var basis: UnitBasis
    }

    struct Spending: Sendable {
        var bucket: Int
        /// First bucket state; the account is added if it is one per account; nil: unlimited.
        var state: Int?
        var perAccount: Bool
        var basis: UnitBasis
    }

    struct BackoffTicks: Sendable {
        var first: Int64
        var factor: Int64
        var limit: Int64
        var fullJitter: Bool
    }

    let stages: [Stage]
    let ticks: WorkflowTicks
    let placeStage: Int
    let lastPlaceStage: Int
    /// What an attempt has taken and not released when it fails.
    let heldAtFailure: [Acquisition]
    /// Whether the meter was opened by the attempt, so that its failure closes it.
    let failureClosesVolume: Bool
    let failureClosesSnapshot: Bool
    /// Units in each counter; Int64.max where nothing limits.
    let capacities: [Int64]
    /// Resource of each counter.
    let counterResource: [Int]
    let buckets: [TokenBucket]
    /// Index into `buckets` of the launches' and terminations' buckets.
    let launchState: Int?
    let terminateState: Int?

    init(deployment: Deployment, plan: RegionPlan, scale: TickScale, ticks: WorkflowTicks) {
        let workflow = deployment.workflow
        let accounts = plan.items.accounts.count
        self.ticks = ticks
        placeStage = workflow.placeStage
        lastPlaceStage = workflow.lastPlaceStage

        var capacities: [Int64] = []
        var counterResource: [Int] = []
        var firstCounter: [Int] = []
        for (index, resource) in workflow.resources.enumerated() {
            firstCounter.append(capacities.count)
            let copies = resource.scope == .targetAccountRegion ? accounts : 1
            let capacity = plan.limits.capacities[index].map(Int64.init) ?? .max
            capacities += [Int64](repeating: capacity, count: copies)
            counterResource += [Int](repeating: index, count: copies)
        }
        self.capacities = capacities
        self.counterResource = counterResource

        var buckets: [TokenBucket] = []
        var firstState: [Int?] = []
        for (index, kind) in workflow.buckets.enumerated() {
            guard let limit = plan.buckets[index] else {
                firstState.append(nil)
                continue
            }
            firstState.append(buckets.count)
            let bucket = TokenBucket(limit)
            buckets += [TokenBucket](repeating: bucket, count: kind.scope == .targetAccountRegion ? accounts : 1)
        }
        self.buckets = buckets
        launchState = deployment.scanner.launchBucket.flatMap { firstState[$0] }
        terminateState = deployment.scanner.terminateBucket.flatMap { firstState[$0] }

        func acquisition(_ resource: Int) -> Acquisition {
            Acquisition(
                resource: resource, counter: firstCounter[resource],
                perAccount: workflow.resources[resource].scope == .targetAccountRegion,
                basis: workflow.resources[resource].per)
        }
        let attempt = workflow.stages[workflow.placeStage...workflow.lastPlaceStage]
        let releasedByAttempt = Set(attempt.flatMap(\.releases))
        heldAtFailure = attempt.flatMap(\.acquires).filter { !releasedByAttempt.contains($0) }.map(acquisition)
        failureClosesVolume = attempt.contains { $0.opens.contains(.volume) }
        failureClosesSnapshot = attempt.contains { $0.opens.contains(.snapshot) }
        stages = workflow.stages.map { stage in
            var backoff: BackoffTicks?
            if case .reject(let rule) = stage.onEmpty {
                backoff = BackoffTicks(
                    first: scale.ticks(rule.first.value), factor: Int64(rule.factor),
                    limit: scale.ticks(rule.limit.value), fullJitter: rule.fullJitter)
            }
            return Stage(
                acquires: stage.acquires.map(acquisition),
                spends: stage.spends.map { bucket in
                    Spending(
                        bucket: bucket, state: firstState[bucket],
                        perAccount: workflow.buckets[bucket].scope == .targetAccountRegion,
                        basis: workflow.buckets[bucket].per)
                },
                releases: stage.releases.map(acquisition), backoff: backoff,
                opensVolume: stage.opens.contains(.volume), opensSnapshot: stage.opens.contains(.snapshot),
                closesVolume: stage.closes.contains(.volume), closesSnapshot: stage.closes.contains(.snapshot))
        }
    }
}

extension TokenBucket {
    /// A bucket on the plan's clock.
    init(_ ticks: TokenBucketTicks) {
        self.init(interval: ticks.interval, tolerance: ticks.tolerance, fraction: ticks.fraction)
    }
}
