internal import ScanModel

/// What service account, regions and accounts share and a slot uses up.
public struct StaggerQuota: Hashable, Sendable {
    /// In words, such as "scanners" or "the request rate of AttachVolume".
    public var title: String
    /// nil: all regions share it.
    public var region: String?
    /// What an amount counts, such as "scanner hours".
    public var unit: String
    /// Amounts, in the unit: of all accounts together, and what one slot has.
    public var total: Double
    public var perSlot: Double
}

/// A quota of the user's on what one slot takes up in each region.
public struct StaggerCap: Hashable, Sendable {
    /// What is counted.
    public enum Measure: String, Hashable, Sendable, CaseIterable {
        case snapshots, gib, instances
    }

    public var measure: Measure
    /// Above 0.
    public var amount: Double

    public init(_ measure: Measure, _ amount: Double) {
        self.measure = measure
        self.amount = amount
    }
}

/// What each account uses of what all accounts share, by the plan.
///
/// The times are those of the stages, without any wait. Limits of a target account are not here: they are its own,
/// whichever day it has.
struct StaggerLoads {
    /// Names of the accounts with something to scan, in order.
    let accounts: [String]
    /// Instances and volumes of each.
    let instances: [Int]
    let volumes: [Int]
    let quotas: [StaggerQuota]
    /// By account, then quota.
    let loads: [[Int64]]
    /// One over what a slot has of each quota, in units of the loads.
    let weights: [Double]

    /// - Parameter slot: length of a slot in seconds.
    /// - Complexity: O(items * (stages + quotas of a region)).
    init(_ deployment: Deployment, plan: DeploymentPlan, slot: Rational, caps: [StaggerCap]) {
        let fleet = deployment.fleet
        var usedAccounts = Set<Int32>()
        for region in plan.regions { usedAccounts.formUnion(region.items.accounts) }
        let order = usedAccounts.sorted { fleet.accounts[$0] < fleet.accounts[$1] }
        let place = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        accounts = order.map { fleet.accounts[$0] }
        var instances = [Int](repeating: 0, count: order.count)
        var volumes = instances
        var columns: [Column] = []
        var shared: [Int: Column] = [:]
        for region in plan.regions {
            var own = Column.columns(deployment, plan, region, slot: slot, caps: caps, accounts: order.count)
            var common = own.filter { $0.sharedBucket != nil }
            own.removeAll { $0.sharedBucket != nil }
            for item in 0..<region.items.count {
                let account = place[region.items.accounts[Int(region.items.account[item])]] ?? 0
                instances[account] += 1
                volumes[account] += Int(region.items.volumes[item])
                for column in own.indices { own[column].add(region.items, item, account) }
                for column in common.indices { common[column].add(region.items, item, account) }
            }
            columns += own
            for column in common {
                let bucket = column.sharedBucket ?? -1
                if shared[bucket] == nil { shared[bucket] = column } else { shared[bucket]?.merge(column) }
            }
        }
        columns += shared.sorted { $0.key < $1.key }.map(\.value)
        columns.removeAll { $0.perSlot <= 0 || $0.loads.allSatisfy { $0 == 0 } }
        self.instances = instances
        self.volumes = volumes
        quotas = columns.map(\.quota)
        let steps = columns.map(\.step)
        weights = zip(columns, steps).map { Double($1) / $0.perSlot }
        loads = order.indices.map { account in
            zip(columns, steps).map { Int64(($0.loads[account] + $1 - 1) / $1) }
        }
    }

    /// One quota while its loads are summed.
    private struct Column {
        /// What an item adds.
        enum Measure {
            /// Ticks of a place on a scanner.
            case placeTicks
            /// Units of a resource times ticks held.
            case held(resource: Int, stages: ClosedRange<Int>)
            /// Tokens.
            case tokens(bucket: Int)
            /// Tokens of instances, and so many of each scanner, which `places` volumes share at best; times `places`.
            case scannerTokens(bucket: Int, times: Int)
            case volumes
            case items
            case sizeUnits
        }

        var measure: Measure
        var title: String
        var region: String?
        var unit: String
        /// What a slot has, in units of the loads; and units of the loads in one displayed unit.
        var perSlot: Double
        var perUnit: Double
        var sharedBucket: Int?
        var loads: [Int128]
        let workflow: ScanWorkflow
        let ticks: WorkflowTicks
        let places: Int

        var quota: StaggerQuota {
            StaggerQuota(
                title: title, region: region, unit: unit,
                total: loads.reduce(0) { $0 + Double($1) } / perUnit, perSlot: perSlot / perUnit)
        }

        /// What loads are counted in so that all of them together fit 61 bits; 1 but for enormous ones.
        var step: Int128 { loads.reduce(0, +) / (1 << 60) + 1 }

        mutating func merge(_ other: Column) {
            for account in loads.indices { loads[account] += other.loads[account] }
        }

        @inline(__always)
        mutating func add(_ items: WorkItems, _ item: Int, _ account: Int) {
            loads[account] += amount(items, item)
        }

