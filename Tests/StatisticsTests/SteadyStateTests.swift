import RandomStreams
import Statistics
import Testing

@Suite("Steady state")
struct SteadyStateTests {
    /// x_i = phi x_(i-1) + e_i from the stationary distribution, e standard normal.
    private func autoregression(trial: Int, count: Int, phi: Double = 0.9) -> [Double] {
        let noise = variates(.normal(mean: 0, sd: 1), trial: trial, count: count, stage: 20)
        var series: [Double] = []
        var x = noise[0] / (1 - phi * phi).squareRoot()
        for (index, e) in noise.enumerated() {
            if index > 0 { x = phi * x + e }
            series.append(x)
        }
        return series
    }

    @Test("the warm-up rule finds the anchor")
    func warmUp() throws {
        let anchor: [String: Any] = try Anchors.part("MSER5")
        let warmUp = try #require(WarmUp(Anchors.series))
        #expect(warmUp.batches == anchor["d_star_batches"] as? Int)
        #expect(warmUp.observations == anchor["truncate_obs"] as? Int)
        #expect(relativeError(warmUp.criterion, try #require(anchor["mser"] as? Double)) < 1e-12)
        #expect(relativeError(warmUp.mean, try #require(anchor["truncated_mean"] as? Double)) < 1e-13)
        let fullMean = try #require(anchor["full_mean"] as? Double)
        #expect(relativeError(try #require(Moments(Anchors.series).mean), fullMean) < 1e-14)
        #expect(!warmUp.isAtLimit(ofSeriesWith: 1_000))
    }

    /// The criterion by its definition, for every cut.
    @Test("the warm-up rule agrees with its definition on random series")
    func warmUpDefinition() throws {
        for trial in 0..<30 {
            let series = variates(.normal(mean: 0, sd: 1), trial: trial, count: 83, stage: 21).enumerated()
                .map { $1 + Double(trial) * exactExp(-Double($0) / 10) }
            let fives = (0..<16).map { series[$0 * 5..<$0 * 5 + 5].reduce(0, +) / 5 }
            let criteria = (0...8).map { cut in
                let left = fives[cut...]
                let mean = left.reduce(0, +) / Double(left.count)
                return left.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(left.count * left.count)
            }
            let warmUp = try #require(WarmUp(series))
            #expect(warmUp.batches == criteria.firstIndex(of: try #require(criteria.min())))
            #expect(relativeError(warmUp.criterion, try #require(criteria.min())) < 1e-12)
        }
        #expect(WarmUp([1, 2, 3, 4, 5, 6, 7, 8, 9]) == nil)
        let falling = (0..<100).map { 1_000 - Double($0) }
        #expect(try #require(WarmUp(falling)).isAtLimit(ofSeriesWith: 100))
    }

    @Test("batch means give the anchor")
    func batchMeans() throws {
        let anchor: [String: Any] = try Anchors.part("batchMeans")
        let means = try #require(BatchMeans(Array(Anchors.series[500...]), batches: 20))
        let interval = means.interval(confidence: 0.95)
        #expect(means.batchSize == 25)
        #expect(relativeError(interval.mean, try #require(anchor["mean"] as? Double)) < 1e-13)
        let variance = try #require(anchor["var_of_batch_means"] as? Double)
        #expect(relativeError(try #require(means.moments.variance), variance) < 1e-12)
        #expect(relativeError(interval.halfWidth, try #require(anchor["halfwidth95"] as? Double)) < 1e-12)
        #expect(BatchMeans([1, 2, 3], batches: 4) == nil)
        #expect(BatchMeans([9, 1, 2, 3, 4, 5, 6], batches: 3)?.means == [1.5, 3.5, 5.5])
    }

    /// Var(mean of n) = sigma^2 / n (1 + 2 sum (1 - k/n) phi^k) with sigma^2 = 1 / (1 - phi^2), and n times that runs into
    /// 1 / (1 - phi)^2 = 100.
    @Test("batch means estimate the variance of the mean of an autoregressive series")
    func autoregressiveVariance() throws {
        let forms = try Anchors.closedForms("A01")
        let exact = try #require(forms["Var[mean]"])
        let limit = try #require(forms["sigma_inf^2"])
        #expect(limit == 100)
        let (phi, n) = (0.9, 1_000.0)
        var covariances = 1.0
        for lag in 1..<1_000 { covariances += 2 * (1 - Double(lag) / n) * exactPower(phi, Double(lag)) }
        #expect(relativeError(covariances / (1 - phi * phi) / n, exact) < 1e-12)

        var (means, estimates) = (Moments(), Moments())
        for trial in 0..<400 {
            let series = autoregression(trial: trial, count: 1_000)
            means.add(try #require(Moments(series).mean))
            // Stretches of 100 keep about 90 % of the limit: 100 - 2 phi / ((1 - phi)^3 (1 + phi) 100) = 90.5.
            let batches = try #require(BatchMeans(series, batches: 10))
            estimates.add(100 * (try #require(batches.moments.variance)))
        }
        // The standard error of a variance of 400 normal numbers is 7.1 %.
        #expect(relativeError(try #require(means.variance), exact) < 4 * 0.071)
        let standardError = 90.5 * (2.0 / 9 / 400).squareRoot()
        let estimate = try #require(estimates.mean)
        #expect((estimate - 90.5).magnitude < 4 * standardError)
    }

    @Test("the test of neighbours finds dependence that is there, and rarely one that is not")
    func lagOne() throws {
        var (found, foundInNoise) = (0, 0)
        for trial in 0..<400 {
            // Twenty stretches of 5, within which the dependence has fallen only to 0.9^5 = 0.59.
            let dependent = try #require(BatchMeans(autoregression(trial: trial, count: 100), batches: 20))
            let noise = variates(.normal(mean: 3, sd: 2), trial: trial, count: 100, stage: 22)
            let independent = try #require(BatchMeans(noise, batches: 20))
            if case .dependent = dependent.lagOneTest() { found += 1 }
            if case .dependent = independent.lagOneTest() { foundInNoise += 1 }
        }
        #expect(found > 300)
        // 5 % of 400 are 20; four standard errors are 17.4.
        #expect((3...37).contains(foundInNoise))
        let equal = try #require(BatchMeans([1, 1, 1, 1], batches: 4))
        #expect(equal.lagOneTest() == .independent(correlation: 0))
    }

    /// 1 - r/2 by hand: means 1, 2, 4: differences squared 1 + 4, deviations squared 14/3.
    @Test("the correlation of neighbours is that of the definition")
    func lagOneDefinition() throws {
        let batches = try #require(BatchMeans([1, 2, 4], batches: 3))
        #expect(relativeError(batches.lagOneCorrelation, 1 - 5.0 / (14.0 / 3) / 2) < 1e-14)
    }
}
