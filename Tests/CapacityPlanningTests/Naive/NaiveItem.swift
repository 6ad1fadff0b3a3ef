import ScanModel

/// One instance to scan, as an object of its own.
struct NaiveItem: Equatable {
    var account: Int32
    var platform: Platform
    var failures: Int
    var sizes: [Int]
    /// Sizes of the volumes to copy.
    var copied: [Int] = []
    var unitsPerGiB = 1

    var total: Int { sizes.reduce(0, +) }
    var largest: Int { sizes.max() ?? 0 }
    var attempts: Int { failures + 1 }

    func units(_ basis: UnitBasis) -> Int {
        switch basis {
        case .item: 1
        case .volume: sizes.count
        case .sizeUnit: total
        case .copiedVolume: copied.count
        }
    }

    /// Units in a stage, which may be about the copied volumes alone.
    func units(_ basis: UnitBasis, in stage: ScanStage) -> Int {
        guard stage.condition == .copyNeeded else { return units(basis) }
        return basis == .item ? (copied.isEmpty ? 0 : 1) : copied.count
    }

    /// Time in some stages, one after another, those for copied volumes alone included.
    func time(_ stages: Range<Int>, _ plan: DeploymentPlan, _ workflow: ScanWorkflow) -> Int {
        stages.reduce(0) { sum, index in
            let stage = workflow.stages[index]
            guard stage.condition == .copyNeeded else { return sum + time(index..<(index + 1), plan) }
            if copied.isEmpty { return sum }
            let size = stage.duration.size == .total ? copied.reduce(0, +) : copied.max()!
            let perUnit = stage.duration.perGiB.value / Rational(Int128(unitsPerGiB))
            return sum + Int(plan.scale.ticks(stage.duration.base.value + perUnit * Rational(Int128(size))))
        }
    }

    /// Time in some stages that every item goes through, one after another.
    func time(_ stages: Range<Int>, _ plan: DeploymentPlan) -> Int {
        stages.reduce(0) {
            $0 + Int(plan.ticks.duration(stage: $1, totalSize: Int64(total), largestSize: Int64(largest)))
        }
    }

    /// The items of a region, by the rules read one after another for every instance.
    static func all(_ deployment: Deployment, region: String) -> [NaiveItem] {
        let fleet = deployment.fleet
        let rule = deployment.eligibility
        let items = (0..<fleet.instanceCount).compactMap { instance -> NaiveItem? in
            let account = fleet.accounts[fleet.instanceAccount[instance]]
            let tags = fleet.tagSets[Int(fleet.instanceTagSet[instance])]
            let sizes = fleet.volumes(of: instance).map { Int(fleet.volumeSize[$0]) }
            let copied = fleet.volumes(of: instance).filter {
                deployment.copying.keys.contains(fleet.encryption(ofVolume: $0))
            }
            guard fleet.regions[Int32(fleet.instanceRegion[instance])] == region,
                !rule.accountsWithoutStack.contains(account), rule.targetAccounts?.contains(account) ?? true,
                rule.requiredTags.allSatisfy({ tags.contains($0) }), (1...rule.volumesMax).contains(sizes.count)
            else { return nil }
            return NaiveItem(
                account: fleet.instanceAccount[instance], platform: fleet.instancePlatform[instance],
                failures: Int(fleet.instanceFailures[instance]), sizes: sizes,
                copied: copied.map { Int(fleet.volumeSize[$0]) }, unitsPerGiB: Int(fleet.sizeUnitsPerGiB))
        }
        switch deployment.itemOrder {
        case .listed: return items
        case .largestFirst: return items.enumerated().sorted { ($1.1.total, $0.0) < ($0.1.total, $1.0) }.map(\.1)
        case .smallestFirst: return items.enumerated().sorted { ($0.1.total, $0.0) < ($1.1.total, $1.0) }.map(\.1)
        }
    }

    /// Next fit, platform by platform, items with copies apart from the others and after them.
    static func batches(_ items: [NaiveItem], places: Int) -> [[Int]] {
        [false, true].flatMap { copies in
            Platform.allCases.flatMap { platform -> [[Int]] in
                var batches: [[Int]] = []
                for item in items.indices
                where items[item].platform == platform && !items[item].copied.isEmpty == copies {
                    let load = (batches.last ?? []).reduce(0) { $0 + items[$1].sizes.count }
                    if batches.isEmpty || load + items[item].sizes.count > places { batches.append([]) }
                    batches[batches.count - 1].append(item)
                }
                return batches
            }
        }
    }
}

/// Instants at which places become free, in order.
struct NaivePlaces {
    private var free: [Int]

    init(_ count: Int, at instant: Int) { free = [Int](repeating: instant, count: count) }

    mutating func take(_ count: Int) -> Int {
        defer { free.removeFirst(count) }
        return free[count - 1]
    }

    mutating func give(_ count: Int, at instant: Int) {
        var low = 0
        var high = free.count
        while low < high {
            let middle = (low + high) / 2
            if free[middle] < instant { low = middle + 1 } else { high = middle }
        }
        free.insert(contentsOf: repeatElement(instant, count: count), at: low)
    }
}
