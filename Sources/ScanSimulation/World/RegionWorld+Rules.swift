internal import EventSimulation
internal import RandomStreams
internal import ScanModel

// MARK: - Limits that are looked at

extension RegionWorld {
    /// An item wants to look at its stage's limit. Where looks are metered it waits for its turn.
    mutating func askToLook(_ number: Int, _ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        let rules = compiled.rules[Int(compiled.stages[number].rules)]
        if rules.lookSpends {
            let bucket = Int(rules.look.bucket)
            requests[bucket] &+= 1
            if rules.look.state >= 0 {
                let index = Int(rules.look.state) &+ (rules.look.perAccount ? Int(jobs[item].account) : 0)
                let granted = grant(1, of: bucket, rules.look, index, at: agenda.now.ticks)
                if let meter { meter.spends(1, of: bucket, account: Int(jobs[item].account), at: granted) }
                if granted > agenda.now.ticks {
                    lookLater(.looks, item, at: granted, &agenda)
                    return
                }
            } else if let meter {
                meter.spends(1, of: bucket, account: Int(jobs[item].account), at: agenda.now.ticks)
            }
        }
        look(number, item, &agenda)
    }

    /// Takes the units if they are there, else comes back later, and gives up after the last look.
    mutating func look(_ number: Int, _ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        let rules = compiled.rules[Int(compiled.stages[number].rules)]
        let acquisition = compiled.acquisitions[compiled.stages[number].acquires.index(0)]
        let counter = Int(acquisition.counter) &+ (acquisition.perAccount ? Int(jobs[item].account) : 0)
        let wanted = units(acquisition.basis, of: item)
        let resource = Int(acquisition.resource)
        // More than there ever is goes through alone, else it could never go.
        let capacity = max(compiled.capacities[resource], wanted)
        if counters[counter].used + wanted <= capacity {
            take(wanted, of: resource, from: counter, at: now)
            jobs[item].progress = 1
            jobs[item].refusals = 0
            sums[number].waitingForResources += Int128(now)
            sums[number].waitingForTokens -= Int128(now)
            spendTokens(number, item, &agenda)
            return
        }
        sums[number].refusals &+= 1
        jobs[item].refusals = min(jobs[item].refusals, .max - 1) + 1
        guard Int32(jobs[item].refusals) < rules.looksMost else {
            sums[number].waitingForResources += Int128(now)
            abandon(item, .gaveUpAtLimit, holding: compiled.heldBefore[number], &agenda)
            return
        }
        lookLater(.asksToLook, item, at: now + rules.recheckEvery, &agenda)
    }

    /// An item goes on with its look later, unless its scanner is taken away before.
    private mutating func lookLater(
        _ kind: ScanEvent.Kind, _ item: Int, at instant: Int64, _ agenda: inout Agenda<ScanEvent>
    ) {
        if let trace {
            let number = Int(jobs[item].stage)
            let now = agenda.now.ticks
            if kind == .looks {
                let bucket = Int(compiled.rules[Int(compiled.stages[number].rules)].look.bucket)
                trace.tokens(item, stage: number, bucket: bucket, from: now, to: instant)
            } else {
                let resource = Int(compiled.acquisitions[compiled.stages[number].acquires.index(0)].resource)
                trace.looksAgain(item, stage: number, resource: resource, from: now, to: instant)
            }
        }
        guard isInterruptible(item) else {
            agenda.schedule(event(kind, item), at: SimulationTime(ticks: instant))
            return
        }
        let handle = agenda.scheduleCancellable(event(kind, item), at: SimulationTime(ticks: instant))
        aboardStates[item] = AboardState(pending: .look, handle: handle)
    }
}

// MARK: - Durations with rules

extension RegionWorld {
    /// Begins a stage with rules, or one of copies alone.
    mutating func beginWithRules(
        _ number: Int, _ item: Int, at instant: Int64, _ agenda: inout Agenda<ScanEvent>
    ) {
        let duration = ruledDuration(number, item)
        if let trace {
            let spends = compiled.stages[number].spends
            let bucket = spends.count > 0 ? compiled.spendings[spends.index(Int(spends.count) - 1)].bucket : -1
            trace.begins(
                number, item, bucket: Int(bucket), now: agenda.now.ticks, at: instant, for: duration)
        }
        sums[number].working += Int128(duration)
        let ends = SimulationTime(ticks: instant + duration)
        let rules = Int(compiled.stages[number].rules)
        if number == compiled.fillingStage { watchFilling(item, from: instant, for: duration, &agenda) }
        guard rules >= 0, compiled.rules[rules].isInterruptible else {
            agenda.schedule(event(.stageEnded, item), at: ends)
            return
        }
        let handle = agenda.scheduleCancellable(event(.stageEnded, item), at: ends)
        aboardStates[item] = AboardState(pending: .end, handle: handle, begins: instant, ends: ends.ticks)
    }

