/// When new assets have to be known.
public struct FreshnessObjective: Hashable, Sendable {
    /// Seconds from the start of an asset to its first sight.
    public var firstSight: Int
    /// Part of the assets that start, 0 ... 1.
    public var share: Double

    public init(firstSight: Int, share: Double) {
        self.firstSight = firstSight
        self.share = share
    }
}

/// Everything that discovery rests on beside the estate.
public struct DiscoveryTerms: Hashable, Sendable {
    /// Seconds for which a cloud lists an ended asset.
    public var retention: [ConnectorCloud: Int]
    public var assessment: AssessmentRhythm
    public var objective: FreshnessObjective?
    public var calls: CallTerms
    public var catalogue: PermissionCatalogue
    /// Types of machine that the vendor does not activate by itself.
    public var excludedTypes: [String]
    /// Hours between synchronisations that a connector can be set to.
    public var pollingHours: ClosedRange<Int>

    public init(
        retention: [ConnectorCloud: Int], assessment: AssessmentRhythm, objective: FreshnessObjective?,
        calls: CallTerms,
        catalogue: PermissionCatalogue, excludedTypes: [String], pollingHours: ClosedRange<Int>
    ) {
        self.retention = retention
        self.assessment = assessment
        self.objective = objective
        self.calls = calls
        self.catalogue = catalogue
        self.excludedTypes = excludedTypes
        self.pollingHours = pollingHours
    }
}

/// A class of assets under connectors that poll alike.
public struct ClassDiscovery: Hashable, Sendable {
    /// How discovery meets the assets.
    public enum Means: Hashable, Sendable {
        case polled(every: Int)
        /// No connector holds their accounts.
        case notCovered
        /// Connectors hold their accounts and lack what they need to list assets.
        case blocked
    }

    public var assetClass: AssetClass
    public var cloud: ConnectorCloud
    public var means: Means
    public var isAssessed: Bool
    /// Accounts, sorted.
    public var accounts: [String]
    /// Running at the same time.
    public var running: Double
    /// Started in a day.
    public var perDay: Double
    /// Nil unless polled.
    public var law: DiscoveryLaw?
    public var simulation: DiscoverySimulation?

    /// Part of the assets that start that is ever seen.
    public var seen: Double { law?.outcomes.seen ?? 0 }
    /// Part that is in the inventory: seen, and not dropped for an error.
    public var inventoried: Double { seen * (1 - assetClass.errorShare) }
    /// Assets of a day that are never seen; without starts, those of the standing ones.
    public var missed: Double { (perDay > 0 ? perDay : running) * (1 - seen) }
    /// The same for those dropped for an error.
    public func dropped(_ reason: String) -> Double {
        (perDay > 0 ? perDay : running) * seen * (assetClass.errors[reason] ?? 0)
    }

    /// Part of the assets that start that is in the inventory within a time.
    public func inventoried(within seconds: Int) -> Double {
        (law?.seen(within: Double(seconds)) ?? 0) * (1 - assetClass.errorShare)
    }
}

/// Discovery over a whole estate.
public struct DiscoveryStudy: Sendable {
    public var plan: ConnectorPlan
    /// One for each connector, in the order of their names.
    public var checklists: [PermissionChecklist]
    /// In the order of class, cloud and polling.
    public var classes: [ClassDiscovery]
    /// One for each account that a connector holds, in the order of accounts.
    public var calls: [SynchronisationCalls]

    /// Whether there are assets and none of them can be discovered.
    public var discoversNothing: Bool { !classes.isEmpty && classes.allSatisfy { $0.seen == 0 } }

