internal import RandomStreams

/// How old the newest result about an asset is, at a random moment and over all assets of a class.
///
/// Assets are born at random moments and live exponentially long with mean M (or for ever). A sensor knows a new one
/// after a wait that is uniform from 0 to `discovery` seconds; one with a schedule then waits for its next time, uniform
/// from 0 to the interval T. So long as `firstResult` later the first result is there, and one each T from then on;
/// every result is `resultDelay` = L old when it comes. All waits end before the asset does with probability
///
///     seen = e^(-firstResult / M) phi(discovery / M) [phi(T / M)],   phi(x) = (1 - e^-x) / x,
///
/// which, because what has been lived and what is left to live are distributed alike, is also the share of assets with a
/// result at a random moment. Of those the age is L plus the remainder of an exponential wait by T:
///
///     P(age <= L + a | seen) = (1 - e^(-a / M)) / (1 - e^(-T / M)),   0 <= a <= T,
///
/// and a / T for assets that stay for ever. Ages count as infinite where there is no result.
public struct Freshness: Hashable, Sendable {
    private let life: Double?
    private let interval: Double
    private let delay: Double
    /// Share of assets that have a result, at a random moment; also the share that live to see their first result.
    public let seen: Double
    /// Longest time from birth to the first result, in seconds.
    public let longestFirst: Double

    public init(_ sensor: Sensor, on assets: AssetClass) {
        life = assets.meanLife.map(Double.init)
        interval = Double(sensor.interval)
        delay = Double(sensor.resultDelay)
        let first = Double(sensor.firstResult)
        let waits = [Double(sensor.discovery)] + (sensor.anchor == .schedule ? [interval] : [])
        longestFirst = waits.reduce(first, +)
        if let life {
            seen = waits.reduce(exactExp(-first / life)) { $0 * Freshness.phi($1 / life) }
        } else {
            seen = 1
        }
    }

    private static func phi(_ x: Double) -> Double { x == 0 ? 1 : -exactExpm1(-x) / x }

    /// Share of assets that are gone before their first result.
    public var gone: Double { 1 - seen }

    /// Share of assets with a result no older than so many seconds, at a random moment.
    public func share(within seconds: Double) -> Double {
        guard seconds >= delay else { return 0 }
        guard seconds < delay + interval else { return seen }
        guard let life else { return seen * (seconds - delay) / interval }
        return seen * exactExpm1(-(seconds - delay) / life) / exactExpm1(-interval / life)
    }

    /// Mean age in seconds of the newest result, over assets that have one.
    public var meanAge: Double {
        guard let life else { return delay + interval / 2 }
        let x = interval / life
        // The difference below loses its digits there; the next term is x^3 / 720.
        if x < 1e-4 { return delay + interval * (0.5 - x / 12) }
        return delay + life - interval / exactExpm1(x)
    }

    /// The age that so great a share of all assets does not exceed, in seconds; nil if fewer have a result at all.
    public func age(ofShare share: Double) -> Double? {
        guard share <= seen + Freshness.tolerance else { return nil }
        let part = min(1, share / seen)
        guard let life else { return delay + part * interval }
        return delay - life * exactLog1p(part * exactExpm1(-interval / life))
    }

    /// How far a share may miss its objective, for rounding.
    public static let tolerance = 1e-9

    /// Whether an objective is met once the sensor is everywhere.
    public func meets(_ objective: FreshnessObjective) -> Bool {
        share(within: Double(objective.within)) >= objective.share - Freshness.tolerance
    }
}
