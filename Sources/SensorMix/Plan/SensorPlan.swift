/// One need and the sensor of the mix that meets it.
public struct SensorChoice: Hashable, Sendable {
    public var classIndex: Int
    public var assessment: Assessment
    public var sensorIndex: Int

    public init(classIndex: Int, assessment: Assessment, sensorIndex: Int) {
        self.classIndex = classIndex
        self.assessment = assessment
        self.sensorIndex = sensorIndex
    }
}

/// What a mix costs, in micro-dollars a month.
public struct MixCost: Hashable, Sendable {
    /// Licences of single sensors, and what assessments take on top.
    public var sensors = 0
    /// Licences that sensors share.
    public var licences = 0
    /// What the cloud takes for scans.
    public var scans = 0
    /// What is paid once, or once for each region.
    public var fixed = 0

    public var total: Int { sensors + licences + scans + fixed }

    public init() {}

    /// Adds up a mix from the estate alone. Complexity: O(choices).
    init(of choices: [SensorChoice], in estate: SensorEstate) {
        let costs = EstateCosts(estate)
        var regions: Set<[String]> = []
        for (index, mine) in Dictionary(grouping: choices, by: \.classIndex) {
            let assets = estate.classes[index]
            let used = Set(mine.map(\.sensorIndex))
            for choice in mine { sensors += costs.assessment(choice.sensorIndex, choice.assessment, index) }
            for sensor in used {
                sensors += costs.assets(sensor, index)
                scans += costs.scans(sensor, index)
                if regions.insert([String(sensor), assets.region]).inserted {
                    fixed += estate.sensors[sensor].fixedPerRegion
                }
            }
            for licence in Set(used.flatMap { costs.licences(of: $0) }) { licences += costs.licence(licence, index) }
        }
        for sensor in Set(choices.map(\.sensorIndex)) { fixed += estate.sensors[sensor].fixed }
    }
}

/// A mix of sensors, what it leaves open, and the proof of its cost.
public struct SensorPlan: Hashable, Sendable {
    public var matrix: CoverageMatrix
    /// One for every need that is met, in the order of classes and assessments.
    public var choices: [SensorChoice]
    public var gaps: [CoverageGap]
    public var cost: MixCost
    /// No mix that meets these needs costs less, in micro-dollars a month.
    public var lowerBound: Int
    public var proof: BoundTree
    public var doubles: [DoubleCoverage]
    public var margins: [SensorMargin]
    public var licences: [LicenceUse]
    public var tags: [TagUse]
    public var rollouts: [RolloutTable]

    public var isOptimal: Bool { lowerBound >= cost.total }

    /// Cost / bound - 1; nil if the bound is 0 and the cost is not.
    public var gap: Double? {
        if isOptimal { return 0 }
        return lowerBound > 0 ? Double(cost.total) / Double(lowerBound) - 1 : nil
    }

    /// Sensors in use, ascending.
    public var sensors: [Int] { Set(choices.map(\.sensorIndex)).sorted() }

    /// The cell of a choice.
    public func cell(_ choice: SensorChoice) -> CoverageCell? {
        matrix.cells.first {
            $0.classIndex == choice.classIndex && $0.sensorIndex == choice.sensorIndex
                && $0.assessment == choice.assessment
        }
    }

    /// The first day on which all objectives that the mix meets are met; nil without any.
    public var firstDay: Int? { choices.compactMap { cell($0)?.firstDay }.max() }
}

/// How many licences a mix takes.
public struct LicenceUse: Hashable, Sendable {
    public var licence: Int
    public var assets: Int
    /// Assets without a licence; nil if nobody told how many are owned.
    public var short: Int?
}

/// What a dynamic tag stands on.
public struct TagUse: Hashable, Sendable {
    public var tag: Int
    public var classes: Int
    public var assets: Int
}

/// Share of the assets that a sensor is to cover and covers, by day.
public struct RolloutTable: Hashable, Sendable {
    public static let days = [0, 1, 3, 7, 14, 30, 60, 90, 180, 365]

    public var sensorIndex: Int
    /// Assets that it can cover and is pointed at.
    public var assets: Int
    /// By day of ``days``.
    public var shares: [Double]
}
