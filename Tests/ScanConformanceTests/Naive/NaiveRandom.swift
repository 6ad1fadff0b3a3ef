/// SplitMix64 and the few draws the generator makes from it. Written out here, so that a seed names the same
/// documents whatever the standard library does.
struct NaiveRandom: Sendable {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    private mutating func nextWord() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// The modulo bias is far below anything a test case selection could notice.
    mutating func integer(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(nextWord() % UInt64(range.count))
    }

    mutating func chance(percent: Int) -> Bool {
        integer(1...100) <= percent
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[integer(0...(choices.count - 1))]
    }

    /// One of the decimals listed in a text; listing one twice makes it twice as likely.
    mutating func decimal(_ choices: String) -> NaiveRational {
        let text = pick(choices.split(separator: " "))
        guard let number = NaiveRational(decimal: text) else {
            preconditionFailure("\(text) is not a decimal")
        }
        return number
    }

    mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var left = elements
        var result: [Element] = []
        while !left.isEmpty {
            result.append(left.remove(at: integer(0...(left.count - 1))))
        }
        return result
    }
}
