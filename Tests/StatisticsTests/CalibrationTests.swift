import RandomStreams
import Statistics
import Testing

/// 2,000 repetitions of an experiment whose true value is known: a 90 % interval has to hold it in 88 to 92 % of them, three
/// standard errors (0.67 %) about the nominal share. Fixed keys, so the shares are constants.
@Suite("Calibration of intervals")
struct CalibrationTests {
    private func share(_ holds: (_ trial: Int) throws -> Bool) rethrows -> Double {
        var held = 0
        for trial in 0..<2_000 where try holds(trial) { held += 1 }
        return Double(held) / 2_000
    }

    @Test("the mean of a triangular variate")
    func mean() throws {
        let distribution = Distribution.triangular(low: 1, mode: 2, high: 7)
        let share = try share { trial in
            let moments = Moments(variates(distribution, trial: trial, count: 40, stage: 50))
            return try #require(MeanInterval(moments, confidence: 0.9)).interval.contains(10.0 / 3)
        }
        #expect((0.88...0.92).contains(share), "\(share)")
    }

    /// Nine Exp(1) jobs on three machines, the next job to the machine that is free first: the makespan of n jobs on m machines has the
    /// mean (n - m)/m + 1 + 1/2 + ... + 1/m, for any order of jobs.
    @Test("the makespan of list scheduling")
    func makespan() throws {
        let share = try share { trial in
            let jobs = variates(.exponential(mean: 1), trial: trial, count: 24 * 9, stage: 51)
            var makespans = Moments()
            for run in 0..<24 {
                var ends = [0.0, 0, 0]
                for job in jobs[run * 9..<run * 9 + 9] {
                    let free = ends.indices.min { ends[$0] < ends[$1] } ?? 0
                    ends[free] += job
                }
                makespans.add(ends.max() ?? 0)
            }
            let interval = try #require(MeanInterval(makespans, confidence: 0.9))
            return interval.interval.contains(2 + 1 + 1.0 / 2 + 1.0 / 3)
        }
        #expect((0.88...0.92).contains(share), "\(share)")
    }

    @Test("a paired difference")
    func paired() throws {
        let share = try share { trial in
            let (a, b) = (
                variates(.lognormal(mean: 3, cv: 0.3), trial: trial, count: 40, stage: 52),
                variates(.normal(mean: 0.5, sd: 1), trial: trial, count: 40, stage: 53)
            )
            var pairs = PairedDifference()
            for (x, y) in zip(a, b) { pairs.add(x + y, x) }
            return try #require(pairs.interval(confidence: 0.9)).interval.contains(0.5)
        }
        #expect((0.88...0.92).contains(share), "\(share)")
    }

    /// 4,000 repetitions: the standard error of a share is 0.5 %. The formula without any regard for the skewness, of the same
    /// width to either side, holds the value in 82 % of the exponential samples.
    @Test(
        "a standard deviation",
        arguments: [
            (Distribution.normal(mean: 50, sd: 3), 3.0), (.exponential(mean: 4), 4),
            (.erlang(shape: 2, mean: 2), 2.0.squareRoot()), (.uniform(low: 0, high: 12), 12.0.squareRoot()),
        ])
    func deviation(distribution: Distribution, truth: Double) throws {
        var held = 0
        for trial in 0..<4_000 {
            let moments = Moments(variates(distribution, trial: trial, count: 100, stage: 57))
            if try #require(deviationInterval(moments, confidence: 0.9)).contains(truth) { held += 1 }
        }
        #expect((0.88...0.92).contains(Double(held) / 4_000), "\(held) of 4000")
    }

    /// What Wilson's interval truly covers is a sum over binomial probabilities, 0.9182 for 100 trials of 0.83.
    @Test("a probability")
    func proportion() {
        let share = share { trial in
            let successes = variates(.uniform(low: 0, high: 1), trial: trial, count: 100, stage: 54).filter {
                $0 < 0.83
            }
            return wilsonInterval(successes: successes.count, trials: 100, confidence: 0.9).contains(0.83)
        }
        #expect((0.88...0.92).contains(share), "\(share)")
    }

    @Test("a quantile: the share that the interval states, not less")
    func quantile() {
        let truth = Distribution.exponential(mean: 1).quantile(0.8)
        let stated = orderStatisticInterval(count: 120, quantile: 0.8, confidence: 0.9).coverage
        let share = share { trial in
            let sample = OrderedSample(variates(.exponential(mean: 1), trial: trial, count: 120, stage: 55))
            let interval = sample.interval(0.8, confidence: 0.9)
            return interval.low ?? -.infinity <= truth && truth <= interval.high ?? .infinity
        }
        #expect((0.9...0.93).contains(stated))
        #expect((share - stated).magnitude < 0.02, "\(share) for \(stated)")
    }

    /// Waiting times of successive customers would be too slow to settle here; an autoregressive series has the same trouble.
    @Test("a long-run mean from batch means")
    func batchMeans() throws {
        let share = try share { trial in
            let noise = variates(.normal(mean: 0, sd: 1), trial: trial, count: 400, stage: 56)
            var x = noise[0] / (1 - 0.09).squareRoot()
            let series = noise.map { e in
                x = 0.3 * x + e
                return 7 + x
            }
            return try #require(BatchMeans(series, batches: 20)).interval(confidence: 0.9).interval.contains(7)
        }
        #expect((0.88...0.92).contains(share), "\(share)")
    }
}
