/// What can go wrong between a text and its outcome. Arithmetic overflow is not here: it traps.
enum NaiveError: Error, Equatable {
    /// The text is not JSON.
    case syntax(String)
    /// The text is JSON, but not a document the reference model gives a meaning to.
    case document(String)
    /// S1: the region's limits leave fewer than one effective scanner.
    case infeasible(region: String, scanners: Int)
}
