internal import CSQLite

/// One connection to a database file, which is taken for a stranger's.
final class Connection {
    let handle: OpaquePointer

    /// Opens a file and touches none: nothing is read before the first statement.
    ///
    /// - Parameters:
    ///   - name: a path without symbolic links, or a URI if the flags say so.
    ///   - wait: milliseconds to wait for others.
    init(_ name: String, flags: Int32, wait: Int) throws(StoreError) {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(
            name, &handle, flags | SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_EXRESCODE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let handle else {
            let error = StoreError(code: code, connection: handle)
            sqlite3_close_v2(handle)
            throw error
        }
        self.handle = handle
        sqlite3_busy_timeout(handle, Int32(clamping: wait))
        // Functions of the file's own schema are not trusted, and it may hold nothing that acts by itself.
        let flags = [
            (SQLITE_DBCONFIG_DEFENSIVE, true), (SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
            (SQLITE_DBCONFIG_ENABLE_TRIGGER, false), (SQLITE_DBCONFIG_ENABLE_VIEW, false),
            (SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, false), (SQLITE_DBCONFIG_DQS_DML, false),
            (SQLITE_DBCONFIG_DQS_DDL, false), (SQLITE_DBCONFIG_ENABLE_FKEY, true),
        ]
        for (flag, isOn) in flags {
            let code = csqlite_set_flag(handle, Int32(flag), isOn ? 1 : 0)
            guard code == SQLITE_OK else { throw StoreError(code: code, connection: handle) }
        }
        // A row holds one payload, or one text of settings, and its keys.
        sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, Int32(StudyStore.payloadBytesMax + (1 << 20)))
        sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 100_000)
        sqlite3_limit(handle, SQLITE_LIMIT_COLUMN, 100)
        sqlite3_limit(handle, SQLITE_LIMIT_EXPR_DEPTH, 100)
        sqlite3_limit(handle, SQLITE_LIMIT_COMPOUND_SELECT, 10)
        sqlite3_limit(handle, SQLITE_LIMIT_TRIGGER_DEPTH, 10)
        sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0)
    }

    /// A connection to an empty database in memory.
    init(memory: Void) throws(StoreError) {
        var handle: OpaquePointer?
        let code = sqlite3_open_v2(":memory:", &handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
        guard code == SQLITE_OK, let handle else {
            let error = StoreError(code: code, connection: handle)
            sqlite3_close_v2(handle)
            throw error
        }
        self.handle = handle
    }

    // Statements that are left keep the connection; then it closes with the last of them.
    deinit { sqlite3_close_v2(handle) }

    /// Whether the file allows no writing.
    var isReadOnly: Bool { sqlite3_db_readonly(handle, "main") == 1 }

    /// Whether the last connection takes the log into the file when it closes; so it is unless a file is not ours.
    func takesLogIn(_ isOn: Bool) { _ = csqlite_set_flag(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, isOn ? 0 : 1) }

    func prepare(_ sql: String) throws(StoreError) -> Statement { try Statement(sql, on: self) }

    /// Runs one statement.
    ///
    /// - Returns: rows that were changed.
    @discardableResult func run(_ sql: String, _ values: [SQLValue] = []) throws(StoreError) -> Int {
        try prepare(sql).run(values)
    }

    /// The first number of the first row; nil if there is none.
    func integer(_ sql: String, _ values: [SQLValue] = []) throws(StoreError) -> Int? {
        let statement = try prepare(sql)
        try statement.bind(values)
        return try statement.step() && !statement.isNull(0) ? statement.integer(0) : nil
    }

    /// The first text of the first row; nil if there is none.
    func text(_ sql: String) throws(StoreError) -> String? {
        let statement = try prepare(sql)
        return try statement.step() ? statement.text(0) : nil
    }

    /// Does all of it or nothing.
    ///
    /// - Parameter writes: whether the right to write is taken at once; with a later one two writers could both wait.
    func transaction<Result>(
        writes: Bool = true, _ body: () throws(StoreError) -> Result
    ) throws(StoreError) -> Result {
        try run(writes ? "BEGIN IMMEDIATE" : "BEGIN")
        do throws(StoreError) {
            let result = try body()
            try run("COMMIT")
            return result
        } catch {
            // SQLite has done so already after some faults, such as a full disk.
            if sqlite3_get_autocommit(handle) == 0 { _ = try? run("ROLLBACK") }
            throw error
        }
    }

    /// Bytes of the file, or what SQLite says of it.
    func fileSize() throws(StoreError) -> Int {
        var size: sqlite3_int64 = 0
        let code = csqlite_file_size(handle, &size)
        guard code == SQLITE_OK else { throw StoreError(code: code, connection: nil) }
        return Int(size)
    }

    /// The first bytes of the file, with zeros where it is shorter.
    ///
    /// They are read by SQLite's own descriptor: whoever closes another one gives up the locks of the whole process.
    func fileHead(_ count: Int) throws(StoreError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let code = csqlite_file_head(handle, &bytes, Int32(count))
        guard code == SQLITE_OK || code == SQLITE_IOERR | 2 << 8 else { throw StoreError(code: code, connection: nil) }
        return bytes
    }

    /// Waits, in milliseconds.
    static func pause(_ milliseconds: Int32) { sqlite3_sleep(milliseconds) }
}
