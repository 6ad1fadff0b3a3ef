extension NaiveRegionRun {
    /// Section 5. A queued attempt is `waiting[job] <= now`, a free slot is `freeAt[scanner][slot] <= now`: both are
    /// written down as soon as they are known, and only count once their instant has come.
    static func dispatch(
        _ region: NaiveDocument.Region, of document: NaiveDocument,
        scannersReady: [NaiveRational], snapshots: [NaiveRational]
    ) -> [Attempt] {
        var bucket = NaiveBucket(region.buckets.attach)
        var attempts: [Attempt] = []
        var freeAt = scannersReady.map { ready in
            Array(repeating: ready, count: document.scanner.slots)
        }
        // The ready time of the attempt each job waits for; nil once its last attempt has a slot.
        var waiting: [NaiveRational?] = region.jobs.indices.map { index in
            snapshots[index] + document.timing.snapshot.duration(gib: region.jobs[index].gib)
        }
        var failuresLeft = region.jobs.map(\.fails)

        var now = region.jobs.isEmpty ? nil : nextInstant(after: nil, freeAt, waiting)
        while let time = now {
            // P1: everything that happens at this instant has happened; hand out slots while both sides have one.
            while let slot = lowestFreeSlot(at: time, freeAt),
                let job = bestJob(at: time, waiting, region.jobs, document.policy.dispatch),
                let ready = waiting[job]
            {
                // P3.
                let attached = bucket.grant(time)
                let finished = attached + document.timing.attempt(gib: region.jobs[job].gib)
                attempts.append(
                    Attempt(
                        job: job, scanner: slot.scanner, slot: slot.slot, ready: ready,
                        dispatched: time, attached: attached, finished: finished))
                freeAt[slot.scanner][slot.slot] = finished
                // P4: an attempt that fails is queued again at its end.
                if failuresLeft[job] > 0 {
                    failuresLeft[job] -= 1
                    waiting[job] = finished
                } else {
                    waiting[job] = nil
                }
            }
            now = waiting.allSatisfy { $0 == nil } ? nil : nextInstant(after: time, freeAt, waiting)
        }
        return attempts
    }

    /// P1: the first instant later than `time` at which a scanner or a job becomes ready or a slot is released.
    private static func nextInstant(
        after time: NaiveRational?, _ freeAt: [[NaiveRational]], _ waiting: [NaiveRational?]
    ) -> NaiveRational? {
        let instants = freeAt.flatMap { $0 } + waiting.compactMap { $0 }
        guard let time else { return instants.min() }
        return instants.filter { $0 > time }.min()
    }

    /// P1: the lowest free (scanner index, slot index).
    private static func lowestFreeSlot(
        at time: NaiveRational, _ freeAt: [[NaiveRational]]
    ) -> (scanner: Int, slot: Int)? {
        for scanner in freeAt.indices {
            for slot in freeAt[scanner].indices where freeAt[scanner][slot] <= time {
                return (scanner, slot)
            }
        }
        return nil
    }

    /// P2. Jobs are tried in list order and replaced only by a strictly better one, so ties go to the smallest index.
    private static func bestJob(
        at time: NaiveRational, _ waiting: [NaiveRational?], _ jobs: [NaiveDocument.Job],
        _ rule: NaiveDocument.Dispatch
    ) -> Int? {
        var best: Int?
        var bestReady = NaiveRational.zero
        for index in jobs.indices {
            guard let ready = waiting[index], ready <= time else { continue }
            if let current = best {
                let isBetter =
                    switch rule {
                    case .fifo: ready < bestReady
                    case .lpt: jobs[index].gib > jobs[current].gib
                    case .spt: jobs[index].gib < jobs[current].gib
                    }
                guard isBetter else { continue }
            }
            best = index
            bestReady = ready
        }
        return best
    }
}
