/// Which connectors an estate needs, and what those that exist leave out.
public struct ConnectorPlan: Hashable, Sendable {
    /// One connector that is needed at least.
    public struct Needed: Hashable, Sendable {
        public var cloud: ConnectorCloud
        public var environment: CloudEnvironment
        public var scope: Connector.Scope
        /// The organisation, or the single account.
        public var name: String
        public var accounts: [String]
    }

    /// Fewest connectors: one for each organisation or tenant within an environment, and one for each other account.
    ///
    /// Tenant connectors of Azure serve the global environment alone
    /// (https://docs.qualys.com/en/conn/latest/azure/create_azure_organization_connector.htm).
    public var needed: [Needed]
    /// Accounts that no connector holds.
    public var uncovered: [CloudAccount]
    /// Accounts that several connectors hold, with their names.
    public var coveredTwice: [(account: String, connectors: [String])] {
        holders.filter { $0.value.count > 1 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
    /// Names of the connectors that hold an account, by account.
    public var holders: [String: [String]]

    /// Complexity: O((accounts + connectors) log).
    public init(_ estate: ConnectorEstate) {
        var holders: [String: [String]] = [:]
        for connector in estate.connectors {
            for account in Set(connector.accounts) { holders[account, default: []].append(connector.name) }
        }
        self.holders = holders
        uncovered = estate.accounts.filter { holders[$0.id] == nil }
        var needed: [Needed] = []
        var places: [String: Int] = [:]
        for account in estate.accounts {
            guard let organization = account.organization,
                account.cloud == .aws || account.environment == .global
            else {
                needed.append(
                    Needed(
                        cloud: account.cloud, environment: account.environment, scope: .account, name: account.id,
                        accounts: [account.id]))
                continue
            }
            let key = "\(account.cloud.rawValue) \(account.environment.rawValue) \(organization)"
            if let place = places[key] {
                needed[place].accounts.append(account.id)
            } else {
                places[key] = needed.count
                needed.append(
                    Needed(
                        cloud: account.cloud, environment: account.environment, scope: .organization,
                        name: organization, accounts: [account.id]))
            }
        }
        self.needed = needed
    }
}
