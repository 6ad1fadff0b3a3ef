/// How fresh results have to be: at any moment so great a share of the assets has a result no older than so long.
public struct FreshnessObjective: Hashable, Sendable {
    /// Seconds, above 0.
    public var within: Int
    /// Above 0, at most 1.
    public var share: Double

    public init(within: Int, share: Double) {
        self.within = within
        self.share = share
    }
}

/// Assets that are alike in everything that matters here.
public struct AssetClass: Hashable, Sendable {
    public var name: String
    /// Assets at any moment, 0 or more.
    public var count: Int
    public var cloud: AssetCloud
    /// Region or site; what is paid once per region is paid by it.
    public var region: String
    public var platform: AssetPlatform
    public var isRunning = true
    /// Mean life in seconds, exponentially distributed; nil if assets stay for ever.
    public var meanLife: Int?
    public var hasPublicAddress = false
    /// Whether an appliance gets through to it.
    public var isReachable = false
    /// Whether the image that it starts from is under control, so that an agent can be built into it.
    public var controlsImage = false
    /// Whether an extension may install an agent on it while it runs.
    public var allowsExtension = false
    public var containersPerAsset = 0
    public var webApplicationsPerAsset = 0
    public var disks = DiskTrait.open
    /// Whether it comes from a marketplace.
    public var isMarketplace = false
    public var isARM = false
    /// Whether it has enhanced networking.
    public var hasEnhancedNetworking = true
    /// Machine size, empty if not told.
    public var size = ""
    /// Tags of the cloud.
    public var tags: [String: String] = [:]
    /// What has to be known of it.
    public var wants: [Assessment: FreshnessObjective] = [:]

    public init(name: String, count: Int, cloud: AssetCloud, region: String, platform: AssetPlatform) {
        self.name = name
        self.count = count
        self.cloud = cloud
        self.region = region
        self.platform = platform
    }

    /// What is wanted, in the order of ``Assessment``.
    public var needs: [Assessment] { wants.keys.sorted() }
}
