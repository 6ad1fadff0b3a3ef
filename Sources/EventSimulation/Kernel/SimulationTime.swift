/// A simulated instant: a whole number of ticks since the start. What a tick is, the model decides.
@frozen
public struct SimulationTime: Hashable, Sendable, Comparable {
    /// Ticks since the start, 0 or more.
    public var ticks: Int64

    @inlinable
    public init(ticks: Int64) { self.ticks = ticks }

    /// The start of every simulation.
    public static let start = SimulationTime(ticks: 0)

    @inlinable
    public static func < (left: SimulationTime, right: SimulationTime) -> Bool { left.ticks < right.ticks }

    /// The instant some ticks later. Traps beyond 64 bits.
    @inlinable
    public static func + (time: SimulationTime, ticks: Int64) -> SimulationTime {
        SimulationTime(ticks: time.ticks + ticks)
    }
}

/// What goes first among events of one instant.
@frozen
public enum EventPriority: UInt8, CaseIterable, Hashable, Sendable {
    /// Changes of the world.
    case normal = 0
    /// Decisions taken once everything else of the instant has happened.
    case afterOthers = 1
}
