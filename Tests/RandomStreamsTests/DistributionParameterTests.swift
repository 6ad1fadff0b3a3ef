import RandomStreams
import Testing

@Suite("Distribution parameters")
struct DistributionParameterTests {
    @Test(
        "accept everything inside the documented ranges",
        arguments: [
            Distribution.constant(0), .constant(-1e308), .uniform(low: -1, high: 1), .uniform(low: 2, high: 2),
            .exponential(mean: .leastNonzeroMagnitude), .exponential(mean: 1e308), .normal(mean: -5, sd: 0),
            .normal(mean: 0, sd: 1e300), .lognormal(mean: 1, cv: 0), .lognormal(mean: 1e-300, cv: 1e150),
            .triangular(low: 0, mode: 0, high: 1), .triangular(low: 0, mode: 1, high: 1),
            .truncatedNormal(mean: 0, sd: 1, low: -.infinity, high: .infinity),
            .truncatedNormal(mean: 0, sd: 1, low: 37, high: .infinity), .erlang(shape: 1, mean: 2),
            .erlang(shape: 10_000, mean: 1e300), .weibull(shape: 0.01, scale: 1), .weibull(shape: 1_000, scale: 1e300),
            .boundedPareto(shape: 0.001, low: .leastNormalMagnitude, high: 1e308),
            .boundedPareto(shape: 1_000, low: 1, high: 1.0.nextUp), .empirical(EmpiricalSample([2])),
        ])
    func valid(distribution: Distribution) {
        #expect(distribution.parameterFault == nil)
        #expect(!distribution.quantile(0.75).isNaN)
        #expect(!distribution.mean.isNaN)
        #expect(!distribution.variance.isNaN)
    }

    @Test(
        "name the parameter out of range and its value",
        arguments: [
            (Distribution.constant(.nan), "value nan"),
            (.constant(.infinity), "value inf"),
            (.uniform(low: 2, high: 1.5), "low 2.0 and high 1.5"),
            (.uniform(low: .nan, high: 1), "low nan and high 1.0"),
            (.uniform(low: -1e308, high: 1e308), "low -1e+308 and high 1e+308"),
            (.uniform(low: 0, high: .infinity), "high inf"),
            (.exponential(mean: 0), "mean 0.0"),
            (.exponential(mean: -3), "mean -3.0"),
            (.exponential(mean: .infinity), "mean inf"),
            (.normal(mean: .nan, sd: 1), "mean nan"),
            (.normal(mean: 0, sd: -0.5), "sd -0.5"),
            (.normal(mean: 0, sd: .infinity), "sd inf"),
            (.lognormal(mean: 0, cv: 1), "mean 0.0"),
            (.lognormal(mean: 1, cv: -0.25), "cv -0.25"),
            (.lognormal(mean: 1, cv: 1e200), "cv 1e+200"),
            (.lognormal(mean: 1, cv: .nan), "cv nan"),
            (.triangular(low: 0, mode: 2, high: 1), "mode 2.0"),
            (.triangular(low: 1, mode: 1, high: 1), "low 1.0"),
            (.triangular(low: 0, mode: .nan, high: 1), "mode nan"),
            (.triangular(low: -1e308, mode: 0, high: 1e308), "finite length"),
            (.truncatedNormal(mean: .infinity, sd: 1, low: 0, high: 1), "mean inf"),
            (.truncatedNormal(mean: 0, sd: 0, low: 0, high: 1), "sd 0.0"),
            (.truncatedNormal(mean: 0, sd: 1, low: 1, high: 1), "low 1.0 and high 1.0"),
            (.truncatedNormal(mean: 0, sd: 1, low: .nan, high: 1), "low nan"),
            (.truncatedNormal(mean: 0, sd: 1, low: 37.5, high: 40), "37 sd"),
            (.truncatedNormal(mean: 0, sd: 1, low: -.infinity, high: -38), "37 sd"),
            (.erlang(shape: 0, mean: 1), "shape 0"),
            (.erlang(shape: 10_001, mean: 1), "shape 10001"),
            (.erlang(shape: 2, mean: 0), "mean 0.0"),
            (.weibull(shape: 0, scale: 1), "shape 0.0"),
            (.weibull(shape: .nan, scale: 1), "shape nan"),
            (.weibull(shape: 1, scale: -1), "scale -1.0"),
            (.boundedPareto(shape: 0, low: 1, high: 2), "shape 0.0"),
            (.boundedPareto(shape: 1, low: 0, high: 2), "low 0.0"),
            (.boundedPareto(shape: 1, low: 2, high: 2), "high 2.0"),
            (.boundedPareto(shape: 1, low: 2, high: .infinity), "high inf"),
            (.empirical(EmpiricalSample([])), "no values"),
            (.empirical(EmpiricalSample([1, .nan])), "value 2, nan"),
            (.empirical(EmpiricalSample([-1e308, 1e308])), "finite length"),
        ])
    func invalid(distribution: Distribution, words: String) throws {
        let fault = try #require(distribution.parameterFault)
        #expect(fault.contains(words), "\(fault)")
    }

    @Test("stop the program when a variate of an invalid distribution is asked for")
    func stopsOnInvalidParameters() async {
        await #expect(processExitsWith: .failure) {
            _ = Distribution.exponential(mean: -3).quantile(0.5)
        }
    }

    @Test("stop the program when the probability is not inside the unit interval")
    func stopsOnInvalidProbability() async {
        await #expect(processExitsWith: .failure) {
            _ = Distribution.constant(1).quantile(1)
        }
    }
}
