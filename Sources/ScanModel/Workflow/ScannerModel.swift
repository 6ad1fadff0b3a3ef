/// How long a scanner lives.
public enum ScannerLifecycle: String, Hashable, Sendable, CaseIterable, Codable {
    /// Launched for one batch of volumes, terminated when the batch is done.
    case perBatch
    /// Launched when the region opens, fed with work items one by one.
    case persistent
}

/// When a persistent scanner is terminated.
public enum ScannerTermination: String, Hashable, Sendable, CaseIterable, Codable {
    /// When the last item of the region is done.
    case regionEnd
    /// When nothing is left to dispatch and its last item is done.
    case idle
}

/// The machine that scans.
public struct ScannerModel: Hashable, Sendable {
    public var lifecycle: ScannerLifecycle
    public var termination: ScannerTermination
    /// Time from the launch request's grant to readiness.
    public var boot: Seconds
    /// Time from the end of use to the end of billing.
    public var drain: Seconds
    /// Volumes it scans side by side; 1 ... 24 in cloud profiles.
    public var places: Int
    /// Shortest billed time.
    public var minimumBilled: Seconds
    /// Type as the price book names it; nil in reference documents, which state the price.
    public var instanceType: String?
    /// vCPU of that type; 0 if unknown.
    public var vcpus: Int
    /// Size of its own root volume.
    public var rootVolume: GiB
    /// Indices of the buckets that launching spends, one token of each a scanner. The request waits until all of them
    /// have a token and spends them at that instant. None is shared by the regions.
    public var launchBuckets: [Int]
    /// Indices of the buckets that terminating spends, likewise.
    public var terminateBuckets: [Int]

    public init(
        lifecycle: ScannerLifecycle, termination: ScannerTermination, boot: Seconds, drain: Seconds, places: Int,
        minimumBilled: Seconds, instanceType: String?, vcpus: Int, rootVolume: GiB, launchBuckets: [Int] = [],
        terminateBuckets: [Int] = []
    ) {
        self.lifecycle = lifecycle
        self.termination = termination
        self.boot = boot
        self.drain = drain
        self.places = places
        self.minimumBilled = minimumBilled
        self.instanceType = instanceType
        self.vcpus = vcpus
        self.rootVolume = rootVolume
        self.launchBuckets = launchBuckets
        self.terminateBuckets = terminateBuckets
    }
}
