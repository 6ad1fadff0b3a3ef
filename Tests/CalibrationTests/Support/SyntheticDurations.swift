import Calibration
import RandomStreams
import ScanModel

/// Durations drawn from known laws.
enum SyntheticDurations {
    /// - Parameters:
    ///   - sizes: in GiB; durations take them in turn.
    ///   - censoredAt: seconds after which observation ends; nil: never.
    static func observations(
        _ law: DurationFit, count: Int, sizes: [Double] = [], seed: UInt64, censoredAt: Double? = nil,
        platform: Platform? = nil
    ) -> [StageObservation] {
        (0..<count).map { index in
            let size = sizes.isEmpty ? nil : sizes[index % sizes.count]
            let u = DrawKey(seed: seed, trial: 0, region: 0, item: UInt32(index), stage: 9).uniform(draw: 0)
            let seconds = law.quantile(u, size: size ?? 0)
            let isCensored = censoredAt.map { seconds > $0 } ?? false
            return observation(
                isCensored ? censoredAt! : seconds, size: size, platform: platform,
                outcome: isCensored ? .censored : .finished)
        }
    }

    static func observation(
        _ seconds: Double, size: Double? = nil, platform: Platform? = nil,
        outcome: StageObservation.Outcome = .finished, resolution: Double? = nil
    ) -> StageObservation {
        StageObservation(
            stage: "scan", platform: platform, size: size.map { GiB(exact($0)) }, duration: Seconds(exact(seconds)),
            outcome: outcome, resolution: resolution.map { Seconds(exact($0)) })
    }

    /// To a millionth, far below what any fit feels.
    private static func exact(_ number: Double) -> Rational {
        Rational(Int128((number * 1e6).rounded()), over: 1_000_000)
    }
}
