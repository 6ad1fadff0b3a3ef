import ScanModel
import VendorProfiles

/// One deployment as the scenario gives it, part by part.
///
/// Every part is read whatever is wrong with the others; only what depends on an unknown profile is left aside.
struct DeploymentSettings {
    var field: Field
    var name: Setting<String>?
    var profile: VendorProfile?
    var serviceAccount: Setting<String>?
    var targets: TargetAccounts?
    var parameters: VendorParameters?
    var fleet: FleetSettings?
    var limits = LimitSettings()
    var timings = TimingSettings()
    var scanner = ScannerSettings()
    var prices = PriceSettings()
    var policies = PolicySettings()

    /// Reads one element of `deployments`; nil if it is no mapping.
    init?(_ field: Field) {
        self.field = field
        var settings = self
        guard field.withMapping({ settings.read(&$0) }) else { return nil }
        self = settings
    }

    private mutating func read(_ reader: inout MappingReader) {
        name = reader.required("name").flatMap { $0.setting($0.deploymentName()) }
        profile = reader.required("profile").flatMap { $0.profile() }
        serviceAccount = reader.required("serviceAccount").flatMap { $0.setting($0.account()) }
        let stackParameters = profile?.parameters.filter { $0.kind == .account }.map(\.name)
        targets = reader.required("targetAccounts").flatMap {
            TargetAccounts($0, serviceAccount: serviceAccount?.value, stackParameters: stackParameters)
        }
        fleet = reader.required("fleet").flatMap { FleetSettings($0) }
        targets?.addGenerated(fleet)
        let parameterField = reader.required("parameters")
        let limitField = reader.optional("limits")
        let timingField = reader.optional("timings")
        if let profile {
            parameters = parameterField.flatMap { VendorParameters($0, profile: profile) }
            let regions = parameters?.regionLists["Regions"]
            limits = limitField.map { LimitSettings($0, profile: profile, regions: regions) } ?? limits
            timings = timingField.map { TimingSettings($0, profile: profile) } ?? timings
        }
        scanner = reader.optional("scanner").map { ScannerSettings($0) } ?? scanner
        let scannerType = scanner.instanceType?.value
        prices = reader.optional("prices").map { PriceSettings($0, scannerType: scannerType) } ?? prices
        let mostVolumes = profile.map { ProfileValues($0).bound("volumesPerInstanceMax") } ?? 24
        policies = reader.optional("policies").map { PolicySettings($0, mostVolumes: mostVolumes) } ?? policies
        if let profile { policies.backoff?.check(profile) }
    }

    /// The deployment without its inventory; nil if a part that it cannot do without is missing.
    var draft: DeploymentDraft? {
        guard let name, let fleet, let deployment = DeploymentBuilder(self)?.deployment else { return nil }
        return DeploymentDraft(
            name: name.value, inventories: fleet.inventories, counts: fleet.counts,
            generated: fleet.generated?.specification, listed: fleet.listed, deployment: deployment,
            fleetPlace: fleet.field.node.place, fleetPath: fleet.field.path)
    }
}

extension Field {
    /// A name that can stand in file names and command lines.
    fileprivate func deploymentName() -> String? {
        let expected = "1 to 64 letters, digits, `.`, `_` or `-`, the first a letter or digit"
        guard let text = text(expected: expected) else { return nil }
        let isFine =
            text.utf8.count <= 64
            && text.utf8.enumerated().allSatisfy { index, byte in
                switch byte {
                case 48...57, 65...90, 97...122: true
                case 45, 46, 95: index > 0
                default: false
                }
            }
        guard isFine else {
            report(shown, expected: expected)
            return nil
        }
        return text
    }

    /// A vendor product that scenarios can use.
    fileprivate func profile() -> VendorProfile? {
        let known = VendorProfiles.identifiers.filter { $0 != ReferenceDocument.profile }
        let words = "one of " + known.joined(separator: ", ")
        guard let text = text(expected: words) else { return nil }
        guard text != ReferenceDocument.profile else {
            report(
                "is `reference`; documents of the reference model are run by `scanplan conformance`", expected: words)
            return nil
        }
        guard let profile = VendorProfiles.profile(text) else {
            report(shown, expected: words, suggestion: NearestKey.find(text, among: known))
            return nil
        }
        return profile
    }
}
