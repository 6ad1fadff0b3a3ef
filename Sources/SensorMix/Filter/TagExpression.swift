/// A rule by which a connector tags assets.
public struct DynamicTag: Hashable, Sendable {
    public var name: String
    public var rule: TagExpression

    public init(name: String, rule: TagExpression) {
        self.name = name
        self.rule = rule
    }
}

/// A condition on assets: the rule of a dynamic tag, or the filter of a sensor.
public indirect enum TagExpression: Hashable, Sendable {
    case all([TagExpression])
    case any([TagExpression])
    case not(TagExpression)
    /// A text field, or a tag of the cloud; `*` at either end of the pattern stands for anything.
    case matches(TextField, pattern: String)
    case compares(NumberField, Relation, Int)
    case isTrue(FlagField)
    /// Has a dynamic tag.
    case tagged(String)

    public enum TextField: Hashable, Sendable {
        case name, cloud, region, platform, state, size
        /// A tag of the cloud by its key; an asset without it matches nothing.
        case tag(String)
    }

    public enum NumberField: String, Hashable, Sendable, CaseIterable {
        /// Mean life in seconds; assets that stay for ever live longer than any.
        case lifetime
        case containers, webApplications
    }

    public enum FlagField: String, Hashable, Sendable, CaseIterable {
        case publicAddress, reachable, marketplace
    }

    public enum Relation: String, Hashable, Sendable, CaseIterable {
        case less = "<"
        case atMost = "<="
        case equal = "="
        case atLeast = ">="
        case greater = ">"
    }

    /// The dynamic tags that it names.
    public var names: Set<String> {
        switch self {
        case .all(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.names) }
        case .not(let part): part.names
        case .tagged(let name): [name]
        case .matches, .compares, .isTrue: []
        }
    }

    /// Whether assets of a class fulfil it.
    ///
    /// - Parameter tagged: the dynamic tags that the class has.
    /// - Complexity: O(length).
    public func holds(for assets: AssetClass, tagged: Set<String>) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.holds(for: assets, tagged: tagged) }
        case .any(let parts): parts.contains { $0.holds(for: assets, tagged: tagged) }
        case .not(let part): !part.holds(for: assets, tagged: tagged)
        case .tagged(let name): tagged.contains(name)
        case .matches(let field, let pattern): Self.text(field, of: assets).map { Self.fits($0, pattern) } ?? false
        case .compares(let field, let relation, let number):
            Self.holds(Self.number(field, of: assets), relation, number)
        case .isTrue(.publicAddress): assets.hasPublicAddress
        case .isTrue(.reachable): assets.isReachable
        case .isTrue(.marketplace): assets.isMarketplace
        }
    }

    private static func text(_ field: TextField, of assets: AssetClass) -> String? {
        switch field {
        case .name: assets.name
        case .cloud: assets.cloud.rawValue
        case .region: assets.region
        case .platform: assets.platform.rawValue
        case .state: assets.isRunning ? "running" : "stopped"
        case .size: assets.size
        case .tag(let key): assets.tags[key]
        }
    }

    private static func number(_ field: NumberField, of assets: AssetClass) -> Int {
        switch field {
        case .lifetime: assets.meanLife ?? Int.max
        case .containers: assets.containersPerAsset
        case .webApplications: assets.webApplicationsPerAsset
        }
    }

    private static func holds(_ value: Int, _ relation: Relation, _ number: Int) -> Bool {
        switch relation {
        case .less: value < number
        case .atMost: value <= number
        case .equal: value == number
        case .atLeast: value >= number
        case .greater: value > number
        }
    }

    private static func fits(_ text: String, _ pattern: String) -> Bool {
        let (opens, closes) = (pattern.hasPrefix("*"), pattern.count > 1 && pattern.hasSuffix("*"))
        let core = pattern.dropFirst(opens ? 1 : 0).dropLast(closes ? 1 : 0)
        if opens, closes || pattern.count == 1 { return core.isEmpty || text.contains(core) }
        if opens { return text.hasSuffix(core) }
        return closes ? text.hasPrefix(core) : text == core
    }
}

/// Which classes have which dynamic tags.
public struct TagMatches: Sendable {
    /// By class, in the order of the estate.
    public let tagsOfClass: [Set<String>]

    /// Applies the rules in their order. Complexity: O(classes x length of all rules).
    public init(_ estate: SensorEstate) {
        tagsOfClass = estate.classes.map { assets in
            estate.tags.reduce(into: Set<String>()) { tags, tag in
                if tag.rule.holds(for: assets, tagged: tags) { tags.insert(tag.name) }
            }
        }
    }

    /// Whether a sensor is pointed at a class.
    func isPointed(_ sensor: Sensor, at index: Int, of estate: SensorEstate) -> Bool {
        sensor.pointedAt.map { $0.holds(for: estate.classes[index], tagged: tagsOfClass[index]) } ?? true
    }
}