        private func amount(_ items: WorkItems, _ item: Int) -> Int128 {
            switch measure {
            case .items: return 1
            case .volumes: return Int128(items.volumes[item])
            case .sizeUnits: return Int128(items.totalSize[item])
            case .placeTicks:
                let taken = min(Int64(places), Int64(items.volumes[item]))
                let work =
                    time(items, item, workflow.placeStage...workflow.lastPlaceStage)
                    + NaiveDivision.reading(items, item, ticks, places: places)
                // A full scanner boots and drains once for all its places.
                return Int128(taken) * Int128(work) + Int128(items.volumes[item]) * Int128(ticks.boot + ticks.drain)
            case .held(let resource, let stages):
                let kind = workflow.resources[resource]
                let ofCopies = workflow.stages[stages.lowerBound].condition == .copyNeeded
                let units = items.units(ofCopies ? kind.per.ofCopies : kind.per, of: item)
                return units == 0 ? 0 : Int128(units) * Int128(time(items, item, stages))
            case .tokens(let bucket):
                return tokens(bucket, items, item)
            case .scannerTokens(let bucket, let times):
                return tokens(bucket, items, item) * Int128(places) + Int128(times) * Int128(items.volumes[item])
            }
        }

        /// Tokens that the stages of an item spend.
        private func tokens(_ bucket: Int, _ items: WorkItems, _ item: Int) -> Int128 {
            let basis = workflow.buckets[bucket].per
            return workflow.stages.reduce(0) { sum, stage in
                let own = stage.spends.count { $0 == bucket }
                guard own > 0 else { return sum }
                let units = items.units(stage.condition == .copyNeeded ? basis.ofCopies : basis, of: item)
                return sum + Int128(own) * Int128(units)
            }
        }

        /// Ticks of some stages without waits.
        private func time(_ items: WorkItems, _ item: Int, _ stages: ClosedRange<Int>) -> Int64 {
            let (total, largest) = (items.totalSize[item], Int64(items.largestSize[item]))
            let isCopied = !items.copies.isEmpty && items.copies[item] > 0
            return stages.reduce(0) { sum, stage in
                var sum = sum + ticks.duration(stage: stage, totalSize: total, largestSize: largest)
                if isCopied {
                    sum += ticks.copyDuration(
                        stage: stage, copiedTotal: items.copiedTotal[item],
                        copiedLargest: Int64(items.copiedLargest[item]))
                }
                for type in ticks.scanTypes(of: stage) {
                    sum +=
                        ticks.scanTypes[type].duration(
                            totalSize: total, largestSize: largest, platform: items.platform[item]
                        ).ticks
                }
                return sum
            }
        }

        static func columns(
            _ deployment: Deployment, _ plan: DeploymentPlan, _ region: RegionPlan, slot: Rational,
            caps: [StaggerCap], accounts: Int
        ) -> [Column] {
            let workflow = deployment.workflow
            let places = deployment.scanner.places
            let perSecond = Double(plan.scale.ticksPerSecond)
            let slotTicks = slot.doubleValue * perSecond
            func column(
                _ measure: Measure, _ title: String, unit: String, perSlot: Double, perUnit: Double = 1,
                shared: Int? = nil
            ) -> Column {
                Column(
                    measure: measure, title: title, region: shared == nil ? region.region : nil, unit: unit,
                    perSlot: perSlot, perUnit: perUnit, sharedBucket: shared,
                    loads: [Int128](repeating: 0, count: accounts), workflow: workflow, ticks: plan.ticks,
                    places: places
                )
            }
            // As many as the settings and quotas allow, though the work of one slot may need fewer.
            let scanners =
                [
                    region.limits.scannersRequested, region.limits.subnet?.scanners, region.limits.vcpu?.scanners,
                ].compactMap(\.self).min() ?? region.scanners
            var columns = [
                column(
                    .placeTicks, "scanners", unit: "scanner hours", perSlot: Double(scanners * places) * slotTicks,
                    perUnit: Double(places) * perSecond * 3600)
            ]
            for (index, resource) in workflow.resources.enumerated() where resource.scope == .serviceAccountRegion {
                guard let capacity = region.limits.capacities[index],
                    let first = workflow.stages.firstIndex(where: { $0.acquires.contains(index) }),
                    let last = workflow.stages.firstIndex(where: { $0.releases.contains(index) })
                else { continue }
                columns.append(
                    column(
                        .held(resource: index, stages: first...last), "the limit \(resource.name)", unit: "unit hours",
                        perSlot: Double(capacity) * slotTicks, perUnit: perSecond * 3600))
            }
            for (index, bucket) in workflow.buckets.enumerated() where bucket.scope != .targetAccountRegion {
                guard let limit = region.limits.buckets[index] else { continue }
                let tokens = limit.refill.perSecond.doubleValue * slot.doubleValue + limit.burst.doubleValue
                let ofScanners = deployment.scanner.launchBuckets + deployment.scanner.terminateBuckets
                let times = ofScanners.count { $0 == index }
                let isOfScanners = times > 0
                columns.append(
                    column(
                        isOfScanners ? .scannerTokens(bucket: index, times: times) : .tokens(bucket: index),
                        "the request rate of \(bucket.action)",
                        unit: "requests", perSlot: isOfScanners ? tokens * Double(places) : tokens,
                        perUnit: isOfScanners ? Double(places) : 1,
                        shared: bucket.scope == .serviceAccount ? index : nil))
            }
            for cap in caps {
                let perGiB = Double(deployment.fleet.sizeUnitsPerGiB)
                switch cap.measure {
                case .snapshots:
                    columns.append(column(.volumes, "snapshots", unit: "snapshots", perSlot: cap.amount))
                case .instances:
                    columns.append(column(.items, "instances", unit: "instances", perSlot: cap.amount))
                case .gib:
                    columns.append(
                        column(
                            .sizeUnits, "volumes", unit: "GiB", perSlot: cap.amount * perGiB, perUnit: perGiB))
                }
            }
            return columns
        }
    }
}
