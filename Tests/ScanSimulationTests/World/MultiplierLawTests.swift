import RandomStreams
import ScanModel
import Testing

@testable import ScanSimulation

@Suite("Multipliers of durations")
struct MultiplierLawTests {
    static let variations: [Variation] = [
        .uniform(halfWidth: 0.3), .uniform(halfWidth: 1), .triangular(low: 0.5, mode: 1, high: 4),
        .triangular(low: 0, mode: 0, high: 1), .normal(cv: 0.2), .normal(cv: 1), .lognormal(cv: 0.15),
        .lognormal(cv: 1), .exponential, .erlang(shape: 1), .erlang(shape: 4), .erlang(shape: 1000),
        .weibull(shape: 0.5), .weibull(shape: 3), .pareto(shape: 1.5, low: 0.5, high: 50),
        .empirical([0.4, 0.9, 1, 1.1, 3]), .empirical([0, 1]),
    ]

    /// The integral of the quantile over the middles of equal cells.
    @Test("have mean 1 and never fall in the uniform number", arguments: variations)
    func mean(variation: Variation) {
        let law = MultiplierLaw(variation)
        let cells = 20_000
        var sum = 0.0
        var last = 0.0
        for cell in 0..<cells {
            let value = law.multiplier((Double(cell) + 0.5) / Double(cells))
            #expect(value >= 0 && value >= last * (1 - 1e-12))
            last = value
            sum += value
        }
        // The tail of the last cell is what the sum misses.
        #expect(abs(sum / Double(cells) - 1) < 2e-3, "\(variation) \(sum / Double(cells))")
    }

    @Test("of a lognormal are those of the distribution, bit by bit")
    func lognormal() {
        for cv in [0.1, 0.5, 1, 5] {
            let law = MultiplierLaw(.lognormal(cv: cv))
            for draw in 0..<200 as Range<UInt32> {
                let uniform = DrawKey(seed: 1, trial: 0, region: 0, item: 0, stage: 0).uniform(draw: draw)
                #expect(law.multiplier(uniform) == Distribution.lognormal(mean: 1, cv: cv).quantile(uniform))
            }
        }
        #expect(MultiplierLaw(.lognormal(cv: 0)).multiplier(0.3) == 1)
    }

    @Test("stay below the bound of all durations, but for wide lognormals")
    func bound() {
        let largest = 1 - 0x1p-53
        for variation in Self.variations where variation != .lognormal(cv: 1) {
            #expect(MultiplierLaw(variation).multiplier(largest) <= Variation.most, "\(variation)")
        }
        // What the cut takes off the mean of a lognormal: E[M; M > c] - c P(M > c).
        for (cv, most) in [(3.0, 3e-5), (5.0, 1e-3)] {
            let variance = exactLog1p(cv * cv)
            let spread = exactSquareRoot(variance)
            let z = (exactLog(Variation.most) + variance / 2) / spread
            let lost = standardNormalTails(z - spread).upper - Variation.most * standardNormalTails(z).upper
            #expect(lost > 0 && lost < most, "\(cv) \(lost)")
        }
        #expect(DurationMultiplier(1e300).times(1_000_000) == 1_000_000_000)
        #expect(DurationMultiplier(1).times(.max) == .max && DurationMultiplier(0).times(77) == 0)
        #expect(DurationMultiplier(0.5).nominal(100) == 200 && DurationMultiplier(0).nominal(100) == 1 << 60)
        #expect(DurationMultiplier(3).nominal(.max) == .max)
    }

    @Test("every stage has coordinates of its own that follow from its name")
    func coordinates() {
        let names = ["snapshot", "share", "restore", "scan", "cleanup"]
        let all = VariationDraws.coordinates(names)
        #expect(Set(all).count == names.count)
        #expect(VariationDraws.coordinates(["scan"]) == [all[3]])
        #expect(all.allSatisfy { $0 >= 0x4000 && $0 < 0x8000 })
        let many = VariationDraws.coordinates((0..<16_384).map { "stage \($0)" })
        #expect(Set(many).count == 16_384)
    }
}
