import Studies
import Testing

@Suite struct SettingsSelectionTests {
    /// Options whose truth is known: expected cost and probability of being in time.
    struct World: Sendable {
        var costs: [Double]
        var chances: [Double]
        var makespans: [Double]
        /// Relative size of what all options share, and of what is each one's own.
        var common = 0.05
        var own = 0.003
        var hasDeadline = true

        /// In time if a number that all options share is small enough; the cost varies evenly around its expectation.
        func figures(_ option: Int, trial: UInt32, seed: UInt64) -> CycleFigures {
            var shared = CostDice(seed: seed &* 1_000_003 &+ UInt64(trial))
            let luck = shared.share()
            let level = shared.share() - 0.5
            var alone = CostDice(seed: (seed &* 1_000_003 &+ UInt64(trial)) &* 64 &+ UInt64(option) &+ 1)
            let cost = costs[option] * (1 + common * level + own * (alone.share() - 0.5))
            return CycleFigures(
                cost: cost, makespan: makespans[option] * (1 + 0.2 * luck),
                isInTime: hasDeadline ? luck < chances[option] : nil)
        }

        func select(seed: UInt64, rule: SelectionRule) async -> (outcome: SelectionOutcome, simulations: Int) {
            var figures = [[CycleFigures]](repeating: [], count: costs.count)
            let outcome = await SettingsSelection.run(&figures, rule: rule) { work in
                work.map { piece in piece.trials.map { self.figures(piece.option, trial: $0, seed: seed) } }
            }
            return (outcome, figures.reduce(0) { $0 + $1.count })
        }

        /// Whether a choice is feasible and costs at most 1 % more than the cheapest feasible option.
        func isRight(_ option: Int, probability: Double = 0.95) -> Bool {
            let least = costs.indices.filter { chances[$0] >= probability }.map { costs[$0] }.min() ?? 0
            return chances[option] >= probability && costs[option] <= least * 1.01
        }
    }

    /// Four windows that cost the same, and seven numbers of scanners: more of them are faster and dearer.
    static let grid: World = {
        let chances = [0, 0, 0.2, 0.8, 0.999, 1, 1]
        let pairs = (0..<28).map { (window: $0 / 7, scanners: $0 % 7) }
        return World(
            costs: pairs.map { 1_000 + 15 * Double($0.scanners) }, chances: pairs.map { chances[$0.scanners] },
            makespans: pairs.map { 100 / Double($0.scanners + 1) - Double($0.window) })
    }()

    @Test func overAHundredSeedsTheAnswerIsRight() async {
        var (right, wrong, simulations) = (0, 0, 0)
        for seed in 1...100 {
            let (outcome, count) = await Self.grid.select(seed: UInt64(seed), rule: SelectionRule())
            simulations += count
            guard case .best(let best) = outcome.decision else { continue }
            if Self.grid.isRight(best) { right += 1 } else { wrong += 1 }
        }
        #expect(right >= 95 && wrong == 0, "\(right) right, \(wrong) wrong")
        // A full grid is 28 * 200.
        #expect(simulations < 100 * 28 * 200 / 3, "\(simulations)")
    }

    /// Where the cheapest option is nearly good enough, or a little more than that, the answer may be open but hardly wrong.
    @Test(arguments: [0.93, 0.945, 0.955, 0.97])
    func aCloseCallIsLeftOpen(chance: Double) async {
        let world = World(costs: [1_000, 1_100], chances: [chance, 1], makespans: [2, 1])
        var (wrong, open) = (0, 0)
        for seed in 1...200 {
            switch await world.select(seed: UInt64(seed), rule: SelectionRule()).outcome.decision {
            case .best(let best): wrong += world.isRight(best) ? 0 : 1
            case .undecided(let options, let safest):
                open += 1
                #expect(options == [0, 1] && safest == 1)
            case .nothing: Issue.record("an option is always in time")
            }
        }
        #expect(wrong <= 10, "\(wrong) of 200 wrong")
        #expect(open >= 100, "\(open) of 200 open")
    }

    @Test func costsThatCannotBeToldApartAreOpen() async {
        let world = World(
            costs: [1_000, 1_004], chances: [1, 1], makespans: [1, 1], common: 0, own: 0.2)
        var rule = SelectionRule(within: 0.0001)
        let (outcome, count) = await world.select(seed: 1, rule: rule)
        guard case .undecided(let open, let safest) = outcome.decision else {
            Issue.record("\(outcome)")
            return
        }
        #expect(Set(open) == [0, 1] && safest == open.first && count == 400)
        #expect((outcome.trialsLikely ?? 0) > 200)
        // One may be 5 % dearer than the other for all one cares.
        rule.within = 0.05
        guard case .best = await world.select(seed: 1, rule: rule).outcome.decision else {
            Issue.record("either will do")
            return
        }
    }

