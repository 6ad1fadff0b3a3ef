internal import ScanModel

/// Who is scanned of one part of a fleet, by region.
struct DemandPart: Sendable {
    /// Records of the instances to scan, region by region, each in the order of the fleet.
    fileprivate(set) var records: [DemandRecord] = []
    /// What of each must be copied; nothing if no volume of the part must.
    fileprivate(set) var copies: [CopyRecord] = []
    /// Where each region begins in `records`; one entry more than there are regions.
    fileprivate(set) var starts: [Int32]
    fileprivate(set) var eligibleVolumes = 0
    fileprivate(set) var eligibleSizeUnits: Int64 = 0
    /// Volumes to scan by raw value of their encryption.
    fileprivate(set) var encrypted = [Int](repeating: 0, count: VolumeEncryption.allCases.count)
    /// Instances not to scan by place of the reason among all.
    fileprivate(set) var excluded = [Int](repeating: 0, count: ExclusionReason.allCases.count)
    /// Most failures of any instance of the part, to scan or not.
    fileprivate(set) var failuresMost: UInt8 = 0

    fileprivate init(regions: Int) { starts = [Int32](repeating: 0, count: regions + 1) }

    /// The records of a region.
    subscript(region: Int) -> ArraySlice<DemandRecord> {
        records[Int(starts[region])..<Int(starts[region + 1])]
    }

    /// The copies of a region's records; nothing if no volume of the part must be copied.
    func copies(region: Int) -> ArraySlice<CopyRecord> {
        copies.isEmpty ? [] : copies[Int(starts[region])..<Int(starts[region + 1])]
    }
}

/// Sorts parts of a fleet into regions and reasons. What a rule says of an account, a region or a tag set is looked up
/// once for all instances.
struct DemandSort: Sendable {
    /// Ranges of instances that are sorted on their own.
    let parts: [Range<Int>]
    let fleet: Fleet
    /// Encryptions of volumes whose snapshots must be copied.
    let copiedKeys: Set<VolumeEncryption>
    private let regions: Int
    private let volumesMax: Int
    /// Index into the deployment's regions, or -1, by region of the fleet.
    private let regionSlot: [Int32]
    /// Place of the reason against an account among all, or -1, by account of the fleet.
    private let accountRefusal: [Int8]
    /// Place of the reason against a tag set among all, or -1.
    private let tagRefusal: [Int8]
    /// Place of the reason against traits among all, or -1, by their raw value; empty if the fleet has no traits.
    private let traitRefusal: [Int8]
    /// Place of the reason against a kind among all, or -1; empty if the fleet tells none or nothing speaks against any.
    private let kindRefusal: [Int8]
    /// Whether a volume with a tag set is kept out; empty if no volume is.
    private let volumeRefusal: [Bool]
    private let readsRootOnly: Bool
    /// Instances that a sample leaves out; empty if there is no sample.
    private var isLeftOut: [Bool] = []

    /// A part should stay in the cache while it is sorted, and there is work for some processors in a few dozen parts.
    private static let partLeast = 32_768
    private static let partsMost = 64

    /// Complexity: O(accounts + regions + tag sets * tags).
    init(_ deployment: Deployment) {
        fleet = deployment.fleet
        copiedKeys = deployment.copying.keys
        regions = deployment.regions.count
        let rule = deployment.eligibility
        volumesMax = rule.volumesMax
        precondition(copiedKeys.isEmpty || volumesMax <= UInt8.max, "more copies of an instance than a column holds")
        var slots = [Int32](repeating: -1, count: fleet.regions.count)
        for (slot, limits) in deployment.regions.enumerated() {
            if let index = fleet.regions.index(of: limits.region) { slots[Int(index)] = Int32(slot) }
        }
        regionSlot = slots
        accountRefusal = fleet.accounts.texts.map { account in
            if rule.accountsWithoutStack.contains(account) { return ExclusionReason.noTargetStack.place }
            if let targets = rule.targetAccounts, !targets.contains(account) {
                return ExclusionReason.notATargetAccount.place
            }
            return -1
        }
        tagRefusal = fleet.tagSets.map { rule.refusal(tags: $0) }
        traitRefusal =
            fleet.instanceTraits.isEmpty ? [] : (0...UInt8.max).map { rule.refusal(InstanceTraits(rawValue: $0)) }
        let kinds = fleet.instanceKind.isEmpty ? [] : fleet.kinds.all.map { rule.refusal($0) }
        kindRefusal = kinds.contains { $0 >= 0 } ? kinds : []
        volumeRefusal =
            fleet.volumeTagSet.isEmpty || rule.volumeTagsNoneOf.isEmpty
            ? [] : fleet.tagSets.map { tags in rule.volumeTagsNoneOf.contains(where: tags.contains) }
        readsRootOnly = rule.volumes == .root
        let count = fleet.instanceCount
        let wanted = min(Self.partsMost, (count + Self.partLeast - 1) / Self.partLeast)
        parts = (0..<wanted).map { count * $0 / wanted..<count * ($0 + 1) / wanted }
        if let percent = rule.samplePercent, !fleet.instanceGroup.isEmpty {
            isLeftOut = GroupSample.leftOut(of: fleet, percent: percent, seed: rule.sampleSeed) { refusal($0) < 0 }
        }
    }

