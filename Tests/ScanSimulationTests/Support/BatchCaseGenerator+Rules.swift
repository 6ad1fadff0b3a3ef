/// Cases in which stages have rules of their own: some items are copied, limits are looked at, scan types are cut off, ends
/// are noticed by looking, attempts fail.
extension BatchCaseGenerator {
    mutating func nextWithRules(regions: Int? = nil) -> BatchCase {
        var made = next(regions: regions)
        let before = made.workflow.place
        for stage in made.workflow.stages.indices {
            if dice.chance(30) {
                made.workflow.stages[stage].scanTypes = (0..<dice.roll(1...2)).map { _ in scanType() }
            }
            if dice.chance(30) { made.workflow.stages[stage].poll = poll() }
        }
        // Nobody may be given up on the scanner, and everybody goes there.
        if before > 0 { addCopies(to: &made, stage: dice.roll(0...(before - 1))) }
        let last = made.workflow.lastPlace
        if last + 1 < made.workflow.stages.count, dice.chance(60) {
            let stage = dice.roll((last + 1)...(made.workflow.stages.count - 1))
            // What such a stage took or released would be left by the other items.
            let isFree = made.workflow.stages[stage].acquires.isEmpty && made.workflow.stages[stage].releases.isEmpty
            made.workflow.stages[stage].copiesOnly = isFree
        }
        if dice.chance(40) { made.workflow.batchWindow = length(["1", "7", "10", "60"]) }
        if dice.chance(50) { made.workflow.sweep = length(["1", "50", "3600"]) }
        if dice.chance(50) {
            made.workflow.attemptsMost = dice.roll(1...3)
            made.failureProbability = 0.4
        }
        return made
    }

    /// Marks volumes, and makes a stage one that looks at a limit of its own, for all items or those with copies.
    private mutating func addCopies(to made: inout BatchCase, stage: Int) {
        for region in made.regions.indices {
            for item in made.regions[region].instances.indices {
                let volumes = made.regions[region].instances[item].volumes
                made.regions[region].instances[item].copied = volumes.map { _ in dice.chance(40) }
            }
        }
        // A stage that took resources of others cannot be one for some items only.
        guard made.workflow.stages[stage].acquires.isEmpty, made.workflow.stages[stage].releases.isEmpty else { return }
        made.workflow.stages[stage].copiesOnly = dice.chance(70)
        if dice.chance(50) { made.workflow.stages[stage].opens.append(2) }
        if dice.chance(40) { made.workflow.stages[stage].closes.append(1) }
        let resource = made.workflow.resources.count
        let basis = made.workflow.stages[stage].copiesOnly ? NaiveBasis.copiedVolume : .item
        made.workflow.resources.append(NaiveCounter(perAccount: dice.chance(60), basis: basis))
        made.workflow.stages[stage].acquires = [resource]
        made.workflow.stages[stage].releases = [resource]
        if basis == .copiedVolume || dice.chance(70) {
            let looker = dice.chance(30) ? nil : dice.roll(0...(made.workflow.buckets.count - 1))
            made.workflow.stages[stage].recheck = NaiveRecheck(
                every: length(["3", "5", "30"]), looks: dice.roll(1...6), bucket: looker)
        }
        for region in made.regions.indices { made.regions[region].capacities.append(dice.roll(1...3)) }
    }

    private mutating func scanType() -> NaiveScanType {
        NaiveScanType(
            base: length(["0", "1", "4"]), perSizeUnit: length(["0", "0.25", "1"]), growsWithTotal: dice.chance(50),
            limit: dice.chance(60) ? length(["2", "5", "9"]) : nil, skipsWindows: dice.chance(30))
    }

    private mutating func poll() -> NaivePoll {
        let first = length(["1", "2", "10"])
        let steps = dice.roll(0...4)
        let step = length(["0", "1", "2.5"])
        var longest = first
        for _ in 0..<steps { longest = longest + step }
        return NaivePoll(first: first, step: step, longest: longest)
    }
}
