public import Statistics

/// After how many trials an option is judged, and how sure a judgement must be each time.
///
/// Looking several times makes errors more likely than one look does, so the error allowed is shared out equally over the
/// looks at which such a judgement is possible at all (Bonferroni): with a wanted probability of 95 % no number of trials
/// below some hundred can show that it is met, however many of them are in time. Each look at a probability is an exact
/// binomial test, so over all looks an error is at most as likely as ``metError`` and ``missedError`` say, for any
/// probability; a look at a mean takes it for normal, as `MeanInterval` does.
public struct LookSchedule: Hashable, Sendable {
    /// Numbers of trials, rising; the last is the most that an option gets.
    public let looks: [Int]
    /// The probability that the deadline has to be met with.
    public let probability: Double
    /// The chance that an option which does not do is judged to do, over all its looks.
    public let metError: Double
    /// The chance that an option which does is judged not to do, over all its looks.
    public let missedError: Double
    /// Of one look at the probability.
    private let metErrorOfLook: Double
    private let missedErrorOfLook: Double

    /// - Parameters:
    ///   - trials: most trials of an option, at least 1.
    ///   - first: trials before the first look; each further look comes at twice as many.
    ///   - probability: strictly between 0 and 1.
    ///   - metError: above 0.
    ///   - missedError: above 0, and less than 1 with the other one.
    public init(trials: Int, first: Int = 20, probability: Double, metError: Double, missedError: Double) {
        precondition(trials >= 1 && first >= 1, "\(trials) trials, first look after \(first)")
        precondition(metError > 0 && missedError > 0 && metError + missedError < 1, "\(metError) and \(missedError)")
        var looks: [Int] = []
        var next = first
        while next < trials {
            looks.append(next)
            next *= 2
        }
        looks.append(trials)
        self.looks = looks
        self.probability = probability
        self.metError = metError
        self.missedError = missedError
        let missedErrorOfLook = missedError / Double(looks.count)
        self.missedErrorOfLook = missedErrorOfLook
        // The fewest shares with which no more looks could say "met" than there are shares.
        let shares = (1...looks.count).first { shares in
            looks.count { trials in
                exactChanceVerdict(
                    successes: trials, trials: trials, wanted: probability, metError: metError / Double(shares),
                    missedError: missedErrorOfLook) == .met
            } <= shares
        }
        metErrorOfLook = metError / Double(shares ?? looks.count)
    }

    /// Trials before the first look.
    public var first: Int { looks[0] }

    /// The next look after so many trials; nil after the last.
    public func next(after trials: Int) -> Int? { looks.first { $0 > trials } }

    /// The judgement of one look.
    public func verdict(successes: Int, trials: Int) -> ChanceVerdict {
        exactChanceVerdict(
            successes: successes, trials: trials, wanted: probability, metError: metErrorOfLook,
            missedError: missedErrorOfLook)
    }

    /// The judgement of one look at a mean that must not exceed a limit.
    ///
    /// - Parameter moments: nothing is judged by less than two numbers.
    public func verdict(_ moments: Moments, limit: Double) -> ChanceVerdict {
        guard let met = meanInterval(moments, isMet: true), let missed = meanInterval(moments, isMet: false) else {
            return .undecided
        }
        if met.interval.high <= limit { return .met }
        return missed.interval.low > limit ? .missed : .undecided
    }

    /// At every look a mean can be judged either way.
    private func meanInterval(_ moments: Moments, isMet: Bool) -> MeanInterval? {
        let error = (isMet ? metError : missedError) / Double(looks.count)
        return MeanInterval(moments, confidence: LookSchedule.confidence(leaving: error))
    }

    /// The confidence of a two-sided interval that errs on one side with this chance, kept away from 0 and 1.
    static func confidence(leaving error: Double) -> Double { min(max(1 - 2 * error, 1e-9), 1.0.nextDown) }

    /// More trials than this are not worth a forecast.
    private static let mostLikely = 10_000_000

    /// About how many trials in all it takes to tell if the share seen is the true one; nil: more than 10 million.
    func trialsLikely(successes: Int, trials: Int) -> Int? {
        let share = Double(successes) / Double(trials)
        var count = trials
        while count <= LookSchedule.mostLikely {
            let expected = Int((share * Double(count)).rounded())
            if verdict(successes: expected, trials: count) != .undecided { return count }
            count += max(1, count / 10)
        }
        return nil
    }

    /// About how many trials in all it takes to tell on which side of a limit a mean lies if that and the variance seen are
    /// the true ones; nil: more than 10 million, or less than two numbers.
    func trialsLikely(_ moments: Moments, limit: Double) -> Int? {
        guard let mean = moments.mean, let interval = meanInterval(moments, isMet: mean <= limit), mean != limit else {
            return nil
        }
        // The half-width shrinks with the square root of the trials.
        let ratio = interval.halfWidth / (mean - limit)
        let count = max(Double(moments.count), (Double(moments.count) * ratio * ratio).rounded(.up))
        return count <= Double(LookSchedule.mostLikely) ? Int(count) : nil
    }
}
