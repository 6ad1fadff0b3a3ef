public import Statistics

/// What makes a setting good enough, and how much may be simulated to find the best one.
public struct SelectionRule: Hashable, Sendable {
    /// The probability that the deadline has to be met with, strictly between 0 and 1.
    public var probability: Double
    /// Most that the expected cost may be; nil: no limit.
    public var budget: Double?
    /// Of the whole answer, strictly between 0 and 1: what is missing from 1 is shared among the ways in which it can be
    /// wrong by ``errors(options:)``.
    public var confidence: Double
    /// A relative difference of costs that does not matter, above 0.
    public var within: Double
    /// Most trials of an option, at least 1.
    public var trials: Int
    /// Whether anything is random; if not, one trial tells all.
    public var varies: Bool
    /// Whether every option gets all trials, however soon it could be dropped.
    public var isThorough: Bool

    public init(
        probability: Double = 0.95, budget: Double? = nil, confidence: Double = 0.95, within: Double = 0.01,
        trials: Int = 200, varies: Bool = true, isThorough: Bool = false
    ) {
        precondition(within > 0 && trials >= 1, "within \(within), \(trials) trials")
        self.probability = probability
        self.budget = budget
        self.confidence = confidence
        self.within = within
        self.trials = varies ? trials : 1
        self.varies = varies
        self.isThorough = isThorough
    }

    /// How the chance of a wrong answer is shared among the ways in which an answer can be wrong.
    ///
    /// - Parameter options: that take part.
    public func errors(options: Int) -> ErrorShares {
        let error = 1 - confidence
        // A power of two: one option more, which is no good, changes nothing.
        var counted = 32
        while counted < options { counted *= 2 }
        return ErrorShares(
            options: counted, feasible: error * 0.6 / Double(counted), infeasible: error * 2 / 15,
            dropped: error * 2 / 15, dearer: error * 2 / 15 / Double(counted - 1))
    }

    /// When and how surely each of so many options is judged.
    func schedule(options: Int) -> LookSchedule {
        let errors = errors(options: options)
        // The best option may be taken for too late, or to be over the budget.
        let judgements = budget == nil ? 1.0 : 2
        return LookSchedule(
            trials: trials, probability: probability, metError: errors.feasible,
            missedError: errors.infeasible / judgements)
    }
}

/// The chances of the errors that make an answer wrong.
///
/// An answer can be wrong in four ways, and by the inequality of Bonferroni their chances add up to what the confidence leaves
/// at most, however the options depend on each other:
///
/// - An option that does not do is judged to be feasible. It may be any option, so each has a share of its own. One that
///   fails by the deadline and by the budget is judged wrongly in both, which is no likelier than in one. These shares are
///   the least, and by far the dearest in trials; so three fifths go to them, and the rest in equal parts to the others.
/// - The best option is judged to be too late or over the budget. That is one option, whichever it is.
/// - The best option is dropped for a dearer one: the error of KN over all options.
/// - In the end the best option is still open, and another one is wrongly held not to be dearer by more than does not matter:
///   one look, with a share for each of the others.
///
/// What is said of an option that is not the answer, such as being too late, is as sure as one judgement is and not covered
/// for all of them at once; nor are several worlds, each of which has an answer of its own. Settings that a coarse search
/// adds around the best one so far count as options when they take part, not before. Judgements of means, unlike those of
/// probabilities, take the means for normal.
public struct ErrorShares: Hashable, Sendable {
    /// As many options share the error; at least as many as take part.
    public var options: Int
    /// Of each option: that it is judged feasible and is not.
    public var feasible: Double
    /// That the best option is judged not to be feasible.
    public var infeasible: Double
    /// That the best option is dropped for a dearer one.
    public var dropped: Double
    /// Of each comparison at the end.
    public var dearer: Double
}

/// Whether an option meets the deadline often enough and keeps to the budget.
public enum Feasibility: String, Hashable, Sendable {
    case feasible
    /// Too late too often.
    case tooLate
    /// In time often enough or not known to be, but over the budget.
    case overBudget
    /// The trials do not tell.
    case undecided
}

/// What a selection came to for one option.
public struct OptionStanding: Hashable, Sendable {
    /// Trials that the option got.
    public var trials: Int
    public var feasibility: Feasibility
    /// The feasible option that is cheaper, or as cheap and no slower; nil: none was shown to be.
    public var beatenBy: Int?
    /// Whether it is in time often enough; met where there is no deadline.
    public var deadline = ChanceVerdict.met
    /// Whether it keeps to the budget; met where there is none.
    public var budget = ChanceVerdict.met
    /// About how many trials in all it takes to tell whether it is in time often enough, if that is what leaves undecided
    /// whether it is feasible; nil: it is not, or more than 10 million.
    public var deadlineTrials: Int?
    /// The same of the budget.
    public var budgetTrials: Int?

    /// About how many trials in all it takes to tell whether it is feasible; nil: it is known, or more than 10 million.
    public var trialsLikely: Int? {
        guard feasibility == .undecided else { return nil }
        let needed = [(deadline, deadlineTrials), (budget, budgetTrials)].filter { $0.0 == .undecided }.map { $0.1 }
        return needed.contains(nil) ? nil : needed.compactMap(\.self).max()
    }
}

/// Which option is the best.
public enum SelectionDecision: Hashable, Sendable {
    /// The cheapest feasible option, or one that is dearer than it by what does not matter at most.
    case best(Int)
    /// The options that may be the best, cheapest first; and of those that are surely feasible the cheapest, if any.
    case undecided(open: [Int], safest: Int?)
    /// No option is feasible; the one that is in time most often, then the fastest. nil: there are no options.
    case nothing(nearest: Int?)
}

/// What a selection came to.
public struct SelectionOutcome: Hashable, Sendable {
    public var decision: SelectionDecision
    /// In the order of the options.
    public var standings: [OptionStanding]
    /// The difference of costs that did not matter, in USD.
    public var indifference: Double
    /// Options whose cost the trials did not show to differ from the best one's by more than that, without it.
    public var alternatives: [Int]
    /// About how many trials of each open option it takes to tell their costs apart; nil: it is known.
    public var trialsLikely: Int?
}
