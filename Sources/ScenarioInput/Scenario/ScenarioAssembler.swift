public import ScanModel

/// Joins a checked scenario file with the inventories it names.
public enum ScenarioAssembler {
    /// The scenario, with each deployment's listed instances first and those of its inventory after them.
    ///
    /// - Parameters:
    ///   - draft: what ``ScenarioReader`` read.
    ///   - inventories: one entry for each deployment, in order: what it has generated, loaded from inventories and counted,
    ///     in whole GiB, or nil if it ``DeploymentDraft/needsFleet`` not. Anything else is a programming error and traps.
    /// - Throws: what is wrong with the fleets as a whole.
    /// - Complexity: O(instances + volumes).
    public static func assemble(_ draft: ScenarioDraft, inventories: [Fleet?]) throws(InvalidInput) -> Scenario {
        precondition(
            inventories.count == draft.deployments.count,
            "\(inventories.count) inventories for \(draft.deployments.count) deployments")
        let log = IssueLog(files: draft.files)
        var deployments: [Deployment] = []
        for (deployment, inventory) in zip(draft.deployments, inventories) {
            precondition(
                deployment.needsFleet == (inventory != nil),
                "deployment \(deployment.name) needs \(deployment.needsFleet ? "a" : "no") fleet")
            if let fleet = fleet(of: deployment, inventory: inventory, log: log) {
                var assembled = deployment.deployment
                assembled.fleet = fleet
                assembled.leaveOutIdleCopies()
                assembled.leaveOutIdleInputs()
                if assembled.eligibility.samplePercent != nil { assembled.eligibility.sampleSeed = draft.seed }
                deployments.append(assembled)
            }
        }
        try log.check()
        var scenario = Scenario(
            name: draft.name, seed: draft.seed, objective: draft.objective, deployments: deployments)
        scenario.study = draft.study
        return scenario
    }

    private static func fleet(of draft: DeploymentDraft, inventory: Fleet?, log: IssueLog) -> Fleet? {
        let instances = draft.listed.reduce(inventory?.instanceCount ?? 0) { $0 + $1.count }
        let volumes = draft.listed.reduce(inventory?.volumeCount ?? 0) { $0 + $1.count * $1.volumes.count }
        guard instances <= FleetSettings.mostInstances, volumes <= FleetSettings.mostVolumes else {
            log.report(
                "has \(instances) instances with \(volumes) volumes, inventories included", at: draft.fleetPlace,
                path: draft.fleetPath,
                expected: "at most \(FleetSettings.mostInstances) instances with \(FleetSettings.mostVolumes) volumes")
            return nil
        }
        var fleet = Fleet()
        for instance in draft.listed {
            let account = fleet.internAccount(instance.account)
            let region = fleet.internRegion(instance.region)
            let tagSet = fleet.internTags(instance.tags)
            let details = instance.details
            let isPlain = details == InstanceDetails()
            let group = details.group.map { fleet.internGroup($0) } ?? -1
            let kind = fleet.internKind(details.kind)
            let volumeTags = details.volumeTags.map { fleet.internTags($0) }
            for _ in 0..<instance.count {
                fleet.append(
                    account: account, region: region, platform: instance.platform, tagSet: tagSet,
                    volumes: instance.volumes, encryption: instance.encryption)
                if !isPlain {
                    fleet.describeLast(traits: details.traits, group: group, kind: kind, volumeTags: volumeTags)
                }
            }
        }
        if let inventory { fleet.append(contentsOf: inventory) }
        return fleet
    }
}
