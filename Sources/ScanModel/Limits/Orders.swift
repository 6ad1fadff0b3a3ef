/// The order in which queued work items get a place on a scanner.
public enum DispatchOrder: String, Hashable, Sendable, CaseIterable, Codable {
    /// Earliest ready first, then listed first.
    case fifo
    /// Largest first, then listed first (longest processing time).
    case lpt
    /// Smallest first, then listed first (shortest processing time).
    case spt
    /// Listed first, whenever it became ready: a schedule made elsewhere is carried out by listing it by its start times.
    case listed
}

/// The order in which items are snapshotted and put into batches.
public enum ItemOrder: String, Hashable, Sendable, CaseIterable, Codable {
    /// As listed: account by account as the inventory has them.
    case listed
    case largestFirst
    case smallestFirst
}

/// The order in which the gate takes regions.
public enum RegionOrder: String, Hashable, Sendable, CaseIterable, Codable {
    /// As the vendor's Regions parameter lists them.
    case listed
    /// Largest lower bound first.
    case longestFirst
}
