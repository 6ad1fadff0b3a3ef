/// What keeps a shard from being written or read. Offsets are bytes from the beginning of the file.
public enum ShardError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such file.
    case notFound
    /// The file is something else.
    case notAShard
    /// A later program wrote the file, in a version that is told.
    case newer(version: Int)
    /// The file ends before it is complete.
    case truncated(at: Int)
    /// What begins here is not what was written.
    case damaged(at: Int)
    /// Something has more bytes than a shard takes.
    case tooLarge(what: String, bytes: Int, most: Int)
    /// The file is as it was written, and what it says is not of this program's sweeps.
    case foreign(reason: String)
    /// There is no room left; nothing is left of the file.
    case full
    case readOnly
    /// Another program writes the same shard just now.
    case busy
    /// Anything else, in the words of the operating system; `code` is its number.
    case other(code: Int, message: String)

    public var description: String {
        switch self {
        case .notFound: "There is no such file."
        case .notAShard: "This is no shard of a study."
        case .newer(let version):
            "The shard has version \(version), and this program knows version \(ShardFile.version)."
        case .truncated(let offset): "The shard is cut off at byte \(offset)."
        case .damaged(let offset): "The shard is damaged at byte \(offset)."
        case .tooLarge(let what, let bytes, let most): "\(what) has \(bytes) bytes, and a shard takes \(most)."
        case .foreign(let reason): "This is no shard of a sweep: \(reason)."
        case .full: "There is no room left for the shard."
        case .readOnly: "The shard cannot be written there."
        case .busy: "Another program writes this shard."
        case .other(let code, let message): "The system says: \(message) (code \(code))."
        }
    }
}
