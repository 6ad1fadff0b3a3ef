internal import ScanModel

/// Digests of the parts of scenarios and plans, of which the points of a sweep have most in common.
///
/// To walk a value costs some microseconds for each member, and a price book has thousands; to find an equal one that was
/// walked before is many times faster. A digest does not depend on what was walked before, as long as values that compare as
/// equal have equal members.
///
/// Work that is done side by side starts from copies of the same value, whose ``fresh`` parts are brought together after it.
struct PartDigests: Sendable {
    /// Values are compared with those of their own type only: as `AnyHashable`, 1 equals 1.0.
    ///
    /// Parts are members of scenarios and plans, which are sendable; the compiler cannot see this through `Any`.
    struct Part: Hashable, @unchecked Sendable {
        private let type: ObjectIdentifier
        private let value: AnyHashable

        /// nil for a value that cannot be compared.
        fileprivate init?(_ value: Any) {
            guard let comparable = value as? any Hashable else { return nil }
            type = ObjectIdentifier(Swift.type(of: value))
            self.value = AnyHashable(comparable)
        }
    }

    private let most: Int
    private var known: [Part: ContentDigest] = [:]
    /// What was walked since the last ``take(_:)``.
    private(set) var fresh: [Part: ContentDigest] = [:]

    /// - Parameter most: how many parts stay known after a ``take(_:)`` at most; with one more all are forgotten. A sweep over
    ///   prices has another book at each point.
    init(most: Int = 1000) { self.most = most }

    /// How many parts are known.
    var count: Int { known.count + fresh.count }

    /// Takes what copies have walked besides, and what was walked here. Complexity: O(parts that are taken).
    mutating func take(_ others: [[Part: ContentDigest]]) {
        for parts in others + [fresh] {
            // Equal parts have equal digests.
            known.merge(parts) { old, _ in old }
            if known.count > most { known.removeAll() }
        }
        fresh.removeAll()
    }

    /// Feeds a scenario to a hash.
    ///
    /// - Complexity: O(members), most of them at the speed of `Hasher` once their like was met.
    mutating func add(_ scenario: Scenario, to hash: inout SHA256) { addMembers(of: scenario, to: &hash) }

    /// Feeds a plan to a hash.
    ///
    /// - Complexity: O(members and items).
    mutating func add(_ plan: ScanPlan, to hash: inout SHA256) { addMembers(of: plan, to: &hash) }

    private mutating func addMembers(of value: Any, to hash: inout SHA256) {
        let children = Mirror(reflecting: value).children
        hash.update(Int64(children.count))
        for child in children { add(child.value, to: &hash) }
    }

    private mutating func add(_ value: Any, to hash: inout SHA256) {
        switch value {
        case is Deployment, is [Deployment], is Pricing, is DeploymentPlan, is [DeploymentPlan], is [RegionLimits],
            is RegionPlan, is [RegionPlan]:
            addMembers(of: value, to: &hash)
        case is WorkItems, is Batches:
            // Columns grow with the fleet: they are fed as bytes, and not kept.
            StructuralDigest.add(value, to: &hash)
        default: hash.update(digest(of: value).bytes)
        }
    }

    private mutating func digest(of value: Any) -> ContentDigest {
        let part = Part(value)
        if let part, let digest = known[part] ?? fresh[part] { return digest }
        var hash = SHA256()
        StructuralDigest.add(value, to: &hash)
        let digest = ContentDigest(hash)
        if let part { fresh[part] = digest }
        return digest
    }
}
