import Calibration
import RandomStreams
import ScanModel
import Testing

@Suite struct DurationFitTests {
    static let fits: [DurationFit] = [
        DurationFit(family: .exponential, base: 40),
        DurationFit(family: .lognormal, base: 40, perSize: 0.5, shape: 0.7, usesSize: true),
        DurationFit(family: .erlang, base: 40, shape: 3), DurationFit(family: .weibull, base: 40, shape: 0.8),
        DurationFit(family: .weibull, base: 40, shape: 2.5), DurationFit(family: .normal, base: 40, shape: 0.4),
        DurationFit(family: .normal, base: 40, shape: 1),
    ]

    /// The room's own quantiles are those of the distributions that the simulator draws from, whose code is another.
    @Test(arguments: fits) func quantilesAreThoseOfTheSimulator(fit: DurationFit) throws {
        let distribution = try #require(fit.distribution(size: 64))
        #expect((distribution.mean / fit.mean(size: 64) - 1).magnitude < 1e-12)
        for u in [0.001, 0.1, 0.5, 0.9, 0.999] {
            let seconds = fit.quantile(u, size: 64)
            #expect((distribution.quantile(u) / seconds - 1).magnitude < 1e-10)
            #expect((fit.probability(upTo: seconds, size: 64) - u).magnitude < 1e-12)
        }
    }

    /// What a fit is written down as has the fit's mean-1 multiplier.
    @Test(arguments: fits) func variationsAreInRange(fit: DurationFit) {
        let variation = fit.family.variation(shape: fit.shape)
        #expect(variation.parameterFault == nil)
        #expect(!variation.isNone)
    }
}
