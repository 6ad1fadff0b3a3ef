import RandomStreams

/// The distance of `actual` from the true value of a reference point, in units in the last place.
func ulpError(of actual: Double, expected: UInt64, residual: Double) -> Double {
    let rounded = Double(bitPattern: expected)
    return ((actual - rounded) / rounded.ulp - residual).magnitude
}

/// The number of Doubles from `a` to `b`; both of the same sign and finite.
func doublesBetween(_ a: Double, _ b: Double) -> UInt64 {
    max(a.bitPattern, b.bitPattern) - min(a.bitPattern, b.bitPattern)
}

/// Whether the two values are the same Double: equal, of the same sign, or both NaN.
func isSame(_ a: Double, _ b: Double) -> Bool {
    a.isNaN ? b.isNaN : a.bitPattern == b.bitPattern
}

/// Reproducible test inputs: keyed numbers under a seed of their own.
struct TestInputs {
    private let key: DrawKey
    private var draw: UInt32 = 0

    init(_ purpose: UInt16) {
        key = DrawKey(seed: 0x7E57, trial: 0, region: 0, item: 0, stage: purpose)
    }

    /// 64 random bits.
    mutating func bits() -> UInt64 {
        defer { draw += 1 }
        return key.bits(draw: draw)
    }

    /// A number between `low` and `high`.
    mutating func number(_ low: Double, _ high: Double) -> Double {
        defer { draw += 1 }
        return low + (high - low) * key.uniform(draw: draw)
    }

    /// A positive finite Double with every bit pattern equally likely, subnormal numbers included.
    mutating func positiveDouble() -> Double {
        Double(bitPattern: bits() % Double.infinity.bitPattern)
    }
}

/// A digest of bit patterns (FNV-1a over bytes, offset basis and prime of 64 bits).
struct BitDigest {
    private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ number: Double) {
        for shift in stride(from: UInt64(0), to: 64, by: 8) {
            value = (value ^ (number.bitPattern >> shift & 0xFF)) &* 0x100_0000_01B3
        }
    }
}
