import ScanModel

/// Divides a whole number into whole parts by weight.
enum Apportionment {
    /// The parts by the method of largest remainders (A. Hamilton).
    ///
    /// Each part is its exact share rounded down, and one more for those with the largest fractions; of equal fractions
    /// the earlier comes first. All arithmetic is in integers of up to 128 bits.
    ///
    /// - Parameters:
    ///   - total: at least 0; the sum of the parts.
    ///   - weights: with a sum of 1 ... 2^63.
    /// - Complexity: O(n log n).
    static func largestRemainders(_ total: Int, weights: [UInt64]) -> [Int] {
        let sum = weights.reduce(0, +)
        precondition(sum > 0, "all weights are 0")
        var parts: [Int] = []
        var remainders: [UInt64] = []
        for weight in weights {
            let (quotient, remainder) = sum.dividingFullWidth(UInt64(total).multipliedFullWidth(by: weight))
            parts.append(Int(quotient))
            remainders.append(remainder)
        }
        let left = total - parts.reduce(0, +)
        let order = weights.indices.sorted { (remainders[$1], $0) < (remainders[$0], $1) }
        for index in order.prefix(left) { parts[index] += 1 }
        return parts
    }
}

/// Deals a known number of instances of each region to one account after the other.
///
/// Instances are dealt one by one by the quota method (M. L. Balinski and H. P. Young, "The quota method of
/// apportionment", American Mathematical Monthly 82, 1975, pages 701 to 730): of the regions that are below their share
/// of what has been dealt so far, the next instance goes to the one with the largest total per instance it would then
/// have. Hence, after any number of accounts, every region has its exact share of the instances dealt, rounded down or
/// up.
///
/// Rounding each account by itself would not do: an account with one instance always has it in the largest region, and
/// a fleet of small accounts would have no other region.
struct RegionDealing {
    /// Instances of each region that the last account got.
    private(set) var row: [Int]

    private let totals: [Int]
    private let total: Int
    private var dealt = 0
    private var counts: [Int]

    /// - Parameter totals: instances of each region; their sum is at most 2^31, so that products fit in 64 bits.
    init(totals: [Int]) {
        self.totals = totals
        total = totals.reduce(0, +)
        precondition(total <= 1 << 31, "\(total) instances")
        row = totals.map { _ in 0 }
        counts = row
    }

    /// Deals the next account its instances; the sum over all accounts is that of the totals.
    ///
    /// - Complexity: O(`count` * regions), without allocation.
    mutating func deal(_ count: Int) {
        precondition(count >= 0 && dealt + count <= total, "\(count) more than \(dealt) of \(total)")
        for region in row.indices { row[region] = 0 }
        for _ in 0..<count {
            dealt += 1
            var best = -1
            for region in totals.indices where counts[region] * total < dealt * totals[region] {
                if best < 0 || totals[region] * (counts[best] + 1) > totals[best] * (counts[region] + 1) {
                    best = region
                }
            }
            counts[best] += 1
            row[best] += 1
        }
    }
}
