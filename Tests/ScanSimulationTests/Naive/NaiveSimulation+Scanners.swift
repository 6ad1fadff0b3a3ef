/// Batches, and the scanner each of them gets.
extension NaiveSimulation {
    /// Asks for one scanner, if one more may run and a batch is ready.
    mutating func handOutScanner() -> Bool {
        guard running < region.scanners, let batch = bestReadyBatch() else { return false }
        running += 1
        luck[batch].asked = now
        for item in aboard(batch) { history.waitingForScanner += now - travellers[item].ready! }
        launch(batch)
        return true
    }

    private mutating func launch(_ batch: Int) {
        let granted = request(workflow.launchBuckets)
        machines[batch] = Machine(launched: granted)
        let ready = granted + seconds(workflow.boot)
        guard let faults = region.faults else {
            arrange(machine: batch, .boot, at: ready)
            return
        }
        if fails(batch, at: granted, faults) {
            history.refusedLaunches += 1
            if luck[batch].refusedSince == nil { luck[batch].refusedSince = granted }
            let wait = luck[batch].lastWait.map { $0 * Int128(faults.retry.factor) } ?? seconds(faults.retry.first)
            luck[batch].lastWait = min(wait, seconds(faults.retry.limit))
            arrange(machine: batch, .askAgain, at: granted + min(wait, seconds(faults.retry.limit)))
            return
        }
        if let since = luck[batch].refusedSince {
            history.waitingForCapacity += (granted - since) * Int128(aboard(batch).count)
        }
        luck[batch].refusedSince = nil
        luck[batch].lastWait = nil
        let death = dies(batch, faults)
        if let death, death <= ready {
            arrange(machine: batch, .die, at: death)
        } else {
            arrange(machine: batch, .boot, at: ready)
        }
    }

    private mutating func fails(_ batch: Int, at granted: Int128, _ faults: NaiveFaults) -> Bool {
        let request = luck[batch].requests
        luck[batch].requests += 1
        let clock = granted + origin
        if faults.outages.contains(where: { seconds($0.0) <= clock && clock < seconds($0.1) }) { return true }
        guard !faults.failures.isEmpty, request < faults.failures[batch].count else { return false }
        return faults.failures[batch][request]
    }

    /// When the scanner of a batch will be taken away.
    private func dies(_ batch: Int, _ faults: NaiveFaults) -> Int128? {
        guard !faults.lives.isEmpty else { return nil }
        return machines[batch]!.launched + seconds(faults.lives[batch][luck[batch].lostScanners])
    }

    private func bestReadyBatch() -> Int? {
        var best: Int?
        for batch in region.batches.indices where machines[batch] == nil {
            guard let turn = candidate(batch), turn <= now else { continue }
            if let rival = best, !isBetter(batch, than: rival) { continue }
            best = batch
        }
        return best
    }

    /// Strikes of it put batches into line; where regions take turns, it is searches that wait for them.
    private var timer: Int128? { workflow.waves == nil ? workflow.batchWindow.map(seconds) : nil }

    /// When the first batch without a scanner stands in line, as far as that is known.
    var firstInLine: Int128? {
        region.batches.indices.filter { machines[$0] == nil }.compactMap(candidate).min()
    }

    func aboard(_ batch: Int) -> [Int] {
        region.batches[batch].filter { travellers[$0].gone == nil && !travellers[$0].left }
    }

    /// When a batch stands in line: every item is ready or given up, not all are given up, and the timer has struck.
    func candidate(_ batch: Int) -> Int128? {
        if region.batches[batch].isEmpty { return emptyBatchTurn(batch) }
        let settled = region.batches[batch].compactMap { travellers[$0].ready ?? travellers[$0].gone }
        guard settled.count == region.batches[batch].count, !aboard(batch).isEmpty else { return nil }
        let last = settled.max()!
        guard let window = timer else { return last }
        var strike: Int128 = last / window * window
        if strike < last { strike += window }
        return strike
    }

    /// An empty batch waits for nothing but its scanners, of which some may have been lost.
    private func emptyBatchTurn(_ batch: Int) -> Int128? {
        if luck[batch].lostScanners == region.faults?.scannersMost { return nil }
        guard let window = timer, luck[batch].lostScanners > 0 else {
            return luck[batch].lostAt
        }
        return (luck[batch].lostAt + window - 1) / window * window
    }

