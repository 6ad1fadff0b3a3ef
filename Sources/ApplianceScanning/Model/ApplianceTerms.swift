/// A size of virtual machine that an appliance can run on.
public struct ApplianceSize: Hashable, Sendable {
    /// The name in the price table: `Standard_A2_v2`.
    public var name: String
    public var vCPUs: Int
    public var memoryGiB: Int

    public init(name: String, vCPUs: Int, memoryGiB: Int) {
        self.name = name
        self.vCPUs = vCPUs
        self.memoryGiB = memoryGiB
    }

    /// The size of the vendor's own template.
    /// Source: https://github.com/Qualys/scanner-appliance, variables of the Azure template.
    public static let standardA2v2 = ApplianceSize(name: "Standard_A2_v2", vCPUs: 2, memoryGiB: 4)

    /// The next size of the same series, the smallest of it that has the vendor's greater parallelism.
    public static let standardA4v2 = ApplianceSize(name: "Standard_A4_v2", vCPUs: 4, memoryGiB: 8)
}

/// How many hosts an appliance scans at the same time.
public struct ScanParallelism: Hashable, Sendable {
    /// Hosts in parallel on a small appliance, 1 or more; a setting of the vendor's option profile.
    public var hosts: Int

    /// How many times as many on an appliance of at least 4 vCPUs and 8 GiB, 1 or more.
    ///
    /// Source: https://docs.qualys.com/en/vm/latest/option_profiles/win_configure_scan_performance.htm (3 if enabled).
    public var largeFactor: Int

    public init(hosts: Int, largeFactor: Int = 3) {
        self.hosts = hosts
        self.largeFactor = largeFactor
    }

    /// The vendor's performance levels. The three counts are assumed, not documented: check them in the option profile.
    public static let normal = ScanParallelism(hosts: 30)
    public static let high = ScanParallelism(hosts: 40)
    public static let low = ScanParallelism(hosts: 15)

    /// Hosts in parallel on an appliance of a size.
    public func hosts(on size: ApplianceSize) -> Int {
        size.vCPUs >= 4 && size.memoryGiB >= 8 ? hosts * largeFactor : hosts
    }
}

/// What traffic over peerings costs, in micro-dollars per gigabyte of 10^9 bytes, each way.
///
/// Source: Azure's price page of virtual networks (secondary copy): within a region 0.01 USD out and 0.01 in; global
/// peering by the zone of either end 0.035, 0.09 and 0.16.
public struct PeeringTariff: Hashable, Sendable {
    /// Within one region, for each of out and in.
    public var sameRegion: Int

    /// Between regions, per zone: element 0 is zone 1.
    public var zones: [Int]

    /// The zone of a region, from 1; regions not named are in zone 1.
    public var zoneOfRegion: [String: Int]

    public init(sameRegion: Int = 10_000, zones: [Int] = [35_000, 90_000, 160_000], zoneOfRegion: [String: Int] = [:]) {
        self.sameRegion = sameRegion
        self.zones = zones
        self.zoneOfRegion = zoneOfRegion
    }

    /// Price of a gigabyte between peered networks of two regions, out at one end and in at the other.
    public func perGigabyte(_ one: String, _ other: String) -> Int {
        one == other ? 2 * sameRegion : zones[zone(one) - 1] + zones[zone(other) - 1]
    }

    func zone(_ region: String) -> Int { zoneOfRegion[region] ?? 1 }
}

/// Everything about appliances that is not a network: sizes, prices, window, licence.
public struct ApplianceTerms: Hashable, Sendable {
    /// Time in which every host must have been scanned, in seconds, 1 or more.
    public var windowSeconds: Int

    /// Scans of every host in a month, 0 or more; they set the traffic that is paid.
    public var scansPerMonth: Int

    public var parallelism: ScanParallelism

    /// Sizes to choose from.
    public var sizes: [ApplianceSize]

    /// Price of a running machine in micro-dollars per hour, by region and size name. A size without a price is not
    /// offered in that region.
    public var hourlyPrices: [String: [String: Int]]

    /// Hours of a month that an appliance is paid for.
    public var hoursPerMonth: Int

    /// Licence of one appliance in micro-dollars per month, 0 or more.
    public var licencePerMonth: Int

    public var tariff: PeeringTariff

    public init(
        windowSeconds: Int, scansPerMonth: Int, parallelism: ScanParallelism = .normal,
        sizes: [ApplianceSize] = [.standardA2v2, .standardA4v2], hourlyPrices: [String: [String: Int]],
        hoursPerMonth: Int = 730, licencePerMonth: Int = 0, tariff: PeeringTariff = PeeringTariff()
    ) {
        self.windowSeconds = windowSeconds
        self.scansPerMonth = scansPerMonth
        self.parallelism = parallelism
        self.sizes = sizes
        self.hourlyPrices = hourlyPrices
        self.hoursPerMonth = hoursPerMonth
        self.licencePerMonth = licencePerMonth
        self.tariff = tariff
    }

    /// Micro-dollars per month of one appliance, licence included; `nil` where the size is not offered.
    public func monthlyCost(of size: String, in region: String) -> Int? {
        hourlyPrices[region]?[size].map { $0 * hoursPerMonth + licencePerMonth }
    }

    /// Micro-dollars per month of scanning one host over a peering between two regions, rounded up.
    public func monthlyTraffic(megabytesPerHost: Int, between one: String, and other: String) -> Int {
        let thousandths = megabytesPerHost * scansPerMonth * tariff.perGigabyte(one, other)
        return (thousandths + 999) / 1000
    }
}
