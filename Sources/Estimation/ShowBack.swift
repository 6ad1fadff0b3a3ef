public import ScanModel

extension Holding {
    fileprivate func weight(_ basis: ShareBasis) -> Int128 {
        switch basis {
        case .volumes: Int128(volumes)
        case .size: Int128(sizeUnits)
        case .encryptedVolumes: Int128(encryptedVolumes)
        case .items: Int128(items)
        }
    }
}

/// One party's part of the bill.
public struct ShowBackShare: Hashable, Sendable {
    /// An account, or the value of a tag; nil: instances without the tag.
    public var name: String?
    public var holding: Holding
    /// Scanner hours by volumes held, region by region.
    public var scannerHours: Double
    /// GiB-hours of volumes and snapshots by GiB held, region by region.
    public var storedGiBHours: Double
    /// Billionths of a USD per cycle; nil if a price is missing.
    public var nanoDollars: Int128?
}

/// The bill of a cycle shared out, to the last billionth of a USD.
public struct ShowBack: Hashable, Sendable {
    /// "account", or "tag:" and the key.
    public var by: String
    /// By name, parties without one last.
    public var shares: [ShowBackShare]
    /// Billionths of a USD per cycle, each line rounded; nil if a price is missing. It is the sum of the shares.
    public var nanoDollars: Int128?

    /// Shares out the lines of a bill.
    ///
    /// Each line is shared by its ``CostKind/basis`` among those who hold something in its region. Lines of the home
    /// region's services, and of regions where nobody holds anything, are shared by what is held everywhere. What is
    /// left after rounding down goes to the largest remainders, so nothing is lost.
    ///
    /// - Parameter holdings: by party and region.
    /// - Complexity: O(lines * parties * log parties).
    public init(
        by: String, estimate: Estimate, usage: UsageLedger, holdings: [(name: String?, byRegion: [String: Holding])]
    ) {
        self.by = by
        let parties = holdings.sorted {
            ($0.name == nil ? 1 : 0, $0.name ?? "") < ($1.name == nil ? 1 : 0, $1.name ?? "")
        }
        let everywhere = parties.map { $0.byRegion.values.reduce(Holding(), +) }
        var amounts = [Int128](repeating: 0, count: parties.count)
        var total: Int128 = 0
        var byRegion: [String: [Holding]] = [:]
        for region in Set(estimate.lines.map(\.region)) {
            byRegion[region] = parties.map { $0.byRegion[region] ?? Holding() }
        }
        for line in estimate.lines {
            let isCentral = ShowBack.central.contains(line.kind)
            let own = isCentral ? everywhere : byRegion[line.region] ?? everywhere
            let weights = ShowBack.weights([own, everywhere], basis: line.kind.basis)
            let amount = Int128((line.amount * 1e9).rounded())
            total += amount
            for (party, share) in LargestRemainder.shares(of: amount, weights: weights).enumerated() {
                amounts[party] += share
            }
        }
        var regionTotals: [String: Holding] = [:]
        for party in parties { regionTotals.merge(party.byRegion, uniquingKeysWith: +) }
        // Sorted, because sums of floating-point numbers depend on their order.
        let regions = regionTotals.keys.sorted()
        let scannerSeconds = regions.map { usage[.scannerSeconds, $0].doubleValue }
        let stored = regions.map { region in
            [UsageKind.volumeGiBSeconds, .snapshotGiBSeconds, .copiedSnapshotGiBSeconds].reduce(0) {
                $0 + usage[$1, region].doubleValue
            }
        }
        func hours(_ used: [Double], _ basis: ShareBasis, _ party: Int) -> Double {
            zip(regions, used).reduce(0) { sum, entry in
                guard let held = parties[party].byRegion[entry.0]?.weight(basis),
                    let all = regionTotals[entry.0]?.weight(basis), all > 0
                else { return sum }
                return sum + entry.1 / 3600 * Double(held) / Double(all)
            }
        }
        let isPriced = estimate.missing.isEmpty
        nanoDollars = isPriced ? total : nil
        shares = parties.indices.map { party in
            ShowBackShare(
                name: parties[party].name, holding: everywhere[party],
                scannerHours: hours(scannerSeconds, .volumes, party),
                storedGiBHours: hours(stored, .size, party),
                nanoDollars: isPriced ? amounts[party] : nil)
        }
    }

    /// Lines of services that run in the home region for all regions.
    private static let central: Set<CostKind> = [
        .transitions, .functionCalls, .functionTime, .queueRequests, .tableWrites, .tableReads,
    ]

    /// The first weights that are not all 0: by the basis in the region, by volumes there, then the same everywhere.
    private static func weights(_ choices: [[Holding]], basis: ShareBasis) -> [Int128] {
        for holdings in choices {
            for basis in [basis, .volumes] {
                let weights = holdings.map { $0.weight(basis) }
                if weights.contains(where: { $0 > 0 }) { return weights }
            }
        }
        return choices[0].map { _ in 1 }
    }
}

/// Whole shares that add up.
public enum LargestRemainder {
    /// Shares out a whole amount by weights: each rounded down, and what is left goes one by one to the largest
    /// remainders, to the first among equals. The shares add up to the amount exactly.
    ///
    /// - Precondition: neither the amount nor a weight is negative, and the weights add up to less than 2^63.
    /// - Complexity: O(n log n).
    public static func shares(of amount: Int128, weights: [Int128]) -> [Int128] {
        let total = weights.reduce(0, +)
        guard total > 0 else { return weights.map { _ in 0 } }
        // Whole multiples of the total are shared out without remainders, so no product grows beyond the amount.
        let (times, rest) = amount.quotientAndRemainder(dividingBy: total)
        var shares = weights.map { times * $0 + rest * $0 / total }
        let left = Int(amount - shares.reduce(0, +))
        if left == 0 { return shares }
        let remainders = weights.map { rest * $0 % total }
        let order = weights.indices.sorted { first, second in
            remainders[first] != remainders[second] ? remainders[first] > remainders[second] : first < second
        }
        for index in order.prefix(left) { shares[index] += 1 }
        return shares
    }
}
