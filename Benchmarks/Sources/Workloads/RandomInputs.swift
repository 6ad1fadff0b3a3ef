// The inputs that all programs share, down to the bit; Peers/WORKLOADS.md defines them.

/// Random numbers that are a function of stream and index.
public struct RandomStream: Sendable {
    private var state: UInt64

    public init(_ stream: UInt64) { state = Self.mix(stream) }

    public mutating func next() -> UInt64 {
        state &+= Self.golden
        return Self.mix(state)
    }

    /// Number `index` of the stream, provided that `next` was never called.
    public func number(at index: Int) -> UInt64 {
        Self.mix(state &+ (UInt64(index) &+ 1) &* Self.golden)
    }

    private static let golden: UInt64 = 0x9E37_79B9_7F4A_7C15

    private static func mix(_ word: UInt64) -> UInt64 {
        var word = word
        word = (word ^ (word &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word &>> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word &>> 31)
    }
}

/// -ln(1 - j / 4096) * 2^28, computed without floating point.
public struct ExponentialTable: ~Copyable, Sendable {
    private let entries: Column<UInt32>

    public init() {
        entries = Column(repeating: 0, count: 4_097)
        var log: UInt64 = 0
        for index in 0...4_094 {
            log += 2 * Self.areaTangent(of: UInt64(2 * (4_095 - index) + 1))
            entries[index + 1] = UInt32(log >> 28)
        }
        // Keeps the mean of the last interval.
        entries[4_096] = entries[4_095] + 1 << 29
    }

    public subscript(index: Int) -> UInt32 { entries[index] }

    /// An exponentially distributed number of ticks from 64 random bits.
    public func draw(_ bits: UInt64, mean: UInt64) -> Int64 {
        let index = Int(truncatingIfNeeded: bits &>> 52)
        let fraction = UInt64(UInt32(truncatingIfNeeded: bits &>> 20))
        let low = UInt64(entries[index])
        let drawn = low &+ ((UInt64(entries[index &+ 1]) &- low) &* fraction) &>> 32
        return Int64(truncatingIfNeeded: (drawn &* mean) &>> 28)
    }

    /// The increment of the hold model from 64 random bits: 2^26 ticks on average.
    public func increment(_ bits: UInt64) -> Int64 {
        let index = Int(truncatingIfNeeded: bits &>> 52)
        return 1 &+ Int64(entries[index] &>> 2) &+ Int64(bits & 16_383)
    }

    /// artanh(1 / number) * 2^56.
    private static func areaTangent(of number: UInt64) -> UInt64 {
        var sum: UInt64 = 0
        var power = (1 << 56) / number
        var divisor: UInt64 = 1
        while power > 0 {
            sum += power / divisor
            power /= number * number
            divisor += 2
        }
        return sum
    }
}

/// The hash by which two programs see that they computed the same: FNV-1a over 64-bit numbers, lowest byte first.
public struct ResultHash: Hashable, Sendable {
    public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    public init(_ statistics: [UInt64]) {
        for statistic in statistics {
            for shift in stride(from: 0, to: 64, by: 8) {
                value = (value ^ (statistic >> UInt64(shift) & 0xFF)) &* 0x100_0000_01B3
            }
        }
    }

    /// 16 hexadecimal digits.
    public var text: String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
