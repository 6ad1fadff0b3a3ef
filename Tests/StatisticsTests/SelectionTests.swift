import RandomStreams
import Statistics
import Testing

@Suite("Spreading a budget over options")
struct BudgetAllocationTests {
    @Test("gives the anchor")
    func anchor() throws {
        let anchor: [String: Any] = try Anchors.part("OCBA")
        let expected = try #require(anchor["allocation"] as? [Double])
        let shares = optimalAllocation(
            means: try #require(anchor["means"] as? [Double]),
            variances: try #require(anchor["variances"] as? [Double]), budget: 1_000, indifference: 1e-9)
        #expect(shares.count == 5 && expected.count == 5)
        for (share, value) in zip(shares, expected) { #expect(relativeError(share, value) < 1e-13) }
        #expect(wholeShares(shares, total: 1_000) == [380, 354, 199, 10, 57])
    }

    /// The rule itself: N_i / N_j = (sd_i / d_i)^2 / (sd_j / d_j)^2 and N_b = sd_b sqrt(sum N_i^2 / sd_i^2).
    @Test("satisfies its equations for random options")
    func equations() {
        for trial in 0..<50 {
            let means = variates(.uniform(low: 0, high: 10), trial: trial, count: 6, stage: 30)
            let variances = variates(.exponential(mean: 3), trial: trial, count: 6, stage: 31)
            let shares = optimalAllocation(means: means, variances: variances, budget: 500, indifference: 1e-9)
            let best = means.firstIndex(of: means.min() ?? 0) ?? 0
            #expect(relativeError(shares.reduce(0, +), 500) < 1e-14)
            var squares = 0.0
            var constant: Double?
            for option in means.indices where option != best {
                let distance = means[option] - means[best]
                let rate = shares[option] * distance * distance / variances[option]
                #expect(relativeError(rate, constant ?? rate) < 1e-12)
                constant = rate
                squares += shares[option] * shares[option] / variances[option]
            }
            #expect(relativeError(shares[best], (variances[best] * squares).squareRoot()) < 1e-12)
            #expect(wholeShares(shares, total: 500).reduce(0, +) == 500)
        }
    }

    @Test("spends equally where nothing varies, and stays finite at a tie")
    func edges() {
        #expect(optimalAllocation(means: [1, 2], variances: [0, 0], budget: 10, indifference: 1) == [5, 5])
        let tied = optimalAllocation(means: [1, 1, 3], variances: [1, 1, 1], budget: 100, indifference: 0.5)
        #expect(tied.allSatisfy { $0.isFinite && $0 > 0 })
        #expect(wholeShares([0.5, 0.5, 1], total: 2) == [1, 0, 1])
        #expect(wholeShares([0, 0], total: 3) == [2, 1])
        #expect(wholeShares([2, 0], total: 1) == [1, 0])
    }
}

@Suite("Fully sequential selection")
struct FullySequentialSelectionTests {
    @Test("uses the constants of the anchors")
    func constants() throws {
        let part: [String: [String: Double]] = try Anchors.part("KN")
        for (n0, key) in [(10, "k=28,n0=10,alpha=0.05"), (20, "k=28,n0=20,alpha=0.05"), (50, "k=28,n0=50,alpha=0.05")] {
            let expected = try #require(part[key])
            let constants = FullySequentialSelection.constants(options: 28, firstStage: n0, error: 0.05)
            #expect(relativeError(constants.eta, try #require(expected["eta"])) < 1e-13)
            #expect(relativeError(constants.hSquared, try #require(expected["h2"])) < 1e-13)
        }
    }

    /// Options 0 ... 4 have means 10, 11, 12, 13, 15, and share a part of their noise.
    private func race(trial: Int, sharedSd: Double, ownSd: Double) -> FullySequentialSelection {
        let means = [10.0, 11, 12, 13, 15]
        var race = FullySequentialSelection(options: 5, firstStage: 20, error: 0.05, indifference: 0.8)
        var draw: UInt32 = 0
        while race.decision == nil && race.rounds < 20_000 {
            let key = DrawKey(seed: 31, trial: UInt32(trial), region: 0, item: draw, stage: 32)
            let shared = sharedSd * normalQuantile(key.uniform(draw: 9))
            race.add(
                race.surviving.map { option in
                    means[option] + shared + ownSd * normalQuantile(key.uniform(draw: UInt32(option)))
                })
            draw += 1
        }
        return race
    }

    @Test("picks the best option, and sooner on common random numbers")
    func race() {
        var (right, independent, common) = (0, 0, 0)
        for trial in 0..<60 {
            let race = race(trial: trial, sharedSd: 0, ownSd: 4)
            if race.decision == 0 { right += 1 }
            independent += race.rounds
            let paired = self.race(trial: trial, sharedSd: 12.0.squareRoot(), ownSd: 2)
            common += paired.rounds
            #expect(paired.decision == 0)
            #expect(paired.surviving == [0])
        }
        #expect(right >= 57)
        // The variance of a difference is 32 against 8.
        #expect(Double(independent) > 2.5 * Double(common))
    }

    @Test("drops an option only when it is beaten by more than the allowance")
    func screening() {
        // Three rounds by hand: differences of options 0 and 1 are 1, 2, 3 (variance 1).
        // h^2 = 2 ((2 * 0.1)^-1 - 1) / 2 * 2 = 8, reach 8 / 4 = 2 < 3 rounds: the allowance is 0, option 1 is dropped.
        var race = FullySequentialSelection(options: 2, firstStage: 3, error: 0.1, indifference: 2)
        race.add([0, 1])
        race.add([0, 2])
        #expect(race.decision == nil)
        race.add([0, 3])
        #expect(race.decision == 0)
        // With an indifference of 1 the reach is 8, the allowance (8 - 3) / 6 = 0.83 after 3 rounds, below the lead of 2;
        // with 0.25 it is 0.25 / 6 * (128 - 3) = 5.2: the race goes on.
        var long = FullySequentialSelection(options: 2, firstStage: 3, error: 0.1, indifference: 0.25)
        for lead in [1.0, 2, 3] { long.add([0, lead]) }
        #expect(long.decision == nil && long.surviving == [0, 1])
        // Leads of 2: after r rounds dropped when 2 > 0.125 (128 - r) / r, that is from 8 rounds (0.125 * 120 / 8 = 1.9).
        while long.decision == nil { long.add([0, 2]) }
        #expect(long.rounds == 8)
    }

    @Test("ends with the first of equal options, and with a single one at once")
    func ties() {
        var race = FullySequentialSelection(options: 3, firstStage: 2, error: 0.05, indifference: 1)
        race.add([5, 5, 6])
        race.add([5, 5, 6])
        #expect(race.decision == 0)
        #expect(FullySequentialSelection(options: 1, firstStage: 2, error: 0.05, indifference: 1).decision == 0)
    }
}

@Suite("Two-stage selection")
struct TwoStageSelectionTests {
    @Test("uses the constants of the anchors and of the reference points")
    func rinott() throws {
        let part: [String: Double] = try Anchors.part("rinott_h")
        #expect(part.count == 5)
        for row in rinottPoints {
            let h = rinottConstant(options: Int(row[0]), firstStage: Int(row[1]), probability: row[2])
            #expect(relativeError(h, row[3]) < 1e-10, "\(row)")
            let key = "k=\(Int(row[0])),n0=\(Int(row[1])),P=\(row[2])"
            if let anchor = part[key] { #expect((h - anchor).magnitude < 1e-4, "\(key)") }
        }
        #expect(rinottPoints.filter { part["k=\(Int($0[0])),n0=\(Int($0[1])),P=\($0[2])"] != nil }.count == 5)
    }

    @Test("brings every option to the count of the rule")
    func count() {
        #expect(rinottCount(firstStage: 20, variance: 4, h: 3, indifference: 1) == 36)
        #expect(rinottCount(firstStage: 20, variance: 4.01, h: 3, indifference: 1) == 37)
        #expect(rinottCount(firstStage: 20, variance: 1, h: 3, indifference: 1) == 20)
    }
}
