/// Numbers kept and sorted, for quantiles without any error of approximation.
///
/// Parts merged in any order give the same sample.
public struct OrderedSample: Hashable, Sendable {
    /// The numbers in ascending order.
    public private(set) var sortedValues: [Double]

    /// Makes a sample of numbers in any order. Stops the program if one of them is not finite.
    ///
    /// - Complexity: O(n log n).
    public init(_ values: some Sequence<Double>) {
        sortedValues = values.sorted()
        guard sortedValues.allSatisfy(\.isFinite) else { fatalError("OrderedSample: a value is not finite") }
    }

    /// Adds everything in `other`.
    ///
    /// - Complexity: O(n).
    public mutating func merge(_ other: OrderedSample) {
        var merged: [Double] = []
        merged.reserveCapacity(sortedValues.count + other.sortedValues.count)
        var (i, j) = (0, 0)
        while i < sortedValues.count && j < other.sortedValues.count {
            if other.sortedValues[j] < sortedValues[i] {
                merged.append(other.sortedValues[j])
                j += 1
            } else {
                merged.append(sortedValues[i])
                i += 1
            }
        }
        merged += sortedValues[i...]
        merged += other.sortedValues[j...]
        sortedValues = merged
    }

    /// The quantile of probability `p`: the number of rank ``quantileRank(_:count:)``; nil without numbers.
    public func quantile(_ p: Double) -> Double? {
        sortedValues.isEmpty ? nil : sortedValues[quantileRank(p, count: sortedValues.count) - 1]
    }

    /// The interval for the quantile of probability `p` between two of the numbers, see
    /// ``orderStatisticInterval(count:quantile:confidence:)``. A bound is nil where no number of the sample is one.
    public func interval(_ p: Double, confidence: Double) -> (low: Double?, high: Double?, coverage: Double) {
        let ranks = orderStatisticInterval(count: sortedValues.count, quantile: p, confidence: confidence)
        return (ranks.lower.map { sortedValues[$0 - 1] }, ranks.upper.map { sortedValues[$0 - 1] }, ranks.coverage)
    }
}

/// The rank, from 1, of the quantile of probability `p` in `count` sorted numbers: the least whole number not below
/// count p, which is definition 1 of R. J. Hyndman and Y. Fan, The American Statistician 50, 1996.
///
/// The product is rounded to the nearest Double first, so that 0.9 of 10 numbers is the 9th although 0.9 is stored as
/// slightly more than 0.9.
///
/// - Parameters:
///   - p: A probability from 0 to 1.
///   - count: At least 1.
public func quantileRank(_ p: Double, count: Int) -> Int {
    guard p >= 0 && p <= 1 && count > 0 else { fatalError("quantileRank: p \(p) or count \(count) is out of range") }
    let product = p * Double(count)
    let whole = Int(product)
    return min(max(Double(whole) < product ? whole + 1 : whole, 1), count)
}
