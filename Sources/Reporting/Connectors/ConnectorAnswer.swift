public import AssetDiscovery
public import ScanModel

/// Discovery over an estate, as it is told.
public struct ConnectorAnswer: Sendable {
    /// A state in the cloud and what the inventory shows of it.
    public struct State: Hashable, Sendable {
        public var cloud: String
        public var state: String
        public var shown: String
        public var meaning: String
        public var provenance: Provenance

        public init(cloud: String, state: String, shown: String, meaning: String, provenance: Provenance) {
            self.cloud = cloud
            self.state = state
            self.shown = shown
            self.meaning = meaning
            self.provenance = provenance
        }
    }

    public let name: String
    public let estate: ConnectorEstate
    public let terms: DiscoveryTerms
    public let study: DiscoveryStudy
    public let states: [State]
    public let remarks: [String]
    public let assumptions: [Assumption]

    public init(
        name: String, estate: ConnectorEstate, terms: DiscoveryTerms, study: DiscoveryStudy, states: [State],
        remarks: [String], assumptions: [Assumption]
    ) {
        self.name = name
        self.estate = estate
        self.terms = terms
        self.study = study
        self.states = states
        self.remarks = remarks
        self.assumptions = assumptions
    }

    /// Assets that run at a time, all together and those that connectors can list.
    var running: (all: Double, listed: Double) {
        study.classes.reduce((0, 0)) { ($0.0 + $1.running, $0.1 + ($1.law == nil ? 0 : $1.running)) }
    }

    /// Starts of a day, all together and those that are never seen.
    var starts: (all: Double, missed: Double) {
        study.classes.reduce((0, 0)) { ($0.0 + $1.perDay, $0.1 + $1.perDay * (1 - $1.seen)) }
    }

    /// Whether a class meets the objective; nil without one.
    func isMet(_ discovery: ClassDiscovery) -> Bool? {
        terms.objective.map { discovery.inventoried(within: $0.firstSight) >= $0.share }
    }

    /// The longest polling at which a class that misses the objective would meet it, in hours.
    func remedy(_ discovery: ClassDiscovery) -> Int? {
        guard let objective = terms.objective else { return nil }
        return DiscoveryStudy.polling(for: objective, discovery, terms)
    }

    /// Whether the vendor does not activate the class by itself.
    func isExcluded(_ discovery: ClassDiscovery) -> Bool {
        discovery.cloud == .aws && discovery.assetClass.instanceType.map { terms.excludedTypes.contains($0) } ?? false
    }

    /// Whether some connector runs the API-based assessment.
    var hasAssessment: Bool { estate.connectors.contains { $0.uses.contains(.apiAssessment) } }
}
