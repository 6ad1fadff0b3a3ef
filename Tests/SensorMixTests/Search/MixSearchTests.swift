import TestSupport
import Testing

@testable import SensorMix

@Suite struct MixSearchTests {
    /// The least cost over every choice for every need.
    private func exhaustive(_ problem: MixProblem) -> Int {
        var best = Int.max
        var choice = problem.classes.map { $0.meets.map { $0[0] } }
        func go(_ index: Int, _ need: Int) {
            guard index < problem.classes.count else {
                best = min(best, problem.cost(of: choice) ?? Int.max)
                return
            }
            guard need < choice[index].count else { return go(index + 1, 0) }
            for sensor in problem.classes[index].meets[need] {
                choice[index][need] = sensor
                go(index, need + 1)
            }
        }
        go(0, 0)
        return best
    }

    private func choices(_ problem: MixProblem) -> Int {
        problem.classes.flatMap(\.meets).reduce(1) { $0 * $1.count }
    }

    @Test func everyChoiceOfSmallProblemsIsTried() {
        var dice = Dice(seed: 2026)
        var (tried, withItems, split) = (0, 0, 0)
        while tried < 400 {
            let problem = Estates.problem(&dice)
            guard choices(problem) <= 5000 else { continue }
            tried += 1
            let result = MixSearch.solve(problem)
            #expect(result.cost == exhaustive(problem))
            #expect(problem.cost(of: result.choice) == result.cost)
            #expect(result.lowerBound == result.cost)
            #expect(result.proof.proves(result.lowerBound, for: problem))
            #expect(!result.proof.proves(result.lowerBound + 1, for: problem))
            if !problem.itemCosts.isEmpty { withItems += 1 }
            if result.proof.leaves > 1 { split += 1 }
        }
        // The search has had something to do.
        #expect(withItems > 200 && split > 10, "\(withItems) \(split)")
    }

    /// A search that is cut short tells a bound that is true, and proves it.
    @Test func aSearchCutShortKeepsItsWord() {
        var dice = Dice(seed: 77)
        var gaps = 0
        for _ in 0..<300 {
            let problem = Estates.problem(&dice)
            guard choices(problem) <= 5000 else { continue }
            let best = exhaustive(problem)
            let result = MixSearch.solve(problem, cases: 1)
            #expect(result.lowerBound <= best && best <= result.cost)
            #expect(result.proof.proves(result.lowerBound, for: problem))
            if result.lowerBound < result.cost { gaps += 1 }
        }
        #expect(gaps > 5, "\(gaps)")
    }

    /// Three classes, of which each two share a sensor that costs 10: two are needed, and shares of a half prove only 15.
    @Test func anOddCycleNeedsCases() {
        let able = [[0, 1], [1, 2], [0, 2]]
        let problem = MixProblem(
            classes: able.map { sensors in
                MixProblem.Class(
                    meets: [sensors], base: [0, 0, 0], onTop: [[0, 0, 0]], licences: [[], [], []], licenceCost: [],
                    items: [[0], [1], [2]])
            }, itemCosts: [10, 10, 10])
        let result = MixSearch.solve(problem)
        #expect(result.cost == 20 && result.lowerBound == 20)
        #expect(result.proof.leaves > 1)
        let cut = MixSearch.solve(problem, cases: 1)
        #expect(cut.lowerBound <= 15)
    }

    @Test func forgedProofsProveNothing() {
        let problem = MixProblem(
            classes: [
                MixProblem.Class(
                    meets: [[0, 1]], base: [5, 1], onTop: [[0, 0]], licences: [[], []], licenceCost: [],
                    items: [[], [0]])
            ], itemCosts: [3])
        #expect(BoundTree.leaf(shares: [0: [0: 3]]).proves(4, for: problem))
        // More than the item costs, less than nothing, items that are not there, a case decided twice or left out.
        #expect(!BoundTree.leaf(shares: [0: [0: 4]]).proves(1, for: problem))
        #expect(!BoundTree.leaf(shares: [0: [0: Int.max, 1: Int.max]]).proves(1, for: problem))
        #expect(!BoundTree.leaf(shares: [0: [0: 3, 1: -1]]).proves(1, for: problem))
        #expect(!BoundTree.leaf(shares: [7: [0: 1]]).proves(1, for: problem))
        #expect(!BoundTree.leaf(shares: [:]).proves(4, for: problem))
        let leaf = BoundTree.leaf(shares: [:])
        #expect(BoundTree.split(item: 0, opened: leaf, closed: leaf).proves(4, for: problem))
        #expect(!BoundTree.split(item: 0, opened: leaf, closed: leaf).proves(5, for: problem))
        #expect(!BoundTree.split(item: 9, opened: leaf, closed: leaf).proves(1, for: problem))
        let twice = BoundTree.split(item: 0, opened: leaf, closed: leaf)
        #expect(!BoundTree.split(item: 0, opened: twice, closed: leaf).proves(1, for: problem))
    }

    @Test func nothingToDoCostsNothing() {
        let result = MixSearch.solve(MixProblem(classes: [], itemCosts: []))
        #expect(result.choice.isEmpty && result.cost == 0 && result.lowerBound == 0)
    }

    /// Wide problems end within their cases, with a proof.
    @Test func wideProblemsAreBounded() {
        var dice = Dice(seed: 4)
        let regions = 12
        let classes = (0..<60).map { index in
            MixProblem.Class(
                meets: (0..<3).map { _ in (0..<6).filter { $0 == index % 6 || dice.chance(50) } },
                base: (0..<6).map { _ in dice.roll(100...900) },
                onTop: (0..<3).map { _ in (0..<6).map { _ in dice.roll(0...200) } },
                licences: (0..<6).map { $0 < 3 ? [0] : [] }, licenceCost: [dice.roll(100...500)],
                items: (0..<6).map { [$0, 6 + $0 * regions + index % regions] })
        }
        let problem = MixProblem(
            classes: classes,
            itemCosts: (0..<6).map { _ in dice.roll(500...6000) } + (0..<6 * regions).map { _ in dice.roll(50...900) })
        let result = MixSearch.solve(problem, cases: 60)
        #expect(problem.cost(of: result.choice) == result.cost)
        #expect(result.proof.proves(result.lowerBound, for: problem))
        #expect(Double(result.cost) / Double(result.lowerBound) < 1.1, "\(result.cost) \(result.lowerBound)")
    }
}
