internal import ScanModel

/// Finds what holds a cycle back.
enum BindingAnalysis {
    static func binding(
        _ deployment: Deployment, plan: DeploymentPlan, run: DeploymentRun?, makespan: Int64
    ) -> Binding? {
        guard !plan.regions.isEmpty else { return nil }
        let windows = run?.windows ?? deployment.gate.schedule(durations: plan.regions.map(\.plannedTicks))
        let last = windows.indices.reduce(0) { windows[$1].ended > windows[$0].ended ? $1 : $0 }
        let region = plan.regions[last]
        let waited = run.map { waits(deployment, $0.regions[last], items: region.items.count, scale: plan.scale) } ?? []
        return Binding(
            bound: plan.bound.kind,
            provedShare: makespan == 0 ? 1 : Double(plan.bound.ticks) / Double(makespan),
            lastRegion: region.region, clamp: region.clamp, waits: waited,
            advice: advice(deployment, plan: plan, region: region))
    }

    private static func waits(
        _ deployment: Deployment, _ run: RegionRun, items: Int, scale: TickScale
    ) -> [Binding.Wait] {
        func wait(_ what: String, _ ticks: Int128) -> Binding.Wait {
            let seconds = Double(ticks) / Double(scale.ticksPerSecond)
            return Binding.Wait(what: what, seconds: seconds, secondsPerInstance: seconds / Double(items))
        }
        var waits = [
            wait("a scanner", run.waitingForScanner),
            wait("launch and boot of the scanner", run.waitingForLaunch),
        ]
        for (stage, tally) in zip(deployment.workflow.stages, run.stages) {
            let actions = stage.spends.map { deployment.workflow.buckets[$0].action }.joined(separator: ", ")
            let limits = stage.acquires.map { deployment.workflow.resources[$0].name }.joined(separator: ", ")
            waits.append(wait("\(actions) tokens", tally.waitingForTokens))
            let isRound = limits.isEmpty && deployment.workflow.rounds != nil
            waits.append(wait(isRound ? "its round of snapshots" : "the limit \(limits)", tally.waitingForResources))
        }
        let order = waits.indices.filter { waits[$0].seconds > 0 }
            .sorted { (-waits[$0].seconds, $0) < (-waits[$1].seconds, $1) }
        return order.map { waits[$0] }
    }

    /// Whether only copies of snapshots hold a limit.
    private static func isOfCopies(_ limit: String, _ deployment: Deployment) -> Bool {
        let workflow = deployment.workflow
        return workflow.stages.contains { stage in
            stage.condition == .copyNeeded && stage.acquires.contains { workflow.resources[$0].name == limit }
        }
    }

    /// The knob that moves the strongest bound.
    private static func advice(_ deployment: Deployment, plan: DeploymentPlan, region: RegionPlan) -> String {
        let bound: BoundKind
        let name: String
        switch plan.bound.kind {
        case .regionWindow:
            return deployment.gate.reading == .rounds
                ? "only a sliding gate or fewer regions would shorten the rounds"
                : "a larger window of regions (Concurrency) would let more regions run at once"
        case .sharedTokens(let action):
            return "all regions share the request rate of \(action): a higher one, or fewer requests for each instance"
        case .snapshotRounds:
            return "larger rounds of snapshots, more runs of them, or fewer instances; more scanners change nothing"
        case .vendorDays:
            return "a larger budget of the vendor's gateway for each day (limits.vendorApi.perDay), or fewer instances"
        case .region(let regionName, let kind):
            bound = kind
            name = regionName
        }
        switch bound {
        case .longestItem:
            return "one instance in \(name) alone takes this long; only faster stages would help"
        case .scannerWork:
            switch plan.regions.first(where: { $0.region == name })?.clamp ?? region.clamp {
            case .setting:
                let own = deployment.parameterName(of: .scannersPerRegion)
                return "more scanners in \(name) (\(own)), or more volumes per scanner"
            case .work: return "\(name) has a scanner for every batch already; only faster stages would help"
            case .subnet: return "a larger subnet in \(name): addresses limit the scanners"
            case .vcpu: return "a higher vCPU quota in \(name): it limits the scanners"
            }
        case .scannerLaunch:
            return "fewer launches in \(name): more volumes per scanner, or persistent scanners"
        case .tokens(let action):
            return "a higher request rate of \(action) in \(name), or the load spread over more time"
        case .resource(let limit) where isOfCopies(limit, deployment):
            return
                "customer keys instead of the default key in \(name), whose snapshots alone are copied under the limit "
                + "\(limit), or the load spread over more accounts"
        case .resource(let limit):
            return "a higher limit \(limit) in \(name), or the load spread over more accounts"
        }
    }
}
