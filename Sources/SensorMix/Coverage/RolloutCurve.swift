internal import RandomStreams

/// Which share of the assets of a class has a sensor, by day.
///
/// Extension waves: the share w every d days, so min(1, w (floor(t / d) + 1)) on day t after the start.
///
/// Images: all are renewed evenly within D = 1 / (share a day) days, and an asset whose remaining life is exponential with
/// mean M is replaced from the new image. With s = min(t, D) the share on day t is
///
///     s / D - (M / D) (e^(-(t - s) / M) - e^(-t / M)).
///
/// Both together miss an asset only if each misses it, which are independent events.
public struct RolloutCurve: Hashable, Sendable {
    /// The last day that is looked at: ten years.
    public static let horizon = 3650

    private let rollout: SensorRollout?
    /// Days of life, if assets are replaced from an image that is renewed.
    private let replacedAfter: Double?
    private let hasWaves: Bool

    public init(_ sensor: Sensor, on assets: AssetClass) {
        rollout = sensor.rollout
        let isAgent = sensor.kind == .agent
        let renews = isAgent && assets.controlsImage && sensor.rollout?.imagesPerDay != nil
        replacedAfter = renews ? assets.meanLife.map { Double($0) / 86_400 } : nil
        hasWaves = sensor.rollout?.waveShare != nil && (!isAgent || assets.allowsExtension)
    }

    /// Whether it gets anywhere.
    public var hasPath: Bool { rollout == nil || hasWaves || replacedAfter != nil }

    /// Share of the assets that have the sensor so many days after day 0.
    public func share(onDay day: Double) -> Double {
        guard let rollout else { return 1 }
        let time = day - Double(rollout.startDay)
        guard time >= 0 else { return 0 }
        var covered = 0.0
        if hasWaves, let share = rollout.waveShare {
            let waves = (time / Double(rollout.waveEvery)).rounded(.down) + 1
            covered = min(1, share * waves)
        }
        if let life = replacedAfter, let rate = rollout.imagesPerDay {
            let span = 1 / rate
            let renewed = min(time, span)
            // e^(-(t - s) / M) - e^(-t / M), without loss where s is small beside M.
            let young = -exactExpm1(-renewed / life) * exactExp(-(time - renewed) / life)
            covered += (1 - covered) * max(0, min(1, renewed / span - life / span * young))
        }
        return covered
    }

    /// The first day on which an objective is met; nil if that is not within ``horizon``.
    ///
    /// A newly covered asset counts from its first result on. Complexity: O(log horizon).
    public func firstDay(meeting objective: FreshnessObjective, _ freshness: Freshness) -> Int? {
        guard freshness.meets(objective) else { return nil }
        guard rollout != nil else { return 0 }
        let reached = freshness.share(within: Double(objective.within))
        func meets(_ day: Int) -> Bool {
            share(onDay: Double(day) - freshness.longestFirst / 86_400) * reached
                >= objective.share - Freshness.tolerance
        }
        guard meets(RolloutCurve.horizon) else { return nil }
        var (low, high) = (0, RolloutCurve.horizon)
        while low < high {
            let middle = (low + high) / 2
            if meets(middle) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
