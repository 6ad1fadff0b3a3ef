/// SplitMix64 and the draws that the generators make from it, so that a seed names the same cases for ever.
public struct Dice: Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    private mutating func word() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A whole number of the range; the unevenness of the remainder does not matter here.
    public mutating func roll(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(word() % UInt64(range.count))
    }

    public mutating func chance(_ percent: Int) -> Bool { roll(1...100) <= percent }

    public mutating func pick<Element>(_ choices: [Element]) -> Element { choices[roll(0...(choices.count - 1))] }

    public mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var result = elements
        for index in stride(from: result.count - 1, to: 0, by: -1) { result.swapAt(index, roll(0...index)) }
        return result
    }
}
