import ScanModel
import TestSupport

/// Cases whose regions are let in by a gate and spend from one more bucket, and cases whose scanners stay.
extension BatchCaseGenerator {
    /// A scenario of so many regions behind a gate; their further bucket is one for all of them or one for each.
    mutating func nextBehindGate(regions: ClosedRange<Int>, isShared: Bool, dice: inout Dice) -> Scenario {
        var scenario = next(regions: dice.roll(regions)).scenario()
        var deployment = scenario.deployments[0]
        deployment.gate = RegionGate(
            reading: .window, window: dice.roll(1...3), discipline: dice.pick(GateDiscipline.allCases))
        for region in deployment.regions.indices {
            deployment.regions[region].setup = Seconds(Rational(dice.roll(0...30)))
            deployment.regions[region].teardown = Seconds(Rational(dice.roll(0...30)))
            deployment.regions[region].buckets.append(TokenBucketLimit(rate: TokenRate(perSecond: 2), burst: 3))
        }
        let base = deployment.workflow
        var stages = base.stages
        stages[dice.roll(0...(stages.count - 1))].spends.insert(base.buckets.count, at: 0)
        deployment.workflow = ScanWorkflow(
            stages: stages, resources: base.resources,
            buckets: base.buckets + [
                BucketKind(action: "Shared", scope: isShared ? .serviceAccount : .serviceAccountRegion, per: .item)
            ])
        scenario.deployments[0] = deployment
        return scenario
    }

    /// A scenario whose scanners stay as long as there is work.
    mutating func nextWithStayingScanners(dice: inout Dice) -> Scenario {
        var scenario = next().scenario()
        let scanner = scenario.deployments[0].scanner
        scenario.deployments[0].scanner = ScannerModel(
            lifecycle: .persistent, termination: dice.pick([.regionEnd, .idle]), boot: scanner.boot,
            drain: scanner.drain, places: max(3, scanner.places), minimumBilled: scanner.minimumBilled,
            instanceType: nil, vcpus: 2, rootVolume: GiB(8), launchBuckets: scanner.launchBuckets,
            terminateBuckets: scanner.terminateBuckets)
        return scenario
    }
}
