/// The choice of a sensor for every need, without anything of the domain: needs of classes, sensors that meet them, and
/// what is paid for each of them and once for several.
public struct MixProblem: Hashable, Sendable {
    /// One class.
    public struct Class: Hashable, Sendable {
        /// By need, the sensors that meet it, ascending; never empty.
        public var meets: [[Int]]
        /// By sensor: what its use on the class costs.
        public var base: [Int]
        /// By need and sensor: what that costs on top.
        public var onTop: [[Int]]
        /// By sensor: licences that its use takes, ascending.
        public var licences: [[Int]]
        /// By licence: what it costs for the class, once.
        public var licenceCost: [Int]
        /// By sensor: shared items that its use opens, ascending.
        public var items: [[Int]]

        public init(
            meets: [[Int]], base: [Int], onTop: [[Int]], licences: [[Int]], licenceCost: [Int], items: [[Int]]
        ) {
            self.meets = meets
            self.base = base
            self.onTop = onTop
            self.licences = licences
            self.licenceCost = licenceCost
            self.items = items
        }
    }

    public var classes: [Class]
    /// What each shared item costs, once for all classes; above 0.
    public var itemCosts: [Int]

    public init(classes: [Class], itemCosts: [Int]) {
        self.classes = classes
        self.itemCosts = itemCosts
    }

    /// Cost of a choice: for each class and need, the sensor; nil if some sensor does not meet its need.
    ///
    /// Complexity: O(needs + items).
    public func cost(of choice: [[Int]]) -> Int? {
        guard choice.count == classes.count else { return nil }
        var items: Set<Int> = []
        var sum = 0
        for (part, sensors) in zip(classes, choice) {
            guard sensors.count == part.meets.count else { return nil }
            for (need, sensor) in sensors.enumerated() {
                guard part.meets[need].contains(sensor) else { return nil }
                sum += part.onTop[need][sensor]
            }
            let used = Set(sensors)
            sum += used.reduce(0) { $0 + part.base[$1] }
            sum += Set(used.flatMap { part.licences[$0] }).reduce(0) { $0 + part.licenceCost[$1] }
            items.formUnion(used.flatMap { part.items[$0] })
        }
        return items.reduce(sum) { $0 + itemCosts[$1] }
    }
}

/// A problem with the estate that it stands for.
struct EstateProblem {
    var problem: MixProblem
    /// By class of the problem: its position in the estate and its needs in their order.
    var classes: [(index: Int, needs: [Assessment])] = []
    /// Needs that no sensor meets.
    var open: [(classIndex: Int, assessment: Assessment)] = []

    /// - Parameters:
    ///   - without: a sensor that is not to be had.
    /// - Complexity: O(cells + classes x sensors).
    init(_ estate: SensorEstate, _ matrix: CoverageMatrix, without: Int? = nil) {
        let costs = EstateCosts(estate)
        let sensors = estate.sensors.indices
        var items = ItemBook()
        var meets: [Int: [Assessment: [Int]]] = [:]
        for cell in matrix.cells {
            let isMet = cell.meets && cell.sensorIndex != without
            meets[cell.classIndex, default: [:]][cell.assessment, default: []] += isMet ? [cell.sensorIndex] : []
        }
        var parts: [MixProblem.Class] = []
        for (index, assets) in estate.classes.enumerated() {
            let known = meets[index] ?? [:]
            open += assets.needs.filter { known[$0]?.isEmpty ?? true }.map { (index, $0) }
            let needs = assets.needs.filter { known[$0]?.isEmpty == false }
            guard !needs.isEmpty else { continue }
            parts.append(
                MixProblem.Class(
                    meets: needs.map { known[$0] ?? [] },
                    base: sensors.map { costs.assets($0, index) + costs.scans($0, index) },
                    onTop: needs.map { need in sensors.map { costs.assessment($0, need, index) } },
                    licences: sensors.map { costs.licences(of: $0) },
                    licenceCost: estate.licences.indices.map { costs.licence($0, index) },
                    items: sensors.map { sensor in
                        [
                            items.number(of: sensor, region: nil, cost: estate.sensors[sensor].fixed),
                            items.number(
                                of: sensor, region: assets.region, cost: estate.sensors[sensor].fixedPerRegion),
                        ].compactMap(\.self).sorted()
                    }))
            classes.append((index, needs))
        }
        problem = MixProblem(classes: parts, itemCosts: items.costs)
    }

    /// Numbers of what is paid once.
    private struct ItemBook {
        private struct Key: Hashable {
            var sensor: Int
            var region: String?
        }

        private var numbers: [Key: Int] = [:]
        var costs: [Int] = []

        /// Nil if it costs nothing.
        mutating func number(of sensor: Int, region: String?, cost: Int) -> Int? {
            guard cost > 0 else { return nil }
            let key = Key(sensor: sensor, region: region)
            if let known = numbers[key] { return known }
            numbers[key] = costs.count
            costs.append(cost)
            return costs.count - 1
        }
    }
}
