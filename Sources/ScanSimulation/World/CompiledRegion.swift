internal import EventSimulation
internal import ScanModel

/// A region's plan with everything resolved to indices and ticks in flat tables, read-only during the simulation.
struct CompiledRegion: ~Copyable, Sendable {
    /// A stage; what it acquires, spends and releases lies in tables of their own.
    struct Stage: BitwiseCopyable, Sendable {
        /// Fixed part of the duration, in ticks.
        var base: Int64
        /// Ticks per size unit.
        var perUnit: Int64
        var backoff: BackoffTicks
        var acquires: Run
        var spends: Run
        var releases: Run
        /// Whether the size that counts is the item's total, else its largest volume.
        var usesTotal: Bool
        /// Whether a request at an empty bucket is refused, else it waits.
        var isRefused: Bool
        var opens: RunningMeters
        var closes: RunningMeters
        /// Whether only items with volumes to copy go through it, and its units and sizes are those of such volumes.
        var copiesOnly: Bool
        /// Index of its rules, or -1: most stages have none.
        var rules: Int32

        /// Whether it needs no resource and waits for tokens of at most one bucket.
        var onlySpendsOnce: Bool { acquires.count == 0 && spends.count <= 1 && !isRefused }
    }

    /// A part of a table.
    struct Run: BitwiseCopyable, Sendable {
        var start: Int32
        var count: Int32

        func index(_ position: Int) -> Int { Int(start) + position }
    }

    struct Acquisition: BitwiseCopyable, Sendable {
        var resource: Int32
        /// First counter of the resource; the account is added if it is counted per account.
        var counter: Int32
        var perAccount: Bool
        var basis: UnitBasis
    }

    struct Spending: BitwiseCopyable, Sendable {
        var bucket: Int32
        /// First bucket state; the account is added if it is one per account; -1: unlimited.
        var state: Int32
        var perAccount: Bool
        /// Whether the state is among those that all regions share.
        var isShared: Bool
        var basis: UnitBasis
    }

    struct BackoffTicks: BitwiseCopyable, Sendable {
        var first: Int64 = 0
        var factor: Int64 = 1
        var limit: Int64 = 0
        var fullJitter = false
    }

    let stageCount: Int
    let rules: FlatBuffer<StageRules>
    let scanTypes: FlatBuffer<WorkflowTicks.ScanTypeTicks>
    /// nil: the timings stand for reading.
    let reads: ReadTicks?
    /// The stage during which volumes are filled at a paid rate, and where among `releases` its units are; -1: none.
    let fillingStage: Int
    let fillingRelease: Int
    /// nil: batches get scanners at once.
    let batchWindow: Int64?
    /// nil: the region needs no turn.
    let waves: WaveTicks?
    /// Whether the first stage is entered in rounds.
    let hasRounds: Bool
    /// nil: leftovers are removed at once.
    let sweep: Int64?
    let attempts: AttemptRule?
    /// nil: every duration is nominal.
    let variations: RegionVariations?
    let stages: FlatBuffer<Stage>
    let acquisitions: FlatBuffer<Acquisition>
    let spendings: FlatBuffer<Spending>
    let releases: FlatBuffer<Acquisition>
    let placeStage: Int
    let lastPlaceStage: Int
    /// What an attempt has taken and not released when it fails: a part of `releases`.
    let heldAtFailure: Run
    /// Meters that the attempt opened, so that its failure closes them.
    let failureCloses: RunningMeters
    /// What an item holds on its way to the scanner, by stage, and what it still holds after its last attempt: what it
    /// gives back when it is given up there. Parts of `releases`.
    let heldBefore: FlatBuffer<Run>
    let heldAfterAttempts: Run
    /// Units of each resource in one counter; Int64.max where nothing limits.
    let capacities: FlatBuffer<Int64>
    let resourceCount: Int
    let counterCount: Int
    /// The law of each bucket of the workflow; of unlimited ones the law means nothing.
    let laws: FlatBuffer<TokenBucketLaw>
    let bucketStateCount: Int
    /// What launching and terminating a scanner spend: parts of `spendings`.
    let launchSpends: Run
    let terminateSpends: Run
    /// What goes wrong with scanners; nil: nothing.
    let faults: FaultTicks?
    /// Times without capacity, in the order of the scenario.
    let outages: FlatBuffer<OutageTicks>
    let outageCount: Int
    /// What an item holds of its time on the scanner when a stage begins, by stage from the first one on it: parts of
    /// `releases`. Only where scanners may be taken away.
    let heldOnScanner: FlatBuffer<Run>
    /// Boot, drain and shortest billed time of a scanner, in ticks.
    let boot: Int64
    let drain: Int64
    let minimumBilled: Int64
}

