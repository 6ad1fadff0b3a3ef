public import RandomStreams

/// Points that spread over the unit cube so that, in every coordinate, each of `count` equal slices holds exactly one.
///
/// A mean over such points varies at most about as much as one over independent points, and far less if the function is
/// nearly a sum of functions of single coordinates (M. D. McKay, R. J. Beckman and W. J. Conover, Technometrics 21, 1979).
/// A coordinate turns into a parameter by the quantile of its distribution.
///
/// - Parameters:
///   - count: The points, 1 to 2^30.
///   - dimensions: The coordinates, at least 1.
///   - key: The address of the random numbers; coordinate d uses item d in place of the key's, draws 0 to 2 `count` - 1.
/// - Returns: `count` points of `dimensions` numbers strictly between 0 and 1.
/// - Complexity: O(count times dimensions).
public func latinHypercube(count: Int, dimensions: Int, key: DrawKey) -> [[Double]] {
    guard (1...1 << 30).contains(count) && dimensions >= 1 else {
        fatalError("latinHypercube: \(count) points in \(dimensions) dimensions")
    }
    var points = [[Double]](repeating: [Double](repeating: 0, count: dimensions), count: count)
    for dimension in 0..<dimensions {
        let address = key.at(item: dimension)
        let slices = address.permutation(of: count, draw: 0)
        for (point, slice) in slices.enumerated() {
            let inside = address.uniform(draw: UInt32(count + point))
            // Rounding must not carry the number into the next slice.
            let ceiling = (Double(slice + 1) / Double(count)).nextDown
            points[point][dimension] = min((Double(slice) + inside) / Double(count), ceiling)
        }
    }
    return points
}
