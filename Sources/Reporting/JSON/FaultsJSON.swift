internal import ScanModel

/// What went wrong in a region, for answers whose scenario lets something go wrong.
enum FaultsJSON {
    /// nil: nothing could.
    static func value(_ deployment: Deployment, _ run: RegionRun, scale: TickScale) -> JSONValue? {
        guard deployment.faults != nil || deployment.workflow.attempts != nil else { return nil }
        return .members([
            "failedAttempts": .count(run.failedAttempts),
            "interruptedScanners": .count(run.interruptedScanners),
            "interruptedInstances": .count(run.interruptedItems),
            "refusedLaunches": .count(run.refusedLaunches),
            "waitingForCapacityInstanceSeconds": .number(
                Double(run.waitingForCapacity) / Double(scale.ticksPerSecond)),
            "givenUp": .array(
                AbandonReason.allCases.compactMap { reason in
                    run.abandoned[reason].map {
                        .members(["reason": .text(reason.rawValue), "instances": .count($0)])
                    }
                }),
        ])
    }
}
