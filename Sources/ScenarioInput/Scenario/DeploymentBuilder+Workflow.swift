import ScanModel

/// The workflow of the profile and the limits of each region, with what the scenario states in the profile's place.
extension DeploymentBuilder {
    mutating func workflow() -> ScanWorkflow {
        let onEmpty = emptyBucketRule()
        let copies = settings.policies.copies
        var stages = profile.stages.map { profiled in
            var stage = stage(profiled, onEmpty: onEmpty)
            stage.condition = profiled.condition ?? .always
            stage.recheck = profiled.recheck.map { recheckRule($0) }
            stage.poll = profiled.poll.map { pollSchedule($0, of: profiled.name) }
            stage.cap = profiled.cap.map { values.seconds($0) }
            stage.cutAbove = profiled.cutAbove.map { values.seconds($0) }
            return stage
        }
        var resources = profile.resources.map { ResourceKind(name: $0.name, scope: $0.scope, per: $0.per) }
        let reading = addReads(to: &stages, &resources)
        var buckets = profile.buckets.map {
            BucketKind(
                action: $0.action, scope: $0.scope, per: $0.per,
                meaning: $0.resourceOf == nil ? .request : .resource)
        }
        buckets += profile.rechecks.map {
            BucketKind(
                action: $0.check, scope: copies.checker == .region ? .serviceAccountRegion : $0.scope, per: .item)
        }
        if settings.limits.vendorApi != nil, let stage = stages.firstIndex(where: { $0.name == vendorStage }) {
            stages[stage].spends.append(buckets.count)
            buckets.append(
                BucketKind(
                    action: VendorApiSettings.action, scope: .serviceAccount, per: .item, meaning: .vendorRequests))
        }
        var workflow = ScanWorkflow(stages: stages, resources: resources, buckets: buckets)
        workflow.reads = reading
        if settings.policies.batchWindow != PolicySettings.BatchWindow.none {
            workflow.batchWindow = parameters.integer(.batchWindow).map { Seconds(Rational($0 * 60)) }
        }
        workflow.waves = waveRule()
        workflow.rounds = snapshotRounds()
        let isSpot = settings.bill.parts(profile).contains(.spot)
        // Whoever gives up at a limit leaves something behind, too.
        if settings.faults.leavesBehind(isSpot: isSpot) || !profile.rechecks.isEmpty {
            workflow.sweep = values.seconds("cleanupInterval", stated: settings.faults.sweep)
        }
        if let chance = settings.faults.scanFailure, chance.value > .zero {
            workflow.attempts = AttemptRule(
                most: values.integer("scanAttemptsMax", stated: settings.faults.attempts),
                failureProbability: chance.value.doubleValue)
        }
        return workflow
    }

    /// Scanners that stay take turns with nobody.
    private mutating func waveRule() -> WaveRule? {
        guard let waves = profile.waves, settings.policies.scannerLifecycle == .perBatch else { return nil }
        return WaveRule(
            hasBarrier: settings.policies.waves.map { $0 == .barrier } ?? waves.hasBarrier, regionsAtOnce: concurrency,
            turnLimit: values.seconds(waves.turnLimit))
    }

    private mutating func snapshotRounds() -> SnapshotRounds? {
        guard let rounds = profile.rounds, let parameter = profile.parameter(rounds.every),
            let every = parameters.integer(named: rounds.every)
        else { return nil }
        let runLimit = values.seconds(rounds.runLimit)
        let interval = Seconds(Rational(every * (parameter.unit == "hours" ? 3600 : 60)))
        return SnapshotRounds(
            size: values.integer(rounds.size), pause: values.seconds(rounds.pause), runLimit: runLimit,
            every: max(interval, runLimit))
    }

    private mutating func recheckRule(_ recheck: VendorProfile.Recheck) -> RecheckRule {
        let copies = settings.policies.copies
        let number = profile.rechecks.firstIndex { $0.check == recheck.check }
        return RecheckRule(
            every: values.seconds(recheck.every, stated: copies.every),
            looksMost: values.integer(recheck.looks, stated: copies.looks),
            bucket: number.map { profile.buckets.count + $0 })
    }

    private func pollSchedule(_ poll: VendorProfile.Poll, of stage: String) -> PollSchedule {
        func seconds(_ text: String) -> Seconds {
            Seconds(ProfileValues.quantity(.duration, text, of: "\(profile.id) poll of \(stage)"))
        }
        return PollSchedule(
            first: seconds(poll.first), step: seconds(poll.step), longest: seconds(poll.longest))
    }

    /// The buckets that a request of an action spends: its own, and that of what it makes or changes.
    func bucketIndices(of action: String) -> [Int] {
        profile.buckets.indices.filter {
            [profile.buckets[$0].action, profile.buckets[$0].resourceOf].contains(action)
        }
    }

    private func stage(_ stage: VendorProfile.Stage, onEmpty: EmptyBucketRule) -> ScanStage {
        let stated = settings.timings.stages[stage.name]
        return ScanStage(
            name: stage.name, acquires: stage.acquires.map { resourceIndex($0) },
            spends: stage.spends.map { bucketIndex($0) }, onEmpty: onEmpty,
            duration: StageDuration(
                base: stated?.base?.value ?? seconds(stage.base, of: "\(stage.name).base"),
                perGiB: stated?.perGiB?.value ?? seconds(stage.perGiB, of: "\(stage.name).perGiB"), size: stage.size),
            releases: stage.releases.map { resourceIndex($0) }, opens: stage.opens.map(\.meter),
            closes: stage.closes.map(\.meter), scanner: scannerUse(stage), scanTypes: scanTypes(of: stage.name))
    }

