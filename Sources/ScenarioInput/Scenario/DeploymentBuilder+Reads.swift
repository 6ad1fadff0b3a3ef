import ScanModel
import VendorProfiles

/// The rule for reading: what it adds to the workflow, and what it rests on.
extension DeploymentBuilder {
    /// The stage of every profile that reads.
    private static let readingStage = "scan"
    /// The stage that waits for the paid rate; also the name of what it takes.
    private static let fillingName = "initialisationRate"
    private static let snapshotsName = "fastRestoreSnapshots"

    /// The machine type of the scanner, as the answer will use it.
    static func scannerType(_ scanner: ScannerSettings, _ profile: VendorProfile) -> String? {
        scanner.instanceType?.value ?? profile.constant("scannerInstanceType")?.value
    }

    /// Adds what the rule needs to stages and resources; nil without a rule.
    func addReads(to stages: inout [ScanStage], _ resources: inout [ResourceKind]) -> ReadRule? {
        guard let reading = settings.reads else { return nil }
        guard let place = stages.firstIndex(where: { [.takesPlace, .takesAndGivesBack].contains($0.scanner) }),
            var stage = stages.firstIndex(where: { $0.name == Self.readingStage }), stage >= place
        else { preconditionFailure("\(profile.id) has no stage \(Self.readingStage) on the scanner") }
        let data = share(.dataFraction, reading.dataFraction)
        let search = share(.searchBytes, reading.searchBytes)
        var rule = ReadRule(
            method: reading.method, stage: stage, firstRead: nil,
            volume: rate(.volumeThroughput, reading.volumeThroughput), instance: instanceBandwidth(reading),
            dataShare: data,
            readShares: [share(.scanBytes, reading.scanBytes)] + stages[stage].scanTypes.map { _ in search })
        switch reading.method {
        case .lazy: rule.firstRead = rate(.lazyRate, reading.lazyRate)
        case .provisioned:
            let rate = rate(.initialisationRate, reading.initialisationRate)
            resources.append(ResourceKind(name: Self.fillingName, scope: .serviceAccountRegion, per: .volume))
            // A request above the cap is refused and repeated, as AWS does not let it wait. The volumes come with the
            // scanner or are made on it, so it is there meanwhile.
            let asking = ScanStage(
                name: Self.fillingName, acquires: [resources.count - 1],
                duration: StageDuration(base: .zero, perGiB: .zero, size: .largest), scanner: .takesPlace,
                recheck: RecheckRule(every: retry(reading), looksMost: .max, bucket: nil))
            stages[place].scanner = stages[place].scanner == .takesPlace ? .none : .givesPlaceBack
            stages.insert(asking, at: place)
            stage += 1
            stages[stage].releases.append(resources.count - 1)
            rule.stage = stage
            rule.firstRead = rate
            rule.filling = ReadRule.Filling(
                initialisation: ProvisionedInitialisation(
                    rate: rate, cap: self.rate(.initialisationCap, reading.initialisationCap)),
                resource: resources.count - 1)
        case .fastRestore:
            precondition(place > 0, "\(profile.id) has no stage before the scanner")
            // Taken before the wait, and kept until the volumes are made.
            resources.append(ResourceKind(name: Self.snapshotsName, scope: .serviceAccountRegion, per: .volume))
            stages[place - 1].acquires.append(resources.count - 1)
            stages[place].releases.append(resources.count - 1)
            rule.preparationStage = place - 1
        case .unlimited: break
        }
        return rule
    }

    /// The capacity of the resource that the rule adds; none without one.
    var readCapacities: [Int?] {
        guard let reading = settings.reads else { return [] }
        switch reading.method {
        case .lazy, .unlimited: return []
        case .fastRestore: return [reading.fastRestoreSnapshots?.value]
        case .provisioned:
            let initialisation = ProvisionedInitialisation(
                rate: rate(.initialisationRate, reading.initialisationRate),
                cap: rate(.initialisationCap, reading.initialisationCap))
            return [initialisation.volumesAtOnce]
        }
    }

    /// The bill of the paid rate follows the rule, unless the scenario states another quantity.
    func addReads(to bill: inout BillSettings) {
        guard let reading = settings.reads, reading.method == .provisioned,
            settings.bill.quantities[.initialisationRate] == nil, bill.inputs[.initialisationRate] != nil
        else { return }
        bill.inputs[.initialisationRate] = BillInput(
            value: rate(.initialisationRate, reading.initialisationRate).mebibytesPerSecond, range: nil,
            provenance: reading.initialisationRate?.provenance
                ?? AWSCatalog.readConstant(.initialisationRate).provenance)
    }

    // MARK: Values

    private func rate(_ name: ReadConstant.Name, _ stated: Setting<ByteRate>?) -> ByteRate {
        stated?.value ?? ByteRate(rounding: constant(.byteRate, name))
    }

