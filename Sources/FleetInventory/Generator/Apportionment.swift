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
struct RegionDealing: Sendable {
    /// Instances of each region that the last account got.
    private(set) var row: [Int]

    private let totals: [Int]
    private let total: Int
    private var dealt = 0
    /// Instances that each region has got.
    private var counts: [Int]
    /// Regions below their share of what has been dealt, by how urgent their next instance is; those that are not, by
    /// when they will be. A region that has got all is in neither.
    private var below: RegionQueue
    private var waiting: RegionQueue

    /// - Parameter totals: instances of each of at most 256 regions; their sum is at most 2^25.
    init(totals: [Int]) {
        let total = totals.reduce(0, +)
        precondition(total <= 1 << 25 && totals.count <= 1 << RegionQueue.regionBits, "\(total) instances")
        self.totals = totals
        self.total = total
        row = totals.map { _ in 0 }
        counts = row
        below = RegionQueue(room: totals.count)
        waiting = RegionQueue(room: totals.count)
        for region in totals.indices where totals[region] > 0 { waiting.insert(0, region: region) }
    }

    /// Deals the next account its instances; the sum over all accounts is that of the totals.
    ///
    /// - Complexity: O(`count` * regions), without allocation; most regions cost nothing most of the time.
    mutating func deal(_ count: Int) {
        precondition(count >= 0 && dealt + count <= total, "\(count) more than \(dealt) of \(total)")
        for region in row.indices { row[region] = 0 }
        for _ in 0..<count {
            // A region is below its share if counts[region] * total < dealt * totals[region].
            while waiting.first <= dealt {
                let region = waiting.removeFirst()
                below.insert(urgency(counts[region] + 1, of: totals[region]), region: region)
            }
            dealt += 1
            let region = below.removeFirst()
            row[region] += 1
            counts[region] += 1
            guard counts[region] < totals[region] else { continue }
            waiting.insert(counts[region] * total / totals[region], region: region)
        }
    }

    /// The place of an instance in its region, counted from 1, over the total of the region: the smallest comes first.
    ///
    /// As a multiple of 2^-50, rounded down. Two regions have at most 2^25 instances together, so fractions that differ
    /// are at least 2^-48 apart and stay different.
    private func urgency(_ number: Int, of regionTotal: Int) -> Int {
        let scaled = UInt64(number).multipliedFullWidth(by: 1 << 50)
        return Int(UInt64(regionTotal).dividingFullWidth(scaled).quotient)
    }
}

/// Few regions in rising order of a number; of equal numbers, the region that is listed earlier comes first.
private struct RegionQueue: Sendable {
    static let regionBits = 8

    /// Number and region in one word, falling.
    private var entries: [Int]
    private var count = 0

    /// A queue of at most `room` regions.
    init(room: Int) { entries = [Int](repeating: 0, count: room) }

    /// The least number, or the greatest of all if the queue is empty.
    var first: Int { count == 0 ? .max : entries[count - 1] >> Self.regionBits }

    /// Complexity: O(regions before it).
    mutating func insert(_ number: Int, region: Int) {
        let entry = number << Self.regionBits | region
        var place = count
        count += 1
        entries.withUnsafeMutableBufferPointer { entries in
            while place > 0, entries[place - 1] < entry {
                entries[place] = entries[place - 1]
                place -= 1
            }
            entries[place] = entry
        }
    }

    /// Takes the region with the least number. The queue must have one.
    mutating func removeFirst() -> Int {
        count -= 1
        return entries[count] & (1 << Self.regionBits - 1)
    }
}
