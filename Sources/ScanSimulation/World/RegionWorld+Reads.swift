internal import EventSimulation
internal import ScanModel

// MARK: - Reading at a rate

extension RegionWorld {
    /// Volumes that share the scanner of an item: those of its batch, or as many as a scanner has places where it is
    /// persistent or the item has none yet.
    private func aboard(with item: Int) -> Int64 {
        let scanner = Int(jobs[item].scanner)
        let isKnown = hasBatches && scanner >= 0
        return max(isKnown ? Int64(scanners.aboard[scanner]) : Int64(scannerModel.places), Int64(jobs[item].volumes))
    }

    /// How long the reading stage lasts for an item, with its scan types; `timing` is what the stage's own timing says.
    mutating func readDuration(
        _ number: Int, _ item: Int, _ reading: ReadTicks, _ rules: StageRules, timing: Int64,
        times multiplier: DurationMultiplier
    ) -> Int64 {
        let total = jobs[item].totalSize
        let largest = Int64(jobs[item].largestSize)
        var progress = ReadProgress(reading, aboard: aboard(with: item))
        let size = compiled.stages[number].usesTotal ? total : largest
        var part = progress.part(timing: timing, bytes: size * reading.bytesPerUnit, timeout: .max)
        sums[number].reads.count(part.limit)
        var duration = multiplier.times(part.ticks)
        for index in Int(rules.firstScanType)..<Int(rules.firstScanType + rules.scanTypeCount) {
            let type = compiled.scanTypes[index]
            if type.skipsWindows, jobs[item].platform == .windows { continue }
            let size = type.usesTotal ? total : largest
            part = progress.part(
                timing: type.base + type.perUnit * size, bytes: size * type.bytesPerUnit,
                timeout: multiplier.nominal(type.timeout))
            sums[number].reads.count(part.limit)
            if part.isCut { sums[number].cutOff &+= 1 }
            duration += part.isCut ? type.timeout : multiplier.times(part.ticks)
        }
        return duration
    }

    /// The reading stage of an item begins, and so does the filling of its volumes at a paid rate.
    mutating func watchFilling(
        _ item: Int, from instant: Int64, for duration: Int64, _ agenda: inout Agenda<ScanEvent>
    ) {
        guard let reading = compiled.reads else { return }
        let filling = reading.filling(Int64(jobs[item].largestSize))
        // Whatever is not full by then is deleted half full.
        guard filling < duration else { return }
        agenda.schedule(event(.volumesFull, item), at: SimulationTime(ticks: instant + filling))
    }

    /// The volumes of an item are full: others may be filled.
    mutating func endFilling(_ item: Int, _ agenda: inout Agenda<ScanEvent>) {
        guard isFilled(item, at: agenda.now.ticks) else { return }
        jobs[item].meters.insert(.rateGivenBack)
        if let trace {
            let resource = Int(compiled.releases[compiled.fillingRelease].resource)
            trace.releasesEarly(item, resource: resource, at: agenda.now.ticks)
        }
        release(compiled.fillingRelease, item, &agenda)
    }

    /// Whether the volumes of an item are full by now; not if its scanner was taken away since they began to fill.
    private func isFilled(_ item: Int, at now: Int64) -> Bool {
        guard compiled.faults?.meanLife != nil, let reading = compiled.reads else { return true }
        let state = aboardStates[item]
        return state.pending == .end && Int(jobs[item].stage) == compiled.fillingStage
            && state.begins + reading.filling(Int64(jobs[item].largestSize)) == now
    }

    /// Whether what a stopped item would give back came back before, because its volumes were full.
    mutating func cameEarlier(_ acquisition: CompiledRegion.Acquisition, _ item: Int) -> Bool {
        guard compiled.fillingRelease >= 0, jobs[item].meters.contains(.rateGivenBack),
            acquisition.resource == compiled.releases[compiled.fillingRelease].resource
        else { return false }
        jobs[item].meters.remove(.rateGivenBack)
        return true
    }

    /// Whether a release at the end of a stage came before, because the volumes were full earlier.
    @inline(__always)
    mutating func cameEarlier(_ index: Int, _ item: Int) -> Bool {
        guard index == compiled.fillingRelease, jobs[item].meters.contains(.rateGivenBack) else { return false }
        jobs[item].meters.remove(.rateGivenBack)
        return true
    }
}
