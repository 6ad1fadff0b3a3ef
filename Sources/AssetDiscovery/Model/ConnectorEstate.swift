/// A cloud that connectors know.
public enum ConnectorCloud: String, Hashable, Sendable, CaseIterable {
    case aws, azure
}

/// A part of a cloud with accounts and credentials of its own; a connector serves one of them.
///
/// AWS calls it a partition. Source: https://docs.qualys.com/en/conn/latest/aws/aws_connector.htm (account type Global,
/// US GovCloud or China, one for each connector).
public enum CloudEnvironment: String, Hashable, Sendable, CaseIterable {
    case global, government, china

    /// The word of a cloud for it.
    public func word(in cloud: ConnectorCloud) -> String {
        switch (cloud, self) {
        case (.aws, .global): "commercial"
        case (.aws, .government): "govcloud"
        default: rawValue
        }
    }
}

/// What a connector is used for beside the inventory.
public enum ConnectorUse: String, Hashable, Sendable, CaseIterable {
    /// Listing the assets.
    case inventory
    /// Finding the accounts of an organisation or tenant.
    case organization
    /// Assessing running machines through interfaces of the cloud.
    case apiAssessment
    /// Checking the configuration of all resources.
    case cspm
    /// Changing resources on demand.
    case remediation
}

/// The registration of cloud accounts that discovers their assets on a polling schedule.
public struct Connector: Hashable, Sendable {
    /// How many accounts it may hold.
    public enum Scope: String, Hashable, Sendable, CaseIterable {
        /// One account or subscription.
        case account
        /// All accounts of an organisation or tenant.
        case organization
    }

    /// Unique in the estate.
    public var name: String
    public var cloud: ConnectorCloud
    public var environment: CloudEnvironment
    public var scope: Scope
    /// Seconds between synchronisations.
    public var polling: Int
    /// What somebody asked for if the vendor rounds it to ``polling``; else the same.
    public var pollingAsked: Int
    /// Identifiers of accounts.
    public var accounts: [String]
    /// Actions, with or without wildcards, and names of policies or roles.
    public var permissions: [String]
    /// Whether the trust asks for an external id; AWS alone has one. Nil: nobody said.
    public var hasExternalID: Bool?
    public var uses: Set<ConnectorUse>

    public init(
        name: String, cloud: ConnectorCloud, environment: CloudEnvironment = .global, scope: Scope = .account,
        polling: Int,
        pollingAsked: Int? = nil, accounts: [String], permissions: [String] = [], hasExternalID: Bool? = nil,
        uses: Set<ConnectorUse> = [.inventory]
    ) {
        self.name = name
        self.cloud = cloud
        self.environment = environment
        self.scope = scope
        self.polling = polling
        self.pollingAsked = pollingAsked ?? polling
        self.accounts = accounts
        self.permissions = permissions
        self.hasExternalID = hasExternalID
        self.uses = uses
    }
}

/// An account of AWS or a subscription of Azure.
public struct CloudAccount: Hashable, Sendable {
    /// Unique in the estate.
    public var id: String
    public var cloud: ConnectorCloud
    public var environment: CloudEnvironment
    /// The organisation or tenant that it belongs to; nil for none.
    public var organization: String?
    /// Regions that are synchronised, 1 or more.
    public var regions: Int
    /// Assets by the name of their class.
    public var assets: [String: AssetCount]

    public init(
        id: String, cloud: ConnectorCloud, environment: CloudEnvironment = .global, organization: String? = nil,
        regions: Int = 1, assets: [String: AssetCount]
    ) {
        self.id = id
        self.cloud = cloud
        self.environment = environment
        self.organization = organization
        self.regions = regions
        self.assets = assets
    }
}

/// How many assets of a class there are.
public enum AssetCount: Hashable, Sendable {
    /// Running at the same time, on average.
    case running(Int)
    /// Started in a day.
    case perDay(Int)

    /// Running at the same time, by J. D. C. Little (Operations Research 9, 1961): starts a second times mean life.
    func running(_ lifetime: Lifetime) -> Double {
        switch self {
        case .running(let count): Double(count)
        case .perDay(let count): Double(count) / 86_400 * (lifetime.mean ?? 0)
        }
    }

    /// Started in a day; 0 without ends.
    func perDay(_ lifetime: Lifetime) -> Double {
        switch self {
        case .perDay(let count): Double(count)
        case .running(let count): lifetime.mean.map { Double(count) * 86_400 / $0 } ?? 0
        }
    }
}

/// Assets that are alike to discovery.
public struct AssetClass: Hashable, Sendable {
    /// Unique in the estate.
    public var name: String
    public var lifetime: Lifetime
    public var starts: StartPattern
    /// Part of the assets that is dropped for an error, by reason; together at most 1.
    public var errors: [String: Double]
    /// The type of machine, if it matters for activation.
    public var instanceType: String?

    public init(
        name: String, lifetime: Lifetime, starts: StartPattern = .anyTime, errors: [String: Double] = [:],
        instanceType: String? = nil
    ) {
        self.name = name
        self.lifetime = lifetime
        self.starts = starts
        self.errors = errors
        self.instanceType = instanceType
    }

    /// Part that is dropped for any error.
    public var errorShare: Double { min(1, errors.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }) }
}

/// Connectors, accounts and classes. The order of the lists has no meaning.
public struct ConnectorEstate: Hashable, Sendable {
    public var connectors: [Connector]
    public var accounts: [CloudAccount]
    public var classes: [AssetClass]

    public init(connectors: [Connector], accounts: [CloudAccount], classes: [AssetClass]) {
        self.connectors = connectors.sorted { $0.name < $1.name }
        self.accounts = accounts.sorted { ($0.cloud.rawValue, $0.id) < ($1.cloud.rawValue, $1.id) }
        self.classes = classes.sorted { $0.name < $1.name }
    }
}
