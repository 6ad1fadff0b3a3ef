public import ScanModel

/// A cloud, as far as planning has to know it without asking it: regions, machines, prices.
///
/// What a profile calls its provider decides. Of a provider that is neither AWS nor Azure nothing is known: region names
/// need only be well spelt, and machines and prices are those that the scenario states.
public enum Cloud: String, Hashable, Sendable, CaseIterable {
    case aws, azure, other

    /// The cloud of a provider's name. The reference model's provider is "none" and its regions are those of AWS.
    public init(provider: String) {
        switch provider {
        case "aws", "none": self = .aws
        case "azure": self = .azure
        default: self = .other
        }
    }

    /// Every known region, sorted; empty where none is known.
    public var regions: [String] {
        switch self {
        case .aws: AWSCatalog.regions
        case .azure: AzureCatalog.shipped.regions
        case .other: []
        }
    }

    /// A region to give as an example.
    public var exampleRegion: String {
        switch self {
        case .aws: "us-east-1"
        case .azure: "eastus"
        case .other: "region-1"
        }
    }

    /// Whether a name is that of a known region; where none is known, whether it is spelt like one.
    public func isKnownRegion(_ name: String) -> Bool {
        switch self {
        case .aws: AWSCatalog.isKnownRegion(name)
        case .azure: AzureCatalog.shipped.isKnownRegion(name)
        case .other: RegionName.isValid(name.utf8)
        }
    }

    /// Every machine type whose vCPU are known, sorted.
    public var machineTypes: [String] {
        switch self {
        case .aws: AWSCatalog.instanceTypes
        case .azure: AzureCatalog.shipped.machines.keys.sorted()
        case .other: []
        }
    }

    /// vCPU of a machine type; nil if the type is not known.
    public func vcpus(ofMachineType type: String) -> Int? {
        switch self {
        case .aws: AWSCatalog.vcpus(ofInstanceType: type)
        case .azure: AzureCatalog.shipped.machines[type]?.vCPUs
        case .other: nil
        }
    }

    /// Volumes that a machine type takes beside its own; nil if it is not known.
    public func dataVolumes(ofMachineType type: String) -> Int? {
        switch self {
        case .aws: AWSCatalog.attachLimit(ofInstanceType: type).volumes - 1
        case .azure: AzureCatalog.shipped.machines[type]?.dataDisks
        case .other: nil
        }
    }

    /// List prices; empty where none is known.
    public var priceBook: PriceBook {
        switch self {
        case .aws: AWSCatalog.priceBook
        case .azure: AzureCatalog.shipped.priceBook
        case .other: PriceBook()
        }
    }

    /// What an hour of a scanner is sold as.
    public func machineHour(_ type: String) -> PriceItem {
        switch self {
        case .aws: .machineHour(type)
        case .azure: AzureCatalog.machineHour(type)
        case .other: PriceItem(sku: "machine:\(type):h")
        }
    }

    /// What volumes made from snapshots are sold as, and the root volume of a scanner.
    public var volume: PriceItem {
        switch self {
        case .aws: .gp3
        case .azure: AzureCatalog.standardSSD
        case .other: PriceItem(sku: "volume:GiB-month")
        }
    }

    /// What snapshots are sold as.
    public var snapshot: PriceItem {
        switch self {
        case .aws: .snapshotStandard
        case .azure: AzureCatalog.snapshotStandard
        case .other: PriceItem(sku: "snapshot:GiB-month")
        }
    }

    /// Operating systems that the vendor is known to read or not to read there.
    public var systems: [SystemRule] { self == .aws ? AWSCatalog.systems.map(\.rule) : [] }

    /// Machine types that a connector does not activate by itself.
    public var typesNotActivated: [String] { self == .aws ? AWSCatalog.typesNotActivated : [] }
}

extension VendorProfile {
    /// The cloud that the product scans.
    public var cloud: Cloud { Cloud(provider: provider) }
}
