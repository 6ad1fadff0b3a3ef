public import ScanModel
import VendorProfiles

/// One scenario under two profiles.
public struct ScenarioTranslation: Hashable, Sendable {
    /// The scenario with every deployment of the two under the first profile.
    public let before: ScenarioDraft
    /// The same under the second profile.
    public let after: ScenarioDraft
    /// What could not be said in the same way, one sentence each, by deployment.
    public let notes: [Note]

    /// A sentence about one deployment.
    public struct Note: Hashable, Sendable {
        public let deployment: String
        public let text: String
    }
}

extension ScenarioReader {
    /// Reads and checks a scenario, then puts its deployments under either of two profiles.
    ///
    /// A deployment of neither profile stays as it is.
    ///
    /// - Parameters:
    ///   - layers: as for ``read(layers:settings:standardName:)``.
    ///   - before: the profile of the first draft.
    ///   - after: the profile of the second one.
    /// - Throws: everything that is wrong with the scenario, or what the other profile asks for and it does not say.
    /// - Complexity: O(bytes).
    public static func translate(
        layers: [ScenarioLayer], settings: [String] = [], standardName: String, before: VendorProfile,
        after: VendorProfile
    ) throws(InvalidInput) -> ScenarioTranslation {
        let (root, draft) = try resolve(layers, settings: settings, standardName: standardName)
        guard draft.deployments.contains(where: { [before.id, after.id].contains($0.deployment.profile) }) else {
            root.child("deployments")?.report(
                "no deployment follows \(before.id) or \(after.id)", expected: "a scenario of one of the two")
            try root.log.check()
            preconditionFailure("a checked scenario has no deployments")
        }
        var notes: [ScenarioTranslation.Note] = []
        func translated(to profile: VendorProfile, from other: VendorProfile) throws(InvalidInput) -> ScenarioDraft {
            guard draft.deployments.contains(where: { $0.deployment.profile == other.id }), profile.id != other.id
            else {
                return draft
            }
            let node = try translate(root, draft, from: other, to: profile, &notes)
            let log = IssueLog(files: root.log.files)
            let result = readDraft(
                of: Field(node: node, path: .root, log: log), standardName: standardName, own: OwnProfiles(layers))
            try log.check()
            guard let result else { preconditionFailure("no scenario and no issue in \(log.file)") }
            return result
        }
        let first = try translated(to: before, from: after)
        let second = try translated(to: after, from: before)
        return ScenarioTranslation(before: first, after: second, notes: notes)
    }

    private static func translate(
        _ root: Field, _ draft: ScenarioDraft, from source: VendorProfile, to target: VendorProfile,
        _ notes: inout [ScenarioTranslation.Note]
    ) throws(InvalidInput) -> DocumentNode {
        guard case .mapping(var entries) = root.node.content,
            let index = entries.firstIndex(where: { $0.key == "deployments" }),
            case .sequence(var elements) = entries[index].value.content
        else { preconditionFailure("a checked scenario has no deployments") }
        let log = IssueLog(files: root.log.files)
        let list = DocumentPath.key("deployments", of: .root)
        for (number, deployment) in draft.deployments.enumerated() where deployment.deployment.profile == source.id {
            let field = Field(node: elements[number], path: .index(number, of: list), log: log)
            if target.parameter(.tagKey)?.required == true, deployment.deployment.eligibility.requiredTags.isEmpty {
                let name = source.parameter(.mustHave)?.name ?? "a tag"
                field.child("parameters")?.report(
                    "scans without a tag, which \(target.id) does not", expected: "`\(name)` with one tag at least")
                continue
            }
            var translation = DeploymentTranslation(from: source, to: target)
            elements[number] = translation.translated(field)
            notes += translation.notes.map { ScenarioTranslation.Note(deployment: deployment.name, text: $0) }
        }
        try log.check()
        entries[index].value.content = .sequence(elements)
        return DocumentNode(content: .mapping(entries), place: root.node.place)
    }
}
