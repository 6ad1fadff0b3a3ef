/// The networks of an organisation, as far as the planning of scanner appliances needs to know them.
///
/// The order of the lists has no meaning: a plan depends on names alone.
public struct ScanEstate: Hashable, Sendable {
    public var networks: [VirtualNetwork]
    public var peerings: [Peering]
    public var segments: [HostSegment]

    public init(networks: [VirtualNetwork], peerings: [Peering] = [], segments: [HostSegment]) {
        self.networks = networks
        self.peerings = peerings
        self.segments = segments
    }
}

/// A virtual network (VNet): a place for appliances, and the home of host segments.
public struct VirtualNetwork: Hashable, Sendable {
    /// Unique in the estate.
    public var name: String

    /// The cloud region, as the price table spells it: `westeurope`.
    public var region: String

    /// The Azure subscription that owns it. Peerings may cross subscriptions, so no rule reads it; reports do.
    public var subscription: String

    /// Its address spaces. Networks that share an address cannot be peered.
    public var addresses: [AddressBlock]

    /// Whether appliances may be placed in it.
    public var acceptsAppliances: Bool

    public init(
        name: String, region: String, subscription: String = "", addresses: [AddressBlock],
        acceptsAppliances: Bool = true
    ) {
        self.name = name
        self.region = region
        self.subscription = subscription
        self.addresses = addresses
        self.acceptsAppliances = acceptsAppliances
    }
}

/// One direction of a virtual network peering.
///
/// Azure keeps a link on either side; traffic flows when both exist. Peering is not transitive: a network does not
/// reach the peers of its peers.
/// Source: https://docs.qualys.com/en/integration/securing-azure/scan_in_azure/scanning_in_azure_env.htm.
public struct Peering: Hashable, Sendable, Comparable {
    /// The network that holds this link.
    public var from: String

    /// The network that it points at.
    public var to: String

    public init(from: String, to: String) {
        self.from = from
        self.to = to
    }

    /// Both directions between two networks.
    public static func mutual(_ one: String, _ other: String) -> [Peering] {
        [Peering(from: one, to: other), Peering(from: other, to: one)]
    }

    public static func < (one: Peering, other: Peering) -> Bool {
        (one.from, one.to) < (other.from, other.to)
    }
}

/// Hosts of one network that are alike: same subnet, same security group, same length of a scan.
public struct HostSegment: Hashable, Sendable {
    /// Unique in the estate.
    public var name: String

    /// The network that it lies in.
    public var network: String

    /// Hosts to scan, 0 or more.
    public var hosts: Int

    /// Time to scan one host, in seconds, 1 or more.
    public var secondsPerHost: Int

    /// Traffic of one scan of one host, both directions together, in megabytes of 10^6 bytes, 0 or more.
    public var megabytesPerHost: Int

    /// From where its network security group lets scan traffic in.
    public var admission: Admission

    public init(
        name: String, network: String, hosts: Int, secondsPerHost: Int, megabytesPerHost: Int = 0,
        admission: Admission = .virtualNetwork
    ) {
        self.name = name
        self.network = network
        self.hosts = hosts
        self.secondsPerHost = secondsPerHost
        self.megabytesPerHost = megabytesPerHost
        self.admission = admission
    }
}

/// What a network security group lets in, for scan traffic.
public enum Admission: Hashable, Sendable {
    /// The own network and all its peers: the `VirtualNetwork` tag of Azure's default rule.
    case virtualNetwork

    /// The networks of these names alone; the own network too only if it is named.
    case only(Set<String>)

    /// Whether traffic from a network is let in, peered or not.
    public func admits(_ network: String) -> Bool {
        switch self {
        case .virtualNetwork: true
        case .only(let names): names.contains(network)
        }
    }
}
