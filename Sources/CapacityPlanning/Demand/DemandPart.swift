internal import ScanModel

/// Who is scanned of one part of a fleet, by region.
struct DemandPart: Sendable {
    /// Records of the instances to scan, region by region, each in the order of the fleet.
    fileprivate(set) var records: [DemandRecord] = []
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
}

/// Sorts parts of a fleet into regions and reasons. What a rule says of an account, a region or a tag set is looked up
/// once for all instances.
struct DemandSort: Sendable {
    /// Ranges of instances that are sorted on their own.
    let parts: [Range<Int>]
    private let fleet: Fleet
    private let regions: Int
    private let volumesMax: Int
    /// Index into the deployment's regions, or -1, by region of the fleet.
    private let regionSlot: [Int32]
    /// Place of the reason against an account among all, or -1, by account of the fleet.
    private let accountRefusal: [Int8]
    private let tagsMatch: [Bool]

    /// A part should stay in the cache while it is sorted, and there is work for some processors in a few dozen parts.
    private static let partLeast = 32_768
    private static let partsMost = 64

    /// Complexity: O(accounts + regions + tag sets * tags).
    init(_ deployment: Deployment) {
        fleet = deployment.fleet
        regions = deployment.regions.count
        let rule = deployment.eligibility
        volumesMax = rule.volumesMax
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
        tagsMatch = fleet.tagSets.map { tags in rule.requiredTags.allSatisfy(tags.contains) }
        let count = fleet.instanceCount
        let wanted = min(Self.partsMost, (count + Self.partLeast - 1) / Self.partLeast)
        parts = (0..<wanted).map { count * $0 / wanted..<count * ($0 + 1) / wanted }
    }

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
        var volumes = 0
        var sizeUnits: Int64 = 0
        result.records = [DemandRecord](unsafeUninitializedCapacity: Int(sum)) { records, initialized in
            fleet.firstVolume.withUnsafeBufferPointer { firstVolume in
                fleet.volumeSize.withUnsafeBufferPointer { volumeSize in
                    for (offset, slot) in slots.enumerated() where slot >= 0 {
                        let instance = range.lowerBound + offset
                        let first = Int(firstVolume[instance])
                        let end = Int(firstVolume[instance + 1])
                        var total: Int64 = 0
                        var largest: Int32 = 0
                        for volume in first..<end {
                            total += Int64(volumeSize[volume])
                            largest = max(largest, volumeSize[volume])
                        }
                        volumes += end - first
                        sizeUnits += total
                        let fits = end - first < Int(DemandRecord.overflow) && total <= Int64(UInt32.max)
                        records.initializeElement(
                            at: Int(next[Int(slot)]),
                            to: DemandRecord(
                                account: fits ? account[instance] : Int32(instance),
                                totalSize: fits ? UInt32(truncatingIfNeeded: total) : 0, largestSize: largest,
                                volumes: fits ? UInt16(truncatingIfNeeded: end - first) : DemandRecord.overflow,
                                platform: platform[instance].rawValue, failures: failures[instance]))
                        next[Int(slot)] += 1
                    }
                }
            }
            initialized = Int(sum)
        }
        result.eligibleVolumes = volumes
        result.eligibleSizeUnits = sizeUnits
        countEncrypted(range, slots, &result)
        return result
    }

    /// Counts regions and reasons; the answer is the region of each instance, or -1.
    private func slots(of range: Range<Int>, _ result: inout DemandPart) -> [Int32] {
        let account = fleet.instanceAccount
        let region = fleet.instanceRegion
        let tagSet = fleet.instanceTagSet
        let firstVolume = fleet.firstVolume
        result.failuresMost = fleet.instanceFailures[range].reduce(0) { max($0, $1) }
        var (starts, excluded) = (result.starts, result.excluded)
        let (regionSlot, accountRefusal, tagsMatch, volumesMax) = (regionSlot, accountRefusal, tagsMatch, volumesMax)
        let slots = [Int32](unsafeUninitializedCapacity: range.count) { slots, initialized in
            for instance in range {
                let slot = regionSlot[Int(region[instance])]
                let volumes = Int(firstVolume[instance + 1] - firstVolume[instance])
                var refusal = accountRefusal[Int(account[instance])]
                if refusal < 0 {
                    if slot < 0 {
                        refusal = ExclusionReason.regionNotSelected.place
                    } else if !tagsMatch[Int(tagSet[instance])] {
                        refusal = ExclusionReason.tagsDoNotMatch.place
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
            for encryption in fleet.volumeEncryption[fleet.volumes(of: range.lowerBound + offset)] {
                result.encrypted[Int(encryption.rawValue)] += 1
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
        case .tagsDoNotMatch: 3
        case .noVolume: 4
        case .tooManyVolumes: 5
        }
    }
}
