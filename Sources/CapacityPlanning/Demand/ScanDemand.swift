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
}
