public import ScanModel

/// A family of distributions that durations are fitted with: those that the simulator can draw and whose support does
/// not depend on a parameter.
///
/// Uniform, triangular and Pareto laws end where their parameters say, so that the theory behind likelihood intervals and
/// information criteria does not hold for them; they are not fitted. An observed sample itself is no family either.
public enum DurationFamily: String, Hashable, Sendable, CaseIterable {
    /// All durations are what their size says.
    case constant
    case exponential
    case lognormal
    case erlang
    case weibull
    /// Normal, cut off at 0.
    case normal

    /// Those that have a likelihood, in the order in which equally good ones are preferred.
    public static let fitted: [DurationFamily] = [.exponential, .lognormal, .erlang, .weibull, .normal]

    /// Whether a shape is fitted beside the mean.
    public var hasShape: Bool { self != .constant && self != .exponential }

    /// What the shape is called, or nil.
    public var shapeName: String? {
        switch self {
        case .constant, .exponential: nil
        case .lognormal, .normal: "cv"
        case .erlang, .weibull: "shape"
        }
    }

    /// The shapes that the simulator takes.
    var shapes: ClosedRange<Double> {
        switch self {
        case .constant, .exponential: 1...1
        case .lognormal: 0.0001...Variation.lognormalCVs.upperBound
        case .normal: 0.0001...Variation.normalCVs.upperBound
        case .erlang: Double(Variation.erlangShapes.lowerBound)...Double(Variation.erlangShapes.upperBound)
        case .weibull: Variation.weibullShapes
        }
    }

    /// What the simulator draws from.
    ///
    /// - Parameter shape: that of the family; not looked at where it has none.
    public func variation(shape: Double) -> Variation {
        switch self {
        case .constant: .none
        case .exponential: .exponential
        case .lognormal: .lognormal(cv: shape)
        case .erlang: .erlang(shape: Int(shape.rounded()))
        case .weibull: .weibull(shape: shape)
        case .normal: .normal(cv: shape)
        }
    }
}
