/// The way of an item through a stage: resources, tokens, time, end.
extension NaiveSimulation {
    func stage(of item: Int) -> NaiveStage { workflow.stages[travellers[item].stage] }

    func owner(_ counter: NaiveCounter, _ item: Int) -> Int { counter.perAccount ? region.items[item].account : 0 }

    /// Enters the stage it has come to, unless that needs a scanner or the way is at its end.
    mutating func goOn(_ item: Int) {
        if travellers[item].stage == workflow.place {
            travellers[item].ready = now
        } else if travellers[item].stage == workflow.stages.count {
            for meter in [0, 1] { close(meter, of: item) }
            history.completed[item] = now
        } else {
            enterStage(item)
        }
    }

    mutating func enterStage(_ item: Int) {
        travellers[item].arrived = now
        travellers[item].lastWait = nil
        acquire(item, from: 0)
    }

    /// Takes resources until one is not to be had.
    mutating func acquire(_ item: Int, from start: Int) {
        let acquires = stage(of: item).acquires
        for entry in start..<acquires.count {
            let resource = acquires[entry]
            let place = owner(workflow.resources[resource], item)
            guard lines[resource][place].isEmpty, fits(item, resource) else {
                lines[resource][place].append(Waiting(item: item, entry: entry))
                return
            }
            take(item, resource)
        }
        travellers[item].equipped = now
        history.stages[travellers[item].stage].waitingForResources += now - travellers[item].arrived
        spend(item, from: 0)
    }

    private func fits(_ item: Int, _ resource: Int) -> Bool {
        guard let capacity = region.capacities[resource] else { return true }
        let counter = workflow.resources[resource]
        return inUse[resource][owner(counter, item)] + region.items[item].units(counter.basis) <= capacity
    }

    private mutating func take(_ item: Int, _ resource: Int) {
        let counter = workflow.resources[resource]
        let place = owner(counter, item)
        inUse[resource][place] += region.items[item].units(counter.basis)
        history.peaks[resource] = max(history.peaks[resource], inUse[resource][place])
    }

    /// Gives units back and serves the line as far as its heads fit.
    private mutating func release(_ item: Int, _ resource: Int) {
        let counter = workflow.resources[resource]
        let place = owner(counter, item)
        inUse[resource][place] -= region.items[item].units(counter.basis)
        while let head = lines[resource][place].first, fits(head.item, resource) {
            lines[resource][place].removeFirst()
            take(head.item, resource)
            acquire(head.item, from: head.entry + 1)
        }
    }

    /// Asks bucket after bucket, each at the grant of the one before. With the answer of the last one the end of the
    /// stage is settled too.
    mutating func spend(_ item: Int, from start: Int) {
        let stage = stage(of: item)
        var begun = now
        for entry in start..<stage.spends.count {
            let bucket = stage.spends[entry]
            let counter = workflow.buckets[bucket]
            let count = region.items[item].units(counter.basis)
            let place = owner(counter, item)
            history.requests[bucket] += count
            guard var asked = buckets[bucket][place] else { continue }
            let grant = asked.take(count, at: now)
            if let backoff = stage.backoff, grant > now {
                refuse(item, entry: entry, backoff)
                return
            }
            buckets[bucket][place] = asked
            if grant > now, entry + 1 < stage.spends.count {
                arrange(item, .spend(entry + 1), at: grant)
                return
            }
            begun = grant
        }
        begin(item, at: begun)
    }

    private mutating func refuse(_ item: Int, entry: Int, _ backoff: NaiveBackoff) {
        let longest = seconds(backoff.limit)
        let wait = travellers[item].lastWait.map { $0 * Int128(backoff.factor) } ?? seconds(backoff.first)
        travellers[item].lastWait = min(wait, longest)
        history.stages[travellers[item].stage].refusals += 1
        arrange(item, .spend(entry), at: now + min(wait, longest))
    }

    private mutating func begin(_ item: Int, at begun: Int128) {
        let stage = stage(of: item)
        travellers[item].begun = begun
        history.stages[travellers[item].stage].waitingForTokens += begun - travellers[item].equipped
        for meter in stage.opens { travellers[item].openSince[meter] = begun }
        let size = stage.growsWithTotal ? region.items[item].total : region.items[item].largest
        arrange(item, .endStage, at: begun + seconds(stage.base) + Int128(size) * seconds(stage.perSizeUnit))
    }

    mutating func endStage(_ item: Int) {
        let number = travellers[item].stage
        history.stages[number].completions += 1
        history.stages[number].working += now - travellers[item].begun
        for meter in workflow.stages[number].closes { close(meter, of: item) }
        for resource in workflow.stages[number].releases { release(item, resource) }
        if number == workflow.lastPlace { leaveScanner(item) }
        travellers[item].stage += 1
        goOn(item)
    }

    private mutating func close(_ meter: Int, of item: Int) {
        guard let since = travellers[item].openSince[meter] else { return }
        history.storage[meter] += (now - since) * Int128(region.items[item].total)
        travellers[item].openSince[meter] = nil
    }
}
