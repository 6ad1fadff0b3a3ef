/// A rate that follows the latest seconds without jumping: counts and times are summed, and older ones fade.
struct SmoothRate {
    /// After so many seconds what was seen counts for half.
    private static let fading = 5.0

    private var count = 0.0
    private var seconds = 0.0

    /// - Parameter seconds: how long it took; above 0.
    mutating func add(_ more: Int, over time: Double) {
        guard time > 0 else { return }
        let kept = SmoothRate.fading / (SmoothRate.fading + time)
        count = count * kept + Double(more)
        seconds = seconds * kept + time
    }

    /// nil before anything was counted.
    var perSecond: Double? { seconds > 0 && count > 0 ? count / seconds : nil }
}
