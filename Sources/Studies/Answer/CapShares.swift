internal import ScanModel
internal import ScanSimulation

/// Which disks are expected to be cut off at a cap, by their size.
public struct CapShare: Hashable, Sendable {
    /// Disks of a size.
    public struct SizeClass: Hashable, Sendable {
        /// Largest size, in GiB; nil: no end.
        public var mostGiB: Int?
        public var instances: Int
        /// Instances that are expected to be cut off; a mean, so not whole.
        public var expected: Double
        /// Shortest and longest nominal duration, in seconds.
        public var shortest: Double
        public var longest: Double

        /// Expected share of the instances, 0 ... 1.
        public var share: Double { instances == 0 ? 0 : expected / Double(instances) }
    }

    /// The stage, or what is searched in one.
    public var step: String
    /// Seconds after which it is cut off.
    public var cap: Double
    /// By rising size; classes without instances are left out.
    public var classes: [SizeClass]

    public var instances: Int { classes.reduce(0) { $0 + $1.instances } }
    public var expected: Double { classes.reduce(0) { $0 + $1.expected } }

    /// Ends of the size classes, in GiB.
    static let ends = [32, 64, 128, 256, 512, 1024]
}

/// Finds the shares for every stage that has a cap and every search that has a timeout.
enum CapShares {
    /// - Complexity: O(instances + sizes * steps).
    static func all(_ deployment: Deployment, plan: DeploymentPlan) -> [CapShare] {
        let workflow = deployment.workflow
        var shares: [CapShare] = []
        for (index, stage) in workflow.stages.enumerated() where stage.condition == .always {
            let risk = DurationRisk(
                stage: deployment.variations?.variation(of: stage.name) ?? .none,
                region: deployment.variations?.region ?? .none)
            let types = plan.ticks.scanTypes(of: index).map { plan.ticks.scanTypes[$0] }
            let base = plan.scale.ticks(stage.duration.base.value)
            let perUnit = plan.scale.ticks(
                stage.duration.perGiB.value * Rational(1, over: Int128(deployment.fleet.sizeUnitsPerGiB)))
            let usesTotal = stage.duration.size == .total
            // Where reads have a rule, a stage takes as long as they do, which the sizes alone do not tell.
            if let cap = stage.cap, deployment.workflow.reads == nil {
                shares.append(
                    share(
                        stage.name, plan.scale.ticks((stage.cutAbove ?? cap).value), deployment, plan, risk
                    ) { size in
                        types.reduce(base + perUnit * (usesTotal ? size.total : size.largest)) {
                            $0
                                + $1.duration(
                                    totalSize: size.total, largestSize: size.largest, platform: size.platform
                                ).ticks
                        }
                    })
            }
            for (type, rule) in zip(types, stage.scanTypes) where type.timeout != .max {
                shares.append(
                    share(rule.name, type.timeout, deployment, plan, risk) { size in
                        if type.skipsWindows, size.platform == .windows { return 0 }
                        return type.base + type.perUnit * (type.usesTotal ? size.total : size.largest)
                    })
            }
        }
        return shares
    }

    /// What a duration depends on.
    private struct Size: Hashable {
        var total: Int64
        var largest: Int64
        var platform: Platform
    }

    private static func share(
        _ step: String, _ cap: Int64, _ deployment: Deployment, _ plan: DeploymentPlan, _ risk: DurationRisk,
        duration: (Size) -> Int64
    ) -> CapShare {
        var counts: [Size: Int] = [:]
        for region in plan.regions {
            let items = region.items
            for item in 0..<items.count {
                let size = Size(
                    total: items.totalSize[item], largest: Int64(items.largestSize[item]),
                    platform: items.platform[item])
                counts[size, default: 0] += 1
            }
        }
        let perGiB = Int64(deployment.fleet.sizeUnitsPerGiB)
        var classes = (CapShare.ends.map(Optional.some) + [nil]).map {
            CapShare.SizeClass(mostGiB: $0, instances: 0, expected: 0, shortest: .infinity, longest: 0)
        }
        // Sums of fractions depend on their order.
        let sizes = counts.keys.sorted {
            ($0.largest, $0.total, $0.platform.rawValue) < ($1.largest, $1.total, $1.platform.rawValue)
        }
        for size in sizes {
            let ticks = duration(size)
            let count = counts[size] ?? 0
            let place = CapShare.ends.firstIndex { size.largest <= Int64($0) * perGiB } ?? CapShare.ends.count
            let seconds = plan.scale.seconds(ticks).doubleValue
            classes[place].instances += count
            classes[place].shortest = min(classes[place].shortest, seconds)
            classes[place].longest = max(classes[place].longest, seconds)
            guard ticks > 0 else { continue }
            classes[place].expected += Double(count) * risk.chance(above: Double(cap) / Double(ticks))
        }
        return CapShare(
            step: step, cap: plan.scale.seconds(cap).doubleValue, classes: classes.filter { $0.instances > 0 })
    }
}
