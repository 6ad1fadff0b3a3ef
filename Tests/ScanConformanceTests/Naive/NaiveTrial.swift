/// One trial of a document with random parts: sections 2 to 7 once more, in Doubles and with draws of its own.
struct NaiveTrial {
    private let document: NaiveDocument
    private let laws: NaiveRandomPart
    private var random: NaiveRandom

    private(set) var metrics: [String: Double] = [
        "makespan": 0, "scannerSecondsBilled": 0, "busySlotSeconds": 0, "availSlotSeconds": 0, "costVolume": 0,
        "costSnapshot": 0, "snapshotWait": 0, "readyWait": 0, "attachWait": 0, "attempts": 0, "launchedScanners": 0,
        "utilisation": 0,
    ]

    init(_ document: NaiveDocument, _ laws: NaiveRandomPart, _ random: inout NaiveRandom) {
        self.document = document
        self.laws = laws
        self.random = random
        run()
        random = self.random
    }

    private struct Bucket {
        let limit: NaiveDocument.Bucket?
        var arrival: Double?

        init(_ limit: NaiveDocument.Bucket?) { self.limit = limit }

        mutating func grant(_ request: Double) -> Double {
            guard let limit else { return request }
            let interval = 1 / limit.rate.doubleValue
            guard let known = arrival else {
                arrival = request + interval
                return request
            }
            let granted = max(request, known - (limit.burst.doubleValue - 1) * interval)
            arrival = max(granted, known) + interval
            return granted
        }
    }

    private mutating func run() {
        let order = document.policy.regionOrder.compactMap { name in
            document.regions.first { $0.name == name && !$0.jobs.isEmpty }
        }
        var places: [Double] = []
        var activated = 0.0
        var last = 0.0
        for (index, region) in order.enumerated() {
            switch document.policy.mode {
            case .sliding:
                activated = 0
                if places.count == document.policy.window, let first = places.min() {
                    activated = first
                    places.remove(at: places.firstIndex(of: first)!)
                }
            case .batch:
                if index % document.policy.window == 0 { activated = last }
            }
            let opened = activated + region.setup.doubleValue
            let ended = visit(region, opened: opened) + region.teardown.doubleValue
            places.append(ended)
            last = max(last, ended)
        }
        metrics["makespan"] = last
        if let available = metrics["availSlotSeconds"], available > 0 {
            metrics["utilisation"] = metrics["busySlotSeconds"]! / available
        }
    }

    private mutating func add(_ name: String, _ value: Double) { metrics[name]! += value }

    private mutating func duration(_ stage: NaiveDocument.Stage, _ job: NaiveDocument.Job, _ law: NaiveLaw) -> Double {
        stage.duration(gib: job.gib).doubleValue * law.draw(&random)
    }

    /// The region's work; the answer is its completion C.
    private mutating func visit(_ region: NaiveDocument.Region, opened: Double) -> Double {
        let jobs = region.jobs
        var launch = Bucket(region.buckets.launch)
        let count = NaiveRegionRun.effectiveScanners(region, slots: document.scanner.slots)
        let granted = (0..<count).map { _ in launch.grant(opened) }
        let ready = granted.map { $0 + document.scanner.boot.doubleValue * laws.boot.draw(&random) }

        var starts = jobs.map { _ in opened }
        var waiting: [Double?] = jobs.map { _ in nil }
        for account in Set(jobs.map(\.account)).sorted() {
            var bucket = Bucket(region.buckets.snapshot)
            var before = opened
            var ends: [Double] = []
            for (index, job) in jobs.enumerated() where job.account == account {
                var time = before
                while let limit = region.snapshotConcurrency, ends.count(where: { $0 > time }) >= limit {
                    time = ends.filter { $0 > time }.min()!
                }
                starts[index] = bucket.grant(time)
                before = starts[index]
                ends.append(starts[index] + duration(document.timing.snapshot, job, laws.snapshot))
                waiting[index] = ends.last
                add("snapshotWait", starts[index] - opened)
            }
        }
        var attach = Bucket(region.buckets.attach)
        var freeAt = ready.map { Array(repeating: $0, count: document.scanner.slots) }
        var tries = jobs.map { _ in 0 }
        var lastRelease = ready.map { _ in -Double.infinity }
        var (lastDispatch, completed) = (opened, opened)
        var now = -Double.infinity
        while waiting.contains(where: { $0 != nil }) {
            now = (freeAt.flatMap { $0 } + waiting.compactMap { $0 }).filter { $0 > now }.min()!
            while let (scanner, slot) = free(freeAt, now), let job = best(waiting, jobs, now) {
                let attached = attach.grant(now)
                let work =
                    duration(document.timing.restore, jobs[job], laws.restore)
                    + duration(document.timing.scan, jobs[job], laws.scan)
                    + duration(document.timing.cleanup, jobs[job], laws.cleanup)
                let finished = attached + work
                add("readyWait", now - waiting[job]!)
                add("attachWait", attached - now)
                add("attempts", 1)
                add("busySlotSeconds", finished - now)
                let gib = jobs[job].gib.doubleValue
                let month = document.prices.hoursPerMonth.doubleValue * 3600
                add("costVolume", work * gib * document.prices.volumeGiBMonth.doubleValue / month)
                freeAt[scanner][slot] = finished
                lastRelease[scanner] = max(lastRelease[scanner], finished)
                lastDispatch = now
                completed = max(completed, finished)
                tries[job] += 1
                // Section 7: attempt a < maxAttempts fails with failProb; without it the document's own failures count.
                let fails =
                    laws.failProb > 0
                    ? tries[job] < laws.maxAttempts && random.unit() <= laws.failProb : tries[job] <= jobs[job].fails
                waiting[job] = fails ? finished : nil
                if !fails {
                    add(
                        "costSnapshot",
                        (finished - starts[job]) * gib * document.prices.snapshotGiBMonth.doubleValue / month)
                }
            }
        }
        for index in granted.indices where granted[index] < completed {
            let released =
                document.scanner.terminate == .regionEnd
                ? max(completed, ready[index]) : max(ready[index], lastDispatch, lastRelease[index])
            add("launchedScanners", 1)
            add("availSlotSeconds", Double(document.scanner.slots) * (released - ready[index]))
            add(
                "scannerSecondsBilled",
                max(
                    document.scanner.minBill.doubleValue,
                    released + document.scanner.drain.doubleValue - granted[index]))
        }
        return completed
    }

    private func free(_ freeAt: [[Double]], _ now: Double) -> (Int, Int)? {
        for scanner in freeAt.indices {
            for slot in freeAt[scanner].indices where freeAt[scanner][slot] <= now { return (scanner, slot) }
        }
        return nil
    }

    private func best(_ waiting: [Double?], _ jobs: [NaiveDocument.Job], _ now: Double) -> Int? {
        let queued = jobs.indices.filter { waiting[$0].map { $0 <= now } ?? false }
        return queued.min { left, right in
            switch document.policy.dispatch {
            case .fifo: (waiting[left]!, left) < (waiting[right]!, right)
            case .lpt: (-jobs[left].gib.doubleValue, left) < (-jobs[right].gib.doubleValue, right)
            case .spt: (jobs[left].gib.doubleValue, left) < (jobs[right].gib.doubleValue, right)
            }
        }
    }
}
