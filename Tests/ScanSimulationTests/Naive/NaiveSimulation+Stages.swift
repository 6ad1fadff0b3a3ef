/// The way of an item through a stage: resources, tokens, time, end.
extension NaiveSimulation {
    func stage(of item: Int) -> NaiveStage { workflow.stages[travellers[item].stage] }

    func owner(_ counter: NaiveCounter, _ item: Int) -> Int { counter.perAccount ? region.items[item].account : 0 }

    /// Units that an item takes of a resource: of its copied volumes if the stage that takes it is about those.
    private func taken(_ item: Int, _ resource: Int) -> Int {
        let taker = workflow.stages.first { $0.acquires.contains(resource) }!
        return counted(workflow.resources[resource], item, taker)
    }

    private func counted(_ counter: NaiveCounter, _ item: Int, _ stage: NaiveStage) -> Int {
        if stage.copiesOnly, counter.basis == .volume { return region.items[item].toCopy.count }
        return region.items[item].units(counter.basis)
    }

    /// Enters the stage it has come to, unless that needs a scanner or the way is at its end.
    mutating func goOn(_ item: Int) {
        if travellers[item].stage == workflow.place {
            travellers[item].ready = now
        } else if travellers[item].stage == workflow.stages.count {
            for meter in [0, 1, 2] { close(meter, of: item) }
            if travellers[item].cuts.isEmpty {
                history.completed[item] = now
            } else {
                history.cutOffForGood += 1
            }
        } else if stage(of: item).copiesOnly, region.items[item].toCopy.isEmpty {
            travellers[item].stage += 1
            goOn(item)
        } else {
            enterStage(item)
        }
    }

    mutating func enterStage(_ item: Int) {
        travellers[item].arrived = now
        travellers[item].lastWait = nil
        travellers[item].looks = 0
        if stage(of: item).recheck != nil { ask(item) } else { acquire(item, from: 0) }
    }

    /// Wants to look at the limit of its stage.
    mutating func ask(_ item: Int) {
        if let bucket = stage(of: item).recheck!.bucket {
            history.requests[bucket] += 1
            let place = owner(workflow.buckets[bucket], item)
            if var asked = buckets[bucket][place] {
                let grant = asked.take(at: now)
                buckets[bucket][place] = asked
                if grant > now {
                    arrange(item, .look, at: grant)
                    return
                }
            }
        }
        look(item)
    }

    mutating func look(_ item: Int) {
        let number = travellers[item].stage
        let resource = stage(of: item).acquires[0]
        let counter = workflow.resources[resource]
        let used = inUse[resource][owner(counter, item)]
        let wanted = taken(item, resource)
        if used == 0 || region.capacities[resource] == nil || used + wanted <= region.capacities[resource]! {
            take(item, resource)
            travellers[item].equipped = now
            history.stages[number].waitingForResources += now - travellers[item].arrived
            spend(item, from: 0)
            return
        }
        history.stages[number].refusals += 1
        travellers[item].looks += 1
        if travellers[item].looks < stage(of: item).recheck!.looks {
            arrange(item, .ask, at: now + seconds(stage(of: item).recheck!.every))
        } else {
            history.stages[number].waitingForResources += now - travellers[item].arrived
            giveUp(item, having: number)
            history.gaveUpLooking += 1
        }
    }

    /// Leaves for good with what the stages before `stage` took and did not release.
    mutating func giveUp(_ item: Int, having stage: Int) {
        travellers[item].gone = now
        var end = now
        if let sweep = workflow.sweep.map(seconds) {
            end = now / sweep * sweep
            if end < now { end += sweep }
        }
        for meter in [0, 1, 2] where travellers[item].openSince[meter] != nil {
            var sizes = meter == 2 ? region.items[item].toCopy : region.items[item].volumes
            // Snapshots that were copied and deleted are left behind by nobody.
            if meter == 1, travellers[item].originalsGone != nil {
                sizes = zip(sizes, region.items[item].copied).filter { !$1 }.map(\.0)
            }
            history.leftovers[meter] += (end - now) * Int128(sizes.reduce(0, +))
            close(meter, of: item, at: end)
        }
        let before = workflow.stages[..<stage]
        for resource in before.flatMap(\.acquires) where !before.contains(where: { $0.releases.contains(resource) }) {
            release(item, resource)
        }
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
        return inUse[resource][owner(counter, item)] + taken(item, resource) <= capacity
    }

    private mutating func take(_ item: Int, _ resource: Int) {
        let counter = workflow.resources[resource]
        let place = owner(counter, item)
        inUse[resource][place] += taken(item, resource)
        history.peaks[resource] = max(history.peaks[resource], inUse[resource][place])
    }

    /// Gives units back and serves the line.
    mutating func release(_ item: Int, _ resource: Int) {
        let counter = workflow.resources[resource]
        let place = owner(counter, item)
        inUse[resource][place] -= taken(item, resource)
        serve(resource, place)
    }

    /// Serves a line as far as its heads fit.
    private mutating func serve(_ resource: Int, _ place: Int) {
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
            let count = counted(counter, item, stage)
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
        let length = length(stage, item, number: travellers[item].stage)
        watchFilling(item, begun: begun, length: length)
        arrange(item, .endStage, at: begun + length)
    }

