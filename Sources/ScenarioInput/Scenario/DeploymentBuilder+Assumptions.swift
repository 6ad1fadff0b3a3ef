import ScanModel

/// What an answer for this deployment rests on, number by number.
extension DeploymentBuilder {
    /// Constants, bucket rates, capacities and timings in use, in the order of the profile; then what the scenario
    /// states for single regions.
    func assumptions() -> [Assumption] {
        var assumptions = values.assumptions
        if let vcpus = settings.scanner.vcpus { assumptions.append(assumption("scanner.vcpus", vcpus)) }
        assumptions += limitAssumptions(settings.limits, under: "limits", isComplete: true)
        for stage in profile.timedSteps {
            // What is switched off has no part in the answer.
            if let type = profile.scanTypes?.first(where: { $0.name == stage.name }),
                !parameters.isEnabled(type.enabledBy)
            {
                continue
            }
            let stated = settings.timings.stages[stage.name]
            assumptions.append(timing(stage.base, "timings.\(stage.name).base", stated?.base))
            assumptions.append(timing(stage.perGiB, "timings.\(stage.name).perGiB", stated?.perGiB))
        }
        if let requests = settings.limits.vendorApi?.requestsPerItem {
            assumptions.append(assumption("limits.vendorApi.requestsPerItem", requests))
        }
        assumptions += settings.faults.assumptions + settings.variation.assumptions
        for region in regions {
            guard let limits = settings.limits.regions[region] else { continue }
            assumptions += limitAssumptions(limits, under: "limits.regions.\(region)", isComplete: false)
        }
        return assumptions
    }

    private func timing(_ timing: VendorProfile.Timing, _ name: String, _ stated: Setting<Seconds>?) -> Assumption {
        stated.map { assumption(name, $0) }
            ?? Assumption(
                name: name, value: timing.value, range: ProfileValues.range(timing.range),
                provenance: timing.provenance)
    }

    private func assumption<Value>(_ name: String, _ stated: Setting<Value>) -> Assumption {
        Assumption(name: name, value: stated.text, range: nil, provenance: stated.provenance)
    }

    /// - Parameter isComplete: whether the profile's own values are listed where nothing is stated.
    private func limitAssumptions(_ limits: LimitSettings, under prefix: String, isComplete: Bool) -> [Assumption] {
        var assumptions: [Assumption] = []
        for bucket in profile.buckets {
            let stated = limits.rates[bucket.action]
            let name = "\(prefix).apiRates.\(bucket.action)"
            for (part, own, text) in [
                ("rate", stated?.rate.map { assumption("\(name).rate", $0) }, bucket.rate),
                ("burst", stated?.burst.map { assumption("\(name).burst", $0) }, bucket.burst),
            ] {
                if let own {
                    assumptions.append(own)
                } else if isComplete {
                    assumptions.append(
                        Assumption(name: "\(name).\(part)", value: text, range: nil, provenance: bucket.provenance))
                }
            }
            if let background = limits.background[bucket.action] {
                assumptions.append(assumption("\(prefix).background.\(bucket.action)", background))
            }
        }
        for resource in profile.resources {
            let name = "\(prefix).\(resource.name)"
            if let stated = limits.capacities[resource.name] {
                assumptions.append(assumption(name, stated))
            } else if isComplete, let capacity = resource.capacity {
                assumptions.append(
                    Assumption(name: name, value: "\(capacity)", range: nil, provenance: resource.provenance))
            }
        }
        if let quota = limits.onDemandVcpu {
            assumptions.append(assumption("\(prefix).\(LimitSettings.vcpuQuota)", quota))
        }
        return assumptions
    }

    /// Quotas that clamp nothing because nobody stated them for every region.
    var unstatedQuotas: [UnstatedQuota] {
        profile.quotas.filter { !isStated($0.name) }.map { quota in
            UnstatedQuota(
                name: quota.name, title: quota.title, freshAccountValue: quota.freshAccountValue, unit: quota.unit,
                provenance: quota.provenance)
        }
    }

    private func isStated(_ quota: String) -> Bool {
        if quota == "subnetAddresses" {
            return parameters.block(.subnet) != nil || profile.constant("subnetPrefix") != nil
        }
        func isStated(in limits: LimitSettings?) -> Bool {
            quota == LimitSettings.vcpuQuota ? limits?.onDemandVcpu != nil : limits?.capacities[quota] != nil
        }
        return isStated(in: settings.limits) || regions.allSatisfy { isStated(in: settings.limits.regions[$0]) }
    }
}
