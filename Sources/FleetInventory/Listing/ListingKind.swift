internal import DocumentReading

/// Whose listing a file is.
public enum ListingKind: String, Hashable, Sendable, CaseIterable {
    /// Of AWS, by its command line client or by AWS Config.
    case aws
    /// Of Azure, by its command line client, its services or Resource Graph.
    case azure
    /// A fleet table.
    case fleetCsv
    /// Of AWS Resource Explorer, which gives counts and no fleet.
    case resourceExplorer

    /// Bytes at the beginning of a file that tell its kind.
    static let beginningBytes = 1 << 16

    /// The kind that the beginning of a file tells.
    ///
    /// A table begins with no bracket. Whatever Azure lists has an identifier that begins with `/subscriptions/`, and a
    /// list without a name around it is Azure's too; everything else is taken for AWS, whose reader says what it misses.
    init(beginning: [UInt8]) {
        let text = String(decoding: beginning.prefix(Self.beginningBytes), as: UTF8.self)
        let first = text.unicodeScalars.first { !$0.properties.isWhitespace }
        if first != "{" && first != "[" && first != "<" && first != nil && text.contains(",") {
            self = .fleetCsv
        } else if text.contains("\"/subscriptions/") || first == "[" || text.contains("\"tenantId\"") {
            self = .azure
        } else if text.contains("\"OwningAccountId\"") {
            self = .resourceExplorer
        } else {
            self = .aws
        }
    }
}
