public import ScanModel

/// Why a document cannot be read any further.
public enum ReadFault: Error, Hashable, Sendable {
    /// The operating system said no; `reason` are its own words.
    case unreadable(reason: String)
    /// The bytes are there and are wrong; the place is in the issue.
    case invalid(InputIssue)
}
