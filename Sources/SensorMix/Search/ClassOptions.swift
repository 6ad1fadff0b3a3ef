/// The sensor sets that are worth thinking of for one class.
struct ClassOptions {
    struct Option {
        /// Bit i: sensor i is used.
        var sensors: UInt64
        /// Without shared items.
        var cost: Int
        /// Shared items that it opens, ascending.
        var items: [Int]
    }

    /// Cheapest first; no option's set holds another one's that costs as little.
    let options: [Option]

    /// Tries every set of the sensors that meet some need. Complexity: O(2^sensors x (sensors + needs)).
    init(_ part: MixProblem.Class) {
        let useful = Set(part.meets.joined()).sorted()
        let count = 1 << useful.count
        var best = [Int](repeating: Int.max, count: count)
        var options: [Option] = []
        for subset in 1..<count {
            let sensors = useful.indices.filter { subset >> $0 & 1 == 1 }.map { useful[$0] }
            var least = Int.max
            for bit in useful.indices where subset >> bit & 1 == 1 { least = min(least, best[subset & ~(1 << bit)]) }
            let cost = ClassOptions.cost(of: sensors, for: part)
            if let cost, cost < least {
                options.append(
                    Option(
                        sensors: sensors.reduce(0) { $0 | 1 << UInt64($1) }, cost: cost,
                        items: Set(sensors.flatMap { part.items[$0] }).sorted()))
            }
            best[subset] = min(least, cost ?? Int.max)
        }
        self.options = options.sorted { ($0.cost, $0.sensors) < ($1.cost, $1.sensors) }
    }

    /// Cost of just these sensors; nil if some need stays unmet.
    private static func cost(of sensors: [Int], for part: MixProblem.Class) -> Int? {
        var sum = sensors.reduce(0) { $0 + part.base[$1] }
        for (need, able) in part.meets.enumerated() {
            let costs = sensors.filter { able.contains($0) }.map { part.onTop[need][$0] }
            guard let least = costs.min() else { return nil }
            sum += least
        }
        return Set(sensors.flatMap { part.licences[$0] }).reduce(sum) { $0 + part.licenceCost[$1] }
    }

    /// For each need the cheapest of the sensors of an option, the first of equals.
    static func assignment(_ option: Option, for part: MixProblem.Class) -> [Int] {
        part.meets.enumerated().map { need, able in
            let used = able.filter { option.sensors >> UInt64($0) & 1 == 1 }
            guard let best = used.min(by: { part.onTop[need][$0] < part.onTop[need][$1] }) else {
                preconditionFailure("option \(option.sensors) does not meet need \(need)")
            }
            return best
        }
    }
}
