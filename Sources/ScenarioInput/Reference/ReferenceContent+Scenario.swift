import ScanModel

/// The scenario of a reference document: the workflow of the small model with the document's numbers.
extension ReferenceContent {
    var scenario: Scenario {
        Scenario(
            name: id, seed: 1, objective: Objective(deadline: random?.withinSeconds), deployments: [randomDeployment])
    }

    private var randomDeployment: Deployment {
        var deployment = deployment
        deployment.variations = random?.variations
        deployment.workflow.attempts = random?.attempts
        return deployment
    }

    private var deployment: Deployment {
        Deployment(
            name: id, profile: ReferenceDocument.profile, serviceAccount: nil, interval: nil, gate: policy.gate,
            otherGates: [], workflow: workflow, scanner: scannerModel, dispatch: policy.dispatch, itemOrder: .listed,
            regionOrder: .listed, regions: regionLimits, fleet: fleet,
            eligibility: EligibilityRule(
                targetAccounts: nil, accountsWithoutStack: [], requiredTags: [], volumesMax: .max),
            pricing: pricing, assumptions: [], unstatedQuotas: [], notices: [])
    }

    private var workflow: ScanWorkflow {
        ScanWorkflow(
            stages: [
                ScanStage(
                    name: "snapshot", acquires: [0], spends: [0], duration: timing[0], releases: [0],
                    opens: [.snapshot]),
                ScanStage(
                    name: "restore", spends: [2], duration: timing[1], opens: [.volume], scanner: .takesPlace),
                ScanStage(name: "scan", duration: timing[2]),
                // The snapshot meter runs on: a failed job is scanned again from the same snapshot.
                ScanStage(name: "cleanup", duration: timing[3], closes: [.volume], scanner: .givesPlaceBack),
            ],
            resources: [ResourceKind(name: "snapshotConcurrency", scope: .targetAccountRegion, per: .item)],
            buckets: [
                BucketKind(action: "snapshot", scope: .targetAccountRegion, per: .item),
                BucketKind(action: "launch", scope: .serviceAccountRegion, per: .item),
                BucketKind(action: "attach", scope: .serviceAccountRegion, per: .item),
            ])
    }

    private var scannerModel: ScannerModel {
        ScannerModel(
            lifecycle: .persistent, termination: scanner.termination, boot: scanner.boot, drain: scanner.drain,
            places: scanner.slots, minimumBilled: scanner.minimumBilled, instanceType: nil, vcpus: 0,
            rootVolume: GiB(.zero), launchBuckets: [1], terminateBuckets: [])
    }

    private var regionLimits: [RegionLimits] {
        let byName = Dictionary(uniqueKeysWithValues: regions.map { ($0.name, $0) })
        return policy.regionOrder.compactMap { byName[$0] }.map { region in
            RegionLimits(
                region: region.name, scannersRequested: region.scanners, setup: region.setup,
                teardown: region.teardown, subnet: region.subnet, vcpu: region.vcpu,
                capacities: [region.snapshotConcurrency], buckets: region.buckets)
        }
    }

    private var fleet: Fleet {
        var fleet = Fleet(sizeUnitsPerGiB: sizeUnitsPerGiB)
        let units = Rational(Int128(sizeUnitsPerGiB))
        for region in regions {
            let regionIndex = fleet.internRegion(region.name)
            for job in region.jobs {
                let account = fleet.internAccount(job.account)
                let size = Int32((job.gib * units).numerator)
                fleet.append(
                    account: account, region: regionIndex, platform: .linux,
                    failures: random?.failsAtRandom == true ? 0 : job.failures,
                    volumes: CollectionOfOne(size))
            }
        }
        return fleet
    }

    private var pricing: Pricing {
        let scannerHour = PriceItem(sku: "reference:scanner-hour")
        let volume = PriceItem(sku: "reference:volume:GiB-month")
        let snapshot = PriceItem(sku: "reference:snapshot:GiB-month")
        var book = PriceBook()
        for (item, amount) in [
            (scannerHour, scanner.priceHour), (volume, prices.volume), (snapshot, prices.snapshot),
        ] {
            book.set(Price(amount: amount, provenance: priceSource), for: item, region: PriceBook.everywhere)
        }
        return Pricing(
            book: book, standIn: nil, hoursPerMonth: prices.hoursPerMonth, scanner: scannerHour, scannerRoot: nil,
            volume: volume, snapshot: snapshot, snapshotStoredFraction: Sourced(.one, priceSource))
    }
}
