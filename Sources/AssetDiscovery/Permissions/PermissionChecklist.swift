/// The permissions of one connector, ticked off.
public struct PermissionChecklist: Hashable, Sendable {
    /// One needed permission.
    public struct Item: Hashable, Sendable {
        public var need: PermissionNeed
        /// The grant that holds it; nil if none does.
        public var grantedBy: String?
    }

    /// A grant that no use of the connector asks for.
    public struct Surplus: Hashable, Sendable {
        public enum Kind: String, Hashable, Sendable {
            /// It lets the connector change something.
            case write
            /// It lets the connector read something else.
            case read
            /// The catalogue does not know the name, so what it grants is not checked.
            case unknown
        }

        public var grant: String
        public var kind: Kind
    }

    public var connector: String
    /// In the order of the catalogue.
    public var items: [Item]
    /// In the order of their names.
    public var surplus: [Surplus]

    /// Needed and not granted.
    public var missing: [PermissionNeed] { items.filter { $0.grantedBy == nil && $0.need.isRequired }.map(\.need) }

    /// Whether nothing can be discovered.
    public var blocksDiscovery: Bool { missing.contains { $0.blocks } }

    /// Ticks off what a connector is granted.
    ///
    /// - Complexity: O(needs x grants x length of names).
    public init(_ connector: Connector, catalogue: PermissionCatalogue) {
        self.connector = connector.name
        let granted = Set(connector.permissions).sorted()
        let known = catalogue.grants.filter { $0.cloud == connector.cloud }
        let needs = catalogue.needs.filter { $0.cloud == connector.cloud && connector.uses.contains($0.use) }
        let holders = granted.map { Holder($0, known) }
        items = needs.map { need in
            if need.name == Self.externalID {
                return Item(need: need, grantedBy: connector.hasExternalID == true ? "externalId" : nil)
            }
            return Item(need: need, grantedBy: holders.first { $0.holds(need.name, known) }?.text)
        }
        surplus = holders.compactMap { holder in
            let isUsed = needs.contains { holder.holds($0.name, known) }
            if holder.writes {
                return connector.uses.contains(.remediation) ? nil : Surplus(grant: holder.text, kind: .write)
            }
            guard !isUsed else { return nil }
            return Surplus(grant: holder.text, kind: holder.isKnown ? .read : .unknown)
        }
    }

    /// The name of the need that is no permission but a setting of the trust.
    public static let externalID = "external id"
}

/// A grant as far as it can be understood.
private struct Holder {
    var text: String
    /// Without the path of a resource name.
    private let name: String
    private let patterns: [String]
    let writes: Bool
    let isKnown: Bool

    init(_ text: String, _ known: [NamedGrant]) {
        self.text = text
        let name = text.hasPrefix("arn:") ? String(text.split(separator: "/").last ?? "") : text
        self.name = name
        if let grant = known.first(where: { $0.name.lowercased() == name.lowercased() }) {
            (patterns, writes, isKnown) = (grant.grants, grant.writes, true)
        } else if name.contains(":") || name.contains("/") || name.contains("*") {
            (patterns, writes, isKnown) = ([name], !Self.isReading(name), true)
        } else {
            (patterns, writes, isKnown) = ([], false, false)
        }
    }

    /// Whether a needed action, or all that a needed policy or role grants, is granted.
    func holds(_ need: String, _ known: [NamedGrant]) -> Bool {
        if need.lowercased() == name.lowercased() { return true }
        guard let grant = known.first(where: { $0.name == need }) else {
            return patterns.contains { ActionPattern.covers($0, need) }
        }
        // A policy that is known in part can only be held by everything.
        return grant.cloud == .aws
            ? patterns.contains("*")
            : grant.grants.allSatisfy { part in patterns.contains { ActionPattern.covers($0, part) } }
    }

    /// Whether an action only reads, as the clouds name their actions.
    private static func isReading(_ action: String) -> Bool {
        if action.contains("/") { return action.lowercased().hasSuffix("/read") }
        guard let colon = action.firstIndex(of: ":") else { return false }
        let verb = action[action.index(after: colon)...].lowercased()
        return ["describe", "get", "list", "batchget", "lookup", "search", "view"].contains { verb.hasPrefix($0) }
    }
}

/// Actions with wildcards.
enum ActionPattern {
    /// Whether everything that `action` stands for is in `pattern`; letter case has no meaning, `*` stands for any text.
    ///
    /// Complexity: O(length of pattern x length of action).
    static func covers(_ pattern: String, _ action: String) -> Bool {
        let (pattern, action) = (Array(pattern.lowercased().utf8), Array(action.lowercased().utf8))
        let star = UInt8(ascii: "*")
        // Whether the pattern up to here covers the action up to each of its places.
        var reached = [Bool](repeating: false, count: action.count + 1)
        reached[0] = true
        for letter in pattern {
            var next = [Bool](repeating: false, count: action.count + 1)
            if letter == star {
                var any = false
                for place in reached.indices {
                    any = any || reached[place]
                    next[place] = any
                }
            } else {
                for place in action.indices where reached[place] && action[place] == letter { next[place + 1] = true }
            }
            reached = next
        }
        return reached[action.count]
    }
}
