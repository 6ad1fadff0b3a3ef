internal import ScanModel

/// A file of its own with a part of a study's points, to be carried from one machine to another.
///
/// All numbers have 8 bytes, the greatest first, and every check is the first 8 bytes of a SHA-256 over what it follows
/// within its part.
///
/// | part | bytes |
/// |---|---|
/// | first line | `scanplan shard 1` and a line feed |
/// | header | `H`, the length, a check of both, the caller's bytes, a check of them |
/// | record, any number | `R`, the position among the records from 0 on, the number, the lengths of key and payload, a check of these; the key, the payload, a check of both |
/// | end | `E`, how many records, the 32 bytes of a SHA-256 over everything before |
///
/// So a length is known to be as it was written before it is used, the place of damage is told, and not even a record taken
/// out with its checks goes unnoticed.
public enum ShardFile {
    /// The version that this program writes and reads.
    public static let version = 1
    /// Bytes of the longest header: 1 MiB.
    public static let headerBytesMax = 1 << 20
    /// Bytes of the largest payload: 64 MiB.
    public static let payloadBytesMax = StudyStore.payloadBytesMax

    static let name = "scanplan shard "
    static let checkBytes = 8
    static let digestBytes = 32
    static let headerTag = UInt8(ascii: "H")
    static let recordTag = UInt8(ascii: "R")
    static let endTag = UInt8(ascii: "E")

    static var firstLine: [UInt8] { Array("\(name)\(version)\n".utf8) }

    static func bytes(_ number: Int) -> [UInt8] {
        stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    /// The number of 8 bytes; it may be negative in a file that is no shard.
    static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        Int(truncatingIfNeeded: bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) })
    }

    static func check(_ parts: [UInt8]...) -> [UInt8] {
        var hash = SHA256()
        for part in parts { hash.update(part) }
        return Array(hash.digest().prefix(checkBytes))
    }

    static func require(_ what: String, bytes: Int, most: Int) throws(ShardError) {
        guard bytes <= most else { throw .tooLarge(what: what, bytes: bytes, most: most) }
    }
}

/// One record of a shard.
public struct ShardRecord: Hashable, Sendable {
    /// The place of the point in its study, 0 or more.
    public var number: Int
    /// What the point answers, as a digest.
    public var key: StoreKey
    /// The answer, at most ``ShardFile/payloadBytesMax`` bytes.
    public var payload: [UInt8]

    public init(number: Int, key: StoreKey, payload: [UInt8]) {
        self.number = number
        self.key = key
        self.payload = payload
    }
}
