internal import EventSimulation
internal import RandomStreams
internal import ScanModel

// MARK: - Launches that come to nothing

extension RegionWorld {
    /// Whether a granted launch fails; the batch then keeps its position and asks again after a wait.
    mutating func comesToNothing(_ batch: Int, granted: Int64, _ agenda: inout Agenda<ScanEvent>) -> Bool {
        guard let faults = compiled.faults else { return false }
        let request = batchFaults[batch].requests
        batchFaults[batch].requests += 1
        var fails = false
        for outage in 0..<compiled.outageCount {
            fails = fails || (compiled.outages[outage].from..<compiled.outages[outage].to).contains(granted)
        }
        if !fails, faults.launchFailure > 0 {
            fails = draws(of: batch, FaultDraws.launch).uniform(draw: request) < faults.launchFailure
        }
        guard fails else {
            if batchFaults[batch].refusals > 0 {
                let lost = granted - batchFaults[batch].refusedSince
                run.waitingForCapacity += Int128(product: lost, Int64(batchOpen[batch]))
                batchFaults[batch].refusals = 0
            }
            return false
        }
        if batchFaults[batch].refusals == 0 { batchFaults[batch].refusedSince = granted }
        let wait = retryWait(batch, request: request, refusals: batchFaults[batch].refusals, faults.retry)
        batchFaults[batch].refusals += 1
        run.refusedLaunches += 1
        agenda.schedule(event(.launchAgain, batch), at: SimulationTime(ticks: granted + wait))
        return true
    }

    private func retryWait(
        _ batch: Int, request: UInt32, refusals: UInt32, _ retry: CompiledRegion.BackoffTicks
    ) -> Int64 {
        var wait = retry.first
        // Long outages refuse a batch thousands of times, and the wait stops to grow long before.
        var left = refusals
        while left > 0, wait < retry.limit, retry.factor > 1 {
            wait *= retry.factor
            left -= 1
        }
        wait = min(wait, retry.limit)
        guard retry.fullJitter else { return wait }
        let share = draws(of: batch, FaultDraws.wait).uniform(draw: request)
        return max(1, Int64((Double(wait) * share).rounded(.up)))
    }

    private func draws(of batch: Int, _ stage: UInt16) -> DrawKey {
        drawKey(item: UInt32(truncatingIfNeeded: batch), stage: stage)
    }
}

// MARK: - Scanners that are taken away

extension RegionWorld {
    /// Whether an item is on a scanner that may be taken away.
    func isInterruptible(_ item: Int) -> Bool {
        let rules = compiled.stages[Int(jobs[item].stage)].rules
        return rules >= 0 && compiled.rules[Int(rules)].isInterruptible
    }

    /// Whether an item still waits for its batch's scanner, or for the end of its time on it.
    func needsScanner(_ item: Int) -> Bool {
        jobs[item].stage != Job.gone && (compiled.faults?.meanLife == nil || aboardStates[item].pending != .left)
    }

    /// An item goes on with its tokens later.
    mutating func continueTokens(of item: Int, at instant: SimulationTime, _ agenda: inout Agenda<ScanEvent>) {
        guard isInterruptible(item) else {
            agenda.schedule(event(.tokensContinue, item), at: instant)
            return
        }
        let handle = agenda.scheduleCancellable(event(.tokensContinue, item), at: instant)
        aboardStates[item] = AboardState(pending: .tokens, handle: handle)
    }

    /// Draws the life of a new scanner; whether it ends no later than the scanner is ready.
    mutating func isInterruptedBeforeReady(
        _ scanner: Int, mean: Double, _ ready: Int64, _ agenda: inout Agenda<ScanEvent>
    ) -> Bool {
        let batch = Int(scanners.batch[scanner])
        let share = draws(of: batch, FaultDraws.life).uniform(draw: batchFaults[batch].interruptions)
        // Beyond any horizon it makes no difference how long a scanner would live.
        let life = min(-exactLog(share) * mean, 0x1p60)
        let instant = scanners.launched[scanner] + max(1, Int64(life.rounded(.up)))
        scanners.interruptions.append(PendingInterruption(instant: instant, handle: nil))
        scanners.carried.append(0)
        guard instant <= ready else { return false }
        agenda.schedule(event(.scannerInterrupted, scanner), at: SimulationTime(ticks: instant))
        return true
    }

    /// A scanner is ready: from now on its interruption meets items.
    mutating func awaitInterruption(of scanner: Int, _ agenda: inout Agenda<ScanEvent>) {
        let instant = scanners.interruptions[scanner].instant
        scanners.interruptions[scanner].handle = agenda.scheduleCancellable(
            event(.scannerInterrupted, scanner), at: SimulationTime(ticks: instant))
        var volumes: Int64 = 0
        for member in members(of: Int(scanners.batch[scanner])) where needsScanner(Int(batchMembers[member])) {
            volumes += Int64(jobs[Int(batchMembers[member])].volumes)
        }
        scanners.carried[scanner] = volumes
    }

