import ScanModel
import VendorProfiles

/// Turns the settings of a deployment into a deployment without a fleet.
struct DeploymentBuilder {
    let settings: DeploymentSettings
    let profile: VendorProfile
    let name: String
    let serviceAccount: String
    let targets: TargetAccounts
    let parameters: VendorParameters
    let concurrency: Int
    let singleRegionConcurrency: Int
    let intervalHours: Int
    let regions: [String]
    var values: ProfileValues

    /// Nil if a part is missing; an issue tells why.
    init?(_ settings: DeploymentSettings) {
        guard let profile = settings.profile, let name = settings.name?.value,
            let serviceAccount = settings.serviceAccount?.value, let targets = settings.targets,
            let parameters = settings.parameters, let concurrency = parameters.integer(.regionsAtOnce),
            let singleRegionConcurrency = parameters.integer(.scannersPerRegion),
            let intervalHours = parameters.integer(.interval), let regions = parameters.regions
        else { return nil }
        self.settings = settings
        self.profile = profile
        self.name = name
        self.serviceAccount = serviceAccount
        self.targets = targets
        self.parameters = parameters
        self.concurrency = concurrency
        self.singleRegionConcurrency = singleRegionConcurrency
        self.intervalHours = intervalHours
        self.regions = regions
        values = ProfileValues(profile)
    }

    var deployment: Deployment {
        var builder = self
        return builder.build()
    }

    private mutating func build() -> Deployment {
        let gates = gates()
        let gate = gates.used
        let vendorBucket = vendorBucket()
        let workflow = workflow()
        let scanner = scannerModel()
        let limits = regionLimits(vcpus: scanner.vcpus, further: vendorBucket.map { [$0] } ?? [])
        let isSpot = settings.bill.parts(profile).contains(.spot)
        let faults = faultRules(isSpot: isSpot)
        let gateway = vendorGateway()
        var bill = settings.bill.settings(profile, regions: regions)
        addReads(to: &bill.settings)
        let pricing = pricing(instanceType: scanner.instanceType, bill: bill.settings)
        let eligibility = eligibility()
        var deployment = Deployment(
            name: name, profile: profile.id, serviceAccount: serviceAccount,
            interval: Seconds(Rational(intervalHours * 3600)), gate: gate, otherGates: gates.others,
            workflow: workflow, scanner: scanner, dispatch: settings.policies.dispatchOrder,
            itemOrder: settings.policies.itemOrder, regionOrder: settings.policies.regionOrder, regions: limits,
            fleet: Fleet(), eligibility: eligibility, pricing: pricing,
            assumptions: assumptions() + readAssumptions() + settings.prices.discountAssumptions
                + bill.assumptions,
            unstatedQuotas: unstatedQuotas, notices: notices(gate) + settings.faults.notices(isSpot: isSpot),
            vendorParameters: parameters.given,
            targets: targets.declared.map { DeploymentTarget(account: $0.account.value, stackParameters: $0.stack) })
        deployment.provider = profile.provider
        deployment.rollout = settings.rollout
        deployment.ownProfile = settings.profileFile == nil ? nil : profile
        if profile.copies {
            let unknownKey = settings.policies.copies.unknownKey
            deployment.copying = CopyRule(
                keys: unknownKey == .copied ? [.defaultKey, .unknownKey] : [.defaultKey],
                unknownKeyIsStated: unknownKey != nil)
        }
        deployment.faults = faults
        deployment.variations = settings.variation.variations
        deployment.vendorApi = gateway
        deployment.batching = settings.policies.batching
        deployment.launchesEmptyBatches =
            settings.policies.batching == .nextFit && settings.policies.emptyBatches == .launched
        deployment.weeks = settings.weeks.settings(
            profile, parameters: parameters, stacks: targets.declared.map { ($0.account.value, $0.stack) })
        deployment.uncertainty = settings.uncertainty.uncertainty(of: deployment.assumptions, profile: profile)
        return deployment
    }