    private mutating func length(_ stage: NaiveStage, _ traveller: Int, number: Int) -> Int128 {
        let item = region.items[traveller]
        let sizes = stage.copiesOnly ? item.toCopy : item.volumes
        func size(_ total: Bool) -> Int128 { Int128(total ? sizes.reduce(0, +) : sizes.max()!) }
        var length = seconds(stage.base) + size(stage.growsWithTotal) * seconds(stage.perSizeUnit)
        if number == workflow.reads?.preparation { length += preparation(of: traveller) }
        let isRead = number == workflow.reads?.stage
        if isRead { length = readingLength(stage, of: traveller, number: number, timing: length) }
        for type in stage.scanTypes where !isRead && !(type.skipsWindows && item.isWindows) {
            let own = seconds(type.base) + size(type.growsWithTotal) * seconds(type.perSizeUnit)
            if let limit = type.limit.map(seconds), own > limit {
                history.stages[number].cutOff += 1
                length += limit
            } else {
                length += own
            }
        }
        if let cap = stage.cap.map(seconds), length > cap {
            history.stages[number].cutOff += 1
            travellers[traveller].cuts.insert(number)
            length = cap
        }
        guard let poll = stage.poll else { return length }
        var look: Int128 = 0
        var looks = 0
        repeat {
            look += min(seconds(poll.first) + Int128(looks) * seconds(poll.step), seconds(poll.longest))
            looks += 1
        } while look < length
        return look
    }

    mutating func endStage(_ item: Int) {
        let number = travellers[item].stage
        history.stages[number].completions += 1
        history.stages[number].working += now - travellers[item].begun
        for meter in workflow.stages[number].closes {
            if workflow.stages[number].copiesOnly, meter == 1 {
                closeOriginals(of: item)
            } else {
                close(meter, of: item)
            }
        }
        for resource in workflow.stages[number].releases {
            if number == workflow.reads?.stage, resource == workflow.reads?.filling?.resource, travellers[item].isFull {
                travellers[item].isFull = false
            } else {
                release(item, resource)
            }
        }
        if number == workflow.lastPlace {
            history.attempts += 1
            if travellers[item].failed < region.items[item].failures {
                failAttempt(item)
                return
            }
            leaveScanner(item)
        }
        travellers[item].stage += 1
        goOn(item)
    }

    /// Undoes the attempt; then the next one, or none.
    private mutating func failAttempt(_ item: Int) {
        travellers[item].failed += 1
        travellers[item].cuts = travellers[item].cuts.filter { $0 < workflow.place }
        history.failedAttempts += 1
        let attempt = workflow.stages[workflow.place...workflow.lastPlace]
        for meter in Set(attempt.flatMap(\.opens)) { close(meter, of: item) }
        for resource in attempt.flatMap(\.acquires) where !attempt.contains(where: { $0.releases.contains(resource) }) {
            release(item, resource)
        }
        if travellers[item].failed == workflow.attemptsMost {
            leaveScanner(item)
            giveUp(item, having: workflow.place)
            history.failedForGood += 1
        } else {
            travellers[item].stage = workflow.place
            enterStage(item)
        }
    }

    /// Ends a stage in its middle. Tells how many of the stage's resources the item has.
    mutating func stop(_ item: Int, booted: Int128) -> Int {
        let number = travellers[item].stage
        var entries = stage(of: item).acquires.count
        let due = travellers[item].due
        travellers[item].due = nil
        travellers[item].fullAt = nil
        var looksAgain = false
        if due != nil {
            switch travellers[item].next {
            case .ask, .look: looksAgain = true
            default: break
            }
        }
        if due == nil {
            for resource in lines.indices {
                for place in lines[resource].indices {
                    guard let here = lines[resource][place].firstIndex(where: { $0.item == item }) else { continue }
                    entries = lines[resource][place].remove(at: here).entry
                }
            }
            history.stages[number].waitingForResources += now - travellers[item].arrived
        } else if looksAgain {
            entries = 0
            history.stages[number].waitingForResources += now - travellers[item].arrived
        } else if case .endStage = travellers[item].next {
            history.stages[number].working += max(0, now - travellers[item].begun)
            history.stages[number].waitingForTokens -= max(0, travellers[item].begun - now)
            if travellers[item].begun > now {
                for meter in stage(of: item).opens { travellers[item].openSince[meter] = nil }
            }
        } else {
            history.stages[number].waitingForTokens += now - travellers[item].equipped
        }
        for meter in Set(workflow.stages[workflow.place...workflow.lastPlace].flatMap(\.opens)) {
            close(meter, of: item)
        }
        history.busyPlaces += (now - booted) * Int128(region.items[item].volumes.count)
        return entries
    }

    /// Gives back what an item took since it came to the scanner, the first so many of its present stage included.
    mutating func giveBack(_ item: Int, entries: Int) {
        let acquires = stage(of: item).acquires
        if entries < acquires.count { serve(acquires[entries], owner(workflow.resources[acquires[entries]], item)) }
        let before = workflow.stages[workflow.place..<travellers[item].stage]
        let held = before.flatMap(\.acquires).filter { resource in !before.contains { $0.releases.contains(resource) } }
        for resource in held + acquires.prefix(entries) {
            if travellers[item].isFull, resource == workflow.reads?.filling?.resource { continue }
            release(item, resource)
        }
        travellers[item].isFull = false
    }

    private mutating func close(_ meter: Int, of item: Int, at end: Int128? = nil) {
        guard let since = travellers[item].openSince[meter] else { return }
        let sizes = meter == 2 ? region.items[item].toCopy : region.items[item].volumes
        let length = (end ?? now) - since
        history.storage[meter] += length * Int128(sizes.reduce(0, +))
        travellers[item].openSince[meter] = nil
        guard meter == 1, let gone = travellers[item].originalsGone else { return }
        // Some of them ended earlier.
        history.storage[1] -= ((end ?? now) - gone) * Int128(region.items[item].toCopy.reduce(0, +))
        travellers[item].originalsGone = nil
    }

    /// The snapshots of copied volumes end now, if there are any and they did not end before.
    private mutating func closeOriginals(of item: Int) {
        guard travellers[item].openSince[1] != nil, travellers[item].originalsGone == nil else { return }
        travellers[item].originalsGone = now
    }
}