    /// The cloud takes a scanner: it is billed till now, its position is free, and what it had not finished goes back.
    mutating func interrupt(_ scanner: Int, _ agenda: inout Agenda<ScanEvent>) {
        let now = agenda.now.ticks
        let batch = Int(scanners.batch[scanner])
        run.interruptedScanners += 1
        run.interruptedItems += Int(batchOpen[batch])
        bill(scanner, until: now)
        if let trace { trace.isTakenAway(scanner, at: now) }
        scanners.running -= 1
        let back = Int128(product: now, Int64(batchOpen[batch]))
        if scanners.readyAt[scanner] == .max {
            run.waitingForLaunch += back
        } else {
            let places = max(Int64(scannerModel.places), scanners.carried[scanner])
            run.availablePlaces += Int128(product: places, now - scanners.readyAt[scanner])
            // All of them stop before one of them gives anything back to another.
            for member in members(of: batch) where needsScanner(Int(batchMembers[member])) {
                stop(Int(batchMembers[member]), now, &agenda)
                jobs[Int(batchMembers[member])].meters.remove(.cutAboard)
            }
            for member in members(of: batch) where needsScanner(Int(batchMembers[member])) {
                giveBack(Int(batchMembers[member]), &agenda)
            }
        }
        batchFaults[batch].interruptions += 1
        if batchFaults[batch].interruptions == UInt32(InterruptionRule.most) {
            for member in members(of: batch) where needsScanner(Int(batchMembers[member])) {
                abandon(Int(batchMembers[member]), .interrupted, holding: compiled.heldAfterAttempts, &agenda)
            }
            batchOpen[batch] = 0
        } else {
            run.waitingForScanner -= back
            lineUp(batch, &agenda)
        }
        scheduleDispatch(&agenda)
    }

    /// Ends the stage of an item in its middle.
    private mutating func stop(_ item: Int, _ now: Int64, _ agenda: inout Agenda<ScanEvent>) {
        let number = Int(jobs[item].stage)
        let state = aboardStates[item]
        if let handle = state.handle { agenda.cancel(handle) }
        switch state.pending {
        case .line:
            sums[number].waitingForResources += Int128(now)
            leaveLine(item)
        case .look: sums[number].waitingForResources += Int128(now)
        case .tokens: sums[number].waitingForTokens += Int128(now)
        case .end:
            sums[number].working -= Int128(state.ends - max(now, state.begins))
            if state.begins > now {
                // Its tokens were promised for later. Meters that would have begun then never ran.
                sums[number].waitingForTokens -= Int128(state.begins - now)
                close(compiled.stages[number].opens, item, at: state.begins)
            }
        case .nothing, .left: preconditionFailure("item \(item) is not on its scanner")
        }
        close(compiled.failureCloses, item, at: now)
        run.busyPlaces += Int128(product: now, Int64(jobs[item].volumes))
    }

    /// Takes an item out of the line that it stands in.
    private mutating func leaveLine(_ item: Int) {
        let counter = lineOf(item).counter
        var before = -1
        var here = Int(counters[counter].head)
        while here != item {
            before = here
            here = Int(jobs[here].next)
        }
        let next = jobs[item].next
        if before < 0 { counters[counter].head = next } else { jobs[before].next = next }
        if next < 0 { counters[counter].tail = Int32(truncatingIfNeeded: before) }
    }

    private func lineOf(_ item: Int) -> (counter: Int, acquisition: CompiledRegion.Acquisition) {
        let acquires = compiled.stages[Int(jobs[item].stage)].acquires
        let acquisition = compiled.acquisitions[acquires.index(Int(jobs[item].progress))]
        let counter = Int(acquisition.counter) &+ (acquisition.perAccount ? Int(jobs[item].account) : 0)
        return (counter, acquisition)
    }

    /// Gives back what a stopped item took since it came to the scanner; others in its lines may go on.
    private mutating func giveBack(_ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        let number = Int(jobs[item].stage)
        let acquires = compiled.stages[number].acquires
        var taken = Int(acquires.count)
        if aboardStates[item].pending == .look { taken = 0 }
        if aboardStates[item].pending == .line {
            taken = Int(jobs[item].progress)
            let (counter, acquisition) = lineOf(item)
            serveLine(of: counter, acquisition, &agenda)
        }
        let held = compiled.heldOnScanner[number - compiled.placeStage]
        for position in 0..<Int(held.count) {
            let acquisition = compiled.releases[held.index(position)]
            if !cameEarlier(acquisition, item) { release(acquisition, item, &agenda) }
        }
        for position in 0..<taken {
            let acquisition = compiled.acquisitions[acquires.index(position)]
            if !cameEarlier(acquisition, item) { release(acquisition, item, &agenda) }
        }
        aboardStates[item] = AboardState()
    }
}
