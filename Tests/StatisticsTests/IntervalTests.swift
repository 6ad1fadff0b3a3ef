import RandomStreams
import Statistics
import Testing

@Suite("Intervals for proportions")
struct ProportionIntervalTests {
    @Test("are the anchors")
    func anchors() throws {
        let part: [String: [String: [Double]]] = try Anchors.part("proportionCI95")
        #expect(part.count == 4)
        for (key, intervals) in part {
            let counts = key.split(separator: "/").compactMap { Int($0) }
            let wilson = wilsonInterval(successes: counts[0], trials: counts[1], confidence: 0.95)
            let exact = clopperPearsonInterval(successes: counts[0], trials: counts[1], confidence: 0.95)
            for (interval, name) in [(wilson, "wilson"), (exact, "clopperPearson")] {
                let expected = try #require(intervals[name])
                // The anchor of 0 out of 50 holds the rounding error of 0 where this is 0 exactly.
                #expect((interval.low - expected[0]).magnitude < 2e-15, "\(name) \(key)")
                #expect((interval.high - expected[1]).magnitude < 2e-15, "\(name) \(key)")
            }
        }
        #expect(wilsonInterval(successes: 0, trials: 50, confidence: 0.95).low == 0)
        #expect(wilsonInterval(successes: 50, trials: 50, confidence: 0.95).high == 1)
    }

    /// The bounds are where the binomial tails are 2.5 %, for which these sums of binomial terms need no special function.
    @Test("of Clopper and Pearson leave out what the binomial tails say")
    func clopperPearsonDefinition() {
        func atMost(_ k: Int, of n: Int, _ p: Double) -> Double {
            var (term, sum) = (1.0, 0.0)
            for _ in 0..<n { term *= 1 - p }
            for i in 0...k {
                sum += term
                term *= Double(n - i) / Double(i + 1) * p / (1 - p)
            }
            return sum
        }
        for (k, n) in [(1, 10), (3, 17), (9, 10), (20, 40)] {
            let interval = clopperPearsonInterval(successes: k, trials: n, confidence: 0.95)
            #expect(relativeError(atMost(k, of: n, interval.high), 0.025) < 1e-12)
            #expect(relativeError(1 - atMost(k - 1, of: n, interval.low), 0.025) < 1e-12)
        }
    }

    @Test("mirror each other for successes and failures, and one trial is enough for an answer")
    func mirror() {
        let (few, many) = (
            wilsonInterval(successes: 3, trials: 40, confidence: 0.9),
            wilsonInterval(successes: 37, trials: 40, confidence: 0.9)
        )
        #expect((few.low - (1 - many.high)).magnitude < 1e-16 && (few.high - (1 - many.low)).magnitude < 2e-16)
        #expect(wilsonInterval(successes: 1, trials: 1, confidence: 0.95).high == 1)
    }

    @Test("of Wilson take a mean as they take a share of successes")
    func means() {
        for (successes, trials) in [(0, 7), (3, 7), (7, 7), (30, 40), (1, 1)] {
            let counted = wilsonInterval(successes: successes, trials: trials, confidence: 0.9)
            let mean = wilsonInterval(
                mean: Double(successes) / Double(trials), count: trials, confidence: 0.9)
            #expect((counted.low - mean.low).magnitude < 1e-15 && (counted.high - mean.high).magnitude < 1e-15)
        }
        let (low, middle, high) = (
            wilsonInterval(successes: 8, trials: 10, confidence: 0.9),
            wilsonInterval(mean: 0.85, count: 10, confidence: 0.9),
            wilsonInterval(successes: 9, trials: 10, confidence: 0.9)
        )
        #expect(low.low < middle.low && middle.low < high.low)
        #expect(low.high < middle.high && middle.high < high.high)
    }

