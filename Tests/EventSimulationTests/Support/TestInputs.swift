import Foundation

/// Reproducible test inputs: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
struct TestInputs: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    mutating func number(_ range: ClosedRange<Int64>) -> Int64 { Int64.random(in: range, using: &self) }

    mutating func chance(percent: Int64) -> Bool { number(1...100) <= percent }

    /// Exponentially distributed, rounded to whole ticks.
    mutating func exponential(_ mean: Double) -> Int64 {
        Int64((-mean * log(1 - Double(next() >> 11) * 0x1p-53)).rounded())
    }
}
