import ScanModel
import VendorProfiles

/// One deployment as the scenario gives it, part by part.
///
/// Every part is read whatever is wrong with the others; only what depends on an unknown profile is left aside.
struct DeploymentSettings {
    var field: Field
    var name: Setting<String>?
    var profile: VendorProfile?
    /// Where the profile is a file of the user: what that says, and the path that names it.
    var profileFile: Placed<VendorProfile>?
    var serviceAccount: Setting<String>?
    var targets: TargetAccounts?
    var parameters: VendorParameters?
    private var parameterField: Field?
    var fleet: FleetSettings?
    var limits = LimitSettings()
    var timings = TimingSettings()
    var scanner = ScannerSettings()
    var prices = PriceSettings()
    var bill = BillSection()
    /// nil: the timings stand for reading.
    var reads: ReadSettings?
    var policies = PolicySettings()
    var faults = FaultSettings()
    var variation = VariationSettings()
    /// Durations that were fitted to logs; nil: none, or none that could be read.
    var calibration: CalibratedDurations?
    var rollout = RolloutSettings()
    var weeks = WeeksSection()
    var uncertainty = UncertaintySection()

    /// Reads one element of `deployments`; nil if it is no mapping.
    ///
    /// - Parameter own: the profile files that the scenario names.
    init?(_ field: Field, own: OwnProfiles = OwnProfiles()) {
        self.field = field
        var settings = self
        guard field.withMapping({ settings.read(&$0, own) }) else { return nil }
        self = settings
    }

    private mutating func read(_ reader: inout MappingReader, _ own: OwnProfiles) {
        name = reader.required("name", "Name of the deployment, unique in the scenario.").flatMap {
            $0.setting($0.deploymentName())
        }
        let isOwn: Bool
        (profile, isOwn) = readProfile(&reader, own)
        reader.cloud = profile?.cloud ?? (isOwn ? .other : .aws)
        serviceAccount = reader.required("serviceAccount", "Account that the scanners run in.").flatMap {
            $0.setting($0.account())
        }
        let stackParameters = profile?.targetParameters
        targets = reader.required("targetAccounts", "Accounts whose instances are scanned.").flatMap {
            TargetAccounts($0, serviceAccount: serviceAccount?.value, stackParameters: stackParameters)
        }
        fleet = reader.required("fleet", "The instances and their volumes.").flatMap { FleetSettings($0) }
        targets?.addGenerated(fleet)
        parameterField = reader.required("parameters", "The vendor's own parameters, in the vendor's units.")
        let limitField = reader.optional("limits", "Quotas and request rates, for all regions or for single ones.")
        let timingField = reader.optional("timings", "Durations that replace the profile's.")
        let variationField = reader.optional(
            "variation", "How durations scatter around their means; not at all unless stated.")
        let calibrationField = reader.optional(
            CalibrationPath.key,
            "Path of a file of durations that `scanplan calibrate` fitted to logs; `timings` and `variation` come first."
        )
        // While a scenario is described, this notes that there is a path.
        let calibration = calibrationField.flatMap { own.calibration($0) }
        let weeksField = reader.optional("weeks", "What happens when the product runs week after week.")
        if let profile {
            parameters = parameterField.flatMap {
                VendorParameters($0, parameters: profile.parameters, serviceAccount: serviceAccount?.value)
            }
            if let parameters { self.profile = profile.adapted(to: parameters) }
            if let calibration, let calibrationField, calibration.check(profile, named: calibrationField) {
                self.calibration = calibration
                self.profile = (self.profile ?? profile).calibrated(by: calibration)
            }
            let regions = parameters?.regions
            limits = limitField.map { LimitSettings($0, profile: profile, regions: regions) } ?? limits
            timings = timingField.map { TimingSettings($0, profile: profile) } ?? timings
            variation = variationField.map { VariationSettings($0, profile: profile) } ?? variation
            if let calibration = self.calibration { variation.add(calibration) }
            weeks = weeksField.map { WeeksSection($0, profile: profile) } ?? weeks
        }
        scanner = reader.optional("scanner", "The machine of a scanner.").map { ScannerSettings($0) } ?? scanner
        // The profile's own type may be one without a list price, too.
        let scannerType = profile.flatMap { DeploymentBuilder.scannerType(scanner, $0) } ?? scanner.instanceType?.value
        prices =
            reader.optional("prices", "Prices that replace or complete the price book.").map {
                PriceSettings($0, scannerType: scannerType, own: own)
            } ?? prices
        // Both rest on what AWS sells and on how its volumes are read.
        if reader.cloud == .aws {
            bill =
                reader.optional("bill", "Lines of the bill beside scanners and storage.").map { BillSection($0) }
                ?? bill
            reads = reader.optional("reads", "How fast volumes are read; left out, the timings stand for it.").flatMap {
                ReadSettings($0)
            }
        }
        if let profile, let type = DeploymentBuilder.scannerType(scanner, profile) { reads?.check(instanceType: type) }
        let known = profile
        let mostVolumes = profile.map { ProfileValues($0).bound("volumesPerInstanceMax") } ?? 24
        policies =
            reader.optional("policies", "Decisions about order, scanners and retries.").map {
                PolicySettings($0, mostVolumes: mostVolumes, profile: known)
            } ?? policies
        if let profile {
            policies.backoff?.check(profile)
            checkAttachments(profile)
        }
        faults =
            reader.optional("faults", "What goes wrong: failures, interruptions, outages; nothing unless stated.").map {
                FaultSettings($0, regions: parameters?.regions)
            } ?? faults
        faults.check(policies.scannerLifecycle)
        rollout =
            reader.optional("rollout", "What deploying, updating and taking down rest on.").flatMap { $0.rollout() }
            ?? rollout
        if let field = reader.optional("uncertainty", "Numbers of which only a distribution is known.") {
            uncertainty = UncertaintySection(field, profile: profile)
        }
    }

