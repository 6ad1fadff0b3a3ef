public import ScanModel
internal import ScanSimulation

/// Why a deployment ends when it does, from one simulated cycle.
public struct MakespanExplanation: Hashable, Sendable {
    public var name: String
    public var scale: TickScale
    /// In ticks.
    public var makespan: Int64
    /// Regions of the plan, by name.
    public var regions: [String]
    /// The region that ends last, the first listed among equals, as an index.
    public var lastRegion: Int
    /// The account of the instance that ends last; nil without regions.
    public var lastAccount: String?
    /// What happened to that instance, from the start of the cycle to its end: each wait is a stretch itself.
    public var life: CriticalPath
    /// Backwards from the same end, each wait followed to what was waited for.
    public var path: CriticalPath
    /// The time of all instances, and of those of the region that ends last.
    public var instances: InstanceTimes
    public var lastRegionInstances: InstanceTimes
    /// Ticks of ``path`` by account of the instances on it, the most first.
    public var pathAccounts: [AccountShare]
    /// Accounts by when their last instance was done, the last first.
    public var lastAccounts: [AccountRun]
    /// Regions that were simulated once more to trace the path.
    public var tracedRegions: Int

    /// The time of an account's instances on a path.
    public struct AccountShare: Hashable, Sendable {
        public var account: String
        public var ticks: Int64
    }

    /// Explains the run of one deployment; nil if nothing is scanned.
    ///
    /// - Parameters:
    ///   - index: the deployment, as an index.
    ///   - run: its run under the scenario's seed and this trial.
    /// - Complexity: that of simulating the regions whose ends opened one another, up to the one that ends last.
    public init?(_ planned: PlannedScenario, deployment index: Int, run: DeploymentRun, trial: UInt32 = 0) {
        let deployment = planned.scenario.deployments[index]
        let plan = planned.plan.deployments[index]
        guard !plan.regions.isEmpty else { return nil }
        let windows = run.windows
        let chain = MakespanExplanation.chain(windows)
        let last = chain[0]
        let traced = ScanSimulator.trace(
            planned.scenario, plan: planned.plan, deployment: index, run: run, seed: planned.scenario.seed,
            trial: trial, regions: Set(chain))
        let names = WalkNames(deployment)
        var backwards: [PathSegment] = []
        for (position, region) in chain.enumerated() {
            guard let history = traced[region]?.history else { preconditionFailure("region \(region) has no trace") }
            let walk = RegionWalk(history, names: names, region: region, followsWaits: true)
            backwards += MakespanExplanation.whole(
                walk.segments, region: region, plan: plan.regions[region], window: windows[region],
                link: position == 0 ? .same : .gate, deployment)
        }
        var life: [PathSegment] = []
        if let history = traced[last]?.history {
            let walk = RegionWalk(history, names: names, region: last, followsWaits: false)
            life = MakespanExplanation.whole(
                walk.segments, region: last, plan: plan.regions[last], window: windows[last], link: .same,
                deployment)
            let start = windows[last].activated
            if start > 0 {
                life.append(PathSegment(kind: .gate, region: last, from: 0, to: start, item: nil, link: .same))
            }
            lastAccount = history.lastItem.map {
                MakespanExplanation.account(of: $0, in: plan.regions[last], deployment)
            }
        }
        name = deployment.name
        scale = plan.scale
        makespan = run.makespan
        regions = plan.regions.map(\.region)
        lastRegion = last
        self.life = CriticalPath(segments: life.reversed())
        path = CriticalPath(segments: backwards.reversed())
        instances = InstanceTimes(deployment, plan: plan, run: run, regions: plan.regions.indices)
        lastRegionInstances = InstanceTimes(deployment, plan: plan, run: run, regions: [last])
        pathAccounts = MakespanExplanation.accounts(path, plan, deployment)
        lastAccounts = run.accounts.enumerated()
            .sorted { (-$0.element.completed, $0.offset) < (-$1.element.completed, $1.offset) }.map(\.element)
        tracedRegions = chain.count
    }

    /// The region that ends last, the first listed among equals, then the one whose end opened it, and so on to one that
    /// was open from the start; as indices.
    static func chain(_ windows: [RegionWindow]) -> [Int] {
        let last = windows.indices.reduce(0) { windows[$1].ended > windows[$0].ended ? $1 : $0 }
        var chain = [last]
        while let region = chain.last, windows[region].activated > 0 {
            let before = windows.indices.first { $0 < region && windows[$0].ended == windows[region].activated }
            guard let before else { preconditionFailure("nobody opened region \(region)") }
            chain.append(before)
        }
        return chain
    }

    /// Segments from the last to the first in ticks of the cycle, with setup and teardown of the region.
    static func whole(
        _ segments: [PathSegment], region: Int, plan: RegionPlan, window: RegionWindow, link: PathLink,
        _ deployment: Deployment
    ) -> [PathSegment] {
        let opening = window.activated + plan.setupTicks
        var all: [PathSegment] = []
        let completed = window.ended - plan.teardownTicks
        if plan.teardownTicks > 0 {
            all.append(
                PathSegment(
                    kind: .teardown, region: region, from: completed, to: window.ended, item: nil, link: .same))
        }
        all += segments.map { segment in
            var moved = segment
            moved.from += opening
            moved.to += opening
            moved.tokensAhead = tokensAhead(segment, plan, deployment)
            return moved
        }
        if plan.setupTicks > 0 {
            all.append(
                PathSegment(
                    kind: .setup, region: region, from: window.activated, to: opening, item: nil, link: .same))
        }
        if !all.isEmpty { all[0].link = link }
        return all
    }

    /// How many tokens came back, or were promised to others, while one was waited for.
    private static func tokensAhead(_ segment: PathSegment, _ plan: RegionPlan, _ deployment: Deployment) -> Int? {
        guard case .tokens(let action) = segment.kind,
            let bucket = deployment.workflow.buckets.firstIndex(where: { $0.action == action }),
            let law = plan.buckets[bucket]
        else { return nil }
        return Int(Int128(segment.ticks) * Int128(law.fraction) / Int128(law.interval))
    }

    private static func account(of item: Int, in region: RegionPlan, _ deployment: Deployment) -> String {
        deployment.fleet.accounts.texts[Int(region.items.accounts[Int(region.items.account[item])])]
    }

    private static func accounts(
        _ path: CriticalPath, _ plan: DeploymentPlan, _ deployment: Deployment
    ) -> [AccountShare] {
        var ticks: [String: Int64] = [:]
        for segment in path.segments {
            guard let item = segment.item else { continue }
            ticks[account(of: item, in: plan.regions[segment.region], deployment), default: 0] += segment.ticks
        }
        return ticks.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }
            .map { AccountShare(account: $0.key, ticks: $0.value) }
    }
}
