/// Whether an event happens with at least a wanted probability, judged from trials.
public enum ChanceVerdict: String, Hashable, Sendable, Codable {
    /// The whole interval for the probability is at or above the wanted one.
    case met
    /// The whole interval is below.
    case missed
    /// The interval holds the wanted probability: more trials are needed to tell.
    case undecided
}

/// Judges P(event) >= wanted by the Wilson interval of the trials seen.
///
/// Looking again and again as trials come in makes errors more likely than the confidence says of a single look.
///
/// - Parameters:
///   - successes: Trials with the event, 0 to `trials`.
///   - trials: At least 1.
///   - wanted: The wanted probability, 0 to 1.
///   - confidence: Of the two-sided interval, strictly between 0 and 1; the error on either side is half of the rest.
public func chanceVerdict(successes: Int, trials: Int, wanted: Double, confidence: Double) -> ChanceVerdict {
    let interval = wilsonInterval(successes: successes, trials: trials, confidence: confidence)
    if interval.low >= wanted { return .met }
    return interval.high < wanted ? .missed : .undecided
}