    private func share(_ name: ReadConstant.Name, _ stated: Setting<Rational>?) -> Rational {
        stated?.value ?? constant(.fraction, name)
    }

    private func retry(_ reading: ReadSettings) -> Seconds {
        reading.initialisationRetry?.value ?? Seconds(constant(.positiveDuration, .initialisationRetry))
    }

    private func instanceBandwidth(_ reading: ReadSettings) -> InstanceBandwidth? {
        let burstTime = reading.burstTime?.value ?? Seconds(constant(.duration, .burstTime))
        if let baseline = reading.baseline?.value {
            // A burst below the baseline has been reported.
            return InstanceBandwidth(
                baseline: baseline, burst: max(baseline, reading.burst?.value ?? baseline), burstTime: burstTime)
        }
        // So has a machine type whose bandwidth is not known.
        guard let type = Self.scannerType(settings.scanner, profile),
            let known = AWSCatalog.ebsBandwidth(ofInstanceType: type)
        else { return nil }
        return InstanceBandwidth(baseline: known.baseline, burst: known.burst, burstTime: burstTime)
    }

    private func constant(_ quantity: Quantity, _ name: ReadConstant.Name) -> Rational {
        ProfileValues.quantity(quantity, AWSCatalog.readConstant(name).value, of: "aws-reads.csv \(name)")
    }

    // MARK: What is told

    /// The numbers in use.
    func readAssumptions() -> [Assumption] {
        guard let reading = settings.reads else { return [] }
        var assumptions: [Assumption] = []
        func add<Value>(_ name: ReadConstant.Name, _ stated: Setting<Value>?) {
            let constant = AWSCatalog.readConstant(name)
            assumptions.append(
                Assumption(
                    name: "reads.\(name.rawValue)", value: stated?.text ?? constant.value,
                    range: stated == nil ? constant.range : nil, provenance: stated?.provenance ?? constant.provenance))
        }
        switch reading.method {
        case .lazy: add(.lazyRate, reading.lazyRate)
        case .provisioned:
            add(.initialisationRate, reading.initialisationRate)
            add(.initialisationCap, reading.initialisationCap)
            add(.initialisationRetry, reading.initialisationRetry)
        case .fastRestore:
            if let stated = reading.fastRestoreSnapshots {
                assumptions.append(
                    Assumption(
                        name: "reads.fastRestoreSnapshots", value: stated.text, range: nil,
                        provenance: stated.provenance))
            }
        case .unlimited: break
        }
        add(.volumeThroughput, reading.volumeThroughput)
        assumptions += bandwidthAssumptions(reading)
        add(.dataFraction, reading.dataFraction)
        add(.scanBytes, reading.scanBytes)
        let searches = (profile.scanTypes ?? []).contains { parameters.isEnabled($0.enabledBy) }
        if searches { add(.searchBytes, reading.searchBytes) }
        return assumptions
    }

    private func bandwidthAssumptions(_ reading: ReadSettings) -> [Assumption] {
        if let baseline = reading.baseline {
            return [("baseline", baseline), ("burst", reading.burst ?? baseline)].map { part, stated in
                Assumption(
                    name: "reads.instanceBandwidth.\(part)", value: stated.text, range: nil,
                    provenance: stated.provenance)
            }
        }
        guard let type = Self.scannerType(settings.scanner, profile),
            let known = AWSCatalog.ebsBandwidth(ofInstanceType: type)
        else { return [] }
        return [("baseline", known.baselineMbps), ("burst", known.burstMbps)].map { part, mbps in
            Assumption(
                name: "reads.instanceBandwidth.\(part)", value: "\(Rational(Int128(mbps), over: 8))MB/s", range: nil,
                provenance: known.provenance)
        }
    }

    /// Sentences that the answer must carry.
    func readNotices() -> [String] {
        guard let reading = settings.reads else { return [] }
        var notices = reading.idleKeys.map {
            "reads.\($0) changes nothing while reads.method is \(reading.method.rawValue)."
        }
        let parts = settings.bill.parts(profile)
        let paid: [ReadMethod: BillPart] = [.provisioned: .initialisation, .fastRestore: .fastRestore]
        if let part = paid[reading.method], !parts.contains(part) {
            notices.append(
                "reads.method \(reading.method.rawValue) is paid for, and the bill leaves that out: add "
                    + "\(part.rawValue) to bill.include.")
        }
        if reading.method == .fastRestore, reading.fastRestoreSnapshots == nil {
            notices.append(
                "AWS lets an account have fast restore on for few snapshots of a region at the same time (5, or 50 in older "
                    + "documents); reads.fastRestoreSnapshots is not stated, so the plan does not hold that limit.")
        }
        return notices
    }
}
