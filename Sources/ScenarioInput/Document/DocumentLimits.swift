internal import ScanModel

/// How large a document may be. Beyond a limit a file is refused with an issue, before it can cost time or memory.
struct DocumentLimits: Hashable, Sendable {
    /// Most bytes of a file.
    var bytes: Int
    /// Most nodes (scalars, sequences, mappings) of a document, each alias counted with all it stands for.
    var nodes: Int
    /// Most levels of sequences and mappings inside one another.
    var depth = 64
    /// Most bytes of one scalar.
    var scalarBytes = 64 << 10
    /// Most YAML aliases (`*name`).
    var aliases = 100

    /// For files written by people, as the run of the program limits them.
    static var scenario: DocumentLimits {
        let limits = InputLimits.current
        return DocumentLimits(
            bytes: limits[.documentBytes], nodes: limits[.documentNodes], aliases: limits[.documentAliases])
    }
    /// For values on a command line.
    static let setting = DocumentLimits(bytes: 1 << 20, nodes: 100_000)
    /// For reference documents, which list every job: five nodes a job.
    static let reference = DocumentLimits(bytes: 256 << 20, nodes: 32_000_000)
}
