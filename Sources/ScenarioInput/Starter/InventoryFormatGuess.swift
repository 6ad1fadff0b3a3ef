extension InventoryPath.Format {
    /// What a file or folder seems to hold. The reader of that format then checks it.
    ///
    /// Folders are listings of a cloud's client, as only those are read from folders. Of a file the ending `.json`
    /// decides, else its first character: JSON starts with a bracket. In the listings of Azure every resource has an
    /// identifier that begins with its subscription, and a subscription has a tenant. A table whose header has a column
    /// `instances` holds counts. A fleet file begins with bytes that are no text.
    ///
    /// - Parameter start: the first bytes of the file; nil for a folder.
    public static func guess(path: String, start: [UInt8]?) -> Self {
        guard let start else { return .awsCli }
        if path.lowercased().hasSuffix(".scanfleet") || start.starts(with: fleetFileStart) { return .fleetFile }
        if path.lowercased().hasSuffix(".json") { return listing(start) }
        let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
        let solid = text.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if !path.lowercased().hasSuffix(".csv"), solid.first.map({ $0 == 0x7B || $0 == 0x5B }) ?? true {
            return listing(start)
        }
        let header = String(decoding: text.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
        let columns = header.split(separator: ",").map { $0.filter { $0 != "\"" && $0 != " " } }
        return columns.contains("instances") ? .resourceCounts : .fleetCsv
    }

    /// What no text begins with.
    private static let fleetFileStart: [UInt8] = [0x89, 0x53, 0x46, 0x4C]

    /// Which client's listing begins like that.
    ///
    /// - Complexity: O(bytes).
    private static func listing(_ start: [UInt8]) -> Self {
        // UTF-16, which PowerShell writes, has a zero beside each byte of a plain text.
        let text = String(decoding: start.lazy.filter { $0 != 0 }, as: UTF8.self)
        if text.contains("\"Reservations\"") || text.contains("\"Volumes\"") { return .awsCli }
        return ["/subscriptions/", "\"tenantId\"", "\"skip_token\"", "\"$skipToken\"", "\"totalRecords\""].contains {
            text.contains($0)
        } ? .azureCli : .awsCli
    }
}
