/// How regions follow one another.
public enum GateDiscipline: String, Hashable, Sendable, CaseIterable, Codable {
    /// A region opens as soon as another one ends.
    case sliding
    /// The next group of regions opens when every region of the group before has ended.
    case barrier
}

/// A reading of the vendor's region concurrency.
public enum GateReading: String, Hashable, Sendable, CaseIterable, Codable {
    /// A window of 10 regions per unit of Concurrency, sliding.
    case parallelGroups = "parallel-groups"
    /// Barrier groups of 10 regions whatever Concurrency is.
    case rounds
    /// A window of Concurrency regions, sliding.
    case literal
    /// Every region is open, and Concurrency regions have their turn at scanners at once; see ``WaveRule``.
    case turns
    /// A window given as such (reference documents).
    case window
}

/// The rule that opens regions.
public struct RegionGate: Hashable, Sendable {
    public var reading: GateReading
    /// Regions that may be open at once, at least 1.
    public var window: Int
    public var discipline: GateDiscipline

    public init(reading: GateReading, window: Int, discipline: GateDiscipline) {
        precondition(window >= 1, "window of \(window) regions")
        self.reading = reading
        self.window = window
        self.discipline = discipline
    }
}
