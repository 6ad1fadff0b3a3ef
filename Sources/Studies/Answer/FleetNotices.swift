internal import ScanModel

/// What an answer must say of the fleet and of what it does not tell.
enum FleetNotices {
    /// Sentences on instances that other scans cover too, on systems and machine types, and on tags of volumes.
    ///
    /// - Complexity: O(instances of which something is said).
    static func sentences(_ deployment: Deployment) -> [String] {
        overlaps(deployment) + kinds(deployment) + volumeTags(deployment)
    }

    private static func overlaps(_ deployment: Deployment) -> [String] {
        let rule = deployment.eligibility
        var sentences: [String] = []
        for (trait, isSkipped, scan, key) in [
            (InstanceTraits.cloudAgent, rule.skipsCloudAgent, "the cloud agent", "skipCloudAgent"),
            (.apiScanned, rule.skipsApiScanned, "the API-based scan", "skipApiScanned"),
        ] where !isSkipped {
            let count = deployment.fleet.instanceTraits.count { $0.contains(trait) }
            guard count > 0 else { continue }
            sentences.append(
                "\(count) listed \(count == 1 ? "instance is" : "instances are") covered by \(scan) too: a subscription may "
                    + "have both, and both scan. policies.\(key) leaves them to \(scan).")
        }
        return sentences
    }

    private static func kinds(_ deployment: Deployment) -> [String] {
        let fleet = deployment.fleet
        guard !fleet.instanceKind.isEmpty else { return [] }
        let rule = deployment.eligibility
        let counts = fleet.instanceKind.reduce(into: [Int](repeating: 0, count: fleet.kinds.all.count)) {
            $0[Int($1)] += 1
        }
        var told = 0
        var idle: [String: Int] = [:]
        for (kind, count) in zip(fleet.kinds.all, counts) where count > 0 {
            if !kind.system.isEmpty { told += count }
            if rule.typesNotActivated.contains(kind.machineType) { idle[kind.machineType, default: 0] += count }
        }
        var sentences: [String] = []
        if told > 0, told < fleet.instanceCount {
            sentences.append(
                "\(fleet.instanceCount - told) of \(fleet.instanceCount) listed instances do not tell their operating system "
                    + "and count as supported.")
        }
        if !idle.isEmpty, !rule.skipsTypesNotActivated {
            let sum = idle.values.reduce(0, +)
            sentences.append(
                "\(sum) listed \(sum == 1 ? "instance is" : "instances are") of machine types that a connector does not "
                    + "activate by itself (\(idle.keys.sorted().joined(separator: ", "))). Whether the snapshot scan "
                    + "leaves them out is not published; policies.skipTypesNotActivated does.")
        }
        return sentences
    }

    private static func volumeTags(_ deployment: Deployment) -> [String] {
        guard !deployment.eligibility.volumeTagsNoneOf.isEmpty, deployment.fleet.volumeTagSet.isEmpty else { return [] }
        return ["No volume is kept out by its tags, because no volume of the fleet tells any."]
    }
}
