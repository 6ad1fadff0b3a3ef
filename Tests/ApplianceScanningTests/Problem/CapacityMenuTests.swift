import Testing

@testable import ApplianceScanning

@Suite("Capacity menu")
struct CapacityMenuTests {
    @Test("every amount of work has the cheapest set of appliances on the menu", arguments: 0..<40)
    func cheapest(number: Int) {
        var dice = Dice(seed: number)
        let sizes = (0...dice.roll(3)).map { _ in (cost: dice.roll(40), capacity: 1 + dice.roll(12)) }
        let work = 1 + dice.roll(60)
        let menu = CapacityMenu(sizes: sizes, work: work)
        #expect(menu.options[0].cost == 0 && menu.options[0].capacity == 0)
        var least = [0]
        for amount in 1...work {
            least.append(sizes.map { $0.cost + least[max(0, amount - $0.capacity)] }.min()!)
        }
        for amount in 0...work {
            let option = menu.options.first { $0.capacity >= amount }
            #expect(option?.cost == least[amount])
            #expect(menu.options[menu.count(work: amount) - 1].capacity >= amount)
        }
        for option in menu.options {
            #expect(option.cost == zip(option.counts, sizes).reduce(0) { $0 + $1.0 * $1.1.cost })
            #expect(option.capacity == zip(option.counts, sizes).reduce(0) { $0 + $1.0 * $1.1.capacity })
        }
    }

    @Test("no option is dearer and not greater than another")
    func unbeaten() {
        let menu = CapacityMenu(sizes: [(10, 30), (21, 90), (25, 60)], work: 400)
        for (one, other) in zip(menu.options, menu.options.dropFirst()) {
            #expect(one.capacity < other.capacity && one.cost < other.cost)
        }
        #expect(menu.options.allSatisfy { $0.counts[2] == 0 })
    }
}
