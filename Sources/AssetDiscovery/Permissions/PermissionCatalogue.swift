public import ScanModel

/// A permission that a connector needs for one of its uses.
public struct PermissionNeed: Hashable, Sendable {
    public var cloud: ConnectorCloud
    public var use: ConnectorUse
    /// An action, or the name of a policy or role.
    public var name: String
    /// Whether the use fails without it; else it serves a part of the use.
    public var isRequired: Bool
    /// Whether nothing is discovered without it.
    public var blocks: Bool
    /// What it is for.
    public var meaning: String
    public var provenance: Provenance

    public init(
        cloud: ConnectorCloud, use: ConnectorUse, name: String, isRequired: Bool, blocks: Bool, meaning: String,
        provenance: Provenance
    ) {
        self.cloud = cloud
        self.use = use
        self.name = name
        self.isRequired = isRequired
        self.blocks = blocks
        self.meaning = meaning
        self.provenance = provenance
    }
}

/// A policy of AWS or a role of Azure that is known by name.
public struct NamedGrant: Hashable, Sendable {
    public var cloud: ConnectorCloud
    public var name: String
    /// Actions that it grants, as far as connectors need them, with wildcards.
    public var grants: [String]
    /// Whether it lets its holder change anything.
    public var writes: Bool
    public var provenance: Provenance

    public init(cloud: ConnectorCloud, name: String, grants: [String], writes: Bool, provenance: Provenance) {
        self.cloud = cloud
        self.name = name
        self.grants = grants
        self.writes = writes
        self.provenance = provenance
    }
}

/// What connectors need and what named grants hold.
public struct PermissionCatalogue: Hashable, Sendable {
    public var needs: [PermissionNeed]
    public var grants: [NamedGrant]

    public init(needs: [PermissionNeed], grants: [NamedGrant]) {
        self.needs = needs
        self.grants = grants
    }
}
