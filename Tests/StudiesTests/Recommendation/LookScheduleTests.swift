import Statistics
import Studies
import Testing

@Suite struct LookScheduleTests {
    private func schedule(_ trials: Int, _ probability: Double, error: Double = 0.025) -> LookSchedule {
        LookSchedule(trials: trials, probability: probability, metError: error, missedError: error)
    }

    @Test func looksDoubleUpToTheMost() {
        #expect(schedule(200, 0.95).looks == [20, 40, 80, 160, 200])
        #expect(schedule(20, 0.95).looks == [20])
        #expect(schedule(7, 0.95).looks == [7])
        let ninety = schedule(100, 0.9)
        #expect(ninety.next(after: 0) == 20 && ninety.next(after: 80) == 100 && ninety.next(after: 100) == nil)
    }

    @Test func clearCasesAreJudged() {
        let schedule = schedule(200, 0.95)
        #expect(schedule.verdict(successes: 0, trials: 20) == .missed)
        #expect(schedule.verdict(successes: 20, trials: 20) == .undecided)
        #expect(schedule.verdict(successes: 160, trials: 160) == .met)
        #expect(schedule.verdict(successes: 190, trials: 200) == .undecided)
        #expect(schedule.verdict(successes: 170, trials: 200) == .missed)
    }

    /// The chance that the first judgement is the given one if the probability is `truth`, by exact dynamic programming over
    /// the number of failures; more failures than there is room for count as that judgement, so it is never too small.
    private func chance(
        of wrong: ChanceVerdict, truth: Double, looks: [Int], judge: (_ successes: Int, _ trials: Int) -> ChanceVerdict
    ) -> Double {
        let most = looks[looks.count - 1]
        let room = min(most, 30 + Int(Double(most) * (1 - truth) * 4))
        // chances[k]: k failures so far and not judged yet.
        var chances = [Double](repeating: 0, count: room + 1)
        chances[0] = 1
        var total = 0.0
        for trials in 1...most {
            total += trials > room ? chances[room] * (1 - truth) : 0
            for failures in (1...room).reversed() {
                chances[failures] = chances[failures] * truth + chances[failures - 1] * (1 - truth)
            }
            chances[0] *= truth
            guard looks.contains(trials) else { continue }
            for failures in 0...min(room, trials) {
                let found = judge(trials - failures, trials)
                if found == wrong { total += chances[failures] }
                if found != .undecided { chances[failures] = 0 }
            }
        }
        return total
    }

    /// Whatever the wanted probability is, errors are no likelier than allowed over all looks, and the allowance is used.
    @Test(arguments: [(0.5, 200), (0.8, 200), (0.9, 200), (0.95, 200), (0.99, 1_000), (0.999, 10_000)])
    func errorsAreAtMostWhatIsAllowed(wanted: Double, trials: Int) {
        for error in [0.025, 0.001] {
            let schedule = schedule(trials, wanted, error: error)
            let judge = { schedule.verdict(successes: $0, trials: $1) }
            let met = chance(of: .met, truth: wanted, looks: schedule.looks, judge: judge)
            let missed = chance(of: .missed, truth: wanted, looks: schedule.looks, judge: judge)
            #expect(met <= error && met > error / 20, "\(met) of \(error)")
            #expect(missed <= error && missed > error / 20, "\(missed) of \(error)")
        }
    }

    /// Why the looks are no intervals of Wilson: with the same shares they err more often than allowed.
    @Test func wilsonWouldErrMoreOften() {
        let schedule = schedule(1_000, 0.99, error: 0.001)
        let confidence = 1 - 2 * 0.001 / Double(schedule.looks.count)
        let missed = chance(of: .missed, truth: 0.99, looks: schedule.looks) { successes, trials in
            chanceVerdict(successes: successes, trials: trials, wanted: 0.99, confidence: confidence)
        }
        #expect(missed > 0.002)
    }

    /// Limits of the judgements are those of Clopper and Pearson.
    @Test func judgementsAreThoseOfTheExactInterval() {
        for (trials, wanted) in [(20, 0.5), (160, 0.95), (500, 0.99)] {
            for successes in stride(from: 0, through: trials, by: 1) {
                let interval = clopperPearsonInterval(successes: successes, trials: trials, confidence: 0.98)
                let expected: ChanceVerdict =
                    interval.low >= wanted ? .met : interval.high < wanted ? .missed : .undecided
                let found = exactChanceVerdict(
                    successes: successes, trials: trials, wanted: wanted, metError: 0.01, missedError: 0.01)
                #expect(found == expected, "\(successes) of \(trials)")
            }
        }
    }
}
