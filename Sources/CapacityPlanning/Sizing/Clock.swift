internal import ScanModel

/// The clock of a deployment.
enum Clock {
    /// The coarsest scale on which every duration and, if possible, every token interval is whole.
    ///
    /// - Returns: the scale and the ticks the cycle certainly stays below; nil if the durations need more ticks than fit
    ///   into 64 bits over the horizon.
    static func choose(for deployment: Deployment, demand: ScanDemand) -> (scale: TickScale, horizon: Int128)? {
        let perUnit = Rational(1, over: Int128(deployment.fleet.sizeUnitsPerGiB))
        var durations: [Rational] = [
            deployment.scanner.boot.value, deployment.scanner.drain.value, deployment.scanner.minimumBilled.value,
        ]
        for stage in deployment.workflow.stages {
            durations += [stage.duration.base.value, stage.duration.perGiB.value * perUnit]
            for type in stage.scanTypes {
                durations += [type.base.value, type.perGiB.value * perUnit] + (type.timeout.map { [$0.value] } ?? [])
            }
            if let poll = stage.poll { durations += [poll.first.value, poll.step.value, poll.longest.value] }
            if let recheck = stage.recheck { durations.append(recheck.every.value) }
            if let cap = stage.cap { durations.append(cap.value) }
            guard case .reject(let backoff) = stage.onEmpty else { continue }
            durations += [backoff.first.value, backoff.limit.value]
            // Drawn waits are rounded to ticks; a millisecond is fine enough for them.
            if backoff.fullJitter { durations.append(Rational(1, over: 1000)) }
        }
        durations += [deployment.workflow.batchWindow, deployment.workflow.sweep].compactMap { $0?.value }
        if let limit = deployment.workflow.waves?.turnLimit { durations.append(limit.value) }
        if let rounds = deployment.workflow.rounds {
            durations += [rounds.pause.value, rounds.runLimit.value, rounds.every.value]
        }
        durations += deployment.regions.flatMap { [$0.setup.value, $0.teardown.value] }
        if let reading = deployment.workflow.reads {
            durations.append(ReadTicks.millisecond)
            if reading.preparationStage != nil {
                durations += [
                    ReadTicks.preparation(perUnitOf: deployment.fleet.sizeUnitsPerGiB), FastRestore.firstCreditLeast,
                ]
            }
        }
        if let faults = deployment.faults { durations += faultDurations(faults) }
        let buckets = Set(deployment.regions.flatMap(\.buckets).compactMap(\.self))
        let intervals = buckets.flatMap { limit -> [Rational] in
            let interval = .one / limit.refill.perSecond
            return [interval, (limit.burst - .one) * interval]
        }
        let seconds = horizon(of: deployment, demand: demand)
        let room = Double(TokenBucketTicks.most) / seconds
        guard room >= 1 else { return nil }
        let limit = min(TickScale.finest, Int128(room))
        if let scale = TickScale.choose(durations: durations, rateFractions: intervals, limit: limit),
            scale.ratesAreWhole,
            let chosen = chosen(refined(scale, deployment, limit), buckets: buckets, seconds: seconds)
                ?? chosen(scale, buckets: buckets, seconds: seconds)
        {
            return chosen
        }
        // Some bucket has no whole interval: the finest clock on which all of them still fit keeps the rounding small.
        guard let coarse = TickScale.choose(durations: durations, rateFractions: [], limit: limit) else { return nil }
        var fine = coarse.ticksPerSecond
        while Int128(fine) * 10 <= limit { fine *= 10 }
        while fine >= coarse.ticksPerSecond {
            let scale = TickScale(ticksPerSecond: fine, ratesAreWhole: false)
            if let chosen = chosen(scale, buckets: buckets, seconds: seconds) { return chosen }
            fine /= 10
        }
        return nil
    }

    /// Drawn durations are rounded to ticks: a multiple of the clock with microseconds, or as near to them as the horizon
    /// lets it come. Whatever was whole stays whole.
    private static func refined(_ scale: TickScale, _ deployment: Deployment, _ limit: Int128) -> TickScale {
        guard deployment.hasRandomDurations else { return scale }
        var ticks = Int128(scale.ticksPerSecond)
        while ticks < 1_000_000, ticks * 10 <= limit { ticks *= 10 }
        return TickScale(ticksPerSecond: Int64(ticks), ratesAreWhole: scale.ratesAreWhole)
    }

    private static func faultDurations(_ faults: FaultRules) -> [Rational] {
        // Drawn lives and waits are rounded to ticks; a millisecond is fine enough for them.
        [Rational(1, over: 1000)] + faults.outages.flatMap { [$0.from.value, $0.to.value] }
            + (faults.refusesLaunches ? [faults.retry.first.value, faults.retry.limit.value] : [])
    }

    /// A bucket on the chosen clock; cannot fail for the buckets the clock was chosen for.
    static func bucket(_ limit: TokenBucketLimit, scale: TickScale, horizon: Int128) -> TokenBucketTicks {
        guard let ticks = TokenBucketTicks(limit, scale: scale, horizon: horizon) else {
            preconditionFailure("the clock of \(scale.ticksPerSecond) ticks a second does not fit \(limit)")
        }
        return ticks
    }

