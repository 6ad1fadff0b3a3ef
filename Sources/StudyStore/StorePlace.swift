#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Where a store lies: a path whose folders are no symbolic links any more.
struct StorePlace {
    let path: String

    /// - Parameter mayBeNew: whether there may be no file yet.
    init(_ path: String, mayBeNew: Bool) throws(StoreError) {
        guard !path.isEmpty, !path.utf8.contains(0) else { throw .invalid(what: "a path without a name") }
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let name = parts.last ?? ""
        guard !name.isEmpty, name != ".", name != ".." else { throw .notAStore(reason: "it is a folder") }
        let folder = parts.count == 1 ? "." : parts.dropLast().joined(separator: "/") + "/"
        guard let resolved = realpath(folder, nil) else { throw .unopened(errno, path: path) }
        defer { free(resolved) }
        let start = String(cString: resolved)
        self.path = start.hasSuffix("/") ? start + name : "\(start)/\(name)"
        var status = stat()
        if lstat(self.path, &status) != 0 {
            guard errno == ENOENT, mayBeNew else { throw .unopened(errno, path: path) }
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: return
        case S_IFLNK: throw .notAStore(reason: "it is a symbolic link")
        case S_IFDIR: throw .notAStore(reason: "it is a folder")
        default: throw .notAStore(reason: "it is no regular file")
        }
    }

    /// Whether something lies beside the file that has to be taken in first.
    var hasLog: Bool {
        ["-wal", "-journal"].contains { suffix in
            var status = stat()
            return lstat(path + suffix, &status) == 0 ? status.st_size > 0 : errno != ENOENT
        }
    }

    /// The file as one that nobody changes.
    var unchangingURI: String {
        let plain = path.utf8.map { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "-"),
                UInt8(ascii: "_"):
                return String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16)
                return digits.utf8.count == 1 ? "%0" + digits : "%" + digits
            }
        }
        return "file:\(plain.joined())?immutable=1"
    }
}