    /// The volumes of an instance that would be read, tags aside.
    @inline(__always)
    func selected(_ first: Int, _ end: Int) -> Range<Int> {
        first..<(readsRootOnly ? min(first + 1, end) : end)
    }

    /// Place of the first reason against an instance, or -1; a sample is not asked.
    private func refusal(_ instance: Int) -> Int8 {
        var refusal = accountRefusal[Int(fleet.instanceAccount[instance])]
        if refusal < 0, regionSlot[Int(fleet.instanceRegion[instance])] < 0 {
            refusal = ExclusionReason.regionNotSelected.place
        }
        if refusal < 0, !traitRefusal.isEmpty { refusal = traitRefusal[Int(fleet.traits(of: instance).rawValue)] }
        if refusal < 0, !kindRefusal.isEmpty { refusal = kindRefusal[Int(fleet.kind(of: instance))] }
        if refusal < 0 { refusal = tagRefusal[Int(fleet.instanceTagSet[instance])] }
        return refusal < 0 ? volumeRefusal(of: instance) : refusal
    }

    private func volumeRefusal(of instance: Int) -> Int8 {
        let volumes = fleet.volumes(of: instance)
        if volumes.isEmpty { return ExclusionReason.noVolume.place }
        let selected = selected(volumes.lowerBound, volumes.upperBound)
        let count = volumeRefusal.isEmpty ? selected.count : selected.count { !isKeptOut(volume: $0) }
        if count == 0 { return ExclusionReason.noValidVolume.place }
        return count > volumesMax ? ExclusionReason.tooManyVolumes.place : -1
    }

    /// Whether a tag keeps a selected volume out.
    @inline(__always)
    func isRefused(volume: Int) -> Bool { !volumeRefusal.isEmpty && isKeptOut(volume: volume) }

    private func isKeptOut(volume: Int) -> Bool { volumeRefusal[Int(fleet.tagSet(ofVolume: volume))] }

    /// A counting sort of one part: count by region, sum up, then put each record in its place.
    ///
    /// - Complexity: O(instances + volumes of the part + regions), with a fixed number of allocations.
    func sorted(_ part: Int) -> DemandPart {
        let range = parts[part]
        var result = DemandPart(regions: regions)
        let slots = slots(of: range, &result)
        var next = [Int32](repeating: 0, count: regions)
        var sum: Int32 = 0
        for region in 0..<regions {
            next[region] = sum
            sum += result.starts[region]
            result.starts[region] = next[region]
        }
        result.starts[regions] = sum
        let (account, platform, failures) = (fleet.instanceAccount, fleet.instancePlatform, fleet.instanceFailures)
        let keepsVolumesOut = !volumeRefusal.isEmpty
        var volumes = 0
        var sizeUnits: Int64 = 0
        result.records = [DemandRecord](unsafeUninitializedCapacity: Int(sum)) { records, initialized in
            fleet.firstVolume.withUnsafeBufferPointer { firstVolume in
                fleet.volumeSize.withUnsafeBufferPointer { volumeSize in
                    for (offset, slot) in slots.enumerated() where slot >= 0 {
                        let instance = range.lowerBound + offset
                        let first = Int(firstVolume[instance])
                        let selected = selected(first, Int(firstVolume[instance + 1]))
                        var count = selected.count
                        var total: Int64 = 0
                        var largest: Int32 = 0
                        for volume in selected {
                            if keepsVolumesOut, isKeptOut(volume: volume) {
                                count -= 1
                                continue
                            }
                            total += Int64(volumeSize[volume])
                            largest = max(largest, volumeSize[volume])
                        }
                        volumes += count
                        sizeUnits += total
                        let fits = count < Int(DemandRecord.overflow) && total <= Int64(UInt32.max)
                        records.initializeElement(
                            at: Int(next[Int(slot)]),
                            to: DemandRecord(
                                account: fits ? account[instance] : Int32(instance),
                                totalSize: fits ? UInt32(truncatingIfNeeded: total) : 0, largestSize: largest,
                                volumes: fits ? UInt16(truncatingIfNeeded: count) : DemandRecord.overflow,
                                platform: platform[instance].rawValue, failures: failures[instance]))
                        next[Int(slot)] += 1
                    }
                }
            }
            initialized = Int(sum)
        }
        result.eligibleVolumes = volumes
        result.eligibleSizeUnits = sizeUnits
        result.copies = copies(range, slots: slots, starts: result.starts)
        countEncrypted(range, slots, &result)
        return result
    }

    /// The region of each instance of a part, as an index into the deployment's regions; -1 if it is not scanned.
    func regions(ofPart part: Int) -> [Int32] {
        var counts = DemandPart(regions: regions)
        return slots(of: parts[part], &counts)
    }

