/// How a scenario wants to be answered: how many trials, how sure, and what counts as good enough.
public struct StudySettings: Hashable, Sendable {
    /// Trials of a study, the most of them where a precision is wanted; nil: as the command says.
    public var trials: Int?
    /// Wanted relative error of the mean makespan, such as 0.02; nil: a fixed number of trials.
    public var precision: Double?
    /// Confidence of every interval, strictly between 0 and 1.
    public var confidence = 0.95
    /// What a sweep changes; empty: as the command says.
    public var axes: [StudyAxis] = []

    public init() {}
}
