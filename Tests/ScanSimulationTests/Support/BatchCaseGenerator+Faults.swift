import RandomStreams
import TestSupport

/// Cases in which scanners are taken away, launches fail and zones have outages.
extension BatchCaseGenerator {
    mutating func nextWithFaults(regions: Int? = nil) -> BatchCase {
        faulty(dice.chance(50) ? next(regions: regions) : nextWithRules(regions: regions))
    }

    /// Scanners that read at a rate, and are taken away in the middle of it.
    mutating func nextWithReadsAndFaults(regions: Int? = nil) -> BatchCase { faulty(nextWithReads(regions: regions)) }

    private mutating func faulty(_ made: BatchCase) -> BatchCase {
        var made = made
        var faults = BatchCase.Faults(
            retry: NaiveBackoff(
                first: length(["1", "3"]), factor: dice.roll(1...3), limit: length(["3", "4", "20"])))
        // A mean life of 98 s or more: most scanners live longer, some items never find one that does.
        if dice.chance(80) { faults.perHour = dice.pick([0.9999999999999999, 0.9999999, 0.999]) }
        if dice.chance(40) { faults.launchFailure = dice.pick([0.1, 0.4]) }
        if dice.chance(40) {
            faults.outages = (0..<dice.roll(1...2)).map { _ in
                let from = length(["0", "5", "20", "60.5"])
                return (from, from + length(["1", "10", "33.25", "200"]))
            }
        }
        if faults.perHour > 0, dice.chance(40) {
            for stage in made.workflow.place...made.workflow.lastPlace {
                made.workflow.stages[stage].base = length(["30", "60", "150.5"])
            }
        }
        made.faults = faults
        if dice.chance(20) { made.emptyBatches = dice.roll(1...2) }
        return made
    }
}

extension BatchCase.Faults {
    /// What befalls the scanners of each batch, from the draws that the engine's documentation names.
    func naive(batches: Int, region: Int, ticksPerSecond: Int64) -> NaiveFaults {
        func draw(_ batch: Int, _ stage: UInt16, _ index: Int) -> Double {
            DrawKey(seed: 1, trial: 0, region: UInt16(region), item: UInt32(batch), stage: stage)
                .uniform(draw: UInt32(index))
        }
        var faults = NaiveFaults(outages: outages, retry: retry)
        if perHour > 0 {
            let mean = Double(ticksPerSecond) * 3600 / -exactLog(1 - perHour)
            faults.lives = (0..<batches).map { batch in
                (0..<10).map { lost in
                    let ticks = (-exactLog(draw(batch, .max - 1, lost)) * mean).rounded(.up)
                    return NaiveFraction(max(1, Int128(ticks)), over: Int128(ticksPerSecond))
                }
            }
        }
        if launchFailure > 0 {
            faults.failures = (0..<batches).map { batch in
                (0..<5_000).map { draw(batch, .max - 2, $0) < launchFailure }
            }
        }
        return faults
    }
}
