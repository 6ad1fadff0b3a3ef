/// Batches, and the scanner each of them gets.
extension NaiveSimulation {
    /// Asks for one scanner, if one more may run and a batch is ready.
    mutating func handOutScanner() -> Bool {
        guard running < region.scanners, let batch = bestReadyBatch() else { return false }
        running += 1
        var granted = now
        if let bucket = workflow.launchBucket { granted = request(bucket) }
        machines[batch] = Machine(launched: granted)
        arrange(machine: batch, at: granted + seconds(workflow.boot))
        for item in aboard(batch) {
            history.waitingForScanner += now - travellers[item].ready!
            history.waitingForLaunch += granted + seconds(workflow.boot) - now
        }
        return true
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

    func aboard(_ batch: Int) -> [Int] { region.batches[batch].filter { travellers[$0].gone == nil } }

    /// When a batch stands in line: every item is ready or given up, not all are given up, and the timer has struck.
    func candidate(_ batch: Int) -> Int128? {
        let settled = region.batches[batch].compactMap { travellers[$0].ready ?? travellers[$0].gone }
        guard settled.count == region.batches[batch].count, !aboard(batch).isEmpty else { return nil }
        let last = settled.max()!
        guard let window = workflow.batchWindow.map(seconds) else { return last }
        var strike: Int128 = last / window * window
        if strike < last { strike += window }
        return strike
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

    private mutating func request(_ bucket: Int) -> Int128 {
        history.requests[bucket] += 1
        guard var asked = buckets[bucket][0] else { return now }
        let grant = asked.take(at: now)
        buckets[bucket][0] = asked
        return grant
    }

    private mutating func arrange(machine batch: Int, at due: Int128) {
        machines[batch]?.due = due
        machines[batch]?.turn = turns
        turns += 1
    }

    /// A scanner has booted, or is gone.
    mutating func serve(_ batch: Int) {
        machines[batch]?.due = nil
        if machines[batch]!.leaves {
            running -= 1
        } else {
            machines[batch]?.booted = now
            for item in aboard(batch) { enterStage(item) }
        }
    }

    /// The last of its batch to leave ends the scanner.
    mutating func leaveScanner(_ item: Int) {
        travellers[item].left = true
        let batch = travellers[item].batch
        let aboard = now - machines[batch]!.booted
        history.busyPlaces += aboard * Int128(region.items[item].volumes.count)
        let carried = region.batches[batch].filter { travellers[$0].ready != nil }
        guard carried.allSatisfy({ travellers[$0].left }) else { return }
        let volumes = carried.map { region.items[$0].volumes.count }.reduce(0, +)
        history.availablePlaces += aboard * Int128(max(workflow.places, volumes))
        var ended = now
        if let bucket = workflow.terminateBucket { ended = request(bucket) }
        let gone = ended + seconds(workflow.drain)
        let launched = machines[batch]!.launched
        machines[batch]?.leaves = true
        arrange(machine: batch, at: gone)
        history.scanners[batch] = NaiveHistory.Scanner(launched: launched, gone: gone)
        history.billed += max(seconds(workflow.minimumBilled), gone - launched)
    }
}
