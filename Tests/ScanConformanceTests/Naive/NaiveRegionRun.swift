/// What happens inside one region once it has opened (sections 4 to 6). All times are absolute.
struct NaiveRegionRun: Equatable, Sendable {
    /// One execution of a job on a slot.
    struct Attempt: Equatable, Sendable {
        let job: Int
        let scanner: Int
        let slot: Int
        /// When this attempt was queued.
        let ready: NaiveRational
        /// t of P3.
        let dispatched: NaiveRational
        /// G of P3.
        let attached: NaiveRational
        /// F of P3.
        let finished: NaiveRational
    }

    /// A scanner that was launched, that is, not cancelled by T1.
    struct Scanner: Equatable, Sendable {
        /// g_i.
        let granted: NaiveRational
        /// R_i.
        let ready: NaiveRational
        /// x_i.
        let released: NaiveRational
        /// X_i.
        let terminated: NaiveRational
        let billed: NaiveRational
    }

    let opened: NaiveRational
    /// C.
    let completed: NaiveRational
    /// S_j by list index.
    let snapshots: [NaiveRational]
    /// In the order of dispatch.
    let attempts: [Attempt]
    let scanners: [Scanner]

    init(_ region: NaiveDocument.Region, of document: NaiveDocument, opened: NaiveRational) throws {
        self.opened = opened
        let granted = try NaiveRegionRun.launches(region, slots: document.scanner.slots, opened: opened)
        let ready = granted.map { $0 + document.scanner.boot }
        snapshots = NaiveRegionRun.snapshots(region, document.timing.snapshot, opened: opened)
        let attempts = NaiveRegionRun.dispatch(region, of: document, scannersReady: ready, snapshots: snapshots)
        let completed = attempts.map(\.finished).max() ?? opened
        self.attempts = attempts
        self.completed = completed

        // T1: a scanner whose launch would only be granted at or after C is cancelled.
        scanners = granted.indices.filter { granted[$0] < completed }.map { index in
            // T2.
            var released: NaiveRational
            switch document.scanner.terminate {
            case .regionEnd:
                released = max(completed, ready[index])
            case .idle:
                let lastDispatch = attempts.map(\.dispatched).max() ?? opened
                let lastRelease = attempts.filter { $0.scanner == index }.map(\.finished).max()
                released = max(ready[index], lastDispatch, lastRelease ?? lastDispatch)
            }
            let terminated = released + document.scanner.drain
            return Scanner(
                granted: granted[index],
                ready: ready[index],
                released: released,
                terminated: terminated,
                billed: max(document.scanner.minBill, terminated - granted[index]))
        }
    }

    /// S1: how many scanners the region effectively has.
    static func effectiveScanners(_ region: NaiveDocument.Region, slots: Int) -> Int {
        let jobsPerSlot = (region.jobs.count + slots - 1) / slots  // ceil(n/k)
        var effective = min(region.scanners, jobsPerSlot)
        if let limit = region.ipLimit {
            effective = min(effective, ((1 << (32 - limit.prefix)) - limit.reserved) / limit.perScanner)
        }
        if let limit = region.vcpuLimit {
            effective = min(effective, limit.quota / limit.perScanner)
        }
        return effective
    }

    /// S2: g_i of every effective scanner.
    private static func launches(
        _ region: NaiveDocument.Region, slots: Int, opened: NaiveRational
    ) throws -> [NaiveRational] {
        let effective = effectiveScanners(region, slots: slots)
        guard effective >= 1 else {
            throw NaiveError.infeasible(region: region.name, scanners: effective)
        }
        var bucket = NaiveBucket(region.buckets.launch)
        return (0..<effective).map { _ in bucket.grant(opened) }
    }

    /// S3: S_j of every job, by list index.
    private static func snapshots(
        _ region: NaiveDocument.Region, _ stage: NaiveDocument.Stage, opened: NaiveRational
    ) -> [NaiveRational] {
        var starts = region.jobs.map { _ in opened }
        for account in Set(region.jobs.map(\.account)) {
            var bucket = NaiveBucket(region.buckets.snapshot)
            var previousStart = opened
            var ends: [NaiveRational] = []
            for (index, job) in region.jobs.enumerated() where job.account == account {
                // No earlier than O and than the start of the predecessor.
                var time = max(opened, previousStart)
                // Fewer than Q unfinished; the number only falls at an end, so those are the instants to try.
                if let limit = region.snapshotConcurrency {
                    while ends.filter({ $0 > time }).count >= limit, let next = ends.filter({ $0 > time }).min() {
                        time = next
                    }
                }
                starts[index] = bucket.grant(time)
                previousStart = starts[index]
                ends.append(starts[index] + stage.duration(gib: job.gib))
            }
        }
        return starts
    }
}
