internal import ScanModel
internal import ScanSimulation

extension CycleTimeline {
    /// Stretches of a cycle at most.
    public static let stretchesMost = 96
    /// Scanners of a deployment that are kept one by one at most.
    public static let spansMost = 2_000

    /// The timeline of each deployment of a simulated answer, in its order.
    ///
    /// - Parameters:
    ///   - answer: of the same plan, simulated.
    ///   - trial: the repetition that the answer tells of.
    ///   - width: child tasks that may work side by side.
    /// - Complexity: O(scanners * stretches that each lives in), and one more simulation of every deployment.
    public static func all(
        _ planned: PlannedScenario, _ answer: StudyAnswer, trial: UInt32 = 0, width: Int
    ) async -> [CycleTimeline] {
        var timelines: [CycleTimeline] = []
        for (index, deployment) in answer.deployments.enumerated() {
            guard let run = deployment.run else { continue }
            let stretches = Stretches(covering: run.makespan, most: stretchesMost)
            let uses = await ScanSimulator.limitUse(
                planned.scenario, plan: planned.plan, deployment: index, run: run, seed: planned.scenario.seed,
                trial: trial, stretches: stretches, width: width)
            timelines.append(CycleTimeline(deployment, run, stretches, uses))
        }
        return timelines
    }

    private init(_ answer: DeploymentAnswer, _ run: DeploymentRun, _ stretches: Stretches, _ uses: [RegionLimitUse]) {
        let plan = answer.plan
        let hasSpans = run.regions.reduce(0) { $0 + $1.scanners.count } <= CycleTimeline.spansMost
        deployment = answer.deployment.name
        stretch = plan.scale.seconds(stretches.ticks).doubleValue
        self.stretches = stretches.count
        regions = plan.regions.indices.map { index in
            let region = plan.regions[index]
            let result = run.regions[index]
            let window = run.windows[index]
            let opened = window.activated + region.setupTicks
            func seconds(_ ticks: Int64) -> Double { plan.scale.seconds(ticks).doubleValue }
            return RegionTimeline(
                region: region.region, instances: region.items.count, activated: seconds(window.activated),
                opened: seconds(opened), completed: seconds(opened + result.completed), ended: seconds(window.ended),
                scannersAllowed: region.scanners,
                scanners: CycleTimeline.lives(result.scanners, from: opened, stretches).map {
                    Double($0) / Double(stretches.ticks)
                },
                spans: hasSpans
                    ? result.scanners.map {
                        ScannerSpan(launched: seconds(opened + $0.launched), ended: seconds(opened + $0.terminated))
                    } : nil,
                limits: LimitTimeline.all(answer.deployment.workflow, region, uses[index], stretches, plan.scale))
        }
    }

    /// Ticks of scanners in each stretch: exactly how long each life lies in it. What lies beyond the last stretch, such as
    /// the end of scanners that outlive the cycle, belongs to none.
    ///
    /// - Parameter opened: ticks from the start of the cycle to that of the lives' clock.
    static func lives(_ lives: [ScannerLife], from opened: Int64, _ stretches: Stretches) -> [Int128] {
        var sums = [Int128](repeating: 0, count: stretches.count)
        for life in lives {
            let (start, end) = (life.launched + opened, life.terminated + opened)
            guard start < end else { continue }
            var here = start / stretches.ticks
            while here < Int64(stretches.count), here * stretches.ticks < end {
                let from = max(start, here * stretches.ticks)
                sums[Int(here)] += Int128(min(end, (here + 1) * stretches.ticks) - from)
                here += 1
            }
        }
        return sums
    }
}

extension LimitTimeline {
    /// The limits of a region that something took from, in the order of the workflow: resources, then buckets.
    static func all(
        _ workflow: ScanWorkflow, _ region: RegionPlan, _ use: RegionLimitUse, _ stretches: Stretches,
        _ scale: TickScale
    ) -> [LimitTimeline] {
        var limits: [LimitTimeline] = []
        for (index, resource) in workflow.resources.enumerated() {
            guard let capacity = region.limits.capacities[index], capacity > 0,
                use.units[index].contains(where: { $0 > 0 })
            else { continue }
            limits.append(
                LimitTimeline(
                    name: resource.name, kind: .count, capacity: Double(capacity),
                    shares: use.units[index].map { Double($0) / Double(capacity) }))
        }
        for (index, bucket) in workflow.buckets.enumerated() {
            guard let law = region.buckets[index], use.tokens[index].contains(where: { $0 > 0 }) else { continue }
            // A token comes back every `interval / fraction` ticks.
            let interval = Double(law.interval) / Double(law.fraction)
            limits.append(
                LimitTimeline(
                    name: bucket.action, kind: .rate, capacity: Double(scale.ticksPerSecond) / interval,
                    shares: use.tokens[index].map { Double($0) * interval / Double(stretches.ticks) }))
        }
        return limits
    }
}