    /// The profile that ships, or the one in a file; and whether it is a file's.
    private mutating func readProfile(_ reader: inout MappingReader, _ own: OwnProfiles) -> (VendorProfile?, Bool) {
        let shipped = (key: "profile", about: "Vendor product and version; `scanplan profile list` tells which.")
        let file = (
            key: ProfilePath.key, about: "Path of a vendor product in a file of its own, in place of `profile`."
        )
        if let described = reader.field.recorder?.profile {
            // Whether one or the other is there decides what else may be, so they are described apart.
            switch described {
            case .shipped(let id):
                reader.required(shipped.key, shipped.about)?.recorder?.note(.choice([id]))
                reader.optional(file.key, file.about)?.recorder?.note(.nothing)
                return (described.profile, false)
            case .file:
                reader.required(file.key, file.about)?.recorder?.note(.text(.any))
                reader.optional(shipped.key, shipped.about)?.recorder?.note(.nothing)
                return (described.profile, true)
            }
        }
        let (name, path) = reader.exactlyOne(shipped, file, problem: "names no profile")
        guard let path else { return (name?.profile(), false) }
        profileFile = own.profile(path).map { Placed(part: $0, field: path) }
        return (profileFile?.part, true)
    }

    /// The machine type can have the places of a scanner attached beside its own root volume.
    private func checkAttachments(_ profile: VendorProfile) {
        // A number that was refused tells nothing of the machine.
        if let parameters, profile.parameter(.volumesPerScanner) != nil,
            parameters.integer(.volumesPerScanner) == nil
        {
            return
        }
        var values = ProfileValues(profile)
        let type = values.text("scannerInstanceType", stated: scanner.instanceType)
        guard let most = profile.cloud.dataVolumes(ofMachineType: type) else { return }
        let places = values.integer("volumesPerScanner", stated: policies.volumesPerScanner)
        guard places > most else { return }
        let own = profile.parameter(.volumesPerScanner)?.name
        let field =
            policies.volumesPerScanner?.field ?? scanner.instanceType?.field
            ?? own.flatMap { parameterField?.child($0) } ?? parameterField
        field?.report(
            "\(places) volumes for each scanner, and a \(type) attaches \(most) beside its own",
            expected: "\(own ?? "policies.volumesPerScanner") of at most \(most), or another machine type")
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
        text(.deploymentName) { TextForm.isDeploymentName($0) }
    }

    /// A vendor product that ships and that scenarios can use.
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
