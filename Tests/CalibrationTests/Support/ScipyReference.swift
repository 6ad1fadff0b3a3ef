import Calibration

/// Written by Tests/Support/DurationFits/reference.py; change that instead.
enum ScipyReference {
    /// Seconds.
    static let durations: [Double] = [
        76.24, 44.17, 78.77, 28.45, 61.51, 59.07, 70.12, 49.16, 40.53, 49.49,
        105.26, 34.06, 43.64, 74.82, 97.27, 231.6, 99.54, 56.86, 63.63, 72.7,
        40.03, 82.74, 84.56, 204.52, 46.01, 55.26, 83.39, 88.25, 34.07, 16.5,
        95.86, 21.16, 69.57, 39.71, 65.34, 61.39, 51.34, 34.85, 75.11, 84.6,
    ]
    /// Durations above this are censored at it.
    static let censoredAt = 90.0
    static let complete: [(family: DurationFamily, mean: Double, shape: Double, logLikelihood: Double)] = [
        (.exponential, 69.27875, 1.0, -209.5255288546494),
        (.lognormal, 69.01867098128552, 0.5443594494495194, -193.96465204874238),
        (.erlang, 69.27875, 4.0, -195.41225156192604),
        (.weibull, 69.68196409475475, 1.8444630729697788, -198.71365663747778),
    ]
    static let censored: [(family: DurationFamily, mean: Double, shape: Double, logLikelihood: Double)] = [
        (.exponential, 72.85585937500014, 1.0, -179.80843136616298),
        (.lognormal, 66.84372018919028, 0.5022909816315196, -164.07815908644133),
        (.erlang, 65.26154645556917, 5.0, -163.30070487063264),
        (.weibull, 64.0611637634001, 2.797007058937279, -163.0262039709214),
    ]
    /// The Anderson-Darling statistic of the lognormal fit to all durations.
    static let andersonDarling = 0.43285985396515514
}
