import TestSupport
import Testing

@testable import CapacityPlanning

@Suite("Sum of the largest")
struct LargestSumTests {
    @Test("is that of the sorted numbers", arguments: [1, 3, 10, 11, 12, 25, 50])
    func sorted(bits: Int) {
        var dice = Dice(seed: UInt64(bits))
        for _ in 0..<30 {
            let numbers = (0..<dice.roll(1...400)).map { _ in UInt64(dice.roll(0...(1 << bits - 1))) }
            let falling = numbers.sorted(by: >)
            for wanted in [0, 1, 2, numbers.count / 2, numbers.count - 1, numbers.count, numbers.count + 5] {
                let found = LargestSum.of(wanted, among: numbers.count, largest: falling[0]) { numbers[$0] }
                #expect(found == falling.prefix(max(0, wanted)).reduce(0, +), "\(wanted) of \(numbers.count)")
            }
        }
    }

    @Test("of equal numbers, and of zeros")
    func equal() {
        #expect(LargestSum.of(3, among: 10, largest: 4_096) { _ in 4_096 } == 3 * 4_096)
        #expect(LargestSum.of(3, among: 10, largest: 0) { _ in 0 } == 0)
    }
}
