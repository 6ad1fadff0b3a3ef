internal import ScanModel

/// Lower bounds on the makespan from the bounds of the regions.
enum CycleBounds {
    /// The strongest of: the longest region; all regions spread over the window; for barrier groups, the sum of every
    /// window-th longest region (no partition into groups has smaller maxima than descending blocks).
    ///
    /// Complexity: O(regions log regions).
    static func strongest(regions: [RegionPlan], gate: RegionGate) -> CycleBound {
        guard let first = regions.first else { return CycleBound(kind: .regionWindow, ticks: 0) }
        let longest = regions.dropFirst().reduce(first) { $1.boundTicks > $0.boundTicks ? $1 : $0 }
        let sum = regions.reduce(Int128(0)) { $0 + Int128($1.boundTicks) }
        var spread = Int64((sum + Int128(gate.window) - 1) / Int128(gate.window))
        if gate.discipline == .barrier {
            let descending = regions.map(\.boundTicks).sorted(by: >)
            let blocks = stride(from: 0, to: descending.count, by: gate.window).reduce(Int64(0)) {
                $0 + descending[$1]
            }
            spread = max(spread, blocks)
        }
        if spread > longest.boundTicks { return CycleBound(kind: .regionWindow, ticks: spread) }
        return CycleBound(
            kind: .region(name: longest.region, bound: longest.bindingBound.kind), ticks: longest.boundTicks)
    }
}
