internal import ScanModel
internal import Studies

/// What went wrong in a cycle, in one sentence.
enum FaultsText {
    /// nil: nothing could go wrong, or nothing was simulated.
    static func sentence(_ answer: DeploymentAnswer) -> String? {
        guard let run = answer.run, answer.deployment.faults != nil || answer.deployment.workflow.attempts != nil else {
            return nil
        }
        func sum(_ count: (RegionRun) -> Int) -> Int { run.regions.reduce(0) { $0 + count($1) } }
        func counted(_ number: Int, _ one: String, _ many: String) -> String {
            "\(Wording.count(number)) \(number == 1 ? one : many)"
        }
        var parts: [String] = []
        if answer.deployment.workflow.attempts != nil {
            parts.append(
                counted(sum(\.failedAttempts), "attempt", "attempts")
                    + " of \(Wording.count(sum(\.attempts))) failed")
        }
        if answer.deployment.faults?.interruption != nil {
            parts.append(
                counted(sum(\.interruptedScanners), "scanner was", "scanners were") + " interrupted, with "
                    + counted(sum(\.interruptedItems), "instance", "instances") + " aboard or waiting")
        }
        if let faults = answer.deployment.faults, faults.refusesLaunches {
            let lost = run.regions.reduce(Int128(0)) { $0 + $1.waitingForCapacity }
            let hours = Double(lost) / Double(run.scale.ticksPerSecond) / 3600
            parts.append(
                counted(sum(\.refusedLaunches), "launch", "launches") + " came to nothing, for which instances waited "
                    + "\(Wording.trimmed(hours, places: 2)) instance-hours")
        }
        let lost = sum { $0.abandoned.values.reduce(0, +) }
        parts.append(counted(lost, "instance was", "instances were") + " given up")
        return parts.joined(separator: "; ")
    }
}
