/// Appliances that scan every reachable host within the window, what they cost, and how good the plan is.
///
/// All money is in micro-dollars per month.
public struct AppliancePlan: Hashable, Sendable {
    /// By network, the greatest first; a name is the network's and a number.
    public var appliances: [PlannedAppliance]

    /// Why each network with appliances needs them, by name.
    public var sites: [ApplianceSite]

    public var cost: ApplianceCost

    /// No set of appliances costs less, whatever its places, sizes, numbers and hosts.
    ///
    /// This holds for plans that fill an appliance up to its planned capacity. With one length of scan per component
    /// that is all that fits; where lengths that do not divide each other are mixed, a small reserve is kept.
    public var lowerBound: Int

    /// Part of the bound that anyone can check without a search.
    public var certificate: PriceCertificate

    /// Independent parts of the estate, by the name of their first segment.
    public var components: [PlanComponent]

    /// Segments with hosts that nothing can scan, by name. The plan is for the others.
    public var unreachable: [UnreachableSegment]

    /// Peerings of the input that carry no traffic.
    public var peeringFindings: [PeeringFinding]

    /// Whether ``lowerBound`` reaches the cost.
    public var isOptimal: Bool { lowerBound >= cost.total }

    /// Cost over bound, less one: 0.01 is one per cent; 0 for a plan without cost.
    public var gap: Double {
        lowerBound > 0 ? Double(cost.total) / Double(lowerBound) - 1 : cost.total == 0 ? 0 : .infinity
    }

    /// Appliance licences needed.
    public var licences: Int { appliances.count }

    /// Every appliance is registered with a code of its own.
    /// Source: https://github.com/Qualys/scanner-appliance, readme of the AWS template.
    public var personalisationCodes: Int { appliances.count }
}

/// One appliance and its hosts.
public struct PlannedAppliance: Hashable, Sendable {
    public var name: String
    public var network: String
    public var region: String
    public var size: String
    /// Hosts that it scans at the same time.
    public var hostsInParallel: Int
    /// Machine and licence.
    public var monthlyCost: Int
    /// Hosts per segment, the longest first.
    public var load: [SegmentShare]
    /// The same hosts in an order that keeps the window, when the next host is scanned whenever there is room for one.
    public var order: [SegmentShare]
    /// No scan ends later after the first starts, in seconds, in this order and with the listed times.
    public var makespanSeconds: Int

    public var hosts: Int { load.reduce(0) { $0 + $1.hosts } }
}

/// Some hosts of a segment.
public struct SegmentShare: Hashable, Sendable {
    public var segment: String
    public var hosts: Int
    public var secondsPerHost: Int
}

/// Monthly cost by kind.
public struct ApplianceCost: Hashable, Sendable {
    public var machines: Int
    public var licences: Int
    /// Scan traffic over peerings.
    public var traffic: Int

    public var total: Int { machines + licences + traffic }
}

/// The appliances of one network.
public struct ApplianceSite: Hashable, Sendable {
    public enum Reason: Hashable, Sendable {
        /// Cover binds: only this network's appliances reach these segments, and one smallest appliance would do.
        case cover([String])
        /// Capacity binds: fewer or smaller appliances could not scan in the window what the others cannot take over.
        case capacity
        /// Neither binds: the appliances cost less than the traffic that they save.
        case traffic
    }

    public var network: String
    public var appliances: Int
    public var reason: Reason
    /// Used part of its capacity, 0 ... 1.
    public var load: Double
}

/// Segments that share places with each other and with no others.
public struct PlanComponent: Hashable, Sendable {
    /// Networks in which an appliance could be placed.
    public var networks: [String]
    public var segments: [String]
    public var hosts: Int
    public var appliances: Int
    public var cost: Int
    public var lowerBound: Int

    public var isOptimal: Bool { lowerBound >= cost }
}
