/// The options that no other one beats in everything.
public enum ParetoFront {
    /// Indices of the rows of which no other row is as small in every column and smaller in one, ascending. Of equal rows
    /// all are kept.
    ///
    /// - Complexity: O(rows^2 * columns).
    public static func indices(_ rows: [[Double]]) -> [Int] {
        rows.indices.filter { row in
            !rows.contains { other in
                zip(other, rows[row]).allSatisfy { $0 <= $1 } && zip(other, rows[row]).contains { $0 < $1 }
            }
        }
    }
}
