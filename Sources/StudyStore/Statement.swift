internal import CSQLite

/// A value that a statement is given.
enum SQLValue {
    case integer(Int)
    case text(String)
    case blob([UInt8])
    case null

    static func text(_ key: StoreKey) -> SQLValue { .text(key.text) }
}

/// One compiled statement, to be run any number of times.
final class Statement {
    private let connection: Connection
    private let handle: OpaquePointer

    init(_ sql: String, on connection: Connection) throws(StoreError) {
        var handle: OpaquePointer?
        let code = sqlite3_prepare_v2(connection.handle, sql, -1, &handle, nil)
        guard code == SQLITE_OK, let handle else { throw StoreError(code: code, connection: connection.handle) }
        self.connection = connection
        self.handle = handle
    }

    deinit { sqlite3_finalize(handle) }

    /// Begins anew with these values for `?1`, `?2` and so on.
    func bind(_ values: [SQLValue]) throws(StoreError) {
        // It repeats the fault of the last run, which was told then.
        sqlite3_reset(handle)
        for (index, value) in values.enumerated() {
            let place = Int32(index + 1)
            let code =
                switch value {
                case .integer(let number): sqlite3_bind_int64(handle, place, Int64(number))
                case .text(let text): csqlite_bind_text(handle, place, text, Int32(text.utf8.count))
                case .blob(let bytes):
                    bytes.withUnsafeBytes { csqlite_bind_blob(handle, place, $0.baseAddress, Int32($0.count)) }
                case .null: sqlite3_bind_null(handle, place)
                }
            guard code == SQLITE_OK else { throw StoreError(code: code, connection: connection.handle) }
        }
    }

    /// Goes to the next row; false after the last one.
    func step() throws(StoreError) -> Bool {
        let code = sqlite3_step(handle)
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return false
        default:
            let error = StoreError(code: code, connection: connection.handle)
            sqlite3_reset(handle)
            throw error
        }
    }

    /// Runs to the end with these values.
    ///
    /// - Returns: rows that were changed.
    @discardableResult func run(_ values: [SQLValue] = []) throws(StoreError) -> Int {
        try bind(values)
        while try step() {}
        return Int(sqlite3_changes64(connection.handle))
    }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int { Int(sqlite3_column_int64(handle, column)) }

    /// Bytes that are no UTF-8 come as replacement characters, so that no sum fits them.
    func text(_ column: Int32) -> String { String(decoding: blob(column), as: UTF8.self) }

    func blob(_ column: Int32) -> [UInt8] {
        guard let start = sqlite3_column_blob(handle, column) else { return [] }
        return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column))))
    }
}