    /// How long any stage lasts for an item, once it begins.
    mutating func duration(_ number: Int, _ item: Int) -> Int64 {
        let isPlain = compiled.stages[number].rules < 0 && !compiled.stages[number].copiesOnly
        return isPlain ? plainDuration(number, item) : ruledDuration(number, item)
    }

    /// How long a stage with rules lasts for an item.
    private mutating func ruledDuration(_ number: Int, _ item: Int) -> Int64 {
        let stage = compiled.stages[number]
        var total = jobs[item].totalSize
        var largest = Int64(jobs[item].largestSize)
        if stage.copiesOnly {
            total = copies[item].totalSize
            largest = Int64(copies[item].largestSize)
        }
        var duration = stage.base + stage.perUnit * (stage.usesTotal ? total : largest)
        guard stage.rules >= 0 else { return duration }
        let rules = compiled.rules[Int(stage.rules)]
        let multiplier = rules.varies ? multiplier(number, item) : .one
        if let reading = compiled.reads {
            if number == reading.preparationStage { duration += reading.preparation(largest) }
            if number == reading.stage {
                let read = readDuration(number, item, reading, rules, timing: duration, times: multiplier)
                return noticed(capped(read, number, item, rules), rules)
            }
        }
        duration = multiplier.times(duration)
        for type in Int(rules.firstScanType)..<Int(rules.firstScanType + rules.scanTypeCount) {
            let (ticks, isCut) = self.duration(
                ofScanType: type, totalSize: total, largestSize: largest, platform: jobs[item].platform,
                times: multiplier)
            duration += ticks
            if isCut { sums[number].cutOff &+= 1 }
        }
        return noticed(capped(duration, number, item, rules), rules)
    }

    /// What is not through at the cap of the stage is cut off, and the item stays unscanned.
    private mutating func capped(_ duration: Int64, _ number: Int, _ item: Int, _ rules: StageRules) -> Int64 {
        guard duration > rules.cutAbove else { return duration }
        sums[number].cutOff &+= 1
        jobs[item].meters.insert(number < compiled.placeStage ? .cutBefore : .cutAboard)
        return rules.cap
    }

    /// When something that lasts this long is noticed to be over.
    private func noticed(_ duration: Int64, _ rules: StageRules) -> Int64 {
        if let trace { trace.unnoticed = duration }
        return rules.poll.noticed(duration)
    }
}

// MARK: - Failures

extension RegionWorld {
    /// Draws how many attempts of each item fail; as many as there may be means that it is lost.
    mutating func drawFailures(_ rule: AttemptRule) {
        let most = rule.lastSucceeds ? rule.most - 1 : rule.most
        for item in 0..<itemCount {
            let key = drawKey(item: listedNumber(item), stage: .max)
            var failures = 0
            while failures < most, key.uniform(draw: UInt32(failures)) < rule.failureProbability { failures += 1 }
            jobs[item].failures = UInt8(failures)
        }
    }

    /// What a failed attempt opened is closed and what it took is released; the next attempt starts afresh.
    mutating func failAttempt(_ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        jobs[item].failed += 1
        jobs[item].meters.remove(.cutAboard)
        run.failedAttempts &+= 1
        close(compiled.failureCloses, item, at: agenda.now.ticks)
        let held = compiled.heldAtFailure
        for position in 0..<Int(held.count) { release(held.index(position), item, &agenda) }
    }

    /// An item leaves the cycle unscanned. What it held is free at once; what it made is found by the next sweep.
    mutating func abandon(
        _ item: Int, _ reason: AbandonReason, holding held: CompiledRegion.Run, _ agenda: inout Agenda<ScanEvent>
    ) {
        let now = agenda.now.ticks
        let isBeforeScanner = Int(jobs[item].stage) < compiled.placeStage
        if jobs[item].stage == 0 { leftFirstStage &+= 1 }
        jobs[item].stage = Job.gone
        if let trace { trace.isAbandoned(item, at: now) }
        run.abandoned[reason, default: 0] += 1
        itemsGone &+= 1
        run.completed = now
        reportProgress()
        var swept = now
        if let sweep = compiled.sweep { swept = opening + (now - opening + sweep - 1) / sweep * sweep }
        if swept > now { leaveBehind(item, for: swept - now) }
        close(.all, item, at: swept)
        for position in 0..<Int(held.count) { release(held.index(position), item, &agenda) }
        if isBeforeScanner, hasBatches { leaveBatch(item, &agenda) }
    }

    /// The other items of a batch no longer wait for one that was given up.
    private mutating func leaveBatch(_ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        let batch = Int(jobs[item].batch)
        batchOpen[batch] -= 1
        if batchOpen[batch] == 0 { formBatch(batch, &agenda) }
    }
}
