/// What one sensor could do for one assessment of one class.
public struct CoverageCell: Hashable, Sendable {
    /// Positions in the estate.
    public var classIndex: Int
    public var sensorIndex: Int
    public var assessment: Assessment
    /// Empty if it can be given.
    public var obstacles: [Obstacle]
    /// Nil with obstacles.
    public var freshness: Freshness?
    /// Share of assets within the objective once the sensor is everywhere; nil with obstacles.
    public var shareInTime: Double?
    /// The first day on which the objective is met; nil if never.
    public var firstDay: Int?
    /// Whether the objective is met in time.
    public var meets: Bool
    /// Micro-dollars a month for this assessment of this class alone, without what is paid once for the sensor.
    public var cost: Int
}

/// Every class, each assessment wanted of it, and each sensor.
public struct CoverageMatrix: Hashable, Sendable {
    /// By class, assessment and sensor, in this order.
    public let cells: [CoverageCell]

    /// Complexity: O(classes x assessments x sensors x length of a filter).
    public init(_ estate: SensorEstate) {
        let matches = TagMatches(estate)
        let costs = EstateCosts(estate)
        var cells: [CoverageCell] = []
        for (classIndex, assets) in estate.classes.enumerated() {
            for assessment in assets.needs {
                guard let objective = assets.wants[assessment] else { continue }
                for (sensorIndex, sensor) in estate.sensors.enumerated() {
                    let obstacles = Obstacle.all(
                        sensor, assessment, assets,
                        isPointed: matches.isPointed(sensor, at: classIndex, of: estate))
                    var cell = CoverageCell(
                        classIndex: classIndex, sensorIndex: sensorIndex, assessment: assessment,
                        obstacles: obstacles, meets: false,
                        cost: costs.alone(sensorIndex, assessment, classIndex))
                    if obstacles.isEmpty {
                        let freshness = Freshness(sensor, on: assets)
                        let day = RolloutCurve(sensor, on: assets).firstDay(meeting: objective, freshness)
                        cell.freshness = freshness
                        cell.shareInTime = freshness.share(within: Double(objective.within))
                        cell.firstDay = day
                        cell.meets = day.map { $0 <= estate.metBy ?? RolloutCurve.horizon } ?? false
                    }
                    cells.append(cell)
                }
            }
        }
        self.cells = cells
    }
}