    @Test("a chance is met, missed or undecided")
    func verdicts() {
        #expect(chanceVerdict(successes: 990, trials: 1_000, wanted: 0.95, confidence: 0.95) == .met)
        #expect(chanceVerdict(successes: 900, trials: 1_000, wanted: 0.95, confidence: 0.95) == .missed)
        #expect(chanceVerdict(successes: 950, trials: 1_000, wanted: 0.95, confidence: 0.95) == .undecided)
        #expect(chanceVerdict(successes: 50, trials: 50, wanted: 0.95, confidence: 0.95) == .undecided)
        #expect(chanceVerdict(successes: 100, trials: 100, wanted: 0.95, confidence: 0.95) == .met)
        #expect(chanceVerdict(successes: 0, trials: 1, wanted: 0, confidence: 0.95) == .met)
    }
}

@Suite("Intervals for means")
struct MeanIntervalTests {
    @Test("have the half-width of the definition")
    func definition() throws {
        let interval = try #require(MeanInterval(Moments([2, 4, 4, 4, 5, 5, 7, 9]), confidence: 0.95))
        // t(7 degrees, 0.975) = 2.3646242515927849, s^2 = 32/7.
        #expect(relativeError(interval.halfWidth, 2.364624251592785 * (32.0 / 7 / 8).squareRoot()) < 1e-14)
        #expect(interval.interval.contains(5))
        #expect(MeanInterval(Moments([2]), confidence: 0.95) == nil)
        #expect(MeanInterval(Moments([2, 2]), confidence: 0.95)?.halfWidth == 0)
    }

    @Test("a precision rule looks at fixed counts only, and stops when the half-width is small enough")
    func rule() throws {
        let rule = PrecisionRule(relativeError: 0.05, leastCount: 30, step: 10, greatestCount: 10_000)
        let values = variates(.exponential(mean: 4), trial: 0, count: 10_000, stage: 10)
        var moments = Moments()
        #expect(rule.decision(after: moments) == .more(30))
        var looks = 0
        var stopped: MeanInterval?
        for value in values where stopped == nil {
            moments.add(value)
            switch rule.decision(after: moments) {
            case .more(let more):
                #expect(more == (moments.count < 30 ? 30 - moments.count : 10 - (moments.count - 30) % 10))
                looks += 1
            case .precise(let interval): stopped = interval
            case .exhausted: Issue.record("10,000 are enough for 5 %")
            }
        }
        let interval = try #require(stopped)
        #expect((interval.count - 30).isMultiple(of: 10))
        #expect(interval.halfWidth <= 0.05 / 1.05 * interval.mean)
        // (1.96 / 0.0476)^2 = 1,694 for a coefficient of variation of 1.
        #expect((1_200...2_300).contains(interval.count))
        // One look earlier it was not yet so.
        let before = try #require(MeanInterval(Moments(values[..<(interval.count - 10)]), confidence: 0.95))
        #expect(before.halfWidth > 0.05 / 1.05 * before.mean)
    }

    @Test("a precision rule does not look between its counts, and gives up at the greatest one")
    func ruleEdges() {
        let rule = PrecisionRule(relativeError: 0.1, leastCount: 20, step: 8, greatestCount: 25)
        #expect(rule.decision(after: Moments(repeatElement(1, count: 21))) == .more(4))
        if case .precise = rule.decision(after: Moments(repeatElement(1, count: 20))) {
        } else {
            Issue.record("equal numbers are precise")
        }
        if case .exhausted = rule.decision(after: Moments((0..<25).map { Double($0 % 2 * 2 - 1) })) {
        } else {
            Issue.record("a mean of nearly 0 is never precise")
        }
    }

