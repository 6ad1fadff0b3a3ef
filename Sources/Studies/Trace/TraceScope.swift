/// How much of a cycle a trace tells.
public struct TraceScope: Hashable, Sendable {
    /// Names of the regions that are told; nil: all of them.
    public var regions: Set<String>?
    /// Instances of each region whose own ways are told, the first in the order of its plan; nil: all.
    public var instances: Int?
    /// Slices of the ways of instances in a region beyond which no further instance is told; nil: no bound.
    public var slicesMost: Int?
    /// Points of a counter; nil: one for each change.
    public var pointsMost: Int?

    /// As much of a cycle as a viewer shows without effort: of ten thousand tracks and more the Perfetto UI takes minutes to
    /// show the first.
    public static let usual = TraceScope(instances: 1000, slicesMost: 200_000, pointsMost: 10_000)
    /// Everything.
    public static let everything = TraceScope()

    public init(
        regions: Set<String>? = nil, instances: Int? = nil, slicesMost: Int? = nil, pointsMost: Int? = nil
    ) {
        (self.regions, self.instances, self.slicesMost) = (regions, instances, slicesMost)
        self.pointsMost = pointsMost
    }
}

/// How much of a region a trace told.
public struct TracedRegion: Hashable, Sendable {
    public var deployment: String
    public var region: String
    /// Instances of the region, and those of them whose own ways are told.
    public var instances: Int
    public var instancesTold: Int
    public var scanners: Int
    /// Tracks of scanners and of instances off a scanner.
    public var scannerTracks: Int
    public var instanceTracks: Int
}
