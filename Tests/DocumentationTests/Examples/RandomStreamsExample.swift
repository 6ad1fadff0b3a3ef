import RandomStreams
import Testing

struct RandomStreamsExample {
    @Test func runs() {
        // begin example
        let family = DrawKey(seed: 2026, trial: 0, region: 3, item: 17, stage: 2)
        let u = family.uniform(draw: 0)

        // The same address gives the same number, whatever else was drawn.
        let again = DrawKey(seed: 2026, trial: 0, region: 3, item: 17, stage: 2).uniform(draw: 0)

        // A duration with mean 90 s and a coefficient of variation of 0.4.
        let duration = Distribution.lognormal(mean: 90, cv: 0.4).quantile(u)
        // end example
        #expect(u == again && u > 0 && u < 1)
        #expect(duration > 0 && duration.isFinite)
        // The quantile never decreases, and the mean of many is the mean.
        let many = (0..<20_000).map { draw in
            Distribution.lognormal(mean: 90, cv: 0.4).quantile(family.uniform(draw: draw))
        }
        #expect(abs(many.reduce(0, +) / 20_000 - 90) < 1)
    }
}