    /// The gate of the reading in use, and those of the other two.
    private mutating func gates() -> (used: RegionGate, others: [RegionGate]) {
        if profile.waves != nil {
            // Turns are taken between searches, so regions wait for nothing before.
            return (RegionGate(reading: .turns, window: max(1, regions.count), discipline: .sliding), [])
        }
        let readings = [
            RegionGate(
                reading: .parallelGroups, window: values.integer("regionsPerConcurrencyUnit") * concurrency,
                discipline: .sliding),
            RegionGate(reading: .rounds, window: values.integer("roundSize"), discipline: .barrier),
            RegionGate(reading: .literal, window: concurrency, discipline: .sliding),
        ]
        let wanted = settings.policies.regionReading ?? profile.regionReading.value
        guard var used = readings.first(where: { $0.reading == wanted }) else {
            preconditionFailure("no gate for the reading \(wanted)")
        }
        used.discipline = settings.policies.regionGate ?? used.discipline
        return (used, readings.filter { $0.reading != wanted })
    }

    private mutating func scannerModel() -> ScannerModel {
        let type = values.text("scannerInstanceType", stated: settings.scanner.instanceType)
        return ScannerModel(
            lifecycle: settings.policies.scannerLifecycle,
            // A scanner without further work costs money; the vendor keeps none beyond its batch.
            termination: .idle,
            boot: values.seconds("scannerBoot", stated: settings.timings.others["scannerBoot"]),
            drain: values.seconds("scannerDrain", stated: settings.timings.others["scannerDrain"]),
            places: values.integer("volumesPerScanner", stated: settings.policies.volumesPerScanner),
            minimumBilled: values.seconds("scannerMinimumBilled"), instanceType: type,
            vcpus: settings.scanner.vcpus?.value ?? profile.cloud.vcpus(ofMachineType: type) ?? 0,
            rootVolume: GiB(Rational(values.volume("scannerRootVolume", stated: settings.scanner.rootVolume))),
            launchBuckets: (profile.launchActions ?? ["RunInstances"]).flatMap { bucketIndices(of: $0) },
            terminateBuckets: (profile.terminateActions ?? ["TerminateInstances"]).flatMap { bucketIndices(of: $0) })
    }

    private mutating func pricing(instanceType: String?, bill: BillSettings) -> Pricing {
        let cloud = profile.cloud
        var book = cloud.priceBook
        if let own = settings.prices.book { book.lay(own) }
        for (item, region, price) in settings.prices.items { book.set(price, for: item, region: region) }
        let hours = values.value("hoursPerMonth") { text throws(Misread) in
            guard let hours = Rational(number: text), hours > 0 else {
                throw Misread(problem: "is `\(text)`", expected: "hours above 0")
            }
            return hours
        }
        return Pricing(
            book: book, standIn: settings.prices.standIn?.value, hoursPerMonth: hours,
            scanner: cloud.machineHour(instanceType ?? ""), scannerRoot: cloud.volume, volume: cloud.volume,
            snapshot: cloud.snapshot,
            snapshotStoredFraction: values.fraction(
                "snapshotStoredFraction", stated: settings.prices.snapshotStoredFraction),
            snapshotStoredRange: settings.prices.snapshotStoredFraction == nil
                ? values.range("snapshotStoredFraction", in: .fraction) : nil,
            scannerRootRange: settings.scanner.rootVolume == nil ? scannerRootRange : nil, bill: bill,
            discounts: settings.prices.discounts)
    }

    /// Range of the root volume as multiples of the profile's own size.
    private var scannerRootRange: ClosedRange<Rational>? {
        guard let constant = profile.constant("scannerRootVolume"),
            let range = values.range("scannerRootVolume", in: .volume)
        else { return nil }
        let value = ProfileValues.quantity(.volume, constant.value, of: "\(profile.id) scannerRootVolume")
        return range.lowerBound / value...range.upperBound / value
    }

