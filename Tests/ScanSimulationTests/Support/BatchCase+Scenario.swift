import ScanModel

/// The same case in the words of the libraries.
extension BatchCase {
    func scenario() -> Scenario {
        var fleet = Fleet(sizeUnitsPerGiB: Int64(sizeUnitsPerGiB))
        for (number, region) in regions.enumerated() {
            let home = fleet.internRegion("region-\(number)")
            for instance in region.instances {
                fleet.append(
                    account: fleet.internAccount("account-\(instance.account)"), region: home,
                    platform: instance.isWindows ? .windows : .linux, volumes: instance.volumes.map(Int32.init),
                    encryption: instance.copied.map { $0 ? VolumeEncryption.defaultKey : .customerKey })
            }
        }
        var flow = ScanWorkflow(
            stages: workflow.stages.indices.map(stage),
            resources: workflow.resources.enumerated().map {
                ResourceKind(name: "resource \($0)", scope: scope($1), per: basis($1))
            },
            buckets: workflow.buckets.enumerated().map {
                BucketKind(action: "Action\($0)", scope: scope($1), per: basis($1))
            })
        flow.batchWindow = workflow.batchWindow.map(seconds)
        flow.sweep = workflow.sweep.map(seconds)
        flow.reads = workflow.reads == nil ? nil : reads
        flow.waves = workflow.waves.map {
            WaveRule(
                hasBarrier: $0.hasBarrier, regionsAtOnce: $0.regionsAtOnce, turnLimit: $0.turnLimit.map(seconds))
        }
        flow.rounds = workflow.rounds.map {
            SnapshotRounds(
                size: $0.size, pause: seconds($0.pause), runLimit: seconds($0.runLimit), every: seconds($0.every))
        }
        flow.attempts = workflow.attemptsMost.map { AttemptRule(most: $0, failureProbability: failureProbability) }
        var scenario = Scenario.testing(
            name: name, workflow: flow,
            scanner: ScannerModel(
                lifecycle: .perBatch, termination: .regionEnd, boot: seconds(workflow.boot),
                drain: seconds(workflow.drain), places: workflow.places, minimumBilled: seconds(workflow.minimumBilled),
                instanceType: nil, vcpus: 2, rootVolume: GiB(8), launchBuckets: workflow.launchBuckets,
                terminateBuckets: workflow.terminateBuckets),
            dispatch: dispatch, regions: regions.enumerated().map { limits($1, name: "region-\($0)") }, fleet: fleet)
        scenario.deployments[0].copying.keys = [.defaultKey]
        scenario.deployments[0].faults = faults.map(rules)
        return scenario
    }

    private func rules(_ faults: Faults) -> FaultRules {
        FaultRules(
            interruption: faults.perHour > 0 ? InterruptionRule(perHour: faults.perHour) : nil,
            outages: regions.indices.flatMap { region in
                faults.outages.map {
                    ZoneOutage(region: "region-\(region)", from: seconds($0.0), to: seconds($0.1))
                }
            }, launchFailure: faults.launchFailure,
            retry: Backoff(
                first: seconds(faults.retry.first), factor: faults.retry.factor, limit: seconds(faults.retry.limit),
                fullJitter: false))
    }

    private var dispatch: DispatchOrder {
        switch order {
        case .earliestReady: .fifo
        case .largest: .lpt
        case .smallest: .spt
        }
    }

    private func limits(_ region: Region, name: String) -> RegionLimits {
        RegionLimits(
            region: name, scannersRequested: region.scanners, setup: seconds(region.setup),
            teardown: seconds(region.teardown), subnet: nil, vcpu: nil, capacities: region.capacities,
            buckets: region.rates.map { rate in
                rate.map {
                    TokenBucketLimit(rate: TokenRate(perSecond: rational($0.perSecond)), burst: rational($0.burst))
                }
            })
    }

    private func stage(_ number: Int) -> ScanStage {
        let stage = workflow.stages[number]
        var use = ScannerUse.none
        if number == workflow.place { use = .takesPlace }
        if number == workflow.lastPlace { use = number == workflow.place ? .takesAndGivesBack : .givesPlaceBack }
        return ScanStage(
            name: "stage \(number)", acquires: stage.acquires, spends: stage.spends,
            onEmpty: stage.backoff.map {
                .reject(
                    Backoff(
                        first: seconds($0.first), factor: $0.factor, limit: seconds($0.limit), fullJitter: false))
            } ?? .wait,
            duration: StageDuration(
                base: seconds(stage.base),
                perGiB: seconds(stage.perSizeUnit * NaiveFraction(Int128(sizeUnitsPerGiB))),
                size: stage.growsWithTotal ? .total : .largest),
            releases: stage.releases, opens: stage.opens.map(meter), closes: stage.closes.map(meter), scanner: use,
            condition: stage.copiesOnly ? .copyNeeded : .always, scanTypes: stage.scanTypes.enumerated().map(scanType),
            poll: stage.poll.map {
                PollSchedule(first: seconds($0.first), step: seconds($0.step), longest: seconds($0.longest))
            },
            recheck: stage.recheck.map {
                RecheckRule(every: seconds($0.every), looksMost: $0.looks, bucket: $0.bucket)
            }, cap: stage.cap.map(seconds))
    }

    private func scanType(_ number: Int, _ type: NaiveScanType) -> ScanType {
        ScanType(
            name: "type \(number)", base: seconds(type.base),
            perGiB: seconds(type.perSizeUnit * NaiveFraction(Int128(sizeUnitsPerGiB))),
            size: type.growsWithTotal ? .total : .largest, timeout: type.limit.map(seconds),
            skipsWindows: type.skipsWindows)
    }

    private func meter(_ number: Int) -> StorageMeter { [.volume, .snapshot, .copy][number] }

    private func scope(_ counter: NaiveCounter) -> LimitScope {
        counter.perAccount ? .targetAccountRegion : .serviceAccountRegion
    }

    private func basis(_ counter: NaiveCounter) -> UnitBasis {
        switch counter.basis {
        case .item: .item
        case .volume: .volume
        case .sizeUnit: .sizeUnit
        case .copiedVolume: .copiedVolume
        }
    }

    private func rational(_ fraction: NaiveFraction) -> Rational { Rational(fraction.top, over: fraction.bottom) }

    private func seconds(_ fraction: NaiveFraction) -> Seconds { Seconds(rational(fraction)) }
}
