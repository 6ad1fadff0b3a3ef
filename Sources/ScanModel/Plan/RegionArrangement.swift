/// How the items of a region are ordered and put into batches.
public enum RegionArrangement: String, Hashable, Sendable, CaseIterable {
    /// Whoever has the longest way from its first request on begins first and goes first (J. R. Jackson, "Scheduling a
    /// production line to minimize maximum tardiness", 1955: largest tail first). Batches hold instances of about the same
    /// time on the scanner, because a batch takes as long as its longest.
    case largestFirst
    /// The same batches; they, or the items of persistent scanners, are shared out among the scanners by the search of
    /// MachineScheduling, and go in the order in which they begin there. List scheduling in the order of the starts of any
    /// schedule ends no later than it: by induction each job finds a machine free no later than it had one.
    case balanced
    /// The items begin and the batches are filled as planned; of those that are ready, the largest gets a scanner first.
    case largestReadyFirst
    /// As planned.
    case asPlanned

    /// The arrangement in words.
    public var title: String {
        switch self {
        case .largestFirst: "largest first"
        case .balanced: "shared out by search"
        case .largestReadyFirst: "largest ready first"
        case .asPlanned: "as planned"
        }
    }
}