    /// X = Z + E and Y = Z + F share Z: Var(X - Y) = 2 var(E), the ratio is 1 + var(Z) / var(E) = 26.
    @Test("pairs on common random numbers have the variance ratio of the model")
    func paired() throws {
        var whole = PairedDifference()
        var parts = [PairedDifference](repeating: PairedDifference(), count: 3)
        let (shared, left, right) = (
            variates(.normal(mean: 10, sd: 5), trial: 0, count: 4_000, stage: 11),
            variates(.normal(mean: 0, sd: 1), trial: 0, count: 4_000, stage: 12),
            variates(.normal(mean: 0.1, sd: 1), trial: 0, count: 4_000, stage: 13)
        )
        for index in shared.indices {
            whole.add(shared[index] + left[index], shared[index] + right[index])
            parts[index % 3].add(shared[index] + left[index], shared[index] + right[index])
        }
        let ratio = try #require(whole.varianceRatio)
        #expect((23...29).contains(ratio))
        let interval = try #require(whole.interval(confidence: 0.95))
        #expect(interval.interval.contains(-0.1) && interval.interval.high < 0)
        var merged = parts[1]
        merged.merge(parts[2])
        merged.merge(parts[0])
        #expect(merged == whole)
        #expect(PairedDifference().varianceRatio == nil)
        var equal = PairedDifference()
        for value in [1.0, 2, 4] { equal.add(value + 3, value) }
        #expect(equal.varianceRatio == .infinity)
    }
}

@Suite("Displayed intervals")
struct DisplayedIntervalTests {
    private func shown(_ value: Double, _ low: Double, _ high: Double) -> String {
        let shown = DisplayedInterval(value, Interval(low: low, high: high))
        return "\(shown.value) [\(shown.low), \(shown.high)] ±\(shown.halfWidth)"
    }

    @Test("show two digits of half the width, bounds outwards")
    func examples() {
        #expect(shown(12.34567, 12.2678, 12.4236) == "12.346 [12.267, 12.424] ±0.079")
        #expect(shown(86_400, 85_000, 87_800) == "86400 [85000, 87800] ±1400")
        #expect(shown(-0.5, -0.62, -0.38) == "-0.50 [-0.62, -0.38] ±0.12")
        #expect(shown(3, -497, 503) == "0 [-500, 510] ±510")
        #expect(shown(0.95, 0.9346861797, 0.9618697376) == "0.950 [0.934, 0.962] ±0.016")
        #expect(shown(1e-7, 0, 3e-7) == "0.00000010 [0.00000000, 0.00000030] ±0.00000020")
        #expect(shown(1.5, 1.5, 1.5) == "1.5 [1.5, 1.5] ±0")
        #expect(shown(0, 0, 0) == "0 [0, 0] ±0")
        #expect(shown(6.02e23, 6.01e23, 6.03e23) == "6020e20 [6010e20, 6030e20] ±10e20")
    }

    @Test("always hold the computed interval, and never show a digit more than two of half the width")
    func properties() throws {
        for trial in 0..<2_000 {
            let draws = variates(.uniform(low: 0, high: 1), trial: trial, count: 4, stage: 14)
            let scale = exactExp(60 * draws[0] - 30)
            let value = (draws[1] - 0.5) * scale
            let half = value.magnitude * exactExp(-20 * draws[2])
            let interval = Interval(low: value - half * draws[3], high: value + half)
            let shown = DisplayedInterval(value, interval)
            let (low, high) = (try #require(Double(shown.low)), try #require(Double(shown.high)))
            let (middle, width) = (try #require(Double(shown.value)), try #require(Double(shown.halfWidth)))
            #expect(low <= interval.low && high >= interval.high)
            #expect((low...high).contains(middle))
            let slack = 1e-14 * middle.magnitude
            #expect(middle - width <= interval.low + slack && middle + width >= interval.high - slack)
            // The interval shown is wider by less than two units, of which half the width has at least ten.
            #expect(high - low <= (interval.high - interval.low) * 1.11 + slack)
            let digits = shown.halfWidth.split(separator: "e")[0].filter(\.isNumber).drop { $0 == "0" }
            #expect(digits.count <= 3 || !shown.halfWidth.contains("."))
        }
    }
}
