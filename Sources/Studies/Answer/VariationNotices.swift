internal import ScanModel

/// What an answer must say of random durations.
enum VariationNotices {
    /// What is random, what the bounds are worth then and how often the dice were thrown; empty if nothing is random.
    static func sentences(_ deployment: Deployment, _ run: DeploymentRun?) -> [String] {
        guard deployment.hasRandomDurations, let variations = deployment.variations else { return [] }
        var varied = deployment.workflow.stages.map(\.name).filter { !variations.variation(of: $0).isNone }
        if !variations.scannerBoot.isNone { varied.append("the boot of a scanner") }
        if !variations.region.isNone { varied.append("whole regions (good and bad days)") }
        return [
            "Durations are random: \(varied.joined(separator: ", ")). Bounds and planned figures are those of nominal "
                + "durations, which are the means; a lucky trial may end before them, so they prove nothing of one trial."
                + (run == nil ? "" : " This is one trial of many.")
        ]
    }
}