    private mutating func eligibility() -> EligibilityRule {
        var rule = EligibilityRule(
            targetAccounts: Set(targets.withStack.map(\.value)),
            accountsWithoutStack: Set(targets.withoutStack.map(\.value)), requiredTags: parameters.requiredTags,
            volumesMax: min(values.integer("volumesPerInstanceMax"), attachedMost),
            tagsAnyOf: parameters.tags(.atLeastOne),
            tagsNoneOf: parameters.tags(.none), volumeTagsNoneOf: parameters.tags(.noneOnVolume),
            volumes: profile.scannedVolumes.allWhenEnabled.contains { parameters.isEnabled($0) }
                ? .all : profile.scannedVolumes.value)
        if let pair = constantText("scannerTag"), let equals = pair.firstIndex(of: "=") {
            rule.scannerTag = Tag(key: String(pair[..<equals]), value: String(pair[pair.index(after: equals)...]))
        }
        rule.marketplaceTraits = marketplaceTraits(constantText("marketplaceImagesSkipped"))
        rule.skipsCloudAgent = settings.policies.skipsCloudAgent
        rule.skipsApiScanned = settings.policies.skipsApiScanned
        rule.systems =
            profile.cloud.systems
            + settings.policies.unsupportedSystems.map { SystemRule(prefix: $0, isSupported: false) }
        rule.typesNotActivated = Set(profile.cloud.typesNotActivated)
        rule.skipsTypesNotActivated = settings.policies.skipsTypesNotActivated
        if settings.policies.tagPairs == .any {
            // One of the pairs is enough, so they are a list of which one is asked for.
            rule.tagsAnyOf += parameters.tagPairs
            rule.requiredTags = parameters.tags(.mustHave)
        }
        if let choice = profile.parameter(.samplingPercentage)?.needs, parameters.isEnabled(choice) {
            rule.samplePercent = parameters.integer(.samplingPercentage)
        }
        return rule
    }

    /// Volumes that the scanner's machine type can have attached beside its own.
    private var attachedMost: Int {
        var values = values
        let type = values.text("scannerInstanceType", stated: settings.scanner.instanceType)
        return profile.cloud.dataVolumes(ofMachineType: type) ?? values.bound("volumesPerInstanceMax")
    }

    /// What goes wrong with scanners; they are asked for again with the waits of refused requests.
    private mutating func faultRules(isSpot: Bool) -> FaultRules? {
        var values = values
        let stated = settings.policies.backoff
        let rules = settings.faults.rules(isSpot: isSpot) {
            Backoff(
                first: values.seconds("backoffFirst", stated: stated?.first),
                factor: values.integer("backoffFactor", stated: stated?.factor),
                limit: values.seconds("backoffLimit", stated: stated?.limit), fullJitter: stated?.jitter == .full)
        }
        self.values = values
        return rules
    }

    /// Traits as a profile lists them, such as `arm64 or without ENA`.
    private func marketplaceTraits(_ text: String?) -> InstanceTraits {
        let known: [String: InstanceTraits] = ["arm64": .arm64, "without ENA": .withoutENA]
        return (text ?? "").split(separator: " or ").reduce(into: []) { traits, part in
            guard let trait = known[String(part)] else { preconditionFailure("\(profile.id): the trait \(part)") }
            traits.formUnion(trait)
        }
    }

    /// The text of a constant that not every profile has.
    private mutating func constantText(_ name: String) -> String? {
        profile.constant(name) == nil ? nil : values.text(name)
    }

    /// How often and how long the scan goes that instances are left to; nil if the profile does not tell.
    private var apiScanNotice: String? {
        guard let interval = profile.constant("apiScanInterval")?.value,
            let shortest = profile.constant("apiScanShortest")?.value,
            let longest = profile.constant("apiScanLongest")?.value
        else { return nil }
        func hours(_ text: String) -> Rational {
            ProfileValues.quantity(.duration, text, of: "\(profile.id) API-based scan") / 3600
        }
        return
            "policies.skipApiScanned leaves instances to the API-based scan, which begins every \(hours(interval)) h and "
            + "takes \(hours(shortest)) to \(hours(longest)) h for a whole account."
    }

