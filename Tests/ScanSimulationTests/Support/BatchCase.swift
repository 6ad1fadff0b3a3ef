import RandomStreams
import TestSupport

/// A made-up deployment with scanners per batch, told in the words of the naive simulation.
struct BatchCase: Sendable {
    struct Instance: Sendable {
        var account: Int
        var isWindows: Bool
        var volumes: [Int]
        /// Which of the volumes must be copied.
        var copied: [Bool] = []
    }

    struct Region: Sendable {
        var instances: [Instance]
        var scanners: Int
        var capacities: [Int?]
        var rates: [NaiveRate?]
        var setup = NaiveFraction.zero
        var teardown = NaiveFraction.zero
    }

    var name: String
    var workflow: NaiveWorkflow
    var regions: [Region]
    var order: NaiveBatchOrder
    var sizeUnitsPerGiB: Int
    /// Whether the batches of the plan give way to others, of any number of items in any order.
    var shufflesBatches: Bool
    /// Chance that an attempt fails; only with `workflow.attemptsMost`.
    var failureProbability = 0.0
    /// Share of a volume that holds data, and shares of it that are read; only with `workflow.reads`.
    var dataShare = NaiveFraction(1)
    var readShares: [NaiveFraction] = []
    /// What befalls scanners.
    var faults: Faults?
    /// Batches without items, added to those of each region.
    var emptyBatches = 0

    struct Faults: Sendable {
        var perHour = 0.0
        var launchFailure = 0.0
        /// For every region: from and to.
        var outages: [(NaiveFraction, NaiveFraction)] = []
        var retry: NaiveBackoff
    }

    /// Accounts in the order in which the fleet first names them.
    var accounts: [Int] {
        regions.flatMap(\.instances).map(\.account).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    /// Attempts of an item that fail: the draws that the engine's documentation names.
    func failures(_ item: Int, region: Int) -> Int {
        guard let most = workflow.attemptsMost else { return 0 }
        let key = DrawKey(seed: 1, trial: 0, region: UInt16(region), item: UInt32(item), stage: .max)
        return (0..<most).prefix { key.uniform(draw: UInt32($0)) < failureProbability }.count
    }
}

/// Draws cases, with as many ties as one could wish for: few distinct sizes, lengths and rates.
struct BatchCaseGenerator: Sendable {
    /// Tokens a second; all make whole ticks of one clock.
    static let plainRates = ["3", "6", "7", "0.3", "0.7", "1", "0.5", "10"].map(fraction)
    /// Tokens a second that share no clock of 64 bits.
    static let oddRates = ["0.7919", "99.73", "123.457", "0.9973", "7.919"].map(fraction)

    var dice: Dice
    private let seed: UInt64
    private var number = 0
    private let rates: [NaiveFraction]

    init(seed: UInt64, rates: [NaiveFraction] = plainRates) {
        dice = Dice(seed: seed)
        self.seed = seed
        self.rates = rates
    }

    /// The exact value of a decimal such as "0.7".
    static func fraction(_ decimal: String) -> NaiveFraction {
        let parts = decimal.split(separator: ".")
        let digits = parts.count > 1 ? parts[1] : ""
        var bottom: Int128 = 1
        for _ in digits { bottom *= 10 }
        return NaiveFraction(Int128(parts[0] + digits)!, over: bottom)
    }

    mutating func next(regions: Int? = nil) -> BatchCase {
        number += 1
        let unit = dice.chance(80) ? 1 : 4
        let workflow = workflow(sizeUnitsPerGiB: unit)
        let count = regions ?? dice.pick([1, 1, 2, 3])
        return BatchCase(
            name: "case \(seed)/\(number)", workflow: workflow,
            regions: (0..<count).map { _ in region(workflow) },
            order: dice.pick([.earliestReady, .largest, .smallest]), sizeUnitsPerGiB: unit,
            shufflesBatches: dice.chance(25))
    }

