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
    /// - Parameters:
    ///   - sizes: cost and capacity of one appliance of each size; capacities 1 or more.
    ///   - work: units that could ever be needed here.
    /// - Complexity: O(sizes x options x log) for the options that are kept.
    init(sizes: [(cost: Int, capacity: Int)], work: Int) {
        var kept = [Option(cost: 0, capacity: 0, counts: Array(repeating: 0, count: sizes.count))]
        for (size, one) in sizes.enumerated() {
            var all = kept
            for base in kept where base.capacity < work {
                var next = base
                while next.capacity < work {
                    next.cost += one.cost
                    next.capacity += one.capacity
                    next.counts[size] += 1
                    all.append(next)
                }
            }
            kept = Self.unbeaten(all, work: work)
        }
        options = kept
    }

    /// Options in ascending order without beaten ones; of equals the one that comes first.
    private static func unbeaten(_ all: [Option], work: Int) -> [Option] {
        let sorted = all.enumerated().sorted { one, other in
            (one.element.cost, -one.element.capacity, one.offset)
                < (other.element.cost, -other.element.capacity, other.offset)
        }
        // Nothing at all stays a choice even where appliances are free.
        var kept = [all[0]]
        for (_, option) in sorted where option.capacity > kept[kept.count - 1].capacity {
            kept.append(option)
            if option.capacity >= work { break }
        }
        return kept
    }

    /// Options needed where at most `work` units can come together.
    func count(work: Int) -> Int {
        (options.firstIndex { $0.capacity >= work } ?? options.count - 1) + 1
    }
}
