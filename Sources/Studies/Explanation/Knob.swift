/// One thing that can be turned, and how the scenario says so.
public struct Knob: Hashable, Sendable {
    /// What it is that is turned.
    public enum Family: String, Hashable, Sendable {
        /// A parameter of the vendor.
        case parameter
        /// A decision about scanners, or their machine.
        case scanner
        /// A limit that is asked for: a quota, a counted limit, the rate of an action.
        case limit
        /// How the vendor's region concurrency is read.
        case reading
    }

    public var family: Family
    /// Such as "SingleRegionConcurrency".
    public var name: String
    /// Values before and after, in words with units.
    public var before: String
    public var after: String
    /// Ways to say it, as settings `path=value`; the first that makes the scenario say it is taken.
    public var ways: [[String]]
    /// Units by which the limit grows, for the price of one; nil: no price is wanted.
    public var units: Double?
    /// What one unit is, such as "token/s"; empty without a price.
    public var unit: String
    /// The value after, by the way that is taken, where the ways differ in it; else empty.
    var afters: [String] = []
    /// What the changed deployment must come to for a way to be taken; nil: any valid one is.
    var check: KnobCheck?

    init(
        _ family: Family, _ name: String, _ before: String, _ after: String, ways: [[String]], units: Double? = nil,
        unit: String = "", check: KnobCheck? = nil
    ) {
        self.family = family
        self.name = name
        self.before = before
        self.after = after
        self.ways = ways
        self.units = units
        self.unit = unit
        self.check = check
    }

    /// Such as "SingleRegionConcurrency 3 -> 4".
    public var title: String { "\(name) \(before) -> \(after)" }
}
