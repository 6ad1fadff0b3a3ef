internal import RandomStreams

/// Random choices one after another, addressed by case and draw.
struct Picks {
    private let key: DrawKey
    private var next: UInt32 = 0

    /// - Parameters:
    ///   - law: the number of the law; the experiments with closed forms have other stages.
    ///   - number: the case.
    init(seed: UInt64, law: Int, number: Int) {
        key = DrawKey(seed: seed, trial: 0, region: UInt16(law), item: UInt32(number), stage: 1_000)
    }

    mutating func integer(_ range: ClosedRange<Int>) -> Int {
        let u = key.uniform(draw: next)
        next += 1
        return range.lowerBound + min(Int(u * Double(range.count)), range.count - 1)
    }

    mutating func pick<Value>(_ values: [Value]) -> Value { values[integer(0...values.count - 1)] }

    mutating func chance(_ percent: Int) -> Bool { integer(1...100) <= percent }

    mutating func shuffled<Value>(_ values: [Value]) -> [Value] {
        var values = values
        for last in stride(from: values.count - 1, to: 0, by: -1) { values.swapAt(last, integer(0...last)) }
        return values
    }
}