    private mutating func region(_ workflow: NaiveWorkflow) -> BatchCase.Region {
        let sizes = dice.chance(50) ? [8, 8, 8, 16] : [1, 2, 8, 8, 30, 100]
        let accounts = dice.roll(1...3)
        let instances = (0..<dice.roll(1...30)).map { _ in
            BatchCase.Instance(
                account: dice.roll(1...accounts), isWindows: dice.chance(30),
                volumes: (0..<dice.pick([1, 1, 2, 3])).map { _ in dice.pick(sizes) })
        }
        let heaviest = instances.map { $0.volumes.reduce(0, +) }.max() ?? 1
        let capacities = workflow.resources.map { resource -> Int? in
            switch resource.basis {
            case .item: dice.chance(10) ? nil : dice.roll(1...5)
            case .volume: dice.chance(10) ? nil : dice.roll(3...8)
            case .sizeUnit: dice.chance(10) ? nil : heaviest + dice.roll(0...60)
            case .copiedVolume: nil
            }
        }
        // Where requests may be refused, every burst must hold the tokens of the largest item.
        let refuses = workflow.stages.contains { $0.backoff != nil }
        let limits = workflow.buckets.map { bucket -> NaiveRate? in
            guard dice.chance(90) else { return nil }
            let bursts = bucket.basis == .volume ? ["3", "4", "5", "3.5"] : ["1", "2", "2.5", "3", "5"]
            let lowest = bucket.basis == .volume && !refuses ? ["1", "2.5"] : []
            return NaiveRate(
                perSecond: dice.pick(rates), burst: BatchCaseGenerator.fraction(dice.pick(bursts + lowest)))
        }
        return BatchCase.Region(
            instances: instances, scanners: dice.roll(1...5), capacities: capacities, rates: limits)
    }

    private mutating func workflow(sizeUnitsPerGiB unit: Int) -> NaiveWorkflow {
        let count = dice.roll(5...8)
        let place = dice.roll(0...(count - 1))
        let last = dice.roll(place...(count - 1))
        let resources = (0..<dice.roll(0...4)).map { _ in
            NaiveCounter(perAccount: dice.chance(50), basis: dice.pick([.item, .item, .volume, .sizeUnit]))
        }
        let buckets = (0..<dice.roll(1...5)).map { _ in
            NaiveCounter(perAccount: dice.chance(40), basis: dice.pick([.item, .volume]))
        }
        var stages = (0..<count).map { _ in stage(buckets: buckets.count, sizeUnitsPerGiB: unit) }
        for resource in resources.indices {
            // Nothing is held while a batch gathers: an item that is ready could keep its fellows out.
            let side = dice.chance(50) && place > 0 ? 0...(place - 1) : place...(count - 1)
            let taken = dice.roll(side)
            let given = dice.roll(taken...side.upperBound)
            stages[taken].acquires.insert(resource, at: dice.roll(0...stages[taken].acquires.count))
            stages[given].releases.insert(resource, at: dice.roll(0...stages[given].releases.count))
        }
        for meter in [0, 1] where dice.chance(80) {
            let opened = dice.roll(0...(count - 1))
            stages[opened].opens.append(meter)
            if dice.chance(80) { stages[dice.roll(opened...(count - 1))].closes.append(meter) }
        }
        let shared = buckets.indices.filter { !buckets[$0].perAccount }
        return NaiveWorkflow(
            stages: stages, resources: resources, buckets: buckets, place: place, lastPlace: last,
            places: dice.roll(1...6), boot: length(["0", "2", "5", "30"]), drain: length(["0", "1", "10"]),
            minimumBilled: length(["0", "15", "60"]),
            launchBuckets: shared.isEmpty || dice.chance(20) ? [] : dice.some(of: shared),
            terminateBuckets: shared.isEmpty || dice.chance(20) ? [] : dice.some(of: shared))
    }

    private mutating func stage(buckets: Int, sizeUnitsPerGiB unit: Int) -> NaiveStage {
        var stage = NaiveStage()
        stage.base = length(["0", "1", "1", "2", "5", "0.5", "7.25"])
        stage.perSizeUnit =
            length(["0", "0", "0.25", "0.1", "1"]) * NaiveFraction(1, over: Int128(unit))
        stage.growsWithTotal = dice.chance(50)
        stage.spends = Array(dice.shuffled(Array(0..<buckets)).prefix(dice.pick([0, 1, 1, 1, 2])))
        if dice.chance(30) {
            stage.backoff = NaiveBackoff(
                first: length(["0.25", "1", "3"]), factor: dice.roll(1...3), limit: length(["3", "4", "20"]))
        }
        return stage
    }

    mutating func length(_ choices: [String]) -> NaiveFraction {
        BatchCaseGenerator.fraction(dice.pick(choices))
    }
}

extension Dice {
    /// One or two different elements, in any order.
    mutating func some<Element>(of elements: [Element]) -> [Element] {
        Array(shuffled(elements).prefix(chance(50) ? 1 : 2))
    }
}
