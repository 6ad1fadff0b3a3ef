/// A length of time, exact, in seconds.
public struct Seconds: Hashable, Sendable, Comparable {
    /// The length in seconds; never negative where it comes from an input.
    public var value: Rational

    public init(_ value: Rational) { self.value = value }

    /// No time at all.
    public static let zero = Seconds(.zero)

    public static func < (left: Seconds, right: Seconds) -> Bool { left.value < right.value }
}

/// How fast a token bucket refills, in tokens per second.
public struct TokenRate: Hashable, Sendable {
    /// Tokens per second, above 0.
    public var perSecond: Rational

    public init(perSecond: Rational) { self.perSecond = perSecond }
}

/// A size in GiB (2^30 bytes), exact.
public struct GiB: Hashable, Sendable, Comparable {
    /// The size in GiB; never negative where it comes from an input.
    public var value: Rational

    public init(_ value: Rational) { self.value = value }

    public static func < (left: GiB, right: GiB) -> Bool { left.value < right.value }
}

/// An amount of money in United States dollars, before tax and discount.
public struct Dollars: Hashable, Sendable, Comparable {
    /// The amount in USD.
    public var value: Rational

    public init(_ value: Rational) { self.value = value }

    public static func < (left: Dollars, right: Dollars) -> Bool { left.value < right.value }
}
