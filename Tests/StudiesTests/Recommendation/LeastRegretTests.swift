import Studies
import Testing

@Suite struct LeastRegretTests {
    @Test func theTextbookChoiceIsNeitherCheapestAnywhere() {
        // Regrets: 0, 50; 20, 20; 60, 0.
        let regret = LeastRegret(
            costs: [[100, 150], [120, 120], [160, 100]], isFeasible: [[true, true], [true, true], [true, true]])
        #expect(regret.regrets == [[0, 50], [20, 20], [60, 0]])
        #expect(regret.greatest == [50, 20, 60])
        #expect(regret.best == 1 && regret.hopeless == [] && regret.failures == [0, 0, 0])
    }

    @Test func aSettingThatFailsSomewhereComesLast() {
        let regret = LeastRegret(
            costs: [[100, 100], [130, 500]], isFeasible: [[true, false], [true, true]])
        #expect(regret.regrets == [[0, nil], [30, 0]])
        #expect(regret.greatest == [nil, 30] && regret.best == 1 && regret.failures == [1, 0])
    }

    @Test func whereNothingWorksNobodyIsToBlame() {
        let regret = LeastRegret(
            costs: [[100, 9], [130, 9]], isFeasible: [[true, false], [true, false]])
        #expect(regret.hopeless == [1] && regret.best == 0 && regret.greatest == [0, 30])
        #expect(LeastRegret(costs: [[1], [2]], isFeasible: [[false], [false]]).best == nil)
        #expect(LeastRegret(costs: [], isFeasible: []).best == nil)
    }

    /// Against the definition, on random matrices; a dominated setting more changes nothing.
    @Test func randomMatricesFollowTheDefinition() {
        var dice = CostDice(seed: 5)
        for _ in 0..<300 {
            let (settings, worlds) = (dice.whole(1...6), dice.whole(1...5))
            let costs = (0..<settings).map { _ in (0..<worlds).map { _ in Double(dice.whole(1...9)) } }
            let feasible = (0..<settings).map { _ in (0..<worlds).map { _ in dice.whole(0...3) > 0 } }
            let regret = LeastRegret(costs: costs, isFeasible: feasible)
            guard let best = regret.best else {
                #expect(feasible.allSatisfy { !$0.contains(true) })
                continue
            }
            for setting in 0..<settings {
                var (failures, greatest) = (0, 0.0)
                for world in 0..<worlds {
                    let known = (0..<settings).filter { feasible[$0][world] }.map { costs[$0][world] }
                    guard let least = known.min() else { continue }
                    if feasible[setting][world] {
                        greatest = max(greatest, costs[setting][world] - least)
                    } else {
                        failures += 1
                    }
                }
                #expect(failures == regret.failures[setting])
                if failures == 0 { #expect(regret.greatest[setting] == greatest) }
                #expect(regret.failures[best] <= failures)
            }
            let worse = costs[best].map { $0 + 1 }
            #expect(LeastRegret(costs: costs + [worse], isFeasible: feasible + [feasible[best]]).best == best)
        }
    }
}

@Suite struct ParetoFrontTests {
    @Test func theFrontIsWhatNothingBeats() {
        #expect(ParetoFront.indices([[1, 5], [2, 2], [5, 1], [3, 3], [2, 2], [6, 1]]) == [0, 1, 2, 4])
        #expect(ParetoFront.indices([]) == [])
        #expect(ParetoFront.indices([[1]]) == [0])
    }

    @Test func everythingElseIsBeatenByTheFront() {
        var dice = CostDice(seed: 9)
        for _ in 0..<100 {
            let rows = (0..<dice.whole(1...20)).map { _ in (0..<3).map { _ in Double(dice.whole(0...4)) } }
            let front = ParetoFront.indices(rows)
            func beats(_ one: [Double], _ other: [Double]) -> Bool {
                zip(one, other).allSatisfy { $0 <= $1 } && one != other
            }
            for row in rows.indices {
                let isBeaten = front.contains { beats(rows[$0], rows[row]) }
                #expect(isBeaten != front.contains(row))
            }
        }
    }
}

/// SplitMix64, for tests.
struct CostDice {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func whole(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.count))
    }

    /// In 0 ..< 1.
    mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }
}
