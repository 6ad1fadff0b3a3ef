internal import ScanModel

/// Who is scanned, by region.
struct ScanDemand: Sendable {
    /// For each region of the deployment, the instances to scan, in the order of the fleet.
    let instances: [[Int32]]
    let summary: DemandSummary

    /// Sorts the fleet into regions and reasons. Complexity: O(instances + tag sets * tags).
    init(_ deployment: Deployment) {
        let fleet = deployment.fleet
        let rule = deployment.eligibility
        var regionSlot = [Int](repeating: -1, count: fleet.regions.count)
        for (slot, limits) in deployment.regions.enumerated() {
            if let index = fleet.regions.index(of: limits.region) { regionSlot[Int(index)] = slot }
        }
        let accountRefusal: [ExclusionReason?] = fleet.accounts.texts.map { account in
            if rule.accountsWithoutStack.contains(account) { return .noTargetStack }
            if let targets = rule.targetAccounts, !targets.contains(account) { return .notATargetAccount }
            return nil
        }
        let tagsMatch = fleet.tagSets.map { tags in rule.requiredTags.allSatisfy(tags.contains) }

        var perRegion = [[Int32]](repeating: [], count: deployment.regions.count)
        var summary = DemandSummary()
        summary.listedInstances = fleet.instanceCount
        summary.listedVolumes = fleet.volumeCount
        summary.accountsWithoutStack = rule.accountsWithoutStack.sorted()
        for instance in 0..<fleet.instanceCount {
            let volumes = fleet.volumes(of: instance)
            let slot = regionSlot[Int(fleet.instanceRegion[instance])]
            var refusal = accountRefusal[Int(fleet.instanceAccount[instance])]
            if refusal == nil, slot < 0 { refusal = .regionNotSelected }
            if refusal == nil, !tagsMatch[Int(fleet.instanceTagSet[instance])] { refusal = .tagsDoNotMatch }
            if refusal == nil, volumes.isEmpty { refusal = .noVolume }
            if refusal == nil, volumes.count > rule.volumesMax { refusal = .tooManyVolumes }
            if let refusal {
                summary.excluded[refusal, default: 0] += 1
                continue
            }
            perRegion[slot].append(Int32(instance))
            summary.eligibleInstances += 1
            summary.eligibleVolumes += volumes.count
            for volume in volumes { summary.eligibleSizeUnits += Int64(fleet.volumeSize[volume]) }
            if fleet.volumeEncryption.isEmpty { continue }
            for encryption in fleet.volumeEncryption[volumes] where encryption != .none {
                summary.encryptedVolumes[encryption, default: 0] += 1
            }
        }
        instances = perRegion
        self.summary = summary
    }
}
