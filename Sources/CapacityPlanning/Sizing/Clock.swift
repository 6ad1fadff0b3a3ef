internal import ScanModel

/// The clock of a deployment.
enum Clock {
    /// The coarsest scale on which every duration and, if possible, every token interval is whole.
    ///
    /// - Returns: nil if the durations need more ticks than fit into 64 bits over the horizon.
    static func scale(for deployment: Deployment, demand: ScanDemand) -> TickScale? {
        let perUnit = Rational(1, over: Int128(deployment.fleet.sizeUnitsPerGiB))
        var durations: [Rational] = [
            deployment.scanner.boot.value, deployment.scanner.drain.value, deployment.scanner.minimumBilled.value,
        ]
        for stage in deployment.workflow.stages {
            durations += [stage.duration.base.value, stage.duration.perGiB.value * perUnit]
            guard case .reject(let backoff) = stage.onEmpty else { continue }
            durations += [backoff.first.value, backoff.limit.value]
            // Drawn waits are rounded to ticks; a millisecond is fine enough for them.
            if backoff.fullJitter { durations.append(Rational(1, over: 1000)) }
        }
        durations += deployment.regions.flatMap { [$0.setup.value, $0.teardown.value] }
        var intervals: [Rational] = []
        for limit in Set(deployment.regions.flatMap(\.buckets).compactMap(\.self)).sorted(by: precedes) {
            let interval = .one / limit.rate.perSecond
            intervals += [interval, (limit.burst - .one) * interval]
        }
        let horizon = self.horizon(of: deployment, demand: demand)
        let room = 4_000_000_000_000_000_000 / max(1, horizon)
        guard room >= 1 else { return nil }
        let limit = min(TickScale.finest, Int128(room))
        if let scale = TickScale.choose(durations: durations, rateFractions: intervals, limit: limit),
            scale.ratesAreWhole
        {
            return scale
        }
        // The fractions of a tick in which buckets keep their credit multiply the numbers; leave room for them.
        let widest = intervals.map(\.denominator).max() ?? 1
        return TickScale.choose(
            durations: durations, rateFractions: intervals, limit: max(1, limit / max(1, widest * widest)))
    }

    /// Seconds that the cycle certainly stays below: everything one after another, twice over.
    private static func horizon(of deployment: Deployment, demand: ScanDemand) -> Double {
        let attempts = 1 + Double(deployment.fleet.instanceFailures.max() ?? 0)
        let items = Double(demand.summary.eligibleInstances)
        let gib = Double(demand.summary.eligibleSizeUnits) / Double(deployment.fleet.sizeUnitsPerGiB)
        var perItem = deployment.scanner.boot.value.doubleValue + deployment.scanner.drain.value.doubleValue
        var sized = 0.0
        for stage in deployment.workflow.stages {
            perItem += stage.duration.base.value.doubleValue
            sized += stage.duration.perGiB.value.doubleValue * gib
            if case .reject(let backoff) = stage.onEmpty { perItem += backoff.limit.value.doubleValue }
        }
        var requests = 0.0
        let volumes = Double(demand.summary.eligibleVolumes)
        for region in deployment.regions {
            for limit in region.buckets.compactMap(\.self) {
                requests += (items + volumes + Double(region.scannersRequested)) / limit.rate.perSecond.doubleValue
            }
        }
        let regions = deployment.regions.reduce(0.0) {
            $0 + $1.setup.value.doubleValue + $1.teardown.value.doubleValue
        }
        return 2
            * (attempts * (perItem * items + sized + requests) + regions
                + deployment.scanner.minimumBilled.value.doubleValue + 1)
    }

    private static func precedes(_ left: TokenBucketLimit, _ right: TokenBucketLimit) -> Bool {
        left.rate.perSecond != right.rate.perSecond
            ? left.rate.perSecond < right.rate.perSecond : left.burst < right.burst
    }
}
