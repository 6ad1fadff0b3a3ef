import ScanModel
import VendorProfiles

/// Token buckets, counted limits, quotas, and what they share with the names that scenarios use.
extension ProfileDocument {
    /// Keys of `limits` that a counted limit cannot be called.
    private static let limitKeys: Set = [
        LimitSettings.vcpuQuota, "apiRates", "background", "regions", "vendorApi", "initialisationRate",
        "fastRestoreSnapshots",
    ]

    func checkLimits() {
        for bucket in buckets.parts {
            if let action = bucket.part.resourceOf {
                buckets.check(action, at: bucket.at("resourceOf"), what: "action")
                let owner = buckets.parts.first { $0.part.action == action }
                if owner?.part.resourceOf != nil || action == bucket.part.action {
                    bucket.at("resourceOf").report(
                        "`\(Excerpt.of(action))` is no action of its own", expected: "the action that makes requests")
                }
            }
        }
        checkActions(launchActions, standard: "RunInstances")
        checkActions(terminateActions, standard: "TerminateInstances")
        for resource in resources.parts {
            let name = resource.part.name
            if Self.limitKeys.contains(name) {
                resource.at("name").report("is `\(name)`, a key that limits have anyway", expected: "another name")
            }
            if !stages.parts.contains(where: { $0.part.acquires.contains(name) }),
                stages.parts.count == stages.names.count
            {
                resource.field.report("no stage acquires `\(name)`", expected: "a stage that does, or no such limit")
            }
        }
        for quota in quotas.parts {
            let known = resources.names.union([LimitSettings.vcpuQuota, "subnetAddresses"])
            if !known.contains(quota.part.name) {
                quota.at("name").report(
                    "`\(quota.part.name)` can be stated nowhere",
                    expected: "\(LimitSettings.vcpuQuota), subnetAddresses or the name of a resource",
                    suggestion: NearestKey.find(quota.part.name, among: known))
            }
        }
        checkMachines()
    }

    /// What is spent to launch and end scanners is the region's own.
    private func checkActions(_ actions: Placed<[String]>?, standard: String) {
        for (index, action) in (actions?.part ?? []).enumerated() {
            guard let field = actions?.field.element(index) else { continue }
            buckets.check(action, at: field, what: "action")
        }
        let spent = Set(actions?.part ?? [standard])
        for bucket in buckets.parts where bucket.part.scope != .serviceAccountRegion {
            guard spent.contains(bucket.part.action) || bucket.part.resourceOf.map(spent.contains) == true else {
                continue
            }
            bucket.at("scope").report(
                "is `\(bucket.part.scope.rawValue)`",
                expected: "serviceAccountRegion, as scanners are launched and ended in each region")
        }
    }

    /// The profile's own machines take the profile's own numbers of volumes.
    private func checkMachines() {
        func checkType(_ type: String, volumes: Int?, _ typeField: Field, _ volumesField: Field?) {
            guard cloud != .other else { return }
            let isKnown = cloud.vcpus(ofMachineType: type) != nil
            if !isKnown {
                typeField.report(
                    "is `\(Excerpt.of(type))`, a machine type that is not known",
                    expected: "a type of \(cloud.rawValue)",
                    suggestion: NearestKey.find(type, among: cloud.machineTypes))
            }
            guard isKnown, let most = cloud.dataVolumes(ofMachineType: type), let volumes, volumes > most else {
                return
            }
            volumesField?.report(
                "\(volumes) volumes for each scanner, and a \(Excerpt.of(type)) attaches \(most) beside its own",
                expected: "at most \(most)")
        }
        var seen: Set<Int> = []
        for machine in machines {
            if !seen.insert(machine.part.volumes).inserted {
                machine.at("volumes").report("another machine is for so many", expected: "one machine for each number")
            }
            checkType(machine.part.type, volumes: machine.part.volumes, machine.at("type"), machine.at("volumes"))
        }
        if !machines.isEmpty, !parameters.parts.contains(where: { $0.part.role == .volumesPerScanner }) {
            root.child("machines")?.report(
                "no parameter has the role `volumesPerScanner`", expected: "one that decides which machine is taken")
        }
        guard let type = constants.parts.first(where: { $0.part.name == "scannerInstanceType" }) else { return }
        let places = constants.parts.first { $0.part.name == "volumesPerScanner" }
        // Where a parameter gives the number, it decides the machine as well.
        let isDecided = parameters.parts.contains { $0.part.role == .volumesPerScanner }
        checkType(
            type.part.value, volumes: isDecided ? nil : places.flatMap { Int($0.part.value) }, type.at("value"),
            places?.at("value"))
    }
}
