internal import ScanModel

/// What a rule for reading adds to the way of an item, beyond the timings of its stages.
struct ReadWays: Sendable {
    let ticks: WorkflowTicks
    let rule: ReadTicks

    /// Ticks that the reading stage lasts longer than its timing, its scan types included.
    ///
    /// - Parameter aboard: volumes on the scanner.
    func onScanner(_ items: WorkItems, _ item: Int, aboard: Int64) -> Int64 {
        let (total, largest) = (items.totalSize[item], Int64(items.largestSize[item]))
        let reading = ticks.reading(
            rule, totalSize: total, largestSize: largest, platform: items.platform[item],
            aboard: max(aboard, Int64(items.volumes[item])))
        return min(reading, ticks.cap[rule.stage])
            - ticks.duration(stage: rule.stage, totalSize: total, largestSize: largest)
    }

    /// The same at least if at least `aboard` volumes are on the scanner.
    func leastOnScanner(_ items: WorkItems, _ item: Int, aboard: Int64) -> Int64 {
        let (total, largest) = (items.totalSize[item], Int64(items.largestSize[item]))
        let reading = ticks.leastReading(
            rule, totalSize: total, largestSize: largest, platform: items.platform[item],
            aboard: max(aboard, Int64(items.volumes[item])))
        return min(reading, ticks.cap[rule.stage])
            - ticks.duration(stage: rule.stage, totalSize: total, largestSize: largest)
    }

    /// Ticks that the item waits for its snapshots to be prepared before it comes to the scanner.
    func before(_ items: WorkItems, _ item: Int) -> Int64 {
        let stage = rule.preparationStage
        guard stage >= 0 else { return 0 }
        // A stage with a cap counts with a base of at most that, see ``WorkflowTicks/base``.
        return min(rule.preparation(Int64(items.largestSize[item])), ticks.cap[stage] - ticks.base[stage])
    }

    /// Ticks for which an item holds the paid rate at least, from the begin of the stage that takes it on.
    ///
    /// - Parameter ahead: ticks from there to the begin of the reading stage.
    func leastFilling(_ items: WorkItems, _ item: Int, ahead: StageSpan) -> Int64 {
        let (total, largest) = (items.totalSize[item], Int64(items.largestSize[item]))
        let stage =
            ticks.duration(stage: rule.stage, totalSize: total, largestSize: largest)
            + leastOnScanner(items, item, aboard: 1)
        return ahead.ticks(total: total, largest: largest) + min(rule.filling(largest), stage)
    }
}
