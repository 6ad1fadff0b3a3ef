/// What keeps a store from doing what it is asked.
///
/// After any of them what was committed before is as it was.
public enum StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no such file, or nothing is kept under the name; `what` says which.
    case notFound(what: String)
    /// The file is something else, and was not touched.
    case notAStore(reason: String)
    /// A later program made the store; its version is told. The file was not touched.
    case newer(version: Int)
    /// What was written is not what is read; `what` names the place. The damaged bytes are never handed out.
    case damaged(what: String)
    /// There is no room left where the store lies.
    case full
    /// The file, or its folder, or the way it was opened allows no writing.
    case readOnly
    /// Its log has to be taken in first, and where it lies nothing can be written.
    case unfinished
    /// Others wrote all the time that was to be waited.
    case busy
    /// Other bytes, or another meaning, are kept under this key already: what should be the same every time was not.
    case contradiction(StoreKey)
    /// Something has more bytes than a store takes.
    case tooLarge(what: String, bytes: Int, most: Int)
    /// A value that no store can hold, such as a negative number.
    case invalid(what: String)
    case noMemory
    /// Anything else, in the words of SQLite; `code` is its extended result code (https://sqlite.org/rescode.html).
    case other(code: Int, message: String)

    public var description: String {
        switch self {
        case .notFound(let what): "There is no \(what)."
        case .notAStore(let reason): "This is no store of studies: \(reason)."
        case .newer(let version):
            "The store has version \(version), and this program knows versions up to \(StudyStore.version)."
        case .damaged(let what): "The store is damaged: \(what)."
        case .full: "There is no room left for the store. What it held is still there."
        case .readOnly: "The store cannot be written: it, or its folder, is read-only."
        case .unfinished:
            "The store was left without being closed. It can be read after it was opened for writing."
        case .busy: "The store is busy: others kept writing to it."
        case .contradiction(let key):
            "Something else is kept under \(key) already, although the same key should always mean the same."
        case .tooLarge(let what, let bytes, let most): "\(what) has \(bytes) bytes, and at most \(most) can be kept."
        case .invalid(let what): "The store cannot hold \(what)."
        case .noMemory: "There is no memory left."
        case .other(let code, let message): "SQLite says: \(message) (code \(code))."
        }
    }
}
