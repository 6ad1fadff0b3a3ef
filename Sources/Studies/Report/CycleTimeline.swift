/// When what happened in one simulated cycle of a deployment, by region, in stretches of equal length.
public struct CycleTimeline: Hashable, Sendable {
    public var deployment: String
    /// Length of a stretch, in seconds; above 0.
    public var stretch: Double
    /// Number of stretches that cover the cycle; the last one may reach beyond its end.
    public var stretches: Int
    /// In the order of the region gate.
    public var regions: [RegionTimeline]

    public init(deployment: String, stretch: Double, stretches: Int, regions: [RegionTimeline]) {
        (self.deployment, self.stretch, self.stretches, self.regions) = (deployment, stretch, stretches, regions)
    }
}

/// One region of a cycle. Instants are seconds from the start of the cycle.
public struct RegionTimeline: Hashable, Sendable {
    public var region: String
    /// Instances that are scanned in it.
    public var instances: Int
    /// The region gate let it in.
    public var activated: Double
    /// Its set-up was over.
    public var opened: Double
    /// Its last instance was done.
    public var completed: Double
    /// It was torn down, and the gate let the next one in.
    public var ended: Double
    /// Scanners that the settings and limits allow at once.
    public var scannersAllowed: Int
    /// Mean number of scanners billed, by stretch; a minimum that is billed beyond the end of a scanner does not count.
    public var scanners: [Double]
    /// Each scanner from its launch to its end, in the order of launch; nil where there are too many to be drawn.
    public var spans: [ScannerSpan]?
    /// How far each limit was used up, by stretch; limits that nothing takes from are left out.
    public var limits: [LimitTimeline]

    public init(
        region: String, instances: Int, activated: Double, opened: Double, completed: Double, ended: Double,
        scannersAllowed: Int, scanners: [Double], spans: [ScannerSpan]?, limits: [LimitTimeline]
    ) {
        (self.region, self.instances, self.activated, self.opened) = (region, instances, activated, opened)
        (self.completed, self.ended, self.scannersAllowed) = (completed, ended, scannersAllowed)
        (self.scanners, self.spans, self.limits) = (scanners, spans, limits)
    }
}

/// The billed life of a scanner, in seconds from the start of the cycle.
public struct ScannerSpan: Hashable, Sendable {
    public var launched: Double
    public var ended: Double

    public init(launched: Double, ended: Double) { (self.launched, self.ended) = (launched, ended) }
}

/// How far one limit of a region was used up in the course of a cycle.
public struct LimitTimeline: Hashable, Sendable {
    /// What kind of limit it is.
    public enum Kind: String, Hashable, Sendable {
        /// Units that exist at once, such as pending snapshots.
        case count
        /// Requests against what the refill of a bucket allows.
        case rate
    }

    /// As the profile spells it, such as `pendingSnapshots` or `CreateSnapshot`.
    public var name: String
    public var kind: Kind
    /// Units at once for a count, requests a second for a rate.
    public var capacity: Double
    /// By stretch, of the most used place that has a limit of its own (such as one account in the region): for a count
    /// the most units at once, for a rate the requests granted in the stretch, as a share of what is allowed. For a rate
    /// it may be above 1, because a full bucket holds more than one stretch refills. Of a bucket that all regions share,
    /// each region tells its own part.
    public var shares: [Double]

    public init(name: String, kind: Kind, capacity: Double, shares: [Double]) {
        (self.name, self.kind, self.capacity, self.shares) = (name, kind, capacity, shares)
    }
}
