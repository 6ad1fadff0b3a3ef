/// The outcome of a deterministic document, exactly.
func naiveEvaluate(_ document: NaiveDocument) throws -> NaiveOutcome {
    try document.check()
    let visits = try naiveVisits(document)
    var outcome = NaiveOutcome()

    let secondsPerMonth = document.prices.hoursPerMonth * 3600
    for visit in visits {
        let region = visit.region
        let run = visit.run
        outcome.regions[region.name] = NaiveOutcome.Region(
            activated: visit.activated, opened: run.opened, completed: run.completed, ended: visit.ended,
            scanners: run.scanners.count)
        outcome.makespan = max(outcome.makespan, visit.ended)  // T5

        for scanner in run.scanners {
            outcome.launchedScanners += 1
            outcome.scannerSecondsBilled += scanner.billed  // T2
            outcome.availSlotSeconds +=
                NaiveRational(document.scanner.slots) * (scanner.released - scanner.ready)  // T3
            outcome.costScanner += scanner.billed * document.scanner.priceHour / 3600  // T4
        }
        for attempt in run.attempts {
            let gib = region.jobs[attempt.job].gib
            outcome.attempts += 1
            outcome.busySlotSeconds += attempt.finished - attempt.dispatched  // T3
            outcome.costVolume +=
                (attempt.finished - attempt.attached) * gib * document.prices.volumeGiBMonth / secondsPerMonth  // T4
            outcome.readyWait += attempt.dispatched - attempt.ready  // T5
            outcome.attachWait += attempt.attached - attempt.dispatched  // T5
        }
        for (index, job) in region.jobs.enumerated() {
            let final = run.attempts.filter { $0.job == index }.map(\.finished).max() ?? run.opened
            let kept = final - run.snapshots[index]
            outcome.jobs += 1
            outcome.costSnapshot += kept * job.gib * document.prices.snapshotGiBMonth / secondsPerMonth  // T4
            outcome.snapshotWait += run.snapshots[index] - run.opened  // T5
        }
    }

    outcome.costTotal = outcome.costScanner + outcome.costVolume + outcome.costSnapshot
    if outcome.availSlotSeconds > 0 {
        outcome.utilisation = outcome.busySlotSeconds / outcome.availSlotSeconds
    }
    outcome.peakScanners = naivePeak(visits.flatMap(\.run.scanners))
    return outcome
}

/// T6. The number alive only rises when a scanner is granted, so the maximum is reached at one of those instants.
private func naivePeak(_ scanners: [NaiveRegionRun.Scanner]) -> Int {
    scanners.map { instant in
        scanners.filter { $0.granted <= instant.granted && instant.granted < $0.terminated }.count
    }.max() ?? 0
}

/// A region's stay in the window.
struct NaiveVisit {
    let region: NaiveDocument.Region
    let activated: NaiveRational
    let run: NaiveRegionRun
    let ended: NaiveRational

    /// R4.
    init(_ region: NaiveDocument.Region, of document: NaiveDocument, activated: NaiveRational) throws {
        self.region = region
        self.activated = activated
        run = try NaiveRegionRun(region, of: document, opened: activated + region.setup)
        ended = run.completed + region.teardown
    }
}

/// Section 2: every region that has a job, in the order of activation.
func naiveVisits(_ document: NaiveDocument) throws -> [NaiveVisit] {
    // R1.
    let order = document.policy.regionOrder.compactMap { name in
        document.regions.first { $0.name == name && !$0.jobs.isEmpty }
    }
    let window = document.policy.window
    var visits: [NaiveVisit] = []
    switch document.policy.mode {
    case .sliding:
        // R2. The ends of the regions that hold a place; the next region takes the place that is vacated first.
        var places: [NaiveRational] = []
        for region in order {
            var activated = NaiveRational.zero
            if places.count == window, let firstEnd = places.min(), let place = places.firstIndex(of: firstEnd) {
                activated = firstEnd
                places.remove(at: place)
            }
            let visit = try NaiveVisit(region, of: document, activated: activated)
            places.append(visit.ended)
            visits.append(visit)
        }
    case .batch:
        // R3.
        var activated = NaiveRational.zero
        for start in stride(from: 0, to: order.count, by: window) {
            let group = try order[start..<min(start + window, order.count)].map { region in
                try NaiveVisit(region, of: document, activated: activated)
            }
            activated = group.map(\.ended).max() ?? activated
            visits += group
        }
    }
    return visits
}
