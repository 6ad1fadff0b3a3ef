internal import CSQLite

/// What studies have computed, kept in one file, so that no point has to be computed twice.
///
/// Points are kept under the address of what they answer, so that studies share them. Payloads are bytes without a meaning
/// here. Every row with a payload carries a SHA-256 over its key and its bytes, and is handed out only if that fits; this
/// finds damage and no forger. What was committed survives the end of the process at once, and a loss of power as soon as
/// ``persist()`` was called; a loss of power before may take the last commits, and nothing but these.
///
/// Several connections, of one process or many, may work with one file at once, except on network file systems, where
/// SQLite's log does not work. A connection serves one thread at a time. The database closes with the last reference.
///
/// A file is taken for a stranger's: its tables have to be exactly ours, nothing in it may act by itself, and what it says
/// of lengths is bounded before it is read.
public final class StudyStore {
    /// What the file is opened for.
    public enum Mode: Hashable, Sendable {
        /// Reading and writing; the file is made if there is none.
        case create
        /// Reading and writing a file that is there. An older version is brought up to date.
        case write
        /// Reading a file that is there; it is not changed, and every operation that writes throws
        /// ``StoreError/readOnly``. An empty log may be left beside it.
        case read
    }

    /// The version of stores that this program writes. It reads all from 1 on.
    public static var version: Int { StoreSchema.version }
    /// Bytes of the largest payload: 64 MiB.
    public static let payloadBytesMax = 1 << 26
    /// Bytes of the longest settings of a study: 1 MiB.
    public static let settingsBytesMax = 1 << 20
    /// Bytes of the longest other text, such as the name of a command or of an owner: 4 KiB.
    public static let nameBytesMax = 1 << 12
    /// Milliseconds that an operation waits for others who write: 10 s.
    public static let waitMillisecondsDefault = 10_000

    let connection: Connection

    /// Opens a store.
    ///
    /// - Parameters:
    ///   - path: of a regular file. Folders on the way may be symbolic links, the file itself may not.
    ///   - wait: milliseconds that an operation waits for others before it throws ``StoreError/busy``.
    /// - Throws: ``StoreError/notFound(what:)``; ``StoreError/notAStore(reason:)`` and ``StoreError/newer(version:)``,
    ///   after which the file is as it was; ``StoreError/readOnly`` if it is to be written and cannot be;
    ///   ``StoreError/unfinished`` if reading it would take writing.
    /// - Complexity: independent of what is kept.
    public convenience init(
        path: String, mode: Mode, wait: Int = waitMillisecondsDefault
    ) throws(StoreError) {
        try self.init(path: path, mode: mode, wait: wait, version: StoreSchema.version)
    }

    /// - Parameter version: that the file is brought to.
    init(path: String, mode: Mode, wait: Int, version: Int) throws(StoreError) {
        let place = try StorePlace(path, mayBeNew: mode == .create)
        let access =
            switch mode {
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            case .write: SQLITE_OPEN_READWRITE
            case .read: SQLITE_OPEN_READONLY
            }
        let connection = try Self.open(place.path, access: access, place: place, wait: wait)
        guard mode != .read else {
            self.connection = try Self.readable(connection, place: place, wait: wait)
            return
        }
        guard !connection.isReadOnly else { throw .readOnly }
        if try connection.fileSize() > 0 {
            try Self.requireOurs(connection)
            // Of a process that was killed while it made the store the first reading leaves an empty file.
            _ = try connection.integer("PRAGMA user_version")
        }
        if try connection.fileSize() == 0 {
            guard mode == .create else { throw .notAStore(reason: "it is empty") }
            try Self.make(connection, version: version)
        }
        if try Self.requireKnown(connection) < version {
            try connection.transaction { () throws(StoreError) in try StoreSchema.migrate(connection, to: version) }
        }
        try Self.prepareForWriting(connection)
        connection.takesLogIn(true)
        self.connection = connection
    }

    /// Waits until what was committed is on the disk.
    ///
    /// While somebody reads, what was committed since that reading began may follow later.
    ///
    /// - Complexity: O(bytes that were committed since the last time); some milliseconds at least.
    public func persist() throws(StoreError) { try connection.run("PRAGMA wal_checkpoint(PASSIVE)") }

