/// What is known of a number that nobody knows for sure, in the unit of its input.
public enum InputDistribution: Hashable, Sendable {
    /// Anywhere between the ends alike; of whole numbers every one alike, the ends included.
    case uniform(low: Rational, high: Rational)
    /// Between `low` and `high`, most likely near `mode`.
    case triangular(low: Rational, mode: Rational, high: Rational)
    /// Normal on condition that the value is one that the key takes. `sd` is above 0.
    case normal(mean: Rational, sd: Rational)
    /// Lognormal with this mean and coefficient of variation, both above 0.
    case lognormal(mean: Rational, cv: Rational)
    /// One of these values alike, in ascending order.
    case choice([Rational])
    /// Between observed values, in ascending order.
    case empirical([Rational])

    /// Least and greatest value; nil without ends.
    public var ends: ClosedRange<Rational>? {
        switch self {
        case .uniform(let low, let high), .triangular(let low, _, let high): low...high
        case .normal, .lognormal: nil
        case .choice(let values), .empirical(let values):
            values.first.flatMap { first in values.last.map { first...$0 } }
        }
    }
}

/// Which values a key of the scenario takes.
public struct InputDomain: Hashable, Sendable {
    /// In the unit of the input.
    public var least: Rational
    /// Whether `least` itself is refused.
    public var isAboveLeast: Bool
    public var most: Rational
    /// Most decimal places, 0 to 9; 0 stands for whole numbers.
    public var places: Int
    /// To how many significant digits drawn values are rounded.
    public var digits: Int

    public init(least: Rational, isAboveLeast: Bool, most: Rational, places: Int, digits: Int) {
        self.least = least
        self.isAboveLeast = isAboveLeast
        self.most = most
        self.places = places
        self.digits = digits
    }
}

/// A number of a deployment of which only a distribution is known.
public struct UncertainInput: Hashable, Sendable {
    /// Where the number stands in its deployment, as settings spell it, such as `timings.scan.perGiB`.
    public var path: String
    /// What values are written with, such as "s"; empty for bare numbers.
    public var unit: String
    public var distribution: InputDistribution
    public var domain: InputDomain
    /// Whether the distribution is the range that the profile gives for an assumed constant.
    public var isAssumed: Bool

    public init(
        path: String, unit: String, distribution: InputDistribution, domain: InputDomain, isAssumed: Bool
    ) {
        self.path = path
        self.unit = unit
        self.distribution = distribution
        self.domain = domain
        self.isAssumed = isAssumed
    }
}

/// What a scenario says of a deployment's uncertain numbers.
public struct Uncertainty: Hashable, Sendable {
    /// In the order of the scenario, or of the profile where all assumed constants are meant.
    public var inputs: [UncertainInput]
    /// Assumed constants with a range that no key of a scenario changes: they stay as they are.
    public var fixed: [String]
    /// Whether all assumed constants with a range are meant.
    public var coversAll: Bool

    public init(inputs: [UncertainInput] = [], fixed: [String] = [], coversAll: Bool = false) {
        self.inputs = inputs
        self.fixed = fixed
        self.coversAll = coversAll
    }
}
