import ScanModel

/// Cases in which a stage on the scanner reads bytes: rates that bind and rates that do not, credit that runs out, volumes
/// that are filled at a paid rate under a cap, snapshots that are prepared.
extension BatchCaseGenerator {
    private static let rates: [Int128] = [20_000_000, 31_457_280, 81_250_000, 131_072_000, 593_750_000, 1_000_000_007]

    mutating func nextWithReads(regions: Int? = nil) -> BatchCase {
        var made = dice.chance(50) ? nextWithRules(regions: regions) : next(regions: regions)
        made.workflow.unitsPerGiB = made.sizeUnitsPerGiB
        let stage = dice.roll(made.workflow.place...made.workflow.lastPlace)
        let types = made.workflow.stages[stage].scanTypes.count
        made.dataShare = dice.pick([
            BatchCaseGenerator.fraction("0.5"), BatchCaseGenerator.fraction("0.37"), NaiveFraction(1),
        ])
        let shares = ["0.05", "0.33", "1"].map(BatchCaseGenerator.fraction)
        made.readShares = (0...types).map { _ in dice.pick(shares) }
        var reads = NaiveReads(
            stage: stage, first: dice.chance(60) ? dice.pick(Self.rates) : nil,
            volume: dice.chance(70) ? dice.pick(Self.rates) : nil, data: made.bytes(NaiveFraction(1)),
            parts: made.readShares.map { made.bytes($0) })
        if dice.chance(80) {
            let rates = [dice.pick(Self.rates), dice.pick(Self.rates)].sorted()
            reads.instance = (rates[0], rates[1], dice.pick([0, 1, 20, 1800]))
        }
        if dice.chance(60) { reads.filling = filling(&made, until: stage) }
        let before = made.workflow.place - 1
        if before >= 0, !made.workflow.stages[before].copiesOnly, dice.chance(30) { reads.preparation = before }
        made.workflow.reads = reads
        return made
    }

    /// A resource for volumes being filled, taken on the scanner and given back by the stage that reads.
    private mutating func filling(_ made: inout BatchCase, until stage: Int) -> (rate: Int128, resource: Int)? {
        let taken = dice.roll(made.workflow.place...stage)
        let resource = made.workflow.resources.count
        made.workflow.resources.append(NaiveCounter(perAccount: false, basis: .volume))
        if made.workflow.stages[taken].acquires.isEmpty, dice.chance(60) {
            made.workflow.stages[taken].recheck = NaiveRecheck(
                every: length(["1", "7", "30"]), looks: .max, bucket: nil)
        }
        made.workflow.stages[taken].acquires.append(resource)
        made.workflow.stages[stage].releases.insert(
            resource, at: dice.roll(0...made.workflow.stages[stage].releases.count))
        for region in made.regions.indices {
            made.regions[region].capacities.append(dice.chance(10) ? nil : dice.roll(3...6))
        }
        return (dice.pick([20_000_000, 104_857_600, 314_572_800, 5_000_000_000]), resource)
    }
}

extension BatchCase {
    /// Bytes of a size unit, of which `share` of the data is read; rounded up.
    func bytes(_ share: NaiveFraction) -> Int128 {
        let exact = NaiveFraction(1 << 30, over: Int128(sizeUnitsPerGiB)) * dataShare * share
        return (exact.top + exact.bottom - 1) / exact.bottom
    }

    /// The same rule in the words of the libraries.
    var reads: ReadRule? {
        guard let reads = workflow.reads else { return nil }
        func rate(_ rate: Int128) -> ByteRate { ByteRate(bytesPerSecond: Int64(rate)) }
        func rational(_ fraction: NaiveFraction) -> Rational { Rational(fraction.top, over: fraction.bottom) }
        return ReadRule(
            method: .lazy, stage: reads.stage, firstRead: reads.first.map(rate), volume: reads.volume.map(rate),
            instance: reads.instance.map {
                InstanceBandwidth(
                    baseline: rate($0.slow), burst: rate($0.fast), burstTime: Seconds(Rational($0.seconds)))
            },
            dataShare: rational(dataShare), readShares: readShares.map(rational),
            filling: reads.filling.map {
                ReadRule.Filling(
                    initialisation: ProvisionedInitialisation(rate: rate($0.rate), cap: rate($0.rate)),
                    resource: $0.resource)
            }, preparationStage: reads.preparation)
    }
}
