/// What can be bought at one place: numbers of appliances of each size, without choices that another one beats.
struct CapacityMenu: Hashable, Sendable {
    /// One choice.
    struct Option: Hashable, Sendable {
        /// Micro-dollars per month.
        var cost: Int
        /// Units of hosts that fit, see ``SlotUnits``.
        var capacity: Int
        /// Appliances of each size, in the order of the sizes given.
        var counts: [Int]
    }

    /// Capacity strictly ascending, cost ascending; option 0 is nothing at all.
    var options: [Option]

    init(options: [Option]) { self.options = options }

    /// All choices that no other one beats, up to the first that holds `work` units.
    ///
    /// One size after another is mixed in: a choice with one more appliance of the size is worth a place only if the
    /// choice without it was, so the choices come out in ascending order by one walk through both.
    /// - Parameters:
    ///   - sizes: cost and capacity of one appliance of each size; capacities 1 or more.
    ///   - work: units that could ever be needed here.
    /// - Complexity: O(sizes x options).
    init(sizes: [(cost: Int, capacity: Int)], work: Int) {
        options = [Option(cost: 0, capacity: 0, counts: Array(repeating: 0, count: sizes.count))]
        for (size, one) in sizes.enumerated() {
            func adding(_ count: Int, to base: Option) -> Option {
                var option = base
                option.cost += count * one.cost
                option.capacity += count * one.capacity
                option.counts[size] += count
                return option
            }
            if one.cost == 0 {
                // Enough of them for nothing beat everything but nothing at all.
                options = [options[0]]
                if work > 0 { options.append(adding((work + one.capacity - 1) / one.capacity, to: options[0])) }
                continue
            }
            let without = options
            options = [without[0]]
            var next = 1
            var base = 0
            while options[options.count - 1].capacity < work {
                let grown = adding(1, to: options[base])
                if next < without.count,
                    (without[next].cost, -without[next].capacity) <= (grown.cost, -grown.capacity)
                {
                    keep(without[next])
                    next += 1
                } else {
                    keep(grown)
                    base += 1
                }
            }
        }
    }

    private mutating func keep(_ option: Option) {
        if option.capacity > options[options.count - 1].capacity { options.append(option) }
    }

    /// Options needed where at most `work` units can come together.
    func count(work: Int) -> Int {
        (options.firstIndex { $0.capacity >= work } ?? options.count - 1) + 1
    }
}