    private static func open(
        _ name: String, access: Int32, place: StorePlace, wait: Int
    ) throws(StoreError) -> Connection {
        do throws(StoreError) {
            let connection = try Connection(name, flags: access, wait: wait)
            // Until it is known to be a store, nothing is written to the file.
            connection.takesLogIn(false)
            return connection
        } catch {
            if case .notFound = error {
                // The folder is there, so that a new file was missing only because it could not be made.
                throw access & SQLITE_OPEN_CREATE != 0 ? .readOnly : .notFound(what: "file \(place.path)")
            }
            throw error
        }
    }

    /// The first page's head names the application, before anything of the file is interpreted.
    private static func requireOurs(_ connection: Connection) throws(StoreError) {
        let head = try connection.fileHead(100)
        guard head.starts(with: Array("SQLite format 3\0".utf8)) else { throw .notAStore(reason: "it is no database") }
        // https://sqlite.org/fileformat.html#the_database_header: 4 bytes at 68, the greatest first.
        let application = head[68..<72].reduce(0) { $0 << 8 | Int($1) }
        guard application == StoreSchema.applicationID else {
            throw .notAStore(reason: "it is a database of another program")
        }
    }

    /// The version of a store whose tables are as they should be.
    private static func requireKnown(_ connection: Connection) throws(StoreError) -> Int {
        try connection.transaction(writes: false) { () throws(StoreError) in
            let version = try connection.integer("PRAGMA user_version") ?? 0
            guard version <= StoreSchema.version else { throw .newer(version: version) }
            guard version >= 1, try StoreSchema.text(of: connection) == StoreSchema.expected(version) else {
                throw .notAStore(reason: "its tables are not those of version \(version)")
            }
            return version
        }
    }

    /// Makes the tables in a file that is empty, or finds that another connection has just done so.
    private static func make(_ connection: Connection, version: Int) throws(StoreError) {
        // To take the right to write at once would write the first page before it is said what pages are like.
        try connection.transaction(writes: false) { () throws(StoreError) in
            // Pages that are free can be given back one by one. This writes the first page too, so with the tables: who is
            // killed in between would leave a file that names no application, and nobody would touch it again.
            try connection.run("PRAGMA auto_vacuum = INCREMENTAL")
            if try StoreSchema.text(of: connection).isEmpty { try StoreSchema.migrate(connection, to: version) }
        }
        try requireOurs(connection)
    }

    private static func prepareForWriting(_ connection: Connection) throws(StoreError) {
        // Nobody may have the file open while it changes to a log, and SQLite does not wait for that by itself.
        var attempts = 0
        while true {
            do throws(StoreError) {
                guard try connection.text("PRAGMA journal_mode = WAL") == "wal" else {
                    throw .other(code: Int(SQLITE_ERROR), message: "this file system has no place for a log")
                }
                break
            } catch .busy where attempts < 500 {
                attempts += 1
                Connection.pause(10)
            }
        }
        // The log reaches the disk when it is taken into the file, in an order that no loss of power can mix up. To wait at
        // each commit takes 0.6 ms longer on a disk that is fast, measured in 2026, where a cheap point takes 2 ms in all.
        try connection.run("PRAGMA synchronous = NORMAL")
        try connection.run("PRAGMA cell_size_check = ON")
        // A log that grew stays no longer than it is needed.
        try connection.run("PRAGMA journal_size_limit = \(1 << 24)")
    }

    /// A connection that reads, if need be as from a medium that never changes.
    private static func readable(
        _ connection: Connection, place: StorePlace, wait: Int
    ) throws(StoreError) -> Connection {
        var connection = connection
        guard try connection.fileSize() > 0 else { throw .notAStore(reason: "it is empty") }
        try requireOurs(connection)
        do throws(StoreError) {
            _ = try requireKnown(connection)
        } catch {
            // A log needs an index beside the file, which cannot be made in a folder that is read-only.
            guard error.isRefusedWriting else { throw error }
            // Without a log the file is all there is. Should somebody who may write it do so meanwhile, a reading may fail
            // with damage that is none; the sums keep it from being wrong.
            guard !place.hasLog else { throw .unfinished }
            connection = try open(
                place.unchangingURI, access: SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, place: place, wait: wait)
            try requireOurs(connection)
            _ = try requireKnown(connection)
        }
        try connection.run("PRAGMA cell_size_check = ON")
        return connection
    }
}

extension StoreError {
    /// Whether something beside the file could not be made.
    fileprivate var isRefusedWriting: Bool {
        switch self {
        case .readOnly: true
        case .other(let code, _): Int32(code & 0xFF) == SQLITE_CANTOPEN
        case .notFound: true
        default: false
        }
    }
}
