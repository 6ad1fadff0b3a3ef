internal import RandomStreams

extension DrawKey {
    /// A whole number in 0 ..< count, all equally likely to within count / 2^52.
    func index(below count: Int, draw: UInt32) -> Int {
        min(Int(uniform(draw: draw) * Double(count)), count - 1)
    }

    /// The numbers 0 ..< count in random order: the shuffle of R. A. Fisher and F. Yates, with the draws from `draw` up.
    func permutation(of count: Int, draw: UInt32) -> [Int] {
        var order = Array(0..<count)
        for last in stride(from: count - 1, to: 0, by: -1) {
            order.swapAt(last, index(below: last + 1, draw: draw + UInt32(last)))
        }
        return order
    }

    /// The same address at another item.
    func at(item: Int) -> DrawKey {
        var key = self
        key.item = UInt32(item)
        return key
    }
}