    private func isBetter(_ batch: Int, than rival: Int) -> Bool {
        switch region.order {
        case .earliestReady: readiness(batch) < readiness(rival)
        case .largest: size(batch) > size(rival)
        case .smallest: size(batch) < size(rival)
        }
    }

    private func readiness(_ batch: Int) -> Int128 { candidate(batch)! }

    private func size(_ batch: Int) -> Int { aboard(batch).map { region.items[$0].total }.reduce(0, +) }

    /// Waits for the last of the buckets and then takes the tokens of all of them.
    private mutating func request(_ wanted: [Int]) -> Int128 {
        let grant = wanted.compactMap { buckets[$0][0]?.earliest(at: now) }.reduce(now, max)
        for bucket in wanted {
            history.requests[bucket] += 1
            buckets[bucket][0]?.take(promised: grant)
        }
        return grant
    }

    private mutating func arrange(machine batch: Int, _ next: Machine.Next, at due: Int128) {
        machines[batch]?.next = next
        machines[batch]?.due = due
        machines[batch]?.turn = turns
        turns += 1
    }

    /// A scanner has booted, is gone or is taken away, or one is asked for again.
    mutating func serve(_ batch: Int) {
        machines[batch]?.due = nil
        switch machines[batch]!.next {
        case .vanish: running -= 1
        case .askAgain: launch(batch)
        case .die: takeAway(batch)
        case .boot:
            machines[batch]?.booted = now
            let cargo = aboard(batch).map { region.items[$0].volumes.count }.reduce(0, +)
            machines[batch]?.cargo = cargo
            if let faults = region.faults, let death = dies(batch, faults) { arrange(machine: batch, .die, at: death) }
            for item in aboard(batch) {
                history.waitingForLaunch += now - luck[batch].asked
                enterStage(item)
            }
            if region.batches[batch].isEmpty { end(batch) }
        }
    }

    private mutating func takeAway(_ batch: Int) {
        let machine = machines[batch]!
        let items = aboard(batch)
        history.interruptedScanners += 1
        history.interruptedItems += items.count
        history.scanners.append(NaiveHistory.Scanner(launched: machine.launched, gone: now))
        history.billed += max(seconds(workflow.minimumBilled), now - machine.launched)
        if let booted = machine.booted {
            history.availablePlaces += (now - booted) * Int128(max(workflow.places, machine.cargo))
            let taken = items.map { stop($0, booted: booted) }
            for (item, entries) in zip(items, taken) { giveBack(item, entries: entries) }
            for item in items { travellers[item].cuts = travellers[item].cuts.filter { $0 < workflow.place } }
        } else {
            history.waitingForLaunch += (now - luck[batch].asked) * Int128(items.count)
        }
        running -= 1
        machines[batch] = nil
        luck[batch].lostScanners += 1
        luck[batch].lostAt = now
        for item in items {
            travellers[item].stage = workflow.place
            travellers[item].ready = now
            if luck[batch].lostScanners == region.faults!.scannersMost {
                giveUp(item, having: workflow.place)
                history.lostScannersForGood += 1
            }
        }
    }

    /// The last of its batch to leave ends the scanner.
    mutating func leaveScanner(_ item: Int) {
        travellers[item].left = true
        let batch = travellers[item].batch
        let aboard = now - machines[batch]!.booted!
        history.busyPlaces += aboard * Int128(region.items[item].volumes.count)
        let carried = region.batches[batch].filter { travellers[$0].ready != nil }
        guard carried.allSatisfy({ travellers[$0].left }) else { return }
        end(batch)
    }

    /// Nothing is aboard any more.
    private mutating func end(_ batch: Int) {
        let machine = machines[batch]!
        history.availablePlaces += (now - machine.booted!) * Int128(max(workflow.places, machine.cargo))
        let ended = request(workflow.terminateBuckets)
        let gone = ended + seconds(workflow.drain)
        let launched = machine.launched
        arrange(machine: batch, .vanish, at: gone)
        history.scanners.append(NaiveHistory.Scanner(launched: launched, gone: gone))
        history.billed += max(seconds(workflow.minimumBilled), gone - launched)
    }
}
