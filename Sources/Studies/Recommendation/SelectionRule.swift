/// What makes a setting good enough, and how much may be simulated to find the best one.
public struct SelectionRule: Hashable, Sendable {
    /// The probability that the deadline has to be met with, strictly between 0 and 1.
    public var probability: Double
    /// Most that the expected cost may be; nil: no limit.
    public var budget: Double?
    /// Of the whole answer, strictly between 0 and 1: half of what is missing from 1 goes to the judgements of the
    /// deadline and the budget, for each option by itself, and half to the comparison of costs, over all options together.
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

    /// The chance of error of either half of the answer.
    var error: Double { (1 - confidence) / 2 }

    var schedule: LookSchedule { LookSchedule(trials: trials, probability: probability, error: error) }
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
    /// About how many trials in all it takes to tell whether it is feasible; nil: it is known, or more than 10 million.
    public var trialsLikely: Int?
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
