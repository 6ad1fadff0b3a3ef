import Statistics
import Testing

struct StatisticsExample {
    @Test func runs() throws {
        // begin example
        // Two options under the same random input, trial by trial.
        let before = [61.0, 58.5, 64.0, 59.5, 62.0, 60.0]
        let after = [59.0, 57.0, 61.5, 58.0, 59.5, 58.5]
        var comparison = PairedDifference()
        for (first, second) in zip(before, after) { comparison.add(first, second) }

        // The expected difference lies in these bounds with 95 % confidence.
        guard let difference = comparison.interval(confidence: 0.95) else { return }
        let isSmaller = difference.interval.low > 0

        // Without the pairing the variance would be this many times as great.
        let gain = comparison.varianceRatio ?? 1
        // end example
        #expect(isSmaller && gain > 5)
        #expect(abs(difference.mean - 11.5 / 6) < 1e-12)
    }
}
