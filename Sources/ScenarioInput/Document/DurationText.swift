public import ScanModel

/// Lengths of time as scenarios write them, for texts that stand elsewhere.
public enum DurationText {
    private static let quantity = {
        var quantity = Quantity.positiveDuration
        quantity.most = Rational(36_600 * 86_400)
        return quantity
    }()

    /// The length that a text such as `90d` or `36h` means, above 0 and at most 36600d; nil if it is none.
    ///
    /// Complexity: O(length).
    public static func seconds(of text: String) -> Seconds? { (try? quantity.value(of: text)).map { Seconds($0) } }
}
