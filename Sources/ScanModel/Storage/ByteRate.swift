/// How fast bytes flow, in whole bytes per second.
public struct ByteRate: Hashable, Sendable, Comparable {
    /// Bytes per second, at least 1.
    public var bytesPerSecond: Int64

    public init(bytesPerSecond: Int64) {
        precondition(bytesPerSecond >= 1, "\(bytesPerSecond) bytes per second")
        self.bytesPerSecond = bytesPerSecond
    }

    /// A rate in MiB (2^20 bytes) per second, as EBS counts.
    public init(mebibytes: Int64) { self.init(bytesPerSecond: mebibytes << 20) }

    /// An exact rate, rounded down to whole bytes per second; 1 at least.
    public init(rounding bytesPerSecond: Rational) {
        self.init(bytesPerSecond: max(1, Int64(bytesPerSecond.floor)))
    }

    /// The rate in MiB per second.
    public var mebibytesPerSecond: Rational { Rational(Int128(bytesPerSecond), over: 1 << 20) }

    /// Exact time that `bytes` take.
    public func seconds(for bytes: Int64) -> Rational { Rational(Int128(bytes), over: Int128(bytesPerSecond)) }

    /// Bytes in a GiB.
    public static let bytesPerGiB: Int64 = 1 << 30

    public static func < (left: ByteRate, right: ByteRate) -> Bool { left.bytesPerSecond < right.bytesPerSecond }
}

/// How the blocks of a snapshot come to a volume that is made from it.
public enum ReadMethod: String, Hashable, Sendable, CaseIterable, Codable {
    /// A block is fetched when it is read for the first time, at a rate that nobody guarantees.
    case lazy
    /// All blocks are fetched at a rate that is paid for.
    case provisioned
    /// All blocks are there when the volume is made from a prepared snapshot.
    case fastRestore
    /// Blocks are taken to be there.
    case unlimited
}

/// What the speed of a read rests on.
public enum ReadLimit: UInt8, Hashable, BitwiseCopyable, Sendable, CaseIterable {
    /// Blocks come no faster by this method.
    case method
    /// The volume gives no more.
    case volume
    /// The scanner's bandwidth is shared by the volumes aboard.
    case instance
}

/// What decided how long reads lasted, counted by stage or scan type of an item.
public struct ReadTally: Hashable, BitwiseCopyable, Sendable {
    /// The timing was longer than the reading of the bytes.
    public var timing = 0
    public var method = 0
    public var volume = 0
    public var instance = 0

    @inlinable
    public init() {}

    /// All that were counted.
    public var total: Int { timing + method + volume + instance }

    /// Counts one more; nil: the timing decided.
    @inlinable
    public mutating func count(_ limit: ReadLimit?) {
        switch limit {
        case nil: timing += 1
        case .method: method += 1
        case .volume: volume += 1
        case .instance: instance += 1
        }
    }

    public static func + (left: ReadTally, right: ReadTally) -> ReadTally {
        var sum = left
        sum.timing += right.timing
        sum.method += right.method
        sum.volume += right.volume
        sum.instance += right.instance
        return sum
    }
}
