internal import ScanModel

/// Who is scanned, by region.
struct ScanDemand: Sendable {
    let summary: DemandSummary
    /// Most failures of any listed instance.
    let failuresMost: UInt8
    /// The sorted parts of the fleet, in its order.
    private let parts: [DemandPart]

    /// Puts the parts of a sorted fleet together. Complexity: O(parts).
    init(_ deployment: Deployment, parts: [DemandPart]) {
        self.parts = parts
        failuresMost = parts.reduce(0) { max($0, $1.failuresMost) }
        var summary = DemandSummary()
        summary.listedInstances = deployment.fleet.instanceCount
        summary.listedVolumes = deployment.fleet.volumeCount
        summary.accountsWithoutStack = deployment.eligibility.accountsWithoutStack.sorted()
        for part in parts {
            summary.eligibleInstances += part.records.count
            summary.eligibleVolumes += part.eligibleVolumes
            summary.eligibleSizeUnits += part.eligibleSizeUnits
            for copy in part.copies where copy.volumes > 0 {
                summary.copiedInstances += 1
                summary.copiedVolumes += Int(copy.volumes)
            }
            for (reason, count) in zip(ExclusionReason.allCases, part.excluded) where count > 0 {
                summary.excluded[reason, default: 0] += count
            }
            for (encryption, count) in zip(VolumeEncryption.allCases, part.encrypted)
            where encryption != .none && count > 0 {
                summary.encryptedVolumes[encryption, default: 0] += count
            }
        }
        self.summary = summary
    }

    /// Demand of which the sums are known and no record is at hand.
    init(summary: DemandSummary, failuresMost: UInt8) {
        self.summary = summary
        self.failuresMost = failuresMost
        parts = []
    }

    /// Whether a region has anything to scan. Complexity: O(parts).
    func isEmpty(region: Int) -> Bool { parts.allSatisfy { $0[region].isEmpty } }

    /// Instances to scan in a region. Complexity: O(parts).
    func count(region: Int) -> Int { parts.reduce(0) { $0 + $1[region].count } }

    /// The records of a region in the order of the fleet. Complexity: O(parts + records), with one allocation.
    func records(region: Int) -> [DemandRecord] {
        var records: [DemandRecord] = []
        records.reserveCapacity(count(region: region))
        for part in parts { records.append(contentsOf: part[region]) }
        return records
    }

    /// What must be copied of the records of a region, in the same order; nothing if no volume must.
    ///
    /// Complexity: O(parts), and O(records) if some volume of the fleet must be copied.
    func copies(region: Int) -> [CopyRecord] {
        guard parts.contains(where: { !$0.copies(region: region).isEmpty }) else { return [] }
        return parts.flatMap { part in
            let copies = part.copies(region: region)
            return copies.isEmpty
                ? [CopyRecord](repeating: CopyRecord(), count: part[region].count) : Array(copies)
        }
    }
}
