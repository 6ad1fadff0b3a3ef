/// When a sensor looks at an asset for the first time.
public enum ScanAnchor: String, Hashable, Sendable, CaseIterable {
    /// As soon as it knows it, and then once each interval.
    case discovery
    /// At the next of the times that hold for all assets.
    case schedule
}

/// How a sensor comes to assets that are already there.
public struct SensorRollout: Hashable, Sendable {
    /// The first day on which something is rolled out, from 0.
    public var startDay: Int
    /// Share of the images renewed each day; an asset gets the agent when it is replaced from a renewed image.
    public var imagesPerDay: Double?
    /// Share of the assets in each wave, above 0.
    public var waveShare: Double?
    /// Days between waves, 1 or more.
    public var waveEvery: Int

    public init(startDay: Int = 0, imagesPerDay: Double? = nil, waveShare: Double? = nil, waveEvery: Int = 1) {
        self.startDay = startDay
        self.imagesPerDay = imagesPerDay
        self.waveShare = waveShare
        self.waveEvery = waveEvery
    }
}

/// On which assets something is given: any of these platforms in any of these clouds.
public struct Reach: Hashable, Sendable {
    public var platforms: Set<AssetPlatform>
    public var clouds: Set<AssetCloud>

    public init(platforms: Set<AssetPlatform>, clouds: Set<AssetCloud>) {
        self.platforms = platforms
        self.clouds = clouds
    }
}

/// A sensor that can be had, with what it costs and how fast it is.
///
/// Amounts are in micro-dollars, times in whole seconds.
public struct Sensor: Hashable, Sendable {
    public var name: String
    public var kind: SensorKind
    /// What it can find out, and where: an asset has to be in one of the reaches.
    public var gives: [Assessment: [Reach]]
    /// The assets it is pointed at; nil: all.
    public var pointedAt: TagExpression?
    /// From one look at an asset to the next, above 0.
    public var interval: Int
    /// The shortest interval that the vendor allows.
    public var leastInterval: Int
    public var anchor: ScanAnchor
    /// Longest wait until a new asset is known; 0 if it makes itself known.
    public var discovery: Int
    /// From being known (or from the first scheduled time) to the first result; at least `resultDelay`.
    public var firstResult: Int
    /// From a look to its result.
    public var resultDelay: Int
    /// For an asset (an application for the web) and month.
    public var perAsset = 0
    /// On top for one assessment of an asset.
    public var perAssessment: [Assessment: Int] = [:]
    /// For one look at an asset.
    public var perScan = 0
    /// A month, if it is used at all.
    public var fixed = 0
    /// A month, for each region with an asset that it assesses.
    public var fixedPerRegion = 0
    /// Licences that an asset needs; an asset pays each once, however many sensors ask for it.
    public var licences: [String] = []
    /// Nil if it is in place on every asset.
    public var rollout: SensorRollout?

    public init(
        name: String, kind: SensorKind, gives: [Assessment: [Reach]], interval: Int, leastInterval: Int = 1,
        anchor: ScanAnchor, discovery: Int, firstResult: Int, resultDelay: Int
    ) {
        self.name = name
        self.kind = kind
        self.gives = gives
        self.interval = interval
        self.leastInterval = leastInterval
        self.anchor = anchor
        self.discovery = discovery
        self.firstResult = firstResult
        self.resultDelay = resultDelay
    }

    /// What it counts and bills on assets of a class.
    func units(of assets: AssetClass) -> Int {
        kind == .webApplication ? assets.count * assets.webApplicationsPerAsset : assets.count
    }
}

/// A licence that several sensors share.
public struct SharedLicence: Hashable, Sendable {
    public var name: String
    /// Micro-dollars for an asset and month.
    public var perAsset: Int
    /// How many are there; nil if that is not told.
    public var owned: Int?

    public init(name: String, perAsset: Int, owned: Int? = nil) {
        self.name = name
        self.perAsset = perAsset
        self.owned = owned
    }
}

/// Everything that a mix is chosen from.
public struct SensorEstate: Hashable, Sendable {
    /// Hours of a month.
    public static let hoursPerMonth = 730

    public var classes: [AssetClass]
    public var sensors: [Sensor]
    public var licences: [SharedLicence]
    /// Rules by which a connector tags assets, each of which may name earlier ones.
    public var tags: [DynamicTag]
    /// The day by which every objective has to be met; nil: some day within ``RolloutCurve/horizon``.
    public var metBy: Int?

    public init(
        classes: [AssetClass], sensors: [Sensor], licences: [SharedLicence] = [], tags: [DynamicTag] = [],
        metBy: Int? = nil
    ) {
        self.classes = classes
        self.sensors = sensors
        self.licences = licences
        self.tags = tags
        self.metBy = metBy
    }
}
