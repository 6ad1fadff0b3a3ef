public import ScanModel
import VendorProfiles

/// Reads profile files: vendor products as data, in JSON or YAML.
///
/// A file has the keys of a `VendorProfile` and no others. Everything is checked that planning and simulating rely on,
/// so a profile that was read stops nothing later on: an issue names the place, and all of them are told at once.
public enum ProfileReader {
    /// The largest profile file that is read, in bytes.
    public static var bytesMax: Int { DocumentLimits.profile.bytes }

    /// Reads and checks a profile that a user brings.
    ///
    /// - Parameters:
    ///   - bytes: UTF-8, at most ``bytesMax``.
    ///   - file: the name of the file, for messages; its ending decides between JSON and YAML.
    /// - Throws: everything that is wrong with the file; an identifier that ships with scanplan is taken.
    /// - Complexity: O(bytes).
    public static func read(bytes: [UInt8], file: String) throws(InvalidInput) -> VendorProfile {
        try read(bytes: bytes, file: file, taken: VendorProfiles.identifiers)
    }

    /// The same for a profile that ships, whose identifier is its own.
    ///
    /// - Parameter taken: identifiers that the file may not have.
    static func read(bytes: [UInt8], file: String, taken: [String]) throws(InvalidInput) -> VendorProfile {
        let log = IssueLog(file: file)
        guard let node = Document.read(bytes: bytes, limits: .profile, log: log) else {
            try log.check()
            preconditionFailure("no document and no issue in \(file)")
        }
        let root = Field(node: node, path: .root, log: log)
        guard case .mapping = node.content else {
            root.report(root.shown, expected: "a profile: a mapping of keys to values, such as `id: my-vendor@1.0`")
            try log.check()
            preconditionFailure("no mapping and no issue in \(file)")
        }
        let document = ProfileDocument(root, taken: taken)
        document.checkParameters()
        document.checkConstants()
        document.checkLimits()
        document.checkWorkflow()
        document.checkScanTypes()
        try log.check()
        do {
            return try VendorProfile(from: NodeDecoder(node))
        } catch {
            // Nothing that the checks let pass should come here; if it does, it is refused like anything else.
            throw InvalidInput([
                InputIssue(file: file, line: 0, column: 0, path: "", problem: "cannot be read as a profile: \(error)")
            ])
        }
    }
}

extension DocumentLimits {
    /// For profiles, of which the largest that ships has 60 KiB and 3000 nodes.
    static let profile = DocumentLimits(bytes: 1 << 20, nodes: 100_000)
}
