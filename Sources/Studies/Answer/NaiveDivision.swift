internal import ScanModel

/// The makespan by division: what all stages last together, divided by what runs side by side.
///
/// This is the method of the only public estimator of such scans. It knows no order, no regions, no limits, no launches
/// and no failures, so it is not a forecast but a yardstick for how far division is off.
public struct NaiveDivision: Hashable, Sendable {
    /// Seconds that every stage of every instance lasts, without any waiting.
    public var work: Double
    /// Scanners times their places over all regions.
    public var parallelism: Int
    /// Work divided by parallelism, in seconds.
    public var makespan: Double { parallelism == 0 ? 0 : work / Double(parallelism) }

    /// - Complexity: O(instances * stages).
    init(_ deployment: Deployment, plan: DeploymentPlan) {
        var ticks: Int128 = 0
        for region in plan.regions {
            let items = region.items
            for item in 0..<items.count {
                let isCopied = !items.copies.isEmpty && items.copies[item] > 0
                for stage in deployment.workflow.stages.indices {
                    if isCopied {
                        ticks += Int128(
                            plan.ticks.copyDuration(
                                stage: stage, copiedTotal: items.copiedTotal[item],
                                copiedLargest: Int64(items.copiedLargest[item])))
                    }
                    ticks += Int128(
                        plan.ticks.duration(
                            stage: stage, totalSize: items.totalSize[item], largestSize: Int64(items.largestSize[item])
                        ))
                }
                ticks += Int128(NaiveDivision.reading(items, item, plan.ticks, places: deployment.scanner.places))
            }
        }
        work = Double(ticks) / Double(plan.scale.ticksPerSecond)
        parallelism = plan.regions.reduce(0) { $0 + $1.scanners } * deployment.scanner.places
    }

    /// Ticks that a rule for reading adds to the timings of an item on a full scanner.
    static func reading(_ items: WorkItems, _ item: Int, _ ticks: WorkflowTicks, places: Int) -> Int64 {
        guard let reads = ticks.reads else { return 0 }
        let (total, largest) = (items.totalSize[item], Int64(items.largestSize[item]))
        let read = ticks.reading(
            reads, totalSize: total, largestSize: largest, platform: items.platform[item],
            aboard: max(Int64(places), Int64(items.volumes[item])))
        return read - ticks.duration(stage: reads.stage, totalSize: total, largestSize: largest)
            + (reads.preparationStage < 0 ? 0 : reads.preparation(largest))
    }
}
