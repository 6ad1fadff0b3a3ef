internal import ScanModel

/// What bounds need of each item of a region: its least times on its way, and the places that it takes.
struct BoundedItems {
    let deployment: Deployment
    let plan: RegionPlan
    let ticks: WorkflowTicks
    let ways: ItemWays
    /// Least ticks from the opening until the item can begin on a scanner. With scanners per batch: until a scanner can
    /// be asked for it, and the scanner still has to boot.
    let before: [Int64]
    /// Least ticks on the scanner, all attempts together.
    let onScanner: [Int64]
    /// Least ticks from there to its completion.
    let after: [Int64]
    /// Ticks that a job of the item takes at least, and how many jobs it is, see ``jobs(of:)``.
    private let job: [Int64]
    private let repeats: [Int]
    /// Items by falling length of their jobs.
    private let order: [Int]

    var count: Int { before.count }
    var perBatch: Bool { deployment.scanner.lifecycle == .perBatch }
    var places: Int { deployment.scanner.places }

    /// Whether an item may leave after its last attempt, with nothing of what comes after the scanner.
    let mayLeaveAfterAttempts: Bool

    /// nil where items may leave before they have been on a scanner for an attempt, or where some have volumes to copy:
    /// what all of them need then proves nothing.
    ///
    /// - Complexity: O(n log n).
    init?(_ deployment: Deployment, plan: RegionPlan, ticks: WorkflowTicks) {
        let items = plan.items
        let workflow = deployment.workflow
        guard items.copies.isEmpty, deployment.faults?.interruption == nil,
            !workflow.stages.contains(where: { $0.condition == .always && $0.recheck?.givesUp == true })
        else { return nil }
        self.deployment = deployment
        self.plan = plan
        self.ticks = ticks
        let ways = ItemWays(workflow: workflow, ticks: ticks)
        self.ways = ways
        // No scanner is taken away here, so whoever leaves does so after an attempt.
        let mayLeave = deployment.boundAssumptions.nothingGivenUp
        mayLeaveAfterAttempts = mayLeave
        let perBatch = deployment.scanner.lifecycle == .perBatch
        let places = deployment.scanner.places
        before = (0..<items.count).map { item in
            let way = ways.before.ticks(items, item) + (ways.reads?.before(items, item) ?? 0)
            return perBatch ? ticks.searched(way) : max(way, ticks.boot)
        }
        let once = (0..<items.count).map { item in
            ways.onScanner.ticks(items, item)
                + (ways.reads?.leastOnScanner(items, item, aboard: perBatch ? 1 : Int64(places)) ?? 0)
        }
        // Whoever is given up after its last attempt made one at least.
        let attempts = (0..<items.count).map { workflow.attempts == nil ? Int(items.attempts($0)) : 1 }
        onScanner = zip(once, attempts).map { $0 * Int64($1) }
        after = (0..<items.count).map { mayLeave ? 0 : ways.after.ticks(items, $0) }
        // In a batch a failed attempt is repeated at once; on persistent scanners it stands in line once more.
        let job = perBatch ? onScanner : once
        self.job = job
        repeats = (0..<items.count).map {
            min(places, Int(items.volumes[$0])) * (perBatch ? 1 : attempts[$0])
        }
        order = job.indices.sorted { (job[$1], $0) < (job[$0], $1) }
    }

    /// Ticks on the scanner and after it.
    func onward(_ item: Int) -> Int64 { onScanner[item] + after[item] }

    /// The jobs of the scanners that some of the items come to at least, longest first.
    ///
    /// - Persistent scanners: each item occupies so many places for its time on the scanner; a place is a machine.
    /// - Scanners per batch: a batch occupies its scanner from the boot to the drain, for the longest time of any of its
    ///   items. The k longest of the batches hold at most `k * places` volumes of one platform, so the batch after them
    ///   lasts at least as long as the volume after those, largest first. Whatever the batches are, their lengths, sorted,
    ///   are therefore at least these, one by one.
    func jobs(of isIn: (Int) -> Bool) -> [Int64] {
        var jobs: [Int64] = []
        var taken = [0, 0]
        for item in order where isIn(item) {
            addJobs(of: item, taken: &taken[perBatch && plan.items.platform[item] == .windows ? 1 : 0], to: &jobs)
        }
        return jobs
    }

    /// The same for whatever is left without some of the items, of which nothing but their number is known; platforms
    /// may share a batch here, which makes it no more.
    func jobs(without number: Int) -> [Int64] {
        var jobs: [Int64] = []
        // No items are more jobs than these, and none are longer.
        var gone = number * (repeats.max() ?? 0)
        var taken = 0
        for item in order {
            let left = max(0, repeats[item] - gone)
            gone = max(0, gone - repeats[item])
            if left > 0 { addJobs(of: item, count: left, taken: &taken, to: &jobs) }
        }
        return jobs
    }

    private func addJobs(of item: Int, count: Int? = nil, taken: inout Int, to jobs: inout [Int64]) {
        let count = count ?? repeats[item]
        guard perBatch else {
            for _ in 0..<count { jobs.append(job[item]) }
            return
        }
        let first = (taken + places - 1) / places * places
        taken += count
        if first < taken { jobs.append(ticks.boot + job[item] + ticks.drain) }
    }

    /// Machines that take those jobs.
    var machines: Int { perBatch ? plan.scanners : plan.scanners * places }

    /// What a job has beyond its last item's time on the scanner.
    var drain: Int64 { perBatch ? ticks.drain : 0 }
}

/// When the scanners of a region have offered enough time, if they come into use one after another.
struct ScannerSupply {
    /// When each scanner can be of use, rising.
    private let starts: [Int64]
    /// Machines of a scanner.
    private let machines: Int64

    /// - Parameters:
    ///   - items: whose scanners.
    ///   - firstSearch: when the first scanner of a batch can be asked for.
    init(_ items: BoundedItems, firstSearch: Int64) {
        let offset = items.perBatch ? firstSearch : items.ticks.boot
        let buckets = items.deployment.scanner.launchBuckets.compactMap { items.plan.buckets[$0] }
        starts = (1...max(1, items.plan.scanners)).map { count in
            offset + buckets.reduce(0) { max($0, $1.lastGrant(of: Int64(count))) }
        }
        machines = items.perBatch ? 1 : Int64(items.places)
    }

    /// The least C at which the machines have offered `work` between `from` and C: sum of (C - max(start, from)) over
    /// those that have started.
    func end(from: Int64, work: Int128) -> Int64 {
        var offered: Int128 = 0
        for started in 1...starts.count {
            let begin = max(from, starts[started - 1])
            let rate = Int128(machines) * Int128(started)
            if started < starts.count {
                let span = Int128(max(from, starts[started]) - begin)
                if offered + rate * span < work {
                    offered += rate * span
                    continue
                }
            }
            return begin + Int64((work - offered + rate - 1) / rate)
        }
        return from
    }
}