    private var concurrencyName: String { profile.parameter(.regionsAtOnce)?.name ?? "Concurrency" }

    private func notices(_ gate: RegionGate) -> [String] {
        var notices: [String] = []
        if gate.reading == .rounds {
            notices.append(
                "\(concurrencyName) \(concurrency) changes nothing under the reading rounds: "
                    + "regions are taken in groups of \(gate.window) whatever its value is.")
        } else if gate.reading != .turns, gate.window >= regions.count {
            let listed = regions.count == 1 ? "only 1 region is" : "only \(regions.count) regions are"
            notices.append(
                "\(concurrencyName) \(concurrency) lets \(gate.window) regions be open at once under the reading "
                    + "\(gate.reading.rawValue) and \(listed) listed: every region opens at the start.")
        }
        if targets.withStack.isEmpty {
            notices.append("No target account has the target stack: nothing is scanned.")
        }
        let readsAll = profile.scannedVolumes.allWhenEnabled.contains { parameters.isEnabled($0) }
        if profile.scannedVolumes.value != .root || readsAll, attachedMost < values.bound("volumesPerInstanceMax") {
            notices.append(
                "The scanner's machine type attaches \(attachedMost) volumes beside its own: instances with more are "
                    + "not scanned.")
        }
        if settings.policies.emptyBatches == .launched, settings.policies.batching != .nextFit {
            notices.append("policies.emptyBatches changes nothing while policies.batching is not nextFit.")
        }
        notices += limitNotices()
        if settings.policies.backoff != nil, settings.policies.onEmpty == .wait, settings.faults.outages.isEmpty,
            settings.faults.launchFailure == nil
        {
            notices.append("policies.backoff changes nothing while policies.onEmpty is wait.")
        }
        if settings.policies.tagPairs == .any, parameters.tagPairs.count < 2 {
            notices.append("policies.tagPairs changes nothing without a second pair of key and value.")
        }
        for quantity in settings.bill.idleQuantities(profile) {
            notices.append(
                "bill.quantities.\(quantity.rawValue) changes nothing while bill.include leaves out "
                    + "\(quantity.part.rawValue).")
        }
        if settings.policies.batchWindow != nil, settings.policies.scannerLifecycle == .persistent {
            notices.append("policies.batchWindow changes nothing with persistent scanners: they are fed at once.")
        }
        let searched = (profile.scanTypes ?? []).filter { parameters.isEnabled($0.enabledBy) }.map(\.name)
        // Where reads have a rule, the planner counts the searches too.
        if !searched.isEmpty, settings.reads == nil {
            notices.append(
                "The planner's arithmetic and its bounds leave out the time of \(searched.joined(separator: " and ")); "
                    + "the simulation counts it.")
        }
        if profile.constant("intervalAnchor")?.value == IntervalAnchor.completion.rawValue {
            notices.append(
                "The interval counts from the end of a scan to the next discovery, so cycles come less often than every "
                    + "interval: taken as one every interval, costs of a month are too high and ages too low.")
        }
        notices += readNotices()
        if settings.policies.skipsApiScanned, let notice = apiScanNotice { notices.append(notice) }
        notices += parameters.notices
        let choices = profile.scannedVolumes.allWhenEnabled
        if profile.scannedVolumes.value == .root, choices.isEmpty {
            notices.append("Only the system disk of each machine is read.")
        } else if profile.scannedVolumes.value == .root, !choices.contains(where: { parameters.isEnabled($0) }) {
            notices.append(
                "Only the root volume of each instance is read, as \(choices.joined(separator: " and ")) are "
                    + "\(VendorParameters.disabled).")
        }
        return notices
    }
}