extension CompiledRegion {
    /// - Parameter isTraced: whether every stage gets rules, so that all of them begin where a trace looks.
    init(
        deployment: Deployment, plan: RegionPlan, scale: TickScale, ticks: WorkflowTicks, isTraced: Bool = false
    ) {
        let workflow = deployment.workflow
        let accounts = plan.items.accounts.count
        placeStage = workflow.placeStage
        lastPlaceStage = workflow.lastPlaceStage
        boot = ticks.boot
        drain = ticks.drain
        minimumBilled = ticks.minimumBilled

        var firstCounter: [Int] = []
        var counters = 0
        for resource in workflow.resources {
            firstCounter.append(counters)
            counters += resource.scope == .targetAccountRegion ? accounts : 1
        }
        counterCount = counters
        resourceCount = workflow.resources.count
        capacities = FlatBuffer(plan.limits.capacities.map { $0.map(Int64.init) ?? .max })

        var laws: [TokenBucketLaw] = []
        var firstState: [Int?] = []
        var states = 0
        for (index, kind) in workflow.buckets.enumerated() {
            laws.append(plan.buckets[index].map(TokenBucketLaw.init) ?? TokenBucketLaw(interval: 1, tolerance: 0))
            firstState.append(plan.buckets[index] == nil ? nil : states)
            if kind.scope == .serviceAccount {
                firstState[index] = plan.buckets[index] == nil ? nil : workflow.sharedBuckets.firstIndex(of: index)
            } else if plan.buckets[index] != nil {
                states += kind.scope == .targetAccountRegion ? accounts : 1
            }
        }
        self.laws = FlatBuffer(laws)
        bucketStateCount = states

        // Whoever takes a resource in a stage for copied volumes gives it back in one.
        let countsCopies = workflow.resources.indices.map { resource in
            workflow.stages.contains { $0.condition == .copyNeeded && $0.acquires.contains(resource) }
        }
        func acquisition(_ resource: Int) -> Acquisition {
            let basis = workflow.resources[resource].per
            return Acquisition(
                resource: Int32(resource), counter: Int32(firstCounter[resource]),
                perAccount: workflow.resources[resource].scope == .targetAccountRegion,
                basis: countsCopies[resource] ? basis.ofCopies : basis)
        }
        func spending(_ bucket: Int) -> Spending {
            Spending(
                bucket: Int32(bucket), state: firstState[bucket].map { Int32($0) } ?? -1,
                perAccount: workflow.buckets[bucket].scope == .targetAccountRegion,
                isShared: workflow.buckets[bucket].scope == .serviceAccount, basis: workflow.buckets[bucket].per)
        }
        batchWindow = workflow.batchWindow.map { scale.ticks($0.value) }
        waves = workflow.waves.map { WaveTicks($0, scale: scale) }
        hasRounds = workflow.rounds != nil
        sweep = workflow.sweep.map { scale.ticks($0.value) }
        attempts = workflow.attempts
        let variations = RegionVariations(deployment)
        self.variations = variations
        scanTypes = FlatBuffer(ticks.scanTypes)
        reads = ticks.reads
        let filling = ticks.reads.flatMap { $0.fillingResource < 0 ? nil : $0 }
        fillingStage = filling?.stage ?? -1
        let perSizeUnit = Rational(1, over: Int128(deployment.fleet.sizeUnitsPerGiB))
        var rules: [StageRules] = []
        var tables = Tables()
        var stages: [Stage] = []
        let faults = deployment.faults.map { FaultTicks($0, scale: scale) }
        let outages = (deployment.faults?.outages ?? []).filter { $0.region == plan.region }
        self.faults = faults
        self.outages = FlatBuffer(outages.map { OutageTicks($0, scale: scale) })
        outageCount = outages.count
        let isInterruptible = faults?.meanLife != nil
        let onScanner = workflow.placeStage...workflow.lastPlaceStage
        for (index, stage) in workflow.stages.enumerated() {
            var backoff: BackoffTicks?
            if case .reject(let rule) = stage.onEmpty {
                backoff = BackoffTicks(
                    first: scale.ticks(rule.first.value), factor: Int64(rule.factor),
                    limit: scale.ticks(rule.limit.value), fullJitter: rule.fullJitter)
            }
            let isRead = ticks.reads.map { index == $0.stage || index == $0.preparationStage } ?? false
            let own = StageRules(
                stage, scanTypes: ticks.scanTypes(of: index), reads: isRead,
                isInterruptible: isInterruptible && onScanner.contains(index),
                varies: variations.map { !$0.region.isOne || !$0.stages[index].isOne } ?? false, isTraced: isTraced,
                scale: scale
            ) { spending($0) }
            let copiesOnly = stage.condition == .copyNeeded
            if let own { rules.append(own) }
            stages.append(
                Stage(
                    base: scale.ticks(stage.duration.base.value),
                    perUnit: scale.ticks(stage.duration.perGiB.value * perSizeUnit), backoff: backoff ?? BackoffTicks(),
                    acquires: tables.addAcquisitions(stage.acquires.map(acquisition)),
                    spends: tables.addSpendings(
                        stage.spends.map {
                            var spending = spending($0)
                            if copiesOnly { spending.basis = spending.basis.ofCopies }
                            return spending
                        }),
                    releases: tables.addReleases(stage.releases.map(acquisition)), usesTotal: ticks.usesTotal[index],
                    isRefused: backoff != nil, opens: RunningMeters(stage.opens),
                    closes: RunningMeters(stage.closes, ofCopies: copiesOnly), copiesOnly: copiesOnly,
                    rules: own == nil ? -1 : Int32(rules.count - 1)))
        }
        for meter in [RunningMeters.volume, .snapshot, .copy] {
            // The sums keep no instant for each meter, so one that runs cannot be opened once more.
            precondition(stages.count { $0.opens.contains(meter) } <= 1, "two stages open the same meter")
        }
        precondition(
            (deployment.scanner.launchBuckets + deployment.scanner.terminateBuckets).allSatisfy {
                workflow.buckets[$0].scope == .serviceAccountRegion
            }, "launches and terminations spend what is the region's own")
        launchSpends = tables.addSpendings(deployment.scanner.launchBuckets.map(spending))
        terminateSpends = tables.addSpendings(deployment.scanner.terminateBuckets.map(spending))
        heldOnScanner = FlatBuffer(
            isInterruptible
                ? onScanner.map { stage in
                    let before = workflow.stages[workflow.placeStage..<stage]
                    let released = Set(before.flatMap(\.releases))
                    return tables.addReleases(
                        before.flatMap(\.acquires).filter { !released.contains($0) }.map(acquisition))
                } : [])
        let attempt = workflow.stages[workflow.placeStage...workflow.lastPlaceStage]
        let releasedByAttempt = Set(attempt.flatMap(\.releases))
        heldAtFailure = tables.addReleases(
            attempt.flatMap(\.acquires).filter { !releasedByAttempt.contains($0) }.map(acquisition))
        failureCloses = RunningMeters(attempt.flatMap(\.opens))
        func held(before end: Int, after start: Int) -> Run {
            let released = Set(workflow.stages[..<start].flatMap(\.releases))
            return tables.addReleases(
                workflow.stages[..<end].flatMap(\.acquires).filter { !released.contains($0) }.map(acquisition))
        }
        heldBefore = FlatBuffer((0...workflow.placeStage).map { held(before: $0, after: $0) })
        heldAfterAttempts = held(before: workflow.placeStage, after: workflow.lastPlaceStage + 1)
        self.rules = FlatBuffer(rules)
        // Nothing here may capture `self` before all of it is set, not even a precondition: Swift 6.3.1 then destroys
        // buffers that are still in use.
        fillingRelease =
            filling.map { reads in
                let own = stages[reads.stage].releases
                let place = (0..<Int(own.count)).map(own.index)
                    .first { tables.releases[$0].resource == Int32(reads.fillingResource) }
                guard let place else { preconditionFailure("the stage that reads gives the paid rate back") }
                return place
            } ?? -1
        stageCount = stages.count
        self.stages = FlatBuffer(stages)
        acquisitions = FlatBuffer(tables.acquisitions)
        spendings = FlatBuffer(tables.spendings)
        releases = FlatBuffer(tables.releases)
    }

