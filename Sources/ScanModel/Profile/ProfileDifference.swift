/// What sets one profile apart from another, in a stable order: part by part, each in the order of the first profile,
/// then what only the second one has.
///
/// Meanings, sources and dates are not compared: they differ with every edition and change no answer.
public struct ProfileDifference: Hashable, Sendable {
    /// A part of a profile.
    public enum Part: String, Hashable, Sendable, CaseIterable {
        case decisions, parameters, targetParameters, constants, buckets, resources, quotas, stages, scanTypes
    }

    /// One property that has another value.
    public struct Property: Hashable, Sendable {
        public var name: String
        public var before: String
        public var after: String
    }

    public enum Change: Hashable, Sendable {
        /// Only the second profile has it; what it is, in short.
        case added(String)
        /// Only the first profile has it; what it is, in short.
        case removed(String)
        /// Both have it, and these properties differ; never empty.
        case changed([Property])
    }

    public struct Entry: Hashable, Sendable {
        public var part: Part
        /// As the first profile names it, or the second one if only that has it.
        public var name: String
        public var change: Change
    }

    public var before: String
    public var after: String
    public private(set) var entries: [Entry] = []

    /// - Complexity: O(entries of both profiles), expected.
    public init(from first: VendorProfile, to second: VendorProfile) {
        before = first.id
        after = second.id
        compare(.decisions, first.decisions, second.decisions)
        compare(.parameters, first.parameters.map(\.compared), second.parameters.map(\.compared))
        compare(
            .targetParameters, first.targetParameters.map(\.compared), second.targetParameters.map(\.compared))
        compare(.constants, first.constants.map(\.compared), second.constants.map(\.compared))
        compare(.buckets, first.buckets.map(\.compared), second.buckets.map(\.compared))
        compare(.resources, first.resources.map(\.compared), second.resources.map(\.compared))
        compare(.quotas, first.quotas.map(\.compared), second.quotas.map(\.compared))
        compare(.stages, first.stages.map(\.compared), second.stages.map(\.compared))
        compare(.scanTypes, (first.scanTypes ?? []).map(\.compared), (second.scanTypes ?? []).map(\.compared))
    }

    private mutating func compare(_ part: Part, _ first: [Compared], _ second: [Compared]) {
        let others = Dictionary(second.map { ($0.identity, $0) }) { first, _ in first }
        for one in first {
            guard let other = others[one.identity] else {
                entries.append(Entry(part: part, name: one.name, change: .removed(one.summary)))
                continue
            }
            var properties =
                one.name == other.name ? [] : [Property(name: "name", before: one.name, after: other.name)]
            for (own, new) in zip(one.properties, other.properties) where own.value != new.value {
                properties.append(Property(name: own.name, before: own.value, after: new.value))
            }
            if !properties.isEmpty {
                entries.append(Entry(part: part, name: one.name, change: .changed(properties)))
            }
        }
        let known = Set(first.map(\.identity))
        for other in second where !known.contains(other.identity) {
            entries.append(Entry(part: part, name: other.name, change: .added(other.summary)))
        }
    }
}

/// An entry of a profile as it is compared.
private struct Compared {
    /// What makes it the same entry in both profiles.
    var identity: String
    var name: String
    /// In the same order for every entry of a part.
    var properties: [(name: String, value: String)]

    /// The properties that say something.
    var summary: String {
        properties.filter { $0.value != Compared.none }.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
    }

    /// What stands for a property without a value.
    static let none = "none"

    static func number(_ value: Int?) -> String { value.map(String.init) ?? none }
    static func list(_ values: [String]?) -> String {
        values.map { $0.isEmpty ? none : $0.joined(separator: ", ") } ?? none
    }
    static func range(_ values: [String]?) -> String { values.map { $0.joined(separator: " to ") } ?? none }
}

extension VendorProfile {
    fileprivate var decisions: [Compared] {
        [
            Compared(
                identity: "regionReading", name: "regionReading",
                properties: [("value", regionReading.value.rawValue)]),
            Compared(
                identity: "scannedVolumes", name: "scannedVolumes",
                properties: [
                    ("value", scannedVolumes.value.rawValue),
                    ("all where Enabled", Compared.list(scannedVolumes.allWhenEnabled)),
                ]),
        ]
    }
}

extension VendorProfile.Parameter {
    /// Versions spell names in different cases, and roles stay.
    fileprivate var compared: Compared {
        Compared(
            identity: role?.rawValue ?? "named \(name.lowercased())", name: name,
            properties: [
                ("kind", kind.rawValue), ("unit", unit ?? Compared.none), ("minimum", Compared.number(minimum)),
                ("maximum", Compared.number(maximum)), ("default", defaultValue ?? Compared.none),
                ("required", required ? "yes" : "no"), ("values", values), ("needs", needs ?? Compared.none),
            ])
    }

    /// A long list is told by its length unless it is one of words.
    private var values: String {
        guard let allowedValues, allowedValues.count > 8 else { return Compared.list(allowedValues) }
        return "\(allowedValues.count), \(allowedValues[0]) to \(allowedValues[allowedValues.count - 1])"
    }
}

extension VendorProfile.Constant {
    fileprivate var compared: Compared {
        Compared(identity: name, name: name, properties: [("value", value), ("range", Compared.range(range))])
    }
}

extension VendorProfile.Bucket {
    fileprivate var compared: Compared {
        Compared(
            identity: action, name: action,
            properties: [
                ("rate", rate), ("burst", burst), ("scope", scope.rawValue), ("per", per.rawValue),
                ("resource of", resourceOf ?? Compared.none),
            ])
    }
}

extension VendorProfile.Resource {
    fileprivate var compared: Compared {
        Compared(
            identity: name, name: name,
            properties: [
                ("capacity", Compared.number(capacity)), ("scope", scope.rawValue), ("per", per.rawValue),
            ])
    }
}

extension VendorProfile.Quota {
    fileprivate var compared: Compared {
        Compared(
            identity: name, name: name,
            properties: [("in a new account", Compared.number(freshAccountValue)), ("unit", unit)])
    }
}

extension VendorProfile.Stage {
    fileprivate var compared: Compared {
        Compared(
            identity: name, name: name,
            properties: [
                ("base", base.value), ("range of base", Compared.range(base.range)), ("per GiB", perGiB.value),
                ("range per GiB", Compared.range(perGiB.range)), ("takes", Compared.list(acquires)),
                ("spends", Compared.list(spends)), ("releases", Compared.list(releases)),
                ("starts billing of", Compared.list(opens.map(\.rawValue))),
                ("ends billing of", Compared.list(closes.map(\.rawValue))), ("scanner", scanner),
                ("size", size.rawValue), ("condition", condition?.rawValue ?? Compared.none),
                ("looks", recheck.map { "\($0.check) \($0.scope.rawValue)" } ?? Compared.none),
                ("polls", poll.map { "\($0.first) \($0.step) \($0.longest)" } ?? Compared.none),
            ])
    }
}

extension VendorProfile.ScanType {
    fileprivate var compared: Compared {
        Compared(
            identity: name, name: name,
            properties: [
                ("base", base.value), ("range of base", Compared.range(base.range)), ("per GiB", perGiB.value),
                ("range per GiB", Compared.range(perGiB.range)), ("stage", stage), ("switched on by", enabledBy),
                ("cut off by", timeout), ("skips Windows", skipsWindows ? "yes" : "no"), ("size", size.rawValue),
            ])
    }
}
