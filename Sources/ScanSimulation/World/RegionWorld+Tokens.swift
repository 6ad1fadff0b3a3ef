internal import EventSimulation
internal import RandomStreams
internal import ScanModel

// MARK: - Tokens

extension RegionWorld {
    /// Spends the tokens of the stage in their order; the stage begins when the last are granted.
    mutating func spendTokens(_ number: Int, _ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        let spends = compiled.stages[number].spends
        let now = agenda.now.ticks
        var granted = now
        var next = Int(jobs[item].progress) &- Int(compiled.stages[number].acquires.count)
        while next < Int(spends.count) {
            // A bucket sees its requests in the order of time, so the next request waits for the last grant.
            guard granted == now else {
                if let trace {
                    let bucket = Int(compiled.spendings[spends.index(next - 1)].bucket)
                    trace.tokens(item, stage: number, bucket: bucket, from: now, to: granted)
                }
                continueTokens(of: item, at: SimulationTime(ticks: granted), &agenda)
                return
            }
            let spending = compiled.spendings[spends.index(next)]
            let bucket = Int(spending.bucket)
            let units = units(spending.basis, of: item)
            requests[bucket] &+= Int(units)
            if spending.state >= 0 {
                let index = Int(spending.state) &+ (spending.perAccount ? Int(jobs[item].account) : 0)
                if compiled.stages[number].isRefused, !holds(units, of: bucket, spending, index, at: now) {
                    sums[number].refusals &+= 1
                    if let meter { meter.isRefused(units, by: bucket, at: now) }
                    let again = agenda.now + backOff(number, item)
                    if let trace { trace.backOff(item, stage: number, bucket: bucket, from: now, to: again.ticks) }
                    continueTokens(of: item, at: again, &agenda)
                    return
                }
                granted = grant(units, of: bucket, spending, index, at: now)
            }
            if let meter { meter.spends(units, of: bucket, account: Int(jobs[item].account), at: granted) }
            next &+= 1
            jobs[item].progress &+= 1
        }
        sums[number].waitingForTokens += Int128(granted)
        begin(number, item, at: granted, &agenda)
    }

    @inline(__always)
    mutating func grant(
        _ units: Int64, of bucket: Int, _ spending: CompiledRegion.Spending, _ index: Int, at now: Int64
    ) -> Int64 {
        if spending.isShared, let shared { return shared.grant(units, compiled.laws[bucket], index, at: now) }
        return compiled.laws[bucket].grant(units, at: now, &buckets[index])
    }

    private func holds(
        _ units: Int64, of bucket: Int, _ spending: CompiledRegion.Spending, _ index: Int, at now: Int64
    ) -> Bool {
        if spending.isShared, let shared { return shared.holds(units, compiled.laws[bucket], index, at: now) }
        return compiled.laws[bucket].holds(units, at: now, buckets[index])
    }

    /// The next wait of an item that was refused; one keyed draw where jitter is wanted.
    private mutating func backOff(_ number: Int, _ item: Int) -> Int64 {
        let backoff = compiled.stages[number].backoff
        let refusal = jobs[item].refusals
        jobs[item].refusals = min(refusal, .max - 1) + 1
        var wait = backoff.first
        var left = refusal
        while left > 0, wait < backoff.limit, backoff.factor > 1 {
            wait *= backoff.factor
            left -= 1
        }
        wait = min(wait, backoff.limit)
        guard backoff.fullJitter else { return wait }
        let key = drawKey(item: listedNumber(item), stage: UInt16(jobs[item].stage))
        let draw = UInt32(refusal) | UInt32(jobs[item].failed) << 16
        return max(1, Int64((Double(wait) * key.uniform(draw: draw)).rounded(.up)))
    }
}
