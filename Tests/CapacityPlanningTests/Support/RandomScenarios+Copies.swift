import ScanModel
import TestSupport

extension RandomScenarios {
    /// A drawn scenario in which some volumes must be copied: a stage or two for them before the scanner, under a limit
    /// that is looked at, and perhaps a timer of searches.
    ///
    /// - Parameter wide: whether stages for copies may also come after the scanner and share what others spend.
    mutating func nextWithCopies() -> Scenario {
        while true {
            var scenario = next()
            if addCopies(to: &scenario.deployments[0]) { return scenario }
        }
    }

    private mutating func addCopies(to deployment: inout Deployment) -> Bool {
        let base = deployment.workflow
        // Before the first stage nobody is on the way yet.
        guard base.placeStage > 0 else { return false }
        var dice = self.dice
        defer { self.dice = dice }
        func length(_ choices: [String]) -> Seconds { Seconds(decimal(dice.pick(choices))) }
        var stages = base.stages
        let checks = base.buckets.count
        let copying = ScanStage(
            name: "copy", acquires: [base.resources.count],
            spends: Array(dice.shuffled(Array(base.buckets.indices.dropLast())).prefix(dice.pick([0, 1]))),
            duration: StageDuration(
                base: length(["0", "1", "6", "20"]), perGiB: length(["0", "0.1", "0.5"]),
                size: dice.pick([.total, .largest])),
            releases: [base.resources.count], opens: [.copy], condition: .copyNeeded,
            recheck: RecheckRule(
                every: length(["3", "10", "60"]), looksMost: dice.pick([1, 2, 4, 30]),
                bucket: dice.chance(60) ? checks : nil))
        let place = dice.roll(1...base.placeStage)
        stages.insert(copying, at: place)
        if dice.chance(50) {
            let clearing = ScanStage(
                name: "clear", duration: StageDuration(base: length(["0", "2"]), perGiB: .zero, size: .largest),
                closes: dice.chance(70) ? [.snapshot] : [], condition: .copyNeeded)
            stages.insert(clearing, at: dice.roll((place + 1)...(base.placeStage + 1)))
        }
        if dice.chance(50) { stages[stages.count - 1].closes.append(.copy) }
        var workflow = ScanWorkflow(
            stages: stages,
            resources: base.resources + [
                ResourceKind(
                    name: "copies", scope: dice.pick([.targetAccountRegion, .serviceAccountRegion]),
                    per: dice.pick([.copiedVolume, .volume, .item]))
            ],
            buckets: base.buckets + [BucketKind(action: "Check", scope: .serviceAccountRegion, per: .item)])
        if dice.chance(40) { workflow.batchWindow = length(["7", "60", "300"]) }
        deployment.workflow = workflow
        deployment.copying.keys = [.defaultKey]
        let share = dice.pick([10, 50, 100])
        deployment.fleet = encrypted(deployment.fleet, share: share, &dice)
        for region in deployment.regions.indices {
            deployment.regions[region].capacities.append(dice.pick([nil, 6, 7, 12]))
            let check = TokenBucketLimit(
                rate: TokenRate(perSecond: decimal(dice.pick(["0.2", "1", "5"]))), burst: .one)
            deployment.regions[region].buckets.append(dice.chance(80) ? check : nil)
        }
        return true
    }

    /// The same instances with a share of their volumes under the default key.
    private func encrypted(_ fleet: Fleet, share: Int, _ dice: inout Dice) -> Fleet {
        var result = Fleet(sizeUnitsPerGiB: fleet.sizeUnitsPerGiB)
        for region in fleet.regions.texts { _ = result.internRegion(region) }
        for instance in 0..<fleet.instanceCount {
            let volumes = fleet.volumes(of: instance)
            result.append(
                account: result.internAccount(fleet.accounts[fleet.instanceAccount[instance]]),
                region: result.internRegion(fleet.regions[Int32(fleet.instanceRegion[instance])]),
                platform: fleet.instancePlatform[instance], failures: fleet.instanceFailures[instance],
                volumes: volumes.map { fleet.volumeSize[$0] },
                encryption: volumes.map { _ in
                    dice.chance(share) ? VolumeEncryption.defaultKey : dice.pick([.none, .customerKey])
                })
        }
        return result
    }
}
