/// What an instance is, as far as its source tells.
public struct InstanceKind: Hashable, Sendable {
    /// Name of its operating system, such as `Ubuntu 22.04`; empty if unknown.
    public var system: String
    /// Its machine type, such as `t3.medium`; empty if unknown.
    public var machineType: String

    public init(system: String = "", machineType: String = "") {
        self.system = system
        self.machineType = machineType
    }

    /// Nothing is known.
    public static let unknown = InstanceKind()
}

/// Interned kinds: each distinct one once, addressed by a dense index.
public struct InstanceKinds: Hashable, Sendable {
    /// The kinds in the order they were first seen; the first is ``InstanceKind/unknown``.
    public private(set) var all: [InstanceKind] = [.unknown]
    private var indices: [InstanceKind: Int32] = [.unknown: 0]

    public init() {}

    /// Kinds in this order; nil if two of them are equal, or the first is not ``InstanceKind/unknown``.
    ///
    /// - Complexity: O(bytes).
    public init?(distinct kinds: [InstanceKind]) {
        guard kinds.first == .unknown else { return nil }
        all = kinds
        indices.removeAll()
        indices.reserveCapacity(kinds.count)
        for (index, kind) in kinds.enumerated() where indices.updateValue(Int32(index), forKey: kind) != nil {
            return nil
        }
    }

    /// The index of `kind`, added if new. Complexity: O(length).
    public mutating func intern(_ kind: InstanceKind) -> Int32 {
        if let known = indices[kind] { return known }
        let index = Int32(all.count)
        all.append(kind)
        indices[kind] = index
        return index
    }

    /// The kind at a dense index.
    public subscript(index: Int32) -> InstanceKind { all[Int(index)] }
}

/// Whether the product reads a system, by the beginning of the system's name.
public struct SystemRule: Hashable, Sendable {
    /// In small letters.
    public var prefix: String
    public var isSupported: Bool

    public init(prefix: String, isSupported: Bool) {
        self.prefix = prefix.lowercased()
        self.isSupported = isSupported
    }
}

extension [SystemRule] {
    /// Whether a system is supported: the longest beginning that fits decides, the last among equals. A system that no
    /// rule names is supported, and so is one that is not known.
    ///
    /// - Complexity: O(rules * length).
    public func supports(_ system: String) -> Bool {
        let name = system.lowercased()
        var best: SystemRule?
        for rule in self where name.hasPrefix(rule.prefix) && rule.prefix.utf8.count >= best?.prefix.utf8.count ?? 0 {
            best = rule
        }
        return best?.isSupported ?? true
    }
}
