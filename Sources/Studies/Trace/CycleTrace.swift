public import ScanModel
internal import ScanSimulation

/// What one simulated cycle did when, for viewers of traces.
///
/// Each deployment has a process of its own, with the region gate, the critical path and the deadline; each of its
/// regions has one, with its scanners, its instances and its counters. Regions are simulated once more and told one after
/// another, so that the memory is that of the greatest region; regions that something couples are in memory together.
public enum CycleTrace {
    /// Tells the runs of all deployments.
    ///
    /// - Parameters:
    ///   - runs: of this trial, in the order of the deployments.
    ///   - progress: called with instances told so far and in all.
    ///   - emit: called with each event and the clock that its ticks are of. A track is named before anything lies on it.
    /// - Returns: how much of each region was told.
    /// - Complexity: that of simulating the wanted regions and those on the critical path, and O(n log n) in their
    ///   steps.
    public static func tell(
        _ planned: PlannedScenario, runs: [DeploymentRun], trial: UInt32 = 0, scope: TraceScope,
        progress: (Int, Int) -> Void = { _, _ in }, emit: (TraceEvent, TickScale) -> Void
    ) -> [TracedRegion] {
        var told: [TracedRegion] = []
        var number = 1
        let all = planned.plan.deployments.flatMap(\.regions).filter { isWanted($0.region, scope) }
            .reduce(0) { $0 + $1.items.count }
        var done = 0
        for index in planned.scenario.deployments.indices {
            let teller = DeploymentTeller(planned, deployment: index, run: runs[index], trial: trial, scope: scope)
            told += teller.tell(
                number: &number,
                progress: { instances in
                    done += instances
                    progress(done, all)
                }, emit: { emit($0, teller.plan.scale) })
        }
        return told
    }

    static func isWanted(_ region: String, _ scope: TraceScope) -> Bool { scope.regions?.contains(region) ?? true }
}

/// Tells the trace of one deployment.
private struct DeploymentTeller {
    let planned: PlannedScenario
    let index: Int
    let deployment: Deployment
    let plan: DeploymentPlan
    let run: DeploymentRun
    let trial: UInt32
    let scope: TraceScope
    let names: WalkNames
    /// Names of accounts, cut off where they are long.
    let accounts: [String]

    init(_ planned: PlannedScenario, deployment index: Int, run: DeploymentRun, trial: UInt32, scope: TraceScope) {
        self.planned = planned
        self.index = index
        deployment = planned.scenario.deployments[index]
        plan = planned.plan.deployments[index]
        self.run = run
        self.trial = trial
        self.scope = scope
        names = WalkNames(deployment)
        accounts = deployment.fleet.accounts.texts.map(TraceText.short)
    }

    func tell(number: inout Int, progress: (Int) -> Void, emit: (TraceEvent) -> Void) -> [TracedRegion] {
        let process = number
        number += 1
        let title = TraceText.short(deployment.name)
        emit(.process(process, name: title, place: process, label: plan.regions.isEmpty ? "nothing is scanned" : nil))
        tellGate(process, number: &number, emit)
        let chain = plan.regions.isEmpty ? [] : MakespanExplanation.chain(run.windows)
        let wanted = plan.regions.indices.filter {
            CycleTrace.isWanted(plan.regions[$0].region, scope) || chain.contains($0)
        }
        var told: [TracedRegion] = []
        var path: [Int: [PathSegment]] = [:]
        ScanSimulator.trace(
            planned.scenario, plan: planned.plan, deployment: index, run: run, seed: planned.scenario.seed,
            trial: trial,
            each: wanted
        ) { region, regionRun, history in
            if let position = chain.firstIndex(of: region) {
                let walk = RegionWalk(history, names: names, region: region, followsWaits: true)
                path[region] = MakespanExplanation.whole(
                    walk.segments, region: region, plan: plan.regions[region], window: run.windows[region],
                    link: position == 0 ? .same : .gate, deployment)
            }
            guard CycleTrace.isWanted(plan.regions[region].region, scope) else { return }
            told.append(tell(region, regionRun, history, number: &number, emit))
            progress(plan.regions[region].items.count)
        }
        tellPath(chain.reversed().flatMap { path[$0]?.reversed() ?? [] }, process, number: &number, emit)
        return told
    }

    // MARK: - The cycle

    private func track(
        _ name: String, _ process: Int, number: inout Int, _ emit: (TraceEvent) -> Void
    ) -> TraceTrack {
        let track = TraceTrack(process: process, thread: number)
        emit(.thread(track, name: name, place: number))
        number += 1
        return track
    }