    /// Counts regions and reasons; the answer is the region of each instance, or -1.
    private func slots(of range: Range<Int>, _ result: inout DemandPart) -> [Int32] {
        let account = fleet.instanceAccount
        let region = fleet.instanceRegion
        let tagSet = fleet.instanceTagSet
        let firstVolume = fleet.firstVolume
        result.failuresMost = fleet.instanceFailures[range].reduce(0) { max($0, $1) }
        var (starts, excluded) = (result.starts, result.excluded)
        let (regionSlot, accountRefusal, tagRefusal, volumesMax) = (regionSlot, accountRefusal, tagRefusal, volumesMax)
        // Most fleets say nothing of their instances that needs a closer look.
        let isPlain =
            traitRefusal.isEmpty && kindRefusal.isEmpty && volumeRefusal.isEmpty && !readsRootOnly && isLeftOut.isEmpty
        let slots = [Int32](unsafeUninitializedCapacity: range.count) { slots, initialized in
            for instance in range {
                let slot = regionSlot[Int(region[instance])]
                let volumes = Int(firstVolume[instance + 1] - firstVolume[instance])
                var refusal = accountRefusal[Int(account[instance])]
                if !isPlain {
                    refusal = self.refusal(instance)
                    if refusal < 0, !isLeftOut.isEmpty, isLeftOut[instance] {
                        refusal = ExclusionReason.notInSample.place
                    }
                } else if refusal < 0 {
                    let tags = tagRefusal[Int(tagSet[instance])]
                    if slot < 0 {
                        refusal = ExclusionReason.regionNotSelected.place
                    } else if tags >= 0 {
                        refusal = tags
                    } else if volumes == 0 {
                        refusal = ExclusionReason.noVolume.place
                    } else if volumes > volumesMax {
                        refusal = ExclusionReason.tooManyVolumes.place
                    }
                }
                if refusal < 0 { starts[Int(slot)] += 1 } else { excluded[Int(refusal)] += 1 }
                slots.initializeElement(at: instance - range.lowerBound, to: refusal < 0 ? slot : -1)
            }
            initialized = range.count
        }
        (result.starts, result.excluded) = (starts, excluded)
        return slots
    }

    private func countEncrypted(_ range: Range<Int>, _ slots: [Int32], _ result: inout DemandPart) {
        guard !fleet.volumeEncryption.isEmpty else { return }
        for (offset, slot) in slots.enumerated() where slot >= 0 {
            let volumes = fleet.volumes(of: range.lowerBound + offset)
            for volume in selected(volumes.lowerBound, volumes.upperBound) where !isRefused(volume: volume) {
                result.encrypted[Int(fleet.volumeEncryption[volume].rawValue)] += 1
            }
        }
    }
}

extension ExclusionReason {
    /// Where the reason stands among all.
    fileprivate var place: Int8 {
        switch self {
        case .noTargetStack: 0
        case .notATargetAccount: 1
        case .regionNotSelected: 2
        case .stateNotScanned: 3
        case .marketplaceImage: 4
        case .cloudAgent: 5
        case .apiScanned: 6
        case .osNotSupported: 7
        case .typeNotActivated: 8
        case .ownScanner: 9
        case .tagsDoNotMatch: 10
        case .noneOfTheTags: 11
        case .keptOutByTag: 12
        case .noVolume: 13
        case .noValidVolume: 14
        case .tooManyVolumes: 15
        case .notInSample: 16
        }
    }
}

extension EligibilityRule {
    /// Place of the first reason against a tag set among all, or -1.
    fileprivate func refusal(tags: [Tag]) -> Int8 {
        if let scannerTag, tags.contains(scannerTag) { return ExclusionReason.ownScanner.place }
        if !requiredTags.allSatisfy(tags.contains) { return ExclusionReason.tagsDoNotMatch.place }
        if !tagsAnyOf.isEmpty, !tagsAnyOf.contains(where: tags.contains) { return ExclusionReason.noneOfTheTags.place }
        return tagsNoneOf.contains(where: tags.contains) ? ExclusionReason.keptOutByTag.place : -1
    }

    /// Place of the first reason against what an instance is among all, or -1.
    fileprivate func refusal(_ kind: InstanceKind) -> Int8 {
        if !kind.system.isEmpty, !systems.supports(kind.system) { return ExclusionReason.osNotSupported.place }
        return skipsTypesNotActivated && typesNotActivated.contains(kind.machineType)
            ? ExclusionReason.typeNotActivated.place : -1
    }

    /// Place of the first reason against traits among all, or -1.
    fileprivate func refusal(_ traits: InstanceTraits) -> Int8 {
        if traits.contains(.otherState) { return ExclusionReason.stateNotScanned.place }
        if traits.contains(.marketplace), !traits.isDisjoint(with: marketplaceTraits) {
            return ExclusionReason.marketplaceImage.place
        }
        if skipsCloudAgent, traits.contains(.cloudAgent) { return ExclusionReason.cloudAgent.place }
        return skipsApiScanned && traits.contains(.apiScanned) ? ExclusionReason.apiScanned.place : -1
    }
}
