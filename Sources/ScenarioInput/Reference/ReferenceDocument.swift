public import ScanModel

/// Documents of the small exact model on which independent simulators are compared, in the format `SNAPREF/1`.
///
/// A document is JSON, bare or under the key `scenario` (then `description` and `expected` may stand beside it). Times
/// are bare numbers in seconds, sizes in GiB, prices in USD, all exact decimals with at most nine decimal places.
public enum ReferenceDocument {
    /// The profile that the resulting deployment names.
    public static let profile = "reference"

    /// The schema that a document has to name.
    static let schema = "SNAPREF/1"

    /// Reads a document into a scenario with one deployment.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8 JSON, at most 256 MiB.
    ///   - file: the name of the file for messages.
    /// - Returns: the scenario; its deployment has `variations`, be they empty, if `random` is not null, and its objective
    ///   has the document's `sloSeconds` for a deadline.
    /// - Throws: everything that is wrong with the document.
    /// - Complexity: O(bytes).
    public static func read(bytes: [UInt8], file: String) throws(InvalidInput) -> Scenario {
        let log = IssueLog(file: file)
        let root = Document.read(bytes: bytes, format: .json, limits: .reference, log: log)
        let content = root.flatMap { readContent(of: Field(node: $0, path: .root, log: log)) }
        try log.check()
        guard let content else { preconditionFailure("no content and no issue in \(file)") }
        return content.scenario
    }

    private static func readContent(of root: Field) -> ReferenceContent? {
        guard case .mapping(let entries) = root.node.content, entries.contains(where: { $0.key == "scenario" }) else {
            return ReferenceContent(root)
        }
        return root.mapping { reader in
            reader.ignore("description")
            reader.ignore("expected")
            return reader.required("scenario").flatMap { ReferenceContent($0) }
        }
    }
}