    /// Studies an estate whose names are known to each other.
    ///
    /// - Parameters:
    ///   - samples: assets that are simulated for each class, cloud and polling.
    /// - Complexity: O(accounts x classes + groups x samples).
    public init(_ estate: ConnectorEstate, terms: DiscoveryTerms, samples: Int, seed: UInt64) {
        plan = ConnectorPlan(estate)
        checklists = estate.connectors.map { PermissionChecklist($0, catalogue: terms.catalogue) }
        let blocked = Set(checklists.filter(\.blocksDiscovery).map(\.connector))
        let connectors = Dictionary(uniqueKeysWithValues: estate.connectors.map { ($0.name, $0) })
        let lifetimes = Dictionary(uniqueKeysWithValues: estate.classes.map { ($0.name, $0.lifetime) })
        var groups: [GroupKey: Group] = [:]
        var calls: [SynchronisationCalls] = []
        for account in estate.accounts {
            let holders = (plan.holders[account.id] ?? []).compactMap { connectors[$0] }
            let working = holders.filter { !blocked.contains($0.name) }
            let first = working.min { ($0.polling, $0.name) < ($1.polling, $1.name) }
            let means: ClassDiscovery.Means =
                first.map { .polled(every: $0.polling) } ?? (holders.isEmpty ? .notCovered : .blocked)
            let isAssessed = working.contains { $0.uses.contains(.apiAssessment) }
            var listed = 0.0
            for (name, count) in account.assets.sorted(by: { $0.key < $1.key }) {
                guard let lifetime = lifetimes[name] else { continue }
                let key = GroupKey(name: name, cloud: account.cloud, means: means, isAssessed: isAssessed)
                groups[key, default: Group()].accounts.append(account.id)
                groups[key, default: Group()].running += count.running(lifetime)
                groups[key, default: Group()].perDay += count.perDay(lifetime)
                let retention = Double(terms.retention[account.cloud] ?? 0)
                listed += count.running(lifetime) + count.perDay(lifetime) / 86_400 * retention
            }
            for holder in holders {
                calls.append(
                    SynchronisationCalls(
                        account, connector: holder, listed: Int(listed.rounded(.up)), terms: terms.calls))
            }
        }
        self.calls = calls
        classes = estate.classes.flatMap { assetClass in
            groups.filter { $0.key.name == assetClass.name }.sorted { $0.key < $1.key }.map { key, group in
                Self.discovery(assetClass, key, group, terms, samples: samples, seed: seed)
            }
        }
    }

    private static func discovery(
        _ assetClass: AssetClass, _ key: GroupKey, _ group: Group, _ terms: DiscoveryTerms, samples: Int, seed: UInt64
    ) -> ClassDiscovery {
        var discovery = ClassDiscovery(
            assetClass: assetClass, cloud: key.cloud, means: key.means, isAssessed: key.isAssessed,
            accounts: group.accounts, running: group.running, perDay: group.perDay)
        guard case .polled(let polling) = key.means else { return discovery }
        let retention = Double(terms.retention[key.cloud] ?? 0)
        discovery.law = DiscoveryLaw(
            assetClass.lifetime, starts: assetClass.starts, polling: polling, retention: retention)
        let assessment = DiscoverySimulation.Assessment(
            cycle: Double(terms.assessment.cycle), duration: Double(terms.assessment.duration))
        discovery.simulation = DiscoverySimulation(
            assetClass.lifetime, starts: assetClass.starts, polling: polling, retention: retention,
            assessment: key.isAssessed ? assessment : nil, samples: samples, name: assetClass.name, seed: seed)
        return discovery
    }

    /// The longest polling, in hours, at which a class meets an objective; nil if none of those that can be set does.
    public static func polling(
        for objective: FreshnessObjective, _ discovery: ClassDiscovery, _ terms: DiscoveryTerms
    ) -> Int? {
        let assetClass = discovery.assetClass
        return terms.pollingHours.reversed().first { hours in
            guard assetClass.starts.waitCount(polling: hours * 3600) <= StartPattern.waitsMost else { return false }
            let law = DiscoveryLaw(
                assetClass.lifetime, starts: assetClass.starts, polling: hours * 3600,
                retention: Double(terms.retention[discovery.cloud] ?? 0))
            return law.seen(within: Double(objective.firstSight)) * (1 - assetClass.errorShare) >= objective.share
        }
    }

    private struct GroupKey: Hashable, Comparable {
        var name: String
        var cloud: ConnectorCloud
        var means: ClassDiscovery.Means
        var isAssessed: Bool

        private var order: (String, String, Int, Int) {
            let polling: Int =
                switch means {
                case .polled(let every): every
                case .blocked: .max - 1
                case .notCovered: .max
                }
            return (name, cloud.rawValue, polling, isAssessed ? 0 : 1)
        }

        static func < (one: GroupKey, other: GroupKey) -> Bool { one.order < other.order }
    }

    private struct Group {
        /// Sorted, because accounts come so.
        var accounts: [String] = []
        var running = 0.0
        var perDay = 0.0
    }
}
