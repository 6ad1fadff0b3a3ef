import RandomStreams
import Testing

/// Two streams that differ in one coordinate only, read along their draw index or along their items.
struct NeighbouringStreams: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let pair: @Sendable (UInt32) -> (Double, Double)

    /// Streams along the draw index of two addresses.
    init(_ description: String, change: @escaping @Sendable (inout DrawKey) -> Void) {
        testDescription = description
        pair = { index in
            let key = DrawKey(seed: 11, trial: 3, region: 5, item: 7, stage: 2)
            var other = key
            change(&other)
            return (key.uniform(draw: index), other.uniform(draw: index))
        }
    }

    /// Streams along the items, of two draw indices.
    init(draws first: UInt32, _ second: UInt32) {
        testDescription = "draws \(first) and \(second)"
        pair = { index in
            let key = DrawKey(seed: 11, trial: 3, region: 5, item: index, stage: 2)
            return (key.uniform(draw: first), key.uniform(draw: second))
        }
    }

    static let all = [
        NeighbouringStreams("next seed") { $0.seed += 1 },
        NeighbouringStreams("seed with another top bit") { $0.seed ^= 1 << 63 },
        NeighbouringStreams("next trial") { $0.trial += 1 },
        NeighbouringStreams("next region") { $0.region += 1 },
        NeighbouringStreams("next item") { $0.item += 1 },
        NeighbouringStreams("next stage") { $0.stage += 1 },
        NeighbouringStreams("item and trial exchanged") { (key: inout DrawKey) in
            (key.item, key.trial) = (key.trial, key.item)
        },
        NeighbouringStreams(draws: 0, 1),
    ]
}

@Suite("Independence of streams")
struct IndependenceTests {
    /// Fixed keys, so the statistics are constants: this cannot fail by chance, only by a change of the generator.
    @Test("neighbouring keys are not related", arguments: NeighbouringStreams.all)
    func neighbours(streams: NeighbouringStreams) {
        let pairs = 32_768
        var counts = [Int](repeating: 0, count: 256)
        var products = 0.0
        for index in 0..<UInt32(pairs) {
            let (a, b) = streams.pair(index)
            counts[Int(a * 16) * 16 + Int(b * 16)] += 1
            products += (a - 0.5) * (b - 0.5)
        }
        let expected = Double(pairs) / 256
        let statistic = counts.reduce(0.0) {
            $0 + (Double($1) - expected) * (Double($1) - expected) / expected
        }
        // 255 degrees of freedom: mean 255, standard deviation 22.6; the bounds are five of these away.
        #expect(statistic > 142)
        #expect(statistic < 368)
        // The correlation coefficient has a standard deviation of 1 / sqrt(32,768) = 0.0055.
        let correlation = products / Double(pairs) * 12
        #expect(correlation.magnitude < 5 * 0.0055)
    }
}
