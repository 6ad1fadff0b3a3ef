internal import Calibration
internal import ScanModel
internal import ScenarioInput
internal import VendorProfiles

/// The profile whose stages are calibrated, and the scenario that follows it.
struct CalibrationTarget {
    let profile: VendorProfile
    let draft: ScenarioDraft?
    /// The deployment of the draft.
    let index: Int?

    init(profile name: String?, scenario path: String?, deployment: String?) throws(ExitStatus) {
        guard let path else {
            (draft, index) = (nil, nil)
            profile = try Self.shipped(name ?? "")
            return
        }
        let layers = try ScenarioLoading.layers(path, allowsOutside: false)
        let draft: ScenarioDraft
        do throws(InvalidInput) {
            draft = try ScenarioReader.read(layers: layers, standardName: FileAccess.standardName(of: path))
        } catch {
            throw ScenarioLoading.report(error)
        }
        let names = draft.deployments.map(\.name)
        let found = deployment.map { name in names.firstIndex(of: name) } ?? (names.count == 1 ? 0 : nil)
        guard let found else {
            let wanted = deployment.map { "there is no deployment \($0)" } ?? "there are several deployments"
            Console.diagnostic("error: \(path): \(wanted); --deployment takes one of \(names.joined(separator: ", "))")
            throw .usage
        }
        self.draft = draft
        index = found
        let followed = draft.deployments[found]
        guard let own = VendorProfiles.profile(followed.profile) ?? followed.ownProfile else {
            preconditionFailure("a checked deployment follows \(followed.profile)")
        }
        profile = own
    }

    private static func shipped(_ name: String) throws(ExitStatus) -> VendorProfile {
        if let profile = VendorProfiles.profile(name), StarterRequest.isForScenarios(name) { return profile }
        let known = VendorProfiles.identifiers.filter { StarterRequest.isForScenarios($0) }
        Console.diagnostic(
            "error: there is no profile \(name); --profile takes one of \(known.joined(separator: ", "))")
        throw .usage
    }

    /// Its stages, and the boot of a scanner.
    var subjects: [StageSubject] {
        var subjects = profile.stages.map { stage in
            let perGiB = stage.perGiB
            let grows = perGiB.value != "0s" || perGiB.range != nil
            return StageSubject(
                name: stage.name, growsWithSize: grows,
                standard: stage.base.value + (perGiB.value == "0s" ? "" : " and \(perGiB.value) for each GiB"),
                provenance: stage.base.provenance)
        }
        if let boot = profile.constant(Deployment.bootStage) {
            subjects.append(
                StageSubject(
                    name: boot.name, growsWithSize: false, standard: boot.value, provenance: boot.provenance))
        }
        return subjects
    }
}
