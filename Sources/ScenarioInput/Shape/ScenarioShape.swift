public import ScanModel
import VendorProfiles

/// The scenario format as the scenario reader itself describes it.
public enum ScenarioShape {
    /// A scenario that stands alone.
    ///
    /// Complexity: O(profiles * keys).
    public static let scenario = shape()

    /// A file that changes a base: everything may be left out, `null` takes a key away, and a mapping over a list of
    /// named elements changes those elements by name.
    public static let overlay = loosened(scenario)

    /// What a reader checks beyond the shape, in words, for whoever reads the schema.
    public static let furtherRules = [
        "a key stands once in its mapping; no alias, size or depth goes beyond the reader's limits",
        "names of deployments, service accounts and target accounts are unique; target stacks name the service account",
        "limits are stated for regions of the deployment; a subnet lies in its network and starts its block",
        "shares and sizes of a generated fleet fit together; the longest wait is no shorter than the first",
        "machine types and price items are known, or stated in full; a machine type has its own number of vCPU",
        "a machine type has a known bandwidth to its volumes where reads have a rule, or the rule states it; a burst is no "
            + "slower than its baseline",
        "numbers without a unit have at most 9 decimal places; AdditionalTagKey differs from TagKey",
        "keys and values of tag lists have at most 128 and 256 characters, and no list names a tag twice, asks for two "
            + "values of a key, or keeps out what another one asks for",
        "an instance whose volumes carry tags states them for each of its volumes",
        "the multiples of a variation are in order, and not all 0",
        "inventory files and profile files exist and can be read; a profile file breaks no rule of `scanplan profile check`, "
            + "and a deployment under it keeps to its parameters, stages and limits",
        "no axis of a sweep names a secret",
        "an uncertain input names a number of its deployment once, in the unit of that number and within its range; low, "
            + "mode and high are in order; the word assumed stands for a constant whose range the profile gives",
        "the fields of a Quartz schedule have the values that Quartz allows; a day is one of the calendar",
    ]

    private static func shape() -> DocumentShape {
        let profiles = VendorProfiles.identifiers.filter { $0 != ReferenceDocument.profile }
        let roots = profiles.map { describe(profile: .shipped($0)) } + [describe(profile: .file(nil))]
        guard var root = roots.first, let place = root.members.firstIndex(where: { $0.key == "deployments" }) else {
            preconditionFailure("no profile, or no deployments")
        }
        // Deployments of one scenario may follow different profiles, so the choice is theirs and not the scenario's.
        let elements = roots.compactMap { element(of: $0) }
        let names = profiles + ["of-a-profile-file"]
        let named = zip(names, elements).map { DocumentShape.named("deployment-\($0)", $1) }
        root.members[place].shape = .list(
            named.count == 1 ? named[0] : .either(named), count: ScenarioReader.deploymentCounts, isUnique: false)
        root.members.insert(
            .init(
                key: "base", about: "Path of the scenario that this one changes.", isRequired: false,
                shape: .text(.any)), at: 0)
        return .mapping(root)
    }

    /// What a deployment under each profile looks like.
    static let deployments: [String: DocumentShape] = Dictionary(
        uniqueKeysWithValues: VendorProfiles.identifiers.filter { $0 != ReferenceDocument.profile }.compactMap { id in
            element(of: describe(profile: .shipped(id))).map { (id, $0) }
        })

    /// What a deployment under a profile looks like. Complexity: O(1) for profiles that ship, else O(keys).
    static func deployment(of profile: VendorProfile) -> DocumentShape {
        deployments[profile.id] ?? element(of: describe(profile: .file(profile))) ?? .anything
    }

    private static func element(of root: DocumentMapping) -> DocumentShape? {
        guard case .list(let element, _, _) = root["deployments"]?.shape else { return nil }
        return element
    }

    /// A scenario whose deployments follow one profile.
    static func describe(profile: DescribedProfile) -> DocumentMapping {
        let recorder = ShapeRecorder(profile: profile)
        let field = Field.described(by: recorder, log: IssueLog(file: "shape"))
        _ = ScenarioReader.readDraft(of: field, standardName: "shape")
        guard case .mapping(let mapping) = recorder.shape else { preconditionFailure("a scenario is no mapping") }
        return mapping
    }

    private static func loosened(_ shape: DocumentShape) -> DocumentShape {
        switch shape {
        case .mapping(let mapping):
            return .mapping(
                DocumentMapping(
                    members: mapping.members.map { member in
                        var member = member
                        member.isRequired = false
                        member.shape = loosened(member.shape)
                        return member
                    }))
        case .list(let element, _, _) where element.hasNames:
            let byName = DocumentShape.entries(
                keys: .text(.any), values: .either([loosened(element), .nothing]), count: 0...Int.max)
            return .either([shape, byName])
        case .named(_, let inner) where inner.hasNames:
            return loosened(inner)
        case .entries(let keys, let values, let count):
            return .entries(
                keys: keys, values: .either([loosened(values), .nothing]), count: 0...count.upperBound)
        case .either(let ways):
            return .either(ways.map(loosened))
        case .integer, .decimal, .flag, .text, .choice, .list, .named, .nothing, .anything:
            return shape
        }
    }
}

extension DocumentShape {
    /// Whether it is a mapping, or a choice of mappings, with the key `name`.
    fileprivate var hasNames: Bool {
        switch self {
        case .mapping(let mapping): mapping["name"] != nil
        case .named(_, let shape): shape.hasNames
        case .either(let ways): ways.allSatisfy(\.hasNames)
        case .integer, .decimal, .flag, .text, .choice, .list, .entries, .nothing, .anything: false
        }
    }

    /// A region that a vendor takes.
    static func vendorRegion(_ regions: [String]) -> DocumentShape {
        named("regionOf\(regions.count)", .choice(regions))
    }

    /// A region that is known; where none is, one that is spelt well.
    static func region(of cloud: Cloud) -> DocumentShape {
        switch cloud {
        case .aws: named("region", .choice(cloud.regions))
        case .azure: named("azureRegion", .choice(cloud.regions))
        case .other: .text(.regionName)
        }
    }
}