    @Test func ofEqualCostsTheFasterAndThenTheFirstWins() async {
        let world = World(costs: [5, 5, 5], chances: [1, 1, 1], makespans: [3, 2, 2])
        for varies in [true, false] {
            var even = world
            even.own = 0
            let outcome = await even.select(seed: 3, rule: SelectionRule(varies: varies)).outcome
            #expect(outcome.decision == .best(1))
            #expect(outcome.standings.map(\.beatenBy) == [1, nil, 1])
            #expect(Set(outcome.alternatives) == (varies ? [] : [0, 2]))
        }
    }

    @Test func oneTrialTellsAllWhereNothingIsRandom() async {
        let world = World(costs: [1, 2, 3], chances: [0, 1, 1], makespans: [9, 3, 1], common: 0, own: 0)
        let (outcome, count) = await world.select(seed: 1, rule: SelectionRule(varies: false))
        #expect(outcome.decision == .best(1) && count == 3)
        #expect(outcome.standings.map(\.feasibility) == [.tooLate, .feasible, .feasible])
        let poor = await world.select(seed: 1, rule: SelectionRule(budget: 1.5, varies: false)).outcome
        #expect(poor.decision == .nothing(nearest: 2))
        #expect(poor.standings.map(\.feasibility) == [.tooLate, .overBudget, .overBudget])
    }

    @Test func theNearestIsInTimeMostOften() async {
        let world = World(costs: [1, 2, 3], chances: [0.1, 0.5, 0.3], makespans: [9, 3, 1])
        #expect(await world.select(seed: 1, rule: SelectionRule()).outcome.decision == .nothing(nearest: 1))
        var figures: [[CycleFigures]] = []
        let empty = await SettingsSelection.run(&figures, rule: SelectionRule()) { _ in [] }
        #expect(empty.decision == .nothing(nearest: nil))
    }

    @Test func withoutADeadlineOnlyCostsCount() async {
        var world = World(costs: [3, 2, 4], chances: [0, 0, 0], makespans: [1, 2, 3])
        world.hasDeadline = false
        #expect(await world.select(seed: 1, rule: SelectionRule()).outcome.decision == .best(1))
    }

    @Test func aBudgetIsJudgedByTheMean() async {
        let world = World(costs: [1_000, 900], chances: [1, 0], makespans: [1, 1])
        #expect(await world.select(seed: 1, rule: SelectionRule(budget: 1_020)).outcome.decision == .best(0))
        #expect(await world.select(seed: 1, rule: SelectionRule(budget: 980)).outcome.decision == .nothing(nearest: 0))
        // Means of a budget that lies on the expectation are told by no number of trials.
        let outcome = await world.select(seed: 1, rule: SelectionRule(budget: 1_000)).outcome
        let standing = outcome.standings[0]
        #expect(standing.feasibility == .undecided && standing.deadline == .met && standing.budget == .undecided)
    }

    /// Without a deadline only the budget can be open, and the trials that are said to tell do tell: costs swing by 10 around
    /// a mean that is 1 below the budget.
    @Test func aBudgetNearTheMeanTakesMoreTrials() async throws {
        func standing(trials: Int) async -> OptionStanding {
            var figures: [[CycleFigures]] = [[]]
            let rule = SelectionRule(budget: 1_001, trials: trials)
            let outcome = await SettingsSelection.run(&figures, rule: rule) { work in
                work.map { piece in
                    piece.trials.map { trial in
                        CycleFigures(cost: trial.isMultiple(of: 2) ? 990 : 1_010, makespan: 1, isInTime: nil)
                    }
                }
            }
            return outcome.standings[0]
        }
        let open = await standing(trials: 100)
        #expect(open.feasibility == .undecided && open.deadline == .met && open.budget == .undecided)
        let likely = try #require(open.trialsLikely)
        #expect(likely > 500 && likely < 5_000)
        #expect(await standing(trials: likely / 2).budget == .undecided)
        let more = await standing(trials: 2 * likely)
        #expect(more.budget == .met && more.feasibility == .feasible && more.trialsLikely == nil)
    }

    /// All errors together are what the confidence leaves, with and without a budget and for any number of options.
    @Test(arguments: [1, 2, 28, 32, 33, 500])
    func theErrorIsSpentOnce(options: Int) {
        for budget in [nil, 100.0] {
            let rule = SelectionRule(budget: budget, confidence: 0.9)
            let errors = rule.errors(options: options)
            let sum =
                Double(options) * errors.feasible + errors.infeasible + errors.dropped
                + Double(options - 1) * errors.dearer
            #expect(errors.options >= options && sum <= 0.1 + 1e-12)
            let spent =
                Double(errors.options) * errors.feasible + errors.infeasible + errors.dropped
                + Double(errors.options - 1) * errors.dearer
            #expect((spent - 0.1).magnitude < 1e-12)
        }
    }

