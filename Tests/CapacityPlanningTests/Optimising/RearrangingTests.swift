import ScanModel
import TestSupport
import Testing

@testable import CapacityPlanning

@Suite("Items in another order")
struct RearrangingTests {
    /// Items with a value of their own in every column that can have one.
    private func items(_ dice: inout Dice, copies: Bool, numbered: Bool) -> WorkItems {
        let count = dice.roll(0...40)
        var items = WorkItems()
        items.accounts = (0..<3).map { _ in Int32(dice.roll(0...9)) }
        items.account = NarrowColumn((0..<count).map { _ in Int32(dice.roll(0...2)) })
        items.volumes = NarrowColumn((0..<count).map { _ in Int32(dice.roll(1...dice.pick([5, 900]))) })
        items.totalSize = NarrowColumn((0..<count).map { _ in Int64(dice.roll(1...dice.pick([900, 9_000_000_000]))) })
        items.largestSize = NarrowColumn((0..<count).map { _ in Int32(dice.roll(1...dice.pick([900, 90_000]))) })
        items.platform = UniformColumn((0..<count).map { _ in dice.pick(Platform.allCases) })
        items.failures = UniformColumn((0..<count).map { _ in UInt8(dice.roll(0...3)) })
        if copies {
            items.copies = UniformColumn((0..<count).map { _ in UInt8(dice.roll(0...3)) })
            items.copiedTotal = UniformColumn((0..<count).map { _ in Int64(dice.roll(0...99)) })
            items.copiedLargest = UniformColumn((0..<count).map { _ in Int32(dice.roll(0...99)) })
        }
        if numbered { items.listedNumbers = NarrowColumn(dice.shuffled((0..<Int32(count)).map { $0 })) }
        return items
    }

    /// Every stored property but the accounts, which are no column of the items.
    private func columns(_ items: WorkItems) -> [String: [AnyHashable]] {
        var columns: [String: [AnyHashable]] = [:]
        for child in Mirror(reflecting: items).children {
            guard let name = child.label, name != "accounts", let column = child.value as? any Collection else {
                continue
            }
            columns[name] = values(column)
        }
        return columns
    }

    private func values(_ column: some Collection) -> [AnyHashable] { column.compactMap { $0 as? AnyHashable } }

    @Test("take every column along")
    func everyColumn() {
        var dice = Dice(seed: 31)
        for number in 0..<400 {
            let (copies, numbered, random) = (dice.chance(50), dice.chance(50), dice.chance(50))
            let items = items(&dice, copies: copies, numbered: numbered)
            let order = dice.shuffled(Array(0..<items.count))
            let other = items.rearranged(order, keepsListedNumbers: random)
            let (before, after) = (columns(items), columns(other))
            #expect(before.count == 10 && before.values.allSatisfy { $0.isEmpty || $0.count == items.count })
            for (name, column) in before {
                let isNumbering = name == "listedNumbers" && column.isEmpty && random
                let expected =
                    isNumbering
                    ? order.map { AnyHashable(Int32($0)) } : column.isEmpty ? [] : order.map { column[$0] }
                #expect(after[name] == expected, "case \(number): \(name)")
            }
            #expect(other.accounts == items.accounts)
            // Back in the old order they are the same to the byte, how narrow they are kept included.
            guard numbered || !random else { continue }
            let back = order.indices.sorted { order[$0] < order[$1] }
            #expect(other.rearranged(back, keepsListedNumbers: random) == items, "case \(number)")
        }
    }
}
