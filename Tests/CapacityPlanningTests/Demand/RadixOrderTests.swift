import TestSupport
import Testing

@testable import CapacityPlanning

@Suite("Order by digits")
struct RadixOrderTests {
    private func order(_ keys: [UInt64]) -> (indices: [Int], keys: [UInt64]) {
        var indices: [Int] = []
        var sorted: [UInt64] = []
        RadixOrder.forEach(byRising: keys) {
            indices.append($0)
            sorted.append($1)
        }
        return (indices, sorted)
    }

    /// Numbers of keys below and above each threshold; keys of few and of all bits, so that ties occur and that an index
    /// does and does not fit beside a key.
    @Test(
        "visits keys in rising order, equal ones as given", arguments: [0, 1, 2, 100, 511, 512, 2_000, 20_000],
        [1, 5, 11, 23, 40, 54, 64])
    func stable(count: Int, bits: Int) {
        var dice = Dice(seed: UInt64(count * 100 + bits))
        let offset = bits < 64 ? UInt64(1) << 63 : 0
        let keys = (0..<count).map { _ in
            (UInt64(dice.roll(0...0xFFFF_FFFF)) << 32 | UInt64(dice.roll(0...0xFFFF_FFFF))) >> UInt64(64 - bits)
                &+ offset
        }
        let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
        let found = order(keys)
        #expect(found.indices == expected)
        #expect(found.keys == expected.map { keys[$0] })
        // What is in order already takes another way.
        #expect(order(found.keys).indices == Array(0..<count))
        #expect(order(found.keys.reversed()).keys == found.keys)
    }
}
