/// When a region is active, in ticks from the start of the cycle.
public struct RegionWindow: Hashable, Sendable {
    /// The gate lets the region in.
    public var activated: Int64
    /// The region gives its place in the gate back.
    public var ended: Int64

    public init(activated: Int64, ended: Int64) {
        self.activated = activated
        self.ended = ended
    }
}

extension RegionGate {
    /// The windows of regions that last `durations` ticks each and enter in this order.
    ///
    /// Regions share nothing but the gate, so their durations do not depend on when they start and the whole cycle
    /// follows from them. Sliding: whenever a region ends, the next one enters at that instant. Barrier: consecutive
    /// groups of `window` regions, each entering when all of the group before have ended.
    /// - Complexity: O(regions * window).
    public func schedule(durations: [Int64]) -> [RegionWindow] {
        switch discipline {
        case .sliding:
            var ends: [Int64] = []
            return durations.map { duration in
                var start: Int64 = 0
                if ends.count == window, let earliest = ends.indices.min(by: { ends[$0] < ends[$1] }) {
                    start = ends.remove(at: earliest)
                }
                ends.append(start + duration)
                return RegionWindow(activated: start, ended: start + duration)
            }
        case .barrier:
            var start: Int64 = 0
            var next: Int64 = 0
            return durations.enumerated().map { index, duration in
                if index % window == 0 { start = next }
                next = max(next, start + duration)
                return RegionWindow(activated: start, ended: start + duration)
            }
        }
    }

    /// The end of the last region, in ticks; 0 without regions.
    public func makespan(durations: [Int64]) -> Int64 {
        schedule(durations: durations).reduce(0) { max($0, $1.ended) }
    }
}
