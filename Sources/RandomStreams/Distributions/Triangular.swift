/// The quantile of the triangular distribution. Relative to the distance from the nearer end its error is a few units in
/// the last place; it never decreases in `u`, because each half is a chain of operations that never decrease and neither
/// half passes the mode.
func triangularQuantile(_ u: Double, low: Double, mode: Double, high: Double) -> Double {
    let length = high - low
    let share = (mode - low) / length
    if u < share {
        return min(low + length * exactSquareRoot(u * share), mode)
    }
    // 1 - share, but from the distance itself: near the upper end it may be small.
    return max(high - length * exactSquareRoot((1 - u) * ((high - mode) / length)), mode)
}