    /// The tables while they grow.
    private struct Tables {
        var acquisitions: [Acquisition] = []
        var spendings: [Spending] = []
        var releases: [Acquisition] = []

        mutating func addAcquisitions(_ rows: [Acquisition]) -> Run { Tables.add(rows, to: &acquisitions) }
        mutating func addSpendings(_ rows: [Spending]) -> Run { Tables.add(rows, to: &spendings) }
        mutating func addReleases(_ rows: [Acquisition]) -> Run { Tables.add(rows, to: &releases) }

        private static func add<Row>(_ rows: [Row], to table: inout [Row]) -> Run {
            let run = Run(start: Int32(table.count), count: Int32(rows.count))
            table += rows
            return run
        }
    }
}

extension RunningMeters {
    /// The meters of a stage.
    ///
    /// - Parameter ofCopies: whether it closes the meter of the snapshots for copied volumes alone.
    init(_ meters: [StorageMeter], ofCopies: Bool = false) {
        self = []
        if meters.contains(.volume) { insert(.volume) }
        if meters.contains(.snapshot) { insert(ofCopies ? .original : .snapshot) }
        if meters.contains(.copy) { insert(.copy) }
    }
}

extension TokenBucketLaw {
    /// A law on the plan's clock.
    init(_ ticks: TokenBucketTicks) {
        self.init(interval: ticks.interval, tolerance: ticks.tolerance, fraction: ticks.fraction)
    }
}