    /// Many cheap options that are all a little too late, each by chances of its own: judgements that spend the whole error on
    /// each would say of one of them in a fifth of all answers that it does.
    @Test func manyOptionsThatNearlyDoAreRarelyTaken() async {
        let count = 31
        let rule = SelectionRule(probability: 0.8, trials: 100)
        var wrong = 0
        for seed in 1...120 {
            var figures = [[CycleFigures]](repeating: [], count: count + 1)
            let outcome = await SettingsSelection.run(&figures, rule: rule) { work in
                work.map { piece in
                    piece.trials.map { trial in
                        let draw = UInt64(seed) &* 1_000_003 &+ UInt64(trial) &* 64 &+ UInt64(piece.option)
                        var dice = CostDice(seed: draw)
                        let isInTime = piece.option == count || dice.share() < 0.79
                        let cost = piece.option == count ? 1_000 : 900 + Double(piece.option)
                        return CycleFigures(cost: cost, makespan: 1, isInTime: isInTime)
                    }
                }
            }
            switch outcome.decision {
            case .best(let taken), .undecided(_, let taken?): wrong += taken < count ? 1 : 0
            case .undecided, .nothing: break
            }
        }
        #expect(wrong <= 6, "\(wrong) of 120 wrong")
    }

    /// What is already known is not simulated again, and gives the same answer.
    @Test func knownFiguresAreUsed() async {
        let world = Self.grid
        let (fresh, _) = await world.select(seed: 4, rule: SelectionRule())
        var figures = world.costs.indices.map { option in
            (0..<UInt32(200)).map { world.figures(option, trial: $0, seed: 4) }
        }
        let again = await SettingsSelection.run(&figures, rule: SelectionRule()) { _ in
            Issue.record("everything is known")
            return []
        }
        #expect(again == fresh)
    }

    @Test func aDominatedOptionMoreChangesNothing() async {
        for seed in 1...40 {
            var dice = CostDice(seed: UInt64(seed))
            let count = dice.whole(1...8)
            var world = World(
                costs: (0..<count).map { _ in Double(dice.whole(900...1_300)) },
                chances: (0..<count).map { _ in [0, 0.5, 0.93, 0.99, 1][dice.whole(0...4)] },
                makespans: (0..<count).map { _ in Double(dice.whole(1...9)) })
            let before = await world.select(seed: UInt64(seed), rule: SelectionRule()).outcome
            let model = dice.whole(0...(count - 1))
            world.costs.append(world.costs[model] * 1.5)
            world.chances.append(world.chances[model])
            world.makespans.append(world.makespans[model] * 2)
            let after = await world.select(seed: UInt64(seed), rule: SelectionRule()).outcome
            // The one more may only be open itself, where nothing is known to be feasible.
            switch (before.decision, after.decision) {
            case (.undecided(let open, let safest), .undecided(let more, let same)):
                #expect(more.filter { $0 < count } == open && safest == same)
            default: #expect(after.decision == before.decision, "seed \(seed)")
            }
        }
    }

    @Test func theOrderOfOptionsDoesNotMatter() async {
        let count = 10
        let world = World(
            costs: (0..<count).map { 1_000 + 30 * Double($0) }, chances: (0..<count).map { $0 < 4 ? 0.6 : 1 },
            makespans: (0..<count).map { 100 - Double($0) })
        for seed in 1...10 {
            var dice = CostDice(seed: UInt64(seed))
            var order = Array(0..<count)
            for index in order.indices.reversed() { order.swapAt(index, dice.whole(0...index)) }
            let plain = await world.select(seed: 7, rule: SelectionRule()).outcome
            var figures = [[CycleFigures]](repeating: [], count: count)
            let shuffled = await SettingsSelection.run(&figures, rule: SelectionRule()) { [order] work in
                work.map { piece in piece.trials.map { world.figures(order[piece.option], trial: $0, seed: 7) } }
            }
            guard case .best(let one) = plain.decision, case .best(let other) = shuffled.decision else {
                Issue.record("undecided")
                continue
            }
            #expect(order[other] == one)
            #expect(order.indices.allSatisfy { shuffled.standings[$0].trials == plain.standings[order[$0]].trials })
        }
    }

    @Test(arguments: [1e-18, 0.5, 1.0.nextDown])
    func anyConfidenceHasAnAnswer(confidence: Double) async {
        let world = World(costs: [1, 2], chances: [1, 1], makespans: [1, 1])
        let outcome = await world.select(seed: 1, rule: SelectionRule(confidence: confidence, trials: 50)).outcome
        #expect(outcome.standings.map(\.trials).allSatisfy { $0 <= 50 })
        #expect(outcome.decision != .nothing(nearest: 0))
    }

    @Test func thoroughMeansEveryTrial() async {
        let (outcome, count) = await Self.grid.select(seed: 1, rule: SelectionRule(isThorough: true))
        #expect(count == 28 * 200 && outcome.standings.allSatisfy { $0.trials == 200 })
        guard case .best(let best) = outcome.decision else {
            Issue.record("\(outcome.decision)")
            return
        }
        #expect(Self.grid.isRight(best))
    }
}
