public import Statistics

/// After how many trials an option is judged, and how sure a judgement must be each time.
///
/// Looking several times makes errors more likely than one look does, so the error allowed is shared out equally over the
/// looks at which such a judgement is possible at all (Bonferroni): with a wanted probability of 95 % no number of trials
/// below some hundred can show that it is met, however many of them are in time.
public struct LookSchedule: Hashable, Sendable {
    /// Numbers of trials, rising; the last is the most that an option gets.
    public let looks: [Int]
    /// The probability that the deadline has to be met with.
    public let probability: Double
    /// The chance of a wrong judgement of an option over all its looks.
    public let error: Double
    private let missedError: Double
    private let metError: Double

    /// - Parameters:
    ///   - trials: most trials of an option, at least 1.
    ///   - first: trials before the first look; each further look comes at twice as many.
    ///   - probability: strictly between 0 and 1.
    ///   - error: strictly between 0 and 1/2.
    public init(trials: Int, first: Int = 20, probability: Double, error: Double) {
        precondition(trials >= 1 && first >= 1, "\(trials) trials, first look after \(first)")
        var looks: [Int] = []
        var next = first
        while next < trials {
            looks.append(next)
            next *= 2
        }
        looks.append(trials)
        self.looks = looks
        self.probability = probability
        self.error = error
        missedError = error / Double(looks.count)
        // The fewest shares with which no more looks could say "met" than there are shares.
        let shares = (1...looks.count).first { shares in
            let confidence = LookSchedule.confidence(leaving: error / Double(shares))
            return looks.count { trials in
                chanceVerdict(successes: trials, trials: trials, wanted: probability, confidence: confidence) == .met
            } <= shares
        }
        metError = error / Double(shares ?? looks.count)
    }

    /// Trials before the first look.
    public var first: Int { looks[0] }

    /// The next look after so many trials; nil after the last.
    public func next(after trials: Int) -> Int? { looks.first { $0 > trials } }

    /// The judgement of one look.
    public func verdict(successes: Int, trials: Int) -> ChanceVerdict {
        let low = chanceVerdict(
            successes: successes, trials: trials, wanted: probability,
            confidence: LookSchedule.confidence(leaving: metError))
        if low == .met { return .met }
        let high = chanceVerdict(
            successes: successes, trials: trials, wanted: probability,
            confidence: LookSchedule.confidence(leaving: missedError))
        return high == .missed ? .missed : .undecided
    }

    /// The judgement of one look at a mean that must not exceed a limit.
    func verdict(_ moments: Moments, limit: Double) -> ChanceVerdict {
        let confidence = LookSchedule.confidence(leaving: missedError)
        guard let interval = MeanInterval(moments, confidence: confidence)?.interval else { return .undecided }
        if interval.high <= limit { return .met }
        return interval.low > limit ? .missed : .undecided
    }

    /// The confidence of a two-sided interval that errs on one side with this chance, kept away from 0 and 1.
    static func confidence(leaving error: Double) -> Double { min(max(1 - 2 * error, 1e-9), 1.0.nextDown) }

    /// About how many trials in all it takes to tell if the share seen is the true one; nil: more than 10 million.
    func trialsLikely(successes: Int, trials: Int) -> Int? {
        let share = Double(successes) / Double(trials)
        var count = trials
        while count <= 10_000_000 {
            let expected = Int((share * Double(count)).rounded())
            if verdict(successes: expected, trials: count) != .undecided { return count }
            count += max(1, count / 10)
        }
        return nil
    }
}
