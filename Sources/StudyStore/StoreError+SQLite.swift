internal import CSQLite

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

extension StoreError {
    /// What an extended result code means here.
    ///
    /// - Parameter connection: on which it came; it knows the words and what the operating system said.
    init(code: Int32, connection: OpaquePointer?) {
        let system = connection.map(sqlite3_system_errno) ?? 0
        let words = connection.map { sqlite3_errmsg($0) } ?? sqlite3_errstr(code)
        let message = words.map { String(cString: $0) } ?? "no words"
        let other = StoreError.other(code: Int(code), message: message)
        switch code & 0xFF {
        case SQLITE_FULL: self = .full
        case SQLITE_READONLY, SQLITE_PERM: self = .readOnly
        case SQLITE_BUSY, SQLITE_LOCKED: self = .busy
        case SQLITE_NOMEM: self = .noMemory
        case SQLITE_CORRUPT: self = .damaged(what: message)
        case SQLITE_NOTADB: self = .notAStore(reason: message)
        case SQLITE_TOOBIG: self = .damaged(what: "a row is longer than any that is written")
        case SQLITE_CANTOPEN where code == SQLITE_CANTOPEN | 6 << 8:
            self = .notAStore(reason: "it is a symbolic link")
        case SQLITE_CANTOPEN, SQLITE_IOERR: self = Self.refusal(system, code: code) ?? other
        default: self = other
        }
    }

    /// What the operating system refused; nil if its reason has no name of its own here.
    private static func refusal(_ system: Int32, code: Int32) -> StoreError? {
        switch code {
        case SQLITE_IOERR | 12 << 8: return .noMemory
        // The file system itself says that it is damaged.
        case SQLITE_IOERR | 33 << 8: return .damaged(what: "the file system cannot read it")
        // Less was there than the file should have.
        case SQLITE_IOERR | 2 << 8: return .damaged(what: "the file ends early")
        default: break
        }
        switch system {
        case ENOSPC, EDQUOT, EFBIG: return .full
        case EROFS, EACCES, EPERM: return .readOnly
        case ENOENT: return .notFound(what: "such file")
        case ENOMEM: return .noMemory
        default: return nil
        }
    }

    /// The file that a connection was asked for.
    static func unopened(_ system: Int32, path: String) -> StoreError {
        switch system {
        case ENOENT, ENOTDIR: .notFound(what: "file \(path)")
        case EACCES, EPERM, EROFS: .readOnly
        case ELOOP: .notAStore(reason: "its path has a ring of symbolic links")
        default: .other(code: Int(SQLITE_CANTOPEN), message: String(cString: strerror(system)))
        }
    }
}
