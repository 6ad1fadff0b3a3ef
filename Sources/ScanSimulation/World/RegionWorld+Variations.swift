internal import EventSimulation
internal import RandomStreams
internal import ScanModel

// MARK: - Random durations

extension RegionWorld {
    /// The address of draws for something of this region.
    func drawKey(item: UInt32, stage: UInt16) -> DrawKey {
        DrawKey(seed: stream.seed, trial: stream.trial, region: regionNumber, item: item, stage: stage)
    }

    /// The number of an item in the listed order, by which its draws are known whatever the order of the plan.
    func listedNumber(_ item: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: isListedOrder ? Int32(truncatingIfNeeded: item) : listedNumbers[item])
    }

    /// What multiplies all that an item does in a stage, in its present attempt.
    func multiplier(_ number: Int, _ item: Int) -> DurationMultiplier {
        guard let variations = compiled.variations else { return .one }
        let law = variations.stages[number]
        guard !law.isOne else { return DurationMultiplier(regionFactor) }
        var attempt: UInt32 = 0
        if number >= compiled.placeStage, number <= compiled.lastPlaceStage {
            attempt = UInt32(jobs[item].failed)
            // Who lost its scanner begins anew on the next one.
            if isInterruptible(item), jobs[item].batch >= 0 {
                attempt |= batchFaults[Int(jobs[item].batch)].interruptions << 16
            }
        }
        let key = drawKey(item: listedNumber(item), stage: variations.coordinates[number])
        return DurationMultiplier(regionFactor * law.multiplier(key.uniform(draw: attempt)))
    }

    /// How long a persistent scanner boots.
    func bootTicks(scanner index: Int) -> Int64 {
        guard let law = compiled.variations?.boot, !law.isOne else { return compiled.boot }
        let key = drawKey(item: UInt32(truncatingIfNeeded: index), stage: VariationDraws.boot)
        return DurationMultiplier(law.multiplier(key.uniform(draw: 0))).times(compiled.boot)
    }

    /// How long the next scanner of a batch boots.
    func bootTicks(batch: Int) -> Int64 {
        guard let law = compiled.variations?.boot, !law.isOne else { return compiled.boot }
        let members = members(of: batch)
        // Batches without items are counted from the other end.
        let item =
            members.isEmpty
            ? UInt32.max - UInt32(batch) : listedNumber(Int(batchMembers[members.lowerBound]))
        let lost = compiled.faults == nil ? 0 : batchFaults[batch].interruptions
        let key = drawKey(item: item, stage: VariationDraws.batchBoot)
        return DurationMultiplier(law.multiplier(key.uniform(draw: lost))).times(compiled.boot)
    }

    /// How long a scan type lasts for an item, and whether it was cut off; time limits do not stretch.
    func duration(
        ofScanType index: Int, totalSize: Int64, largestSize: Int64, platform: Platform,
        times multiplier: DurationMultiplier
    ) -> (ticks: Int64, isCut: Bool) {
        var type = compiled.scanTypes[index]
        let timeout = type.timeout
        if multiplier.value != 1 { type.timeout = .max }
        let (ticks, isCut) = type.duration(totalSize: totalSize, largestSize: largestSize, platform: platform)
        guard multiplier.value != 1 else { return (ticks, isCut) }
        let wanted = multiplier.times(ticks)
        return wanted > timeout ? (timeout, true) : (wanted, false)
    }
}

extension RegionVariations {
    /// The region's multiplier in a trial.
    func regionFactor(_ draws: Draws, region number: UInt16) -> Double {
        guard !region.isOne else { return 1 }
        let key = DrawKey(
            seed: draws.seed, trial: draws.trial, region: number, item: 0, stage: VariationDraws.region)
        return region.multiplier(key.uniform(draw: 0))
    }
}
