/// Everything that the pages of a report show, each part from the study that also answers its own command.
public struct ReportMaterial: Sendable {
    /// The first trial, with ranked limits, inputs and the least and most of the bill.
    public var answer: StudyAnswer
    /// The trials; one where nothing is random.
    public var trials: TrialReport
    /// How the scenario's thresholds came out.
    public var thresholds: [ThresholdResult]
    /// When what happened in the first trial, by deployment.
    public var timelines: [CycleTimeline]
    /// Answers for every position of the knobs; nil: nobody asked, or there is nothing to turn.
    public var knobs: KnobGrid?
    /// The search for the cheapest settings in time; nil: nobody asked, or there is nothing to search.
    public var search: Recommendation?
    /// What each uncertain input does to the makespan and to the cost of a month; empty: nobody asked, or nothing is
    /// stated as uncertain.
    public var tornadoes: [SensitivityAnswer]
    /// What was left out or done with less work and why, a sentence each.
    public var notes: [String]

    public init(
        answer: StudyAnswer, trials: TrialReport, thresholds: [ThresholdResult], timelines: [CycleTimeline],
        knobs: KnobGrid? = nil, search: Recommendation? = nil, tornadoes: [SensitivityAnswer] = [],
        notes: [String] = []
    ) {
        (self.answer, self.trials, self.thresholds) = (answer, trials, thresholds)
        (self.timelines, self.knobs, self.search, self.tornadoes) = (timelines, knobs, search, tornadoes)
        self.notes = notes
    }
}
