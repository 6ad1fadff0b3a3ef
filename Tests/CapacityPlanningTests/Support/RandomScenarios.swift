import ScanModel
import TestSupport

/// Draws deployments of one to four regions with either lifecycle: throttles, counted limits, failures, gates.
struct RandomScenarios: Sendable {
    var dice: Dice

    init(seed: UInt64) { dice = Dice(seed: seed) }

    mutating func next() -> Scenario {
        let lifecycle = dice.pick(ScannerLifecycle.allCases)
        let failing = dice.chance(30)
        var buckets = (0..<dice.roll(0...4)).map { number in
            BucketKind(action: "Action\(number)", scope: dice.pick(scopes), per: dice.pick([.item, .volume]))
        }
        // The last one is for launches; no stage spends it.
        buckets.append(BucketKind(action: "Launch", scope: .serviceAccountRegion, per: .item))
        let resources = (0..<dice.roll(0...3)).map { number in
            ResourceKind(
                name: "resource \(number)", scope: dice.pick(scopes), per: dice.pick([.item, .volume, .sizeUnit]))
        }
        let workflow = workflow(buckets, resources, lifecycle, failing: failing)
        let fleet = fleet(regions: dice.roll(1...4), failing: failing)
        var scenario = Scenario.example(
            workflow, scanner: scanner(lifecycle, buckets), regions: regions(of: fleet, workflow), fleet: fleet)
        scenario.deployments[0].dispatch = dice.pick(DispatchOrder.allCases)
        scenario.deployments[0].itemOrder = dice.pick(ItemOrder.allCases)
        scenario.deployments[0].regionOrder = dice.pick(RegionOrder.allCases)
        scenario.deployments[0].gate = RegionGate(
            reading: .window, window: dice.roll(1...3), discipline: dice.pick(GateDiscipline.allCases))
        return scenario
    }

    private let scopes: [LimitScope] = [.targetAccountRegion, .serviceAccountRegion]

    private mutating func length(_ choices: [String]) -> Seconds { Seconds(decimal(dice.pick(choices))) }

    private mutating func workflow(
        _ buckets: [BucketKind], _ resources: [ResourceKind], _ lifecycle: ScannerLifecycle, failing: Bool
    ) -> ScanWorkflow {
        let count = dice.roll(2...7)
        let place = dice.roll(0...(count - 1))
        let last = dice.roll(place...(count - 1))
        var stages = (0..<count).map { number in
            var use = ScannerUse.none
            if number == place { use = .takesPlace }
            if number == last { use = number == place ? .takesAndGivesBack : .givesPlaceBack }
            let refuses = dice.chance(25)
            let backoff = Backoff(
                first: length(["0.5", "2"]), factor: dice.roll(1...3), limit: length(["2", "10"]),
                fullJitter: dice.chance(50))
            return ScanStage(
                name: "stage \(number)",
                spends: Array(dice.shuffled(Array(buckets.indices.dropLast())).prefix(dice.pick([0, 1, 1, 2]))),
                onEmpty: refuses ? .reject(backoff) : .wait,
                duration: StageDuration(
                    base: length(["0", "1", "2.5", "6", "20"]), perGiB: length(["0", "0", "0.1", "0.5"]),
                    size: dice.pick([.total, .largest])), scanner: use)
        }
        for meter in [StorageMeter.volume, .snapshot] where dice.chance(70) {
            let opened = dice.roll(0...(count - 1))
            stages[opened].opens.append(meter)
            if dice.chance(70) { stages[dice.roll(opened...(count - 1))].closes.append(meter) }
        }
        // Parts of the way in which a resource is taken and given back: a batch must not gather with it, and an item
        // that repeats its time on the scanner must not take it twice.
        var parts = [place...last]
        if !failing { parts.append(place...(count - 1)) }
        if place > 0 { parts.append(0...(place - 1)) }
        if last + 1 < count { parts.append((last + 1)...(count - 1)) }
        if lifecycle == .persistent, place > 0 { parts.append(0...place) }
        for resource in resources.indices {
            let part = dice.pick(parts)
            // Taken before the scanner and given back on it is never repeated either.
            let crossing = lifecycle == .persistent && part.lowerBound < place && part.upperBound == place
            let taken = crossing ? dice.roll(0...(place - 1)) : dice.roll(part)
            let given = crossing && !failing && last + 1 < count ? last + 1 : dice.roll(taken...part.upperBound)
            guard !(failing && taken < place && given >= place) else { continue }
            stages[taken].acquires.append(resource)
            stages[given].releases.append(resource)
        }
        return ScanWorkflow(stages: stages, resources: resources, buckets: buckets)
    }

    private mutating func scanner(_ lifecycle: ScannerLifecycle, _ buckets: [BucketKind]) -> ScannerModel {
        let shared = buckets.indices.filter { buckets[$0].scope == .serviceAccountRegion }
        let launches = dice.pick([[], [buckets.count - 1], [buckets.count - 1], [dice.pick(shared)], shared])
        return ScannerModel(
            lifecycle: lifecycle, termination: .regionEnd, boot: length(["0", "3", "15"]),
            drain: length(["0", "4"]), places: dice.roll(1...5), minimumBilled: length(["0", "60"]),
            instanceType: nil, vcpus: 2, rootVolume: GiB(8),
            launchBuckets: launches, terminateBuckets: dice.pick([[], [dice.pick(shared)]]))
    }

    private mutating func fleet(regions: Int, failing: Bool) -> Fleet {
        var fleet = Fleet(sizeUnitsPerGiB: dice.pick([1, 1, 4]))
        let accounts = dice.roll(1...3)
        for number in 0..<regions {
            let region = fleet.internRegion("region-\(number)")
            for _ in 0..<dice.roll(0...14) {
                let volumes = (0..<dice.pick([1, 1, 2, 3, 6])).map { _ in dice.pick([Int32(1), 8, 8, 30, 100]) }
                fleet.append(
                    account: fleet.internAccount("account-\(dice.roll(1...accounts))"), region: region,
                    platform: dice.pick(Platform.allCases), failures: failing ? dice.pick([0, 0, 1, 2]) : 0,
                    volumes: volumes)
            }
        }
        return fleet
    }

    private mutating func regions(of fleet: Fleet, _ workflow: ScanWorkflow) -> [RegionLimits] {
        let refused = Set(workflow.stages.filter { $0.onEmpty != .wait }.flatMap(\.spends))
        return fleet.regions.texts.map { name in
            var limits = RegionLimits.example(name, scanners: dice.roll(1...5))
            limits.setup = length(["0", "5", "40"])
            limits.teardown = length(["0", "7"])
            limits.capacities = workflow.resources.map { resource in
                // Room for the largest item of all: 6 volumes of 100.
                let least = resource.per == .item ? 1 : resource.per == .volume ? 6 : 600
                return dice.chance(15) ? nil : least + dice.pick([0, 1, 2, least])
            }
            limits.buckets = workflow.buckets.indices.map { bucket in
                guard dice.chance(85) else { return nil }
                let isLaunch = bucket == workflow.buckets.count - 1
                let rates = isLaunch ? ["0.02", "0.05", "0.2", "1"] : ["0.1", "0.2", "0.5", "1", "3", "7"]
                let rate = TokenRate(perSecond: decimal(dice.pick(rates)))
                // Where requests may be refused, the tokens of the largest item must fit.
                let bursts = refused.contains(bucket) ? ["6", "6.5", "20"] : ["1", "1.5", "3", "20"]
                return TokenBucketLimit(rate: rate, burst: decimal(dice.pick(bursts)))
            }
            return limits
        }
    }
}
