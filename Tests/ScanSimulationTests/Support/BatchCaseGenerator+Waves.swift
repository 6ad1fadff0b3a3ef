import TestSupport

/// Cases whose regions take turns at scanners, whose items enter the first stage in rounds, and whose stages are capped.
extension BatchCaseGenerator {
    /// Any of these rules upon any of the others, for one to four regions.
    mutating func nextWithTurns() -> BatchCase {
        let regions = dice.roll(1...4)
        var made =
            switch dice.roll(1...6) {
            case 1, 2: next(regions: regions)
            case 3: nextWithRules(regions: regions)
            case 4: nextWithFaults(regions: regions)
            case 5: nextWithReads(regions: regions)
            default: nextWithReadsAndFaults(regions: regions)
            }
        if dice.chance(70) {
            made.workflow.waves = NaiveWaves(
                hasBarrier: dice.chance(50), regionsAtOnce: dice.pick([1, 1, 2, 3]),
                turnLimit: dice.chance(50) ? length(["0.5", "5", "20", "60", "300"]) : nil)
            made.workflow.batchWindow = dice.chance(40) ? nil : length(["1", "7", "10", "33.5", "60"])
        }
        // A round waits for its items' first stage, which must not wait for a batch with items of later rounds.
        if made.workflow.place > 0, dice.chance(70) {
            let limit = length(["0.5", "5", "20", "60", "1000"])
            made.workflow.rounds = NaiveRounds(
                size: dice.roll(1...8), pause: length(["0", "0", "1", "7.25"]), runLimit: limit,
                every: limit + length(["0", "3", "10.5", "100"]))
        }
        for stage in made.workflow.stages.indices where dice.chance(30) {
            made.workflow.stages[stage].cap = length(["0.5", "2", "5", "20", "100"])
        }
        if dice.chance(60) {
            for region in made.regions.indices {
                made.regions[region].setup = length(["0", "1", "30", "12.5"])
                made.regions[region].teardown = length(["0", "1", "30"])
            }
        }
        return made
    }
}
