/// Numbers by observation and column, added up as a simulation runs.
struct Tally: Sendable {
    let columns: Int
    let observations: Int
    private(set) var values: [Double]

    init(columns: Int, observations: Int) {
        self.columns = columns
        self.observations = observations
        values = Array(repeating: 0, count: columns * observations)
    }

    /// Observations beyond the last are not kept.
    mutating func add(_ value: Double, _ column: Int, at observation: Int) {
        let index = observation * columns + column
        if index < values.count { values[index] += value }
    }

    func value(_ column: Int, at observation: Int) -> Double { values[observation * columns + column] }

    /// A column, without its first observations.
    func column(_ column: Int, from first: Int = 0) -> [Double] {
        stride(from: first * columns + column, to: values.count, by: columns).map { values[$0] }
    }
}

/// The clock of the models: a unit of time is so many ticks.
enum ModelClock {
    static let ticksPerUnit: Int64 = 1_000_000_000

    /// The nearest tick.
    static func ticks(_ units: Double) -> Int64 { Int64((units * Double(ticksPerUnit)).rounded()) }

    static func units(_ ticks: Int64) -> Double { Double(ticks) / Double(ticksPerUnit) }
}