    private static func chosen(
        _ scale: TickScale, buckets: Set<TokenBucketLimit>, seconds: Double
    ) -> (scale: TickScale, horizon: Int128)? {
        let horizon = Int128((seconds * Double(scale.ticksPerSecond)).rounded(.up))
        let fits = buckets.allSatisfy { TokenBucketTicks($0, scale: scale, horizon: horizon) != nil }
        return fits ? (scale, horizon) : nil
    }

    /// Seconds that reading takes at most, for an item and for each GiB of it.
    private static func reading(_ rule: ReadRule, of deployment: Deployment) -> (item: Double, gibibyte: Double) {
        let aboard = Int64(max(64, deployment.scanner.places, deployment.eligibility.volumesMax))
        let share = rule.share(aboard: aboard)
        let slowest = min(share.first, share.again, share.baseline)
        var gibibyte = 0.0
        if slowest != .max {
            let parts = rule.readShares.reduce(Rational.zero, +) * rule.dataShare
            gibibyte = (parts * Rational(Int128(ByteRate.bytesPerGiB), over: Int128(slowest))).doubleValue
        }
        var item = 0.01 * Double(rule.readShares.count)
        if rule.preparationStage != nil {
            item += FastRestore.firstCreditLeast.doubleValue
            gibibyte += FastRestore.preparingPerGiB.doubleValue
        }
        return (item, gibibyte)
    }

    /// Seconds that the cycle certainly stays below: everything one after another, twice over, and random durations as
    /// long as a ``Variation`` lets them be.
    private static func horizon(of deployment: Deployment, demand: ScanDemand) -> Double {
        var attempts = max(1 + Double(demand.failuresMost), Double(deployment.workflow.attempts?.most ?? 1))
        if deployment.faults?.interruption != nil { attempts *= Double(InterruptionRule.most) }
        let items = Double(demand.summary.eligibleInstances)
        let gib = Double(demand.summary.eligibleSizeUnits) / Double(deployment.fleet.sizeUnitsPerGiB)
        let variations = deployment.variations ?? DurationVariations()
        var perItem =
            deployment.scanner.boot.value.doubleValue * (variations.scannerBoot.isNone ? 1 : Variation.most)
            + deployment.scanner.drain.value.doubleValue
        var sized = 0.0
        for stage in deployment.workflow.stages {
            let most = variations.varies(stage.name) ? Variation.most : 1
            perItem += stage.duration.base.value.doubleValue * most
            sized += stage.duration.perGiB.value.doubleValue * gib * most
            for type in stage.scanTypes {
                perItem += type.base.value.doubleValue * most
                sized += type.perGiB.value.doubleValue * gib * most
            }
            perItem += stage.poll?.longest.value.doubleValue ?? 0
            if let recheck = stage.recheck {
                let turns = deployment.regions.compactMap { region in
                    recheck.bucket.flatMap { region.buckets[$0] }.map { 1 / $0.refill.perSecond.doubleValue }
                }
                // Who looks without end waits for what the others do, and for one pause more.
                let looks = recheck.givesUp ? recheck.looksMost : 1
                perItem += (recheck.every.value.doubleValue + (turns.max() ?? 0)) * Double(looks)
            }
            if case .reject(let backoff) = stage.onEmpty { perItem += backoff.limit.value.doubleValue }
        }
        for timer in [deployment.workflow.batchWindow, deployment.workflow.sweep] {
            perItem += timer?.value.doubleValue ?? 0
        }
        // However few rounds a run has, it has one.
        if let rounds = deployment.workflow.rounds { perItem += rounds.every.value.doubleValue }
        if let reading = deployment.workflow.reads {
            let (item, gibibyte) = Clock.reading(reading, of: deployment)
            let most = deployment.hasRandomDurations ? Variation.most : 1
            perItem += item * most
            sized += gibibyte * gib * most
        }
        var requests = 0.0
        let volumes = Double(demand.summary.eligibleVolumes)
        for region in deployment.regions {
            for limit in region.buckets.compactMap(\.self) {
                requests += (items + volumes + Double(region.scannersRequested)) / limit.refill.perSecond.doubleValue
            }
        }
        let regions = deployment.regions.reduce(0.0) {
            $0 + $1.setup.value.doubleValue + $1.teardown.value.doubleValue
        }
        var lost = 0.0
        if let faults = deployment.faults, faults.refusesLaunches {
            lost = faults.outages.reduce(0) { $0 + $1.to.value.doubleValue }
            // At most every second launch fails, so that this many in a row do not.
            let retries = 64.0
            perItem += faults.retry.limit.value.doubleValue * retries
            requests *= retries
        }
        return 2
            * (lost + attempts * (perItem * items + sized + requests) + regions
                + deployment.scanner.minimumBilled.value.doubleValue + 1)
    }
}