    private func tellGate(_ process: Int, number: inout Int, _ emit: (TraceEvent) -> Void) {
        let cycle = track("cycle", process, number: &number, emit)
        emit(
            .slice(
                TraceSlice(
                    track: cycle, category: .region, name: "cycle", from: 0, to: run.makespan,
                    details: [
                        TraceDetail("regions", plan.regions.count),
                        TraceDetail("instances", plan.demand.eligibleInstances),
                        TraceDetail("scanners at once", run.peakScanners),
                    ])))
        if let deadline = (planned.scenario.objective.deadline ?? deployment.interval)?.value {
            tellDeadline(deadline, cycle, emit)
        }
        let packing = LanePacking.lanes(run.windows.map { ($0.activated, $0.ended) })
        let tracks = (0..<packing.count).map { lane in
            track("open regions (\(lane + 1))", process, number: &number, emit)
        }
        for (region, window) in run.windows.enumerated() {
            tellWindow(region, window, tracks[packing.lanes[region]], emit)
        }
    }

    /// Where the deadline is far behind the end, the end says so: an instant out there would squeeze the cycle.
    private func tellDeadline(_ deadline: Rational, _ track: TraceTrack, _ emit: (TraceEvent) -> Void) {
        let exact = (deadline * Rational(Int128(plan.scale.ticksPerSecond))).floor
        let at = Int64(clamping: exact)
        let isFar = at > run.makespan && (at - run.makespan) / 4 > run.makespan / 16
        emit(
            .instant(
                track, name: isFar ? "ends long before the deadline" : "deadline", at: isFar ? run.makespan : at,
                details: [
                    TraceDetail("in time", run.makespan <= at ? "yes" : "no"),
                    TraceDetail("deadline after seconds", deadline.description),
                ]))
    }

    private func tellWindow(
        _ region: Int, _ window: RegionWindow, _ track: TraceTrack, _ emit: (TraceEvent) -> Void
    ) {
        let regionPlan = plan.regions[region]
        func slice(_ name: String, _ from: Int64, _ to: Int64, _ details: [TraceDetail] = []) {
            emit(
                .slice(
                    TraceSlice(
                        track: track, category: .region, name: name, from: from, to: to, details: details)))
        }
        slice(
            TraceText.short(regionPlan.region), window.activated, window.ended,
            [
                TraceDetail("instances", regionPlan.items.count), TraceDetail("scanners at once", regionPlan.scanners),
                TraceDetail("scanners", run.regions[region].scanners.count),
            ])
        if regionPlan.setupTicks > 0 {
            slice("sets the region up", window.activated, window.activated + regionPlan.setupTicks)
        }
        if regionPlan.teardownTicks > 0 {
            slice("takes the region down", window.ended - regionPlan.teardownTicks, window.ended)
        }
    }

    private func tellPath(
        _ segments: [PathSegment], _ process: Int, number: inout Int, _ emit: (TraceEvent) -> Void
    ) {
        guard !segments.isEmpty else { return }
        let path = track("critical path", process, number: &number, emit)
        for segment in segments {
            let region = plan.regions[segment.region]
            var details = [TraceDetail("region", TraceText.short(region.region))]
            if let item = segment.item {
                details.append(
                    TraceDetail("account", accounts[Int(region.items.accounts[Int(region.items.account[item])])]))
                details.append(TraceDetail("instance", item + 1))
            }
            switch segment.link {
            case .same: break
            case .place: details.append(TraceDetail("lets go on", "who waited for its place on a scanner"))
            case .limit(let name): details.append(TraceDetail("lets go on", "who waited for \(name)"))
            case .gate: details.append(TraceDetail("lets go on", "the region that waited behind the gate"))
            }
            emit(
                .slice(
                    TraceSlice(
                        track: path, category: .path, name: TraceText.short(segment.kind.title), from: segment.from,
                        to: segment.to,
                        details: details)))
        }
    }

    // MARK: - A region

    private func tell(
        _ region: Int, _ regionRun: RegionRun, _ history: RegionHistory, number: inout Int,
        _ emit: (TraceEvent) -> Void
    ) -> TracedRegion {
        let process = number
        number += 1
        let regionPlan = plan.regions[region]
        let window = run.windows[region]
        var tracks = RegionTracks(
            RegionTracks.Context(
                workflow: deployment.workflow, plan: regionPlan, run: regionRun, history: history,
                opening: window.activated + regionPlan.setupTicks, process: process,
                accounts: regionPlan.items.accounts.map { accounts[Int($0)] },
                unitsPerGiB: deployment.fleet.sizeUnitsPerGiB,
                minimumBilled: plan.ticks.minimumBilled),
            names: names, deployment: deployment.name, scope: scope, thread: number + 1)
        let told = tracks.told
        let isPart = told.instancesTold < told.instances
        emit(
            .process(
                process, name: "\(TraceText.short(deployment.name))/\(TraceText.short(regionPlan.region))",
                place: process,
                label: isPart ? "the first \(told.instancesTold) of \(told.instances) instances" : nil))
        let own = track("region", process, number: &number, emit)
        tellWindow(region, window, own, emit)
        let opened = window.activated + regionPlan.setupTicks
        for (name, at) in [("opened", opened), ("closed", window.ended)] {
            emit(.instant(own, name: "region \(name)", at: at, details: []))
        }
        number = tracks.emit(scope: scope, emit)
        return tracks.told
    }
}
