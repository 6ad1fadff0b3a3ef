import Statistics
import Studies
import Testing

@Suite struct LookScheduleTests {
    @Test func looksDoubleUpToTheMost() {
        #expect(LookSchedule(trials: 200, probability: 0.95, error: 0.025).looks == [20, 40, 80, 160, 200])
        #expect(LookSchedule(trials: 20, probability: 0.95, error: 0.025).looks == [20])
        #expect(LookSchedule(trials: 7, probability: 0.95, error: 0.025).looks == [7])
        let schedule = LookSchedule(trials: 100, probability: 0.9, error: 0.025)
        #expect(schedule.next(after: 0) == 20 && schedule.next(after: 80) == 100 && schedule.next(after: 100) == nil)
    }

    @Test func clearCasesAreJudged() {
        let schedule = LookSchedule(trials: 200, probability: 0.95, error: 0.025)
        #expect(schedule.verdict(successes: 0, trials: 20) == .missed)
        #expect(schedule.verdict(successes: 20, trials: 20) == .undecided)
        #expect(schedule.verdict(successes: 160, trials: 160) == .met)
        #expect(schedule.verdict(successes: 190, trials: 200) == .undecided)
        #expect(schedule.verdict(successes: 170, trials: 200) == .missed)
    }

    /// The chance of a wrong judgement at any look, by exact dynamic programming over the number of successes: little more
    /// than the error allowed (the interval of Wilson holds on average only), where Wilson's at every look would be far beyond.
    @Test(arguments: [0.5, 0.8, 0.9, 0.95])
    func errorsStayNearWhatIsAllowed(wanted: Double) {
        let schedule = LookSchedule(trials: 200, probability: wanted, error: 0.025)
        func wrong(_ truth: Double, _ verdict: ChanceVerdict) -> Double {
            // chances[k]: k successes so far and not judged yet.
            var chances = [1.0]
            var total = 0.0
            for trials in 1...200 {
                var next = [Double](repeating: 0, count: trials + 1)
                for (successes, chance) in chances.enumerated() {
                    next[successes] += chance * (1 - truth)
                    next[successes + 1] += chance * truth
                }
                chances = next
                guard schedule.looks.contains(trials) else { continue }
                for successes in chances.indices {
                    let found = schedule.verdict(successes: successes, trials: trials)
                    if found == verdict { total += chances[successes] }
                    if found != .undecided { chances[successes] = 0 }
                }
            }
            return total
        }
        #expect(wrong(wanted.nextDown, .met) < 0.035)
        #expect(wrong(wanted, .missed) < 0.04)
    }
}
