internal import ScanModel

/// How long each item's way is without any waiting, in ticks.
struct ItemWays: Sendable {
    /// Stages before the scanner.
    let before: [Int64]
    /// Stages on the scanner, once.
    let onScanner: [Int64]
    /// Stages after the scanner.
    let after: [Int64]
    /// Attempts to scan, at least 1.
    let attempts: [Int64]

    init(items: WorkItems, deployment: Deployment, ticks: WorkflowTicks) {
        let workflow = deployment.workflow
        func sum(_ stages: Range<Int>, _ item: Int) -> Int64 {
            stages.reduce(0) {
                $0
                    + ticks.duration(
                        stage: $1, totalSize: items.totalSize[item], largestSize: Int64(items.largestSize[item]))
            }
        }
        let place = workflow.placeStage
        let last = workflow.lastPlaceStage
        let all = 0..<items.count
        before = all.map { sum(0..<place, $0) }
        onScanner = all.map { sum(place..<(last + 1), $0) }
        after = all.map { sum((last + 1)..<workflow.stages.count, $0) }
        attempts = items.failures.map { Int64($0) + 1 }
    }

    var leastBefore: Int64 { before.min() ?? 0 }
    var leastAfter: Int64 { after.min() ?? 0 }
    var leastOnScanner: Int64 { onScanner.min() ?? 0 }
}
