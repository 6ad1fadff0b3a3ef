public import ApplianceScanning
public import ScanModel

/// A plan of scanner appliances with its rehearsal, as it is told.
public struct ApplianceAnswer: Sendable {
    public let name: String
    public let estate: ScanEstate
    public let terms: ApplianceTerms
    public let plan: AppliancePlan
    /// One scan in which every host takes its listed time.
    public let rehearsal: ScanRehearsal
    public let assumptions: [Assumption]

    /// Rehearses the plan. Complexity: O(hosts).
    public init(
        name: String, estate: ScanEstate, terms: ApplianceTerms, plan: AppliancePlan, assumptions: [Assumption]
    ) {
        self.name = name
        self.estate = estate
        self.terms = terms
        self.plan = plan
        self.assumptions = assumptions
        rehearsal = ScanRehearsal(plan, windowSeconds: terms.windowSeconds)
    }

    /// Hosts that appliances scan.
    public var hostsScanned: Int { plan.appliances.reduce(0) { $0 + $1.hosts } }

    /// Hosts out of reach.
    public var hostsOutOfReach: Int { plan.unreachable.reduce(0) { $0 + $1.hosts } }

    /// Whether there are hosts and none of them can be scanned.
    public var reachesNothing: Bool { hostsScanned == 0 && hostsOutOfReach > 0 }

    /// Appliances of one size in one network.
    struct Group {
        var network: String
        var region: String
        var size: String
        var reason: ApplianceSite.Reason
        var count = 0
        var hosts = 0
        /// End of the last scan, in seconds.
        var endSeconds = 0
    }

    /// In the order of networks and then of the plan.
    var groups: [Group] {
        let reasons = Dictionary(uniqueKeysWithValues: plan.sites.map { ($0.network, $0.reason) })
        var groups: [Group] = []
        for (appliance, run) in zip(plan.appliances, rehearsal.appliances) {
            if groups.last?.network != appliance.network || groups.last?.size != appliance.size {
                groups.append(
                    Group(
                        network: appliance.network, region: appliance.region, size: appliance.size,
                        reason: reasons[appliance.network] ?? .capacity))
            }
            let last = groups.count - 1
            groups[last].count += 1
            groups[last].hosts += appliance.hosts
            groups[last].endSeconds = max(groups[last].endSeconds, run.endSeconds)
        }
        return groups
    }

    /// US dollars of an amount of the plan.
    static func dollars(_ micro: Int) -> Double { Double(micro) / 1_000_000 }
}
