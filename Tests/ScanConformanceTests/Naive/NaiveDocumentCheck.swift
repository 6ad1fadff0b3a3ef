extension NaiveDocument {
    /// Throws unless the specification gives the document a meaning. Not a user-facing validation: it only keeps
    /// the oracle from answering where there is no right answer.
    func check() throws {
        try require(policy.window >= 1, "the window is smaller than 1")
        try require(scanner.slots >= 1, "a scanner has no slot")
        try require(prices.hoursPerMonth > 0, "a month has no hours")

        let stages = [timing.snapshot, timing.restore, timing.scan, timing.cleanup]
        let times = stages.flatMap { [$0.base, $0.perGiB] } + [scanner.boot, scanner.drain, scanner.minBill]
        try require(times.allSatisfy { $0 >= 0 }, "a time is negative")

        let names = regions.map(\.name)
        try require(Set(names).count == names.count, "two regions have the same name")
        try require(Set(policy.regionOrder).count == policy.regionOrder.count, "the order lists a region twice")
        for name in policy.regionOrder {
            try require(names.contains(name), "the order lists \(name), which is not a region")
        }
        for region in regions {
            try check(region)
        }
    }

    private func check(_ region: Region) throws {
        let name = region.name
        try require(
            region.jobs.isEmpty || policy.regionOrder.contains(name), "\(name) has jobs but no place in the order")
        try require(region.setup >= 0 && region.teardown >= 0, "\(name) has a negative time")
        try require((region.snapshotConcurrency ?? 1) >= 1, "\(name) may not hold a single snapshot")
        if let limit = region.ipLimit {
            try require((0...32).contains(limit.prefix) && limit.perScanner >= 1, "\(name) has no such address limit")
        }
        if let limit = region.vcpuLimit {
            try require(limit.perScanner >= 1, "\(name) has scanners without a vCPU")
        }
        for bucket in [region.buckets.snapshot, region.buckets.launch, region.buckets.attach] {
            guard let bucket else { continue }
            try require(bucket.rate > 0 && bucket.burst >= 1, "\(name) has a bucket that never grants")
        }
        for job in region.jobs {
            try require(job.gib >= 0 && job.fails >= 0, "\(job.id) of \(name) has a negative number")
            try require(scanner.terminate == .regionEnd || job.fails == 0, "\(job.id) of \(name) retries under idle")
            // An attempt that is over at the instant it is dispatched would free its slot while the slots of that
            // instant are being handed out; P1 does not say which slot comes next.
            try require(timing.attempt(gib: job.gib) > 0, "\(job.id) of \(name) takes no time")
        }
    }

    private func require(_ condition: Bool, _ complaint: String) throws {
        guard condition else { throw NaiveError.document(complaint) }
    }
}