    /// What is looked for besides while a stage lasts, as far as it is switched on.
    private func scanTypes(of stage: String) -> [ScanType] {
        (profile.scanTypes ?? []).filter { $0.stage == stage && parameters.isEnabled($0.enabledBy) }.map { type in
            let stated = settings.timings.stages[type.name]
            return ScanType(
                name: type.name, base: stated?.base?.value ?? seconds(type.base, of: "\(type.name).base"),
                perGiB: stated?.perGiB?.value ?? seconds(type.perGiB, of: "\(type.name).perGiB"), size: type.size,
                timeout: parameters.integer(named: type.timeout).map { Seconds(Rational($0)) },
                skipsWindows: type.skipsWindows)
        }
    }

    private func seconds(_ timing: VendorProfile.Timing, of name: String) -> Seconds {
        Seconds(ProfileValues.quantity(.duration, timing.value, of: "\(profile.id) \(name)"))
    }

    private func resourceIndex(_ name: String) -> Int {
        guard let index = profile.resources.firstIndex(where: { $0.name == name }) else {
            preconditionFailure("\(profile.id) has no resource \(name)")
        }
        return index
    }

    private func bucketIndex(_ action: String) -> Int {
        guard let index = profile.buckets.firstIndex(where: { $0.action == action }) else {
            preconditionFailure("\(profile.id) has no bucket \(action)")
        }
        return index
    }

    private func scannerUse(_ stage: VendorProfile.Stage) -> ScannerUse {
        switch stage.scanner {
        case "none": .none
        case "takesPlace": .takesPlace
        case "givesPlaceBack": .givesPlaceBack
        case "takesAndGivesBack": .takesAndGivesBack
        default: preconditionFailure("\(profile.id) \(stage.name): scanner \(stage.scanner)")
        }
    }

    private mutating func emptyBucketRule() -> EmptyBucketRule {
        guard settings.policies.onEmpty == .reject else { return .wait }
        let stated = settings.policies.backoff
        return .reject(
            Backoff(
                first: values.seconds("backoffFirst", stated: stated?.first),
                factor: values.integer("backoffFactor", stated: stated?.factor),
                limit: values.seconds("backoffLimit", stated: stated?.limit), fullJitter: stated?.jitter == .full))
    }

    /// - Parameter further: buckets beside the profile's, the same in every region.
    mutating func regionLimits(vcpus: Int, further: [TokenBucketLimit]) -> [RegionLimits] {
        let scanners =
            values.integer("scannersPerSingleRegionConcurrencyUnit") * singleRegionConcurrency
        let setup = values.seconds("regionSetup", stated: settings.timings.others["regionSetup"])
        let teardown = values.seconds("regionTeardown", stated: settings.timings.others["regionTeardown"])
        let subnet = subnetLimit()
        // Checks are made one after another, so none can be saved up.
        let checks = profile.rechecks.map {
            TokenBucketLimit(
                rate: values.rate($0.rate, stated: settings.policies.copies.checkRate), burst: .one)
        }
        return regions.map { region in
            let quota = (settings.limits.regions[region]?.onDemandVcpu ?? settings.limits.onDemandVcpu)?.value
            return RegionLimits(
                region: region, scannersRequested: scanners, setup: setup, teardown: teardown, subnet: subnet,
                // A machine type without known vCPU has been reported; 1 keeps the division defined until then.
                vcpu: quota.map { VCPULimit(quota: $0, perScanner: max(1, vcpus)) },
                capacities: profile.resources.map { capacity($0, in: region) } + readCapacities,
                buckets: profile.buckets.map { bucket($0, in: region) } + checks + further)
        }
    }

    private mutating func subnetLimit() -> SubnetLimit? {
        let own = parameters.block(.subnet)?.prefix
        guard let prefix = own ?? (profile.constant("subnetPrefix").map { _ in values.integer("subnetPrefix") }) else {
            return nil
        }
        return SubnetLimit(
            prefix: prefix, reserved: values.integer("subnetReservedAddresses"),
            perScanner: values.integer("addressesPerScanner"))
    }

    private func capacity(_ resource: VendorProfile.Resource, in region: String) -> Int? {
        settings.limits.regions[region]?.capacities[resource.name]?.value
            ?? settings.limits.capacities[resource.name]?.value ?? resource.capacity
    }

    func bucket(_ bucket: VendorProfile.Bucket, in region: String) -> TokenBucketLimit {
        let local = settings.limits.regions[region]?.rates[bucket.action]
        let global = settings.limits.rates[bucket.action]
        let name = "\(profile.id) \(bucket.action)"
        let rate =
            local?.rate?.value ?? global?.rate?.value
            ?? TokenRate(perSecond: ProfileValues.quantity(.rate, bucket.rate, of: name))
        let burst =
            local?.burst?.value ?? global?.burst?.value
            ?? ProfileValues.parse(bucket.burst, of: name) { text throws(Misread) in
                guard let burst = Rational(number: text), burst >= 1 else {
                    throw Misread(problem: "is `\(text)`", expected: "a burst of at least 1")
                }
                return burst
            }
        return TokenBucketLimit(rate: rate, burst: burst, background: background(of: bucket, in: region))
    }
}
