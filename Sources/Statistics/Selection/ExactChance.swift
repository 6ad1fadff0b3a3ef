internal import RandomStreams

/// Judges P(event) >= wanted by exact binomial tests, one for either judgement.
///
/// "Met" is wrong with a probability of at most `metError` if the probability of the event is below the wanted one, whatever
/// it is; "missed" with at most `missedError` if it is not: the limits are those of C. J. Clopper and E. S. Pearson
/// (Biometrika 26, 1934), ``clopperPearsonInterval(successes:trials:confidence:)``. `chanceVerdict` holds on average only,
/// and next to probabilities of 0 and 1 it errs more often than it says.
///
/// Looking again and again as trials come in adds the errors up; share them out over the looks.
///
/// - Parameters:
///   - successes: trials with the event, 0 to `trials`.
///   - trials: at least 1.
///   - wanted: the wanted probability, 0 to 1.
///   - metError: 0 to 1.
///   - missedError: 0 to 1; of data for which both judgements are allowed "met" is given, which takes errors above 1/2.
/// - Complexity: O(sqrt(trials)).
public func exactChanceVerdict(
    successes: Int, trials: Int, wanted: Double, metError: Double, missedError: Double
) -> ChanceVerdict {
    guard trials > 0 && (0...trials).contains(successes) else {
        fatalError("exactChanceVerdict: \(successes) successes of \(trials) trials")
    }
    // Both tails are the most that the hypothesis allows, which is at the wanted probability itself.
    if binomialTails(trials, wanted, atMost: successes - 1).upper <= metError { return .met }
    return binomialTails(trials, wanted, atMost: successes).lower <= missedError ? .missed : .undecided
}
